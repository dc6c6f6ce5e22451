"""What a file says is taken over once, into the right film, and nothing stored is lost by it."""

import json
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from movie.database.full_text import matching
from movie.database.journal import changed_since, latest_change
from movie.embedders import get_embedder
from movie.embedding.store import films_to_embed
from movie.errors import CatalogueError
from movie.importing.batches import BATCH
from movie.importing.embeddings import WORKSHOP_MODEL
from movie.importing.pipeline import import_films
from movie.importing.readers import recognise
from movie.models import DEFAULT_IMAGE, Credit, Movie, Person
from movie.vectors import from_bytes
from tests.database.words import stored_words, words_of_films
from tests.fakes import unit

pytestmark = pytest.mark.django_db

VECTOR = unit(*np.random.default_rng(11).normal(size=1536))
OTHER = unit(*np.random.default_rng(12).normal(size=1536))
ALIEN = {
    "title": "Alien",
    "description": "A crew meets what it should not.",
    "genre": "Horror, Science Fiction",
    "keywords": "spaceship, cat",
    "url": "https://example.org/alien",
    "year": 1979,
    "release_date": "1979-05-25",
    "vote_average": 8.1,
    "vote_count": 14000,
    "popularity": 53.4,
    "budget": 11_000_000,
    "revenue": 104_931_801,
    "tmdb_id": 348,
    "imdb_id": "tt0078748",
    "director": ["Ridley Scott"],
    "actors": ["Sigourney Weaver", "Tom Skerritt"],
}


@pytest.fixture
def take(tmp_path):
    """Imports films given as dictionaries, through a JSON file."""

    def take(*films, **options):
        path = tmp_path / "films.json"
        path.write_text(json.dumps(films), encoding="utf-8")
        return import_films(recognise(path), **options)

    return take


def counts(report):
    """Films added, updated, unchanged, and rows rejected."""
    return report.created, report.updated, report.unchanged, len(report.rejected)


def stored(**lookup):
    """The one film, its vector read along."""
    return Movie.objects.with_vectors().get(**lookup)


def test_new_film_is_stored_with_all_its_values(take):
    assert counts(take(ALIEN)) == (1, 0, 0, 0)
    movie = stored()
    for name, value in ALIEN.items():
        if name not in ("director", "actors", "release_date"):
            assert getattr(movie, name) == value
    assert movie.release_date == date(1979, 5, 25)


def test_same_file_again_changes_nothing(take):
    take(ALIEN, {"title": "Brazil", "year": 1985})
    before = list(Movie.objects.values()), list(Credit.objects.values())
    assert counts(take(ALIEN, {"title": "Brazil", "year": 1985})) == (0, 0, 2, 0)
    assert (list(Movie.objects.values()), list(Credit.objects.values())) == before


def test_film_that_differs_is_updated_and_the_others_are_not(take):
    take(ALIEN, {"title": "Brazil"})
    report = take({**ALIEN, "vote_average": 8.2}, {"title": "Brazil"}, {"title": "Cube"})
    assert counts(report) == (1, 1, 1, 0)
    assert report.rows == 3
    assert stored(title="Alien").vote_average == 8.2


@pytest.mark.parametrize(
    "again",
    [
        {"title": "Alien: el octavo pasajero", "tmdb_id": 348},
        {"title": "Alien: el octavo pasajero", "imdb_id": "tt0078748", "year": 1980},
        {"title": "ÁLIEN", "year": 1979},
    ],
    ids=["tmdb_id", "imdb_id", "title and year"],
)
def test_film_known_by_one_key_is_updated(take, again):
    take(ALIEN)
    assert counts(take(again)) == (0, 1, 0, 0)
    assert stored().title == again["title"]


def test_film_without_ids_is_another_in_another_year(take):
    take({"title": "Nosferatu", "year": 1922})
    assert counts(take({"title": "Nosferatu", "year": 1979})) == (1, 0, 0, 0)


def test_two_films_of_one_title_and_year_with_other_ids_stay_two(take):
    twins = {"title": "Alien", "year": 1979, "tmdb_id": 1}, {"title": "Alien", "year": 1979, "tmdb_id": 2}
    assert counts(take(*twins)) == (2, 0, 0, 0)
    assert counts(take(*twins)) == (0, 0, 2, 0)
    assert counts(take({"title": "Alien", "year": 1979, "tmdb_id": 3})) == (1, 0, 0, 0)


