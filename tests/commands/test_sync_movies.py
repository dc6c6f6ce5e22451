"""`sync_movies` against a real server that speaks TMDB's protocol: found, refreshed, resumed."""

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.core.management.base import CommandError

from movie.importing.tmdb import sync as syncing
from movie.models import DEFAULT_IMAGE, Credit, Movie, Title
from movie.providers.tmdb import ATTRIBUTION, PER_SECOND, TMDB
from tests.tmdb_server import OLD_KEY, TOKEN, film, picture, running

pytestmark = pytest.mark.django_db


@pytest.fixture
def tmdb(settings):
    with running() as server:
        settings.TMDB_TOKEN = TOKEN
        settings.TMDB_URL, settings.TMDB_PICTURES_URL = f"{server.url}/3", server.pictures_url
        yield server


@pytest.fixture
def sync(capsys):
    def run(*arguments, **options):
        call_command("sync_movies", *arguments, **options)
        return capsys.readouterr()

    return run


def test_film_comes_whole_and_in_both_languages(tmdb, sync):
    said = sync("The Lamp Keeper (1979)")
    movie = Movie.objects.get()
    assert (movie.title, movie.year, movie.runtime, movie.tmdb_id) == ("The Lamp Keeper", 1979, 100, 11)
    assert (movie.imdb_id, movie.genre, movie.keywords) == ("tt0000011", "Drama, War", "lighthouse, storm")
    assert (movie.vote_average, movie.vote_count, movie.budget) == (7.5, 100, None)
    assert [person.name for person in movie.directors] == ["Ada Tenor"]
    assert [person.tmdb_id for person in movie.actors] == [700 + number for number in range(10)]
    spanish = movie.in_language("es")
    assert (spanish.title, spanish.description) == ("El farero", "Lo que pasa en El farero.")
    assert spanish.genres == ["Drama", "Bélica"]
    titles = set(movie.titles.values_list("name", "language", "region", "kind"))
    assert ("Le Gardien", "fr", "", Title.Kind.ORIGINAL) in titles
    assert ("El farero en el mar", "", "MX", Title.Kind.ALTERNATIVE) in titles
    assert "films added: 1" in said.out and ATTRIBUTION in said.out


def test_language_of_the_rows_is_chosen(tmdb, sync):
    sync("El farero", language="es")
    movie = Movie.objects.get()
    assert movie.title == "El farero"
    assert movie.in_language("en").title == "The Lamp Keeper"


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("tt0000012", 12),
        ("11", 11),
        ("Harbour", 13),  # the best known of the two
        ("Harbour (1994)", 12),
        ("la darsena", 13),
        ("LE GARDIEN", 11),
        ("1917", 1917),  # no title: a number
    ],
)
def test_film_is_found_by_name_year_and_id(tmdb, sync, wanted, found):
    sync(wanted, language="es" if wanted == "la darsena" else "en")
    assert Movie.objects.get().tmdb_id == found


def test_number_that_is_a_title_is_a_title(tmdb, sync):
    tmdb.films[530915] = film(530915, "1917", "1917", "2019-12-25")
    sync("1917")
    assert Movie.objects.get().tmdb_id == 530915


def test_what_is_not_sure_or_not_there_is_told(tmdb, sync):
    said = sync("Harbour", "Nowhere Film", "999")
    assert "“Harbour” may be several films; Harbour (2011) is taken" in said.err
    assert "no film called “Nowhere Film”" in said.err
    assert "no film with the id 999" in said.err
    assert Movie.objects.count() == 1


def test_second_time_nothing_is_new(tmdb, sync):
    sync("11")
    assert "films added: 0, updated: 0, unchanged: 1" in sync("11").out
    assert (Movie.objects.count(), Credit.objects.count()) == (1, 11)


def test_refresh_takes_what_is_certain_and_leaves_the_rest(tmdb, sync, make_movie):
    by_id = make_movie("Old name", tmdb_id=11, vote_count=3)
    by_imdb = make_movie("Whatever", imdb_id="tt0000012")
    by_name = make_movie("Nothing Like a Year", year=2001)
    make_movie("Harbour", year=1950)
    make_movie("Harbour")
    sync(refresh=True)
    told = dict(Movie.objects.values_list("pk", "tmdb_id"))
    assert [told[movie.pk] for movie in (by_id, by_imdb, by_name)] == [11, 12, 1917]
    assert list(told.values()).count(None) == 2
    by_id.refresh_from_db()
    assert (by_id.title, by_id.vote_count) == ("The Lamp Keeper", 100)