def test_film_stored_without_id_gets_it_and_the_next_of_its_title_is_another(take):
    take({"title": "Alien", "year": 1979})
    first, second = ({"title": "Alien", "year": 1979, "tmdb_id": number} for number in (1, 2))
    assert counts(take(first, second)) == (1, 1, 0, 0)
    assert sorted(Movie.objects.values_list("tmdb_id", flat=True)) == [1, 2]


def test_film_twice_in_a_file_is_stored_once_with_what_both_say(take):
    report = take(
        {"title": "Alien", "year": 1979, "genre": "Horror"},
        {"title": "Alien", "year": 1979, "url": "http://a.org"},
    )
    assert counts(report) == (1, 1, 0, 0)
    assert (stored().genre, stored().url) == ("Horror", "http://a.org")


def test_film_twice_across_batches_is_stored_once(take):
    others = [{"title": f"Film {number}"} for number in range(BATCH)]
    report = take(ALIEN, *others, ALIEN, {"title": "Alien", "year": 1979, "genre": "Western"})
    assert counts(report) == (BATCH + 1, 1, 1, 0)
    assert stored(tmdb_id=348).genre == "Western"


def test_id_learned_from_one_row_finds_the_film_in_the_next(take):
    take({"title": "Alien", "year": 1979})
    report = take({"title": "Alien", "year": 1979, "tmdb_id": 348}, {"title": "Ocho", "tmdb_id": 348})
    assert counts(report) == (0, 2, 0, 0)
    assert stored().title == "Alien"
    assert stored().titles.get().name == "Ocho"


def test_blank_cells_never_wipe_what_is_stored(take):
    take({**ALIEN, "embedding": VECTOR.tolist()})
    before = Movie.objects.with_vectors().values().get(), list(Credit.objects.values())
    blank = {name: [] if isinstance(value, list) else "" for name, value in ALIEN.items()}
    report = take(
        {**blank, "title": "Alien", "year": 1979, "embedding": ""}, {"title": "Alien", "tmdb_id": 348}
    )
    assert counts(report) == (0, 0, 2, 0)
    assert (Movie.objects.with_vectors().values().get(), list(Credit.objects.values())) == before


def test_id_of_another_film_is_reported_and_the_rest_is_taken(take):
    take(ALIEN, {"title": "Brazil", "year": 1985, "imdb_id": "tt0088846"})
    report = take({"title": "Alien", "tmdb_id": 348, "imdb_id": "tt0088846", "genre": "Western"})
    assert report.left_out == [(1, "Alien: its imdb_id belongs to another film")]
    assert counts(report) == (0, 1, 0, 0)
    assert (stored(tmdb_id=348).imdb_id, stored(tmdb_id=348).genre) == ("tt0078748", "Western")


def test_bad_rows_are_named_with_their_line_and_stop_no_other(tmp_path):
    path = tmp_path / "films.csv"
    path.write_text("title,year,tmdb_id\nAlien,1979,348\n,1980,5\ntoo,many,cells,here\nBrazil,soon,abc\n")
    seen = []
    report = import_films(recognise(path), on_row=lambda: seen.append(1))
    assert [line for line, _ in report.rejected] == [3, 4]
    assert ("no title" in report.rejected[0][1], "4 cells" in report.rejected[1][1]) == (True, True)
    assert (set(Movie.objects.values_list("title", flat=True)), len(seen)) == ({"Alien", "Brazil"}, 4)


def test_odd_values_are_left_empty_and_the_film_is_stored(take):
    odd = {"title": "Odd \ud83d", "budget": 10**400, "year": "?", "tmdb_id": "x", "keywords": "{[1]: 2}"}
    assert counts(take(odd, ALIEN)) == (2, 0, 0, 0)
    movie = stored(title__startswith="Odd")
    assert (movie.budget, movie.year, movie.tmdb_id) == (None, None, None)


def test_columns_that_are_not_understood_are_named_once(take):
    report = take({"title": "Alien", "colour": "👽"}, {"title": "Brazil", "colour": "🦆", "mood": "odd"})
    assert sorted(report.ignored_columns) == ["colour", "mood"]


def test_file_that_breaks_off_keeps_the_batches_before_it(tmp_path):
    films = ",".join(json.dumps({"title": f"Film {number}"}) for number in range(BATCH + 5))
    path = tmp_path / "films.json"
    path.write_text(f"[{films}, {{")
    with pytest.raises(CatalogueError):
        import_films(recognise(path))
    assert Movie.objects.count() >= BATCH


def test_people_are_stored_in_the_order_of_the_file(take):
    take({"title": "Alien", "director": "Zoe, Ann", "actors": ["Tom", "Ann", "Bo", "Tom"]})
    movie = stored()
    assert [person.name for person in movie.directors] == ["Zoe", "Ann"]
    assert [person.name for person in movie.actors] == ["Tom", "Ann", "Bo"]


def test_person_of_two_films_and_two_roles_is_stored_once(take):
    take(ALIEN, {"title": "Blade Runner", "director": "Ridley Scott", "actors": "Ridley Scott"})
    assert Person.objects.filter(name="Ridley Scott").count() == 1
    assert Credit.objects.filter(person__name="Ridley Scott").count() == 3


def test_new_cast_replaces_the_old_and_the_same_cast_is_not_written_again(take):
    take(ALIEN)
    before = set(Credit.objects.values_list("pk", flat=True))
    take(ALIEN)
    assert set(Credit.objects.values_list("pk", flat=True)) == before
    take({**ALIEN, "actors": ["Tom Skerritt", "Sigourney Weaver"]})
    assert [person.name for person in stored().actors] == ["Tom Skerritt", "Sigourney Weaver"]


def test_people_of_a_film_twice_in_a_file_are_stored_once(take):
    take(ALIEN, {**ALIEN, "actors": ["Bolaji Badejo"]})
    assert [person.name for person in stored().actors] == ["Bolaji Badejo"]
    assert Credit.objects.count() == 2


@pytest.mark.parametrize("cell", [VECTOR.tolist(), json.dumps(VECTOR.tolist())], ids=["list", "text"])
def test_vector_of_the_file_is_taken_over_with_its_provenance(take, cell):
    assert take({**ALIEN, "embedding": cell}).vectors == 1
    movie = stored()
    assert np.allclose(from_bytes(movie.emb), VECTOR, atol=1e-6)
    assert (movie.emb_model, movie.text_changed, movie.emb_at is not None) == (WORKSHOP_MODEL, False, True)


@pytest.mark.parametrize("dtype", ["<f4", "<f8"])
def test_vector_of_a_workshops_database_is_taken_over(tmp_path, dtype):
    path = tmp_path / "db.sqlite3"
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("CREATE TABLE movie_movie (id integer, title text, description text, emb blob)")
        row = (1, "Alien", "A crew.", VECTOR.astype(dtype).tobytes())
        database.execute("INSERT INTO movie_movie VALUES (?, ?, ?, ?)", row)
    assert import_films(recognise(path)).vectors == 1
    assert np.allclose(from_bytes(stored().emb), VECTOR, atol=1e-6)


@pytest.mark.parametrize("vector", [[0.0] * 1536, np.random.default_rng(1).random(1536).tolist()])
def test_vector_that_is_none_is_refused_with_a_reason_and_the_film_is_stored(take, vector):
    report = take({**ALIEN, "embedding": vector})
    ((line, reason),) = report.left_out
    assert (line, reason.startswith("Alien: The embedding has norm")) == (1, True)
    assert (counts(report), report.vectors, stored().emb) == ((1, 0, 0, 0), 0, None)


def test_maker_of_a_vector_is_the_row_s_then_the_caller_s_then_the_workshop_s(take):
    film = {"description": "What happens.", "embedding": VECTOR.tolist()}
    take({**film, "title": "One", "embedding_model": "own"}, {**film, "title": "Two"}, source_model="asked")
    take({**film, "title": "Three"}, {**film, "title": "Four", "embedding": [0.6, 0.8]})
    makers = dict(Movie.objects.values_list("title", "emb_model"))
    assert (makers["One"], makers["Two"], makers["Three"]) == ("own", "asked", WORKSHOP_MODEL)
    assert makers["Four"] not in ("", WORKSHOP_MODEL)