def test_interrupted_refresh_goes_on_where_it_was(tmdb, sync, make_movie, monkeypatch):
    monkeypatch.setattr(syncing, "BATCH", 1)
    for number in (11, 12, 13):
        make_movie(f"Film {number}", tmdb_id=number)
    asked = []
    store = syncing.Sync._store

    def interrupted(self, rows):
        asked.append(len(asked))
        if len(asked) == 2:
            raise KeyboardInterrupt
        store(self, rows)

    monkeypatch.setattr(syncing.Sync, "_store", interrupted)
    with pytest.raises(CommandError, match="run the command again") as error:
        sync(refresh=True)
    assert error.value.returncode == 130
    tmdb.asked.clear()
    sync(refresh=True)
    assert {path for path, _ in tmdb.asked} == {"/3/movie/12", "/3/movie/13"}
    assert cache.get(syncing.PLACE) is None


def test_posters_are_adopted_for_films_without_one(tmdb, sync, make_movie):
    make_movie("Has one", tmdb_id=12, image="movie/images/mine.jpg")
    said = sync("11", "12", posters=True)
    assert "posters adopted: 1" in said.out
    adopted, kept = Movie.objects.get(tmdb_id=11), Movie.objects.get(tmdb_id=12)
    with adopted.image.open() as file:
        assert file.read() == picture()
    assert kept.image.name == "movie/images/mine.jpg"
    assert [path for path, _ in tmdb.asked if path.startswith("/t/p/")] == ["/t/p/w500/11.jpg"]


@pytest.mark.parametrize(
    "data", [b"<html>no picture</html>", picture()[:200], picture("PNG", (7000, 6000), "1"), picture("BMP")]
)
def test_what_is_no_picture_is_told_and_not_kept(tmdb, sync, data):
    tmdb.picture = data
    said = sync("11", posters=True)
    assert "picture" in said.err and "posters adopted: 0" in said.out
    assert Movie.objects.get().image.name == DEFAULT_IMAGE


def test_old_key_is_sent_as_a_parameter_and_a_token_is_not(tmdb, sync, settings):
    sync("11")
    assert not any("api_key" in asked for _, asked in tmdb.asked)
    settings.TMDB_TOKEN = OLD_KEY
    sync("12")
    assert Movie.objects.count() == 2


def test_without_a_key_nothing_is_asked(tmdb, settings):
    settings.TMDB_TOKEN = ""
    with pytest.raises(CommandError, match="TMDB_TOKEN"):
        call_command("sync_movies", "11")
    assert tmdb.asked == []


def test_refused_key_is_a_sentence_without_the_key(tmdb, settings, caplog):
    settings.TMDB_TOKEN = "wrong-token-of-somebody"
    with pytest.raises(CommandError, match="TMDB refuses the key") as error:
        call_command("sync_movies", "11")
    assert "wrong-token" not in f"{error.value}{caplog.text}"
    assert len(tmdb.asked) == 1


def test_busy_server_is_asked_again_after_the_time_it_names(tmdb, sync):
    tmdb.instead.append((429, {"status_message": "Too many requests"}, {"Retry-After": "0.2"}))
    sync("11")
    assert Movie.objects.count() == 1
    assert tmdb.times[1] - tmdb.times[0] >= 0.2


@pytest.mark.parametrize("answer", [b"no json", b"[1]", b"{" * 5000, b"\xff\xfe"])
def test_nonsense_is_a_sentence(tmdb, answer):
    tmdb.instead.append((200, answer, {}))
    with pytest.raises(CommandError, match="no JSON object"):
        call_command("sync_movies", "11")


def test_nobody_there_is_a_sentence(settings):
    settings.TMDB_TOKEN, settings.TMDB_URL = TOKEN, "http://127.0.0.1:9/3"
    from movie.providers import tmdb as asking

    client = TMDB(TOKEN, settings.TMDB_URL, "http://127.0.0.1:9")
    client._patience = asking.Patience(attempts=1)
    with pytest.raises(Exception, match="cannot be reached"):
        client.get("/movie/11")


def test_no_more_than_forty_requests_a_second_are_sent(tmdb):
    client = TMDB(TOKEN, f"{tmdb.url}/3", tmdb.pictures_url)
    for _ in range(9):
        client.get("/movie/11")
    assert tmdb.times[-1] - tmdb.times[0] >= 7.5 / PER_SECOND