def test_vector_of_a_film_without_a_text_is_kept_as_of_an_unknown_one(take):
    assert take({"title": "Brazil", "embedding": VECTOR.tolist()}).vectors == 1
    assert stored().emb_digest == ""


def test_vector_that_is_already_there_is_not_stored(take):
    take({**ALIEN, "embedding": VECTOR.tolist()})
    before = stored(tmdb_id=348).emb_at
    assert take({**ALIEN, "embedding": VECTOR.tolist()}).vectors == 0
    assert stored(tmdb_id=348).emb_at == before


def test_vector_of_an_edited_text_takes_the_place_of_the_old(take):
    take({**ALIEN, "embedding": VECTOR.tolist()})
    assert take({**ALIEN, "description": "Rewritten.", "embedding": OTHER.tolist()}).vectors == 1
    assert np.allclose(from_bytes(stored().emb), OTHER, atol=1e-6)
    assert not stored().text_changed


def test_text_that_comes_later_without_a_vector_makes_it_stale(take, recording_embedder):
    take({**ALIEN, "embedding": [0.6, 0.8, 0.0]}, source_model=recording_embedder.model_id)
    assert not films_to_embed(get_embedder()).exists()
    take({**ALIEN, "description": "Rewritten."})
    assert stored().emb is not None
    assert list(films_to_embed(get_embedder())) == [stored()]


def test_image_is_taken_only_where_the_file_exists(take, settings):
    folder = Path(settings.MEDIA_ROOT) / "movie/images"
    folder.mkdir(parents=True)
    (folder / "alien.jpg").write_bytes(b"a picture")
    take({**ALIEN, "image": "movie/images/alien.jpg"}, {"title": "Brazil", "image": "movie/images/none.jpg"})
    assert stored(title="Alien").image == "movie/images/alien.jpg"
    assert stored(title="Brazil").image == DEFAULT_IMAGE
    take({**ALIEN, "image": "movie/images/none.jpg"})
    assert stored(title="Alien").image == "movie/images/alien.jpg"


@pytest.mark.parametrize("path", ["{outside}", "../{name}", "movie", "x" * 300, "a/" * 3000, "nul\0.jpg"])
def test_image_outside_the_media_folder_or_that_is_no_file_is_left_out(take, settings, path):
    outside = Path(settings.MEDIA_ROOT).parent / "outside.jpg"
    outside.write_bytes(b"a picture")
    (Path(settings.MEDIA_ROOT) / "movie").mkdir(parents=True)
    report = take({**ALIEN, "image": path.format(outside=outside, name=outside.name)})
    assert counts(report) == (1, 0, 0, 0)
    assert stored().image == DEFAULT_IMAGE


def test_imported_film_is_found_by_its_words_and_people_and_noted_once(take):
    before = latest_change()
    take({"title": "Alien", "description": "A ship", "cast": ["Sigourney Weaver"]}, {"title": "Brazil"})
    alien, brazil = Movie.objects.order_by("title")
    assert stored_words() == words_of_films()
    assert [movie for movie, _ in matching(["ship", "sigourney"])] == [alien.pk]
    assert sorted(changed_since(before)) == sorted([alien.pk, brazil.pk])


def test_report_never_takes_the_place_of_the_file_it_is_about(tmp_path):
    path = tmp_path / "films.csv"
    path.write_text("title\nAlien\n")
    (tmp_path / "again.csv").symlink_to(path)
    for report in (path, tmp_path / "again.csv"):
        with pytest.raises(CatalogueError, match="take the place"):
            import_films(recognise(path), report_file=report)
    assert path.read_text() == "title\nAlien\n"


def test_formula_in_a_rejected_row_does_not_run_where_the_report_is_opened(tmp_path):
    path = tmp_path / "films.csv"
    path.write_text("title,url\nAlien,=cmd()\n")
    import_films(recognise(path), report_file=tmp_path / "report.csv")
    assert ",'=cmd()," in (tmp_path / "report.csv").read_text()
