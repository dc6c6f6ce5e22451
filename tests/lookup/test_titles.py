"""A film is found by its title as people type it, or the closest titles are named."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from movie.errors import AmbiguousTitle, UnknownTitle
from movie.lookup.titles import best_known, book, closest, complete, find_movie
from movie.models import Movie


@pytest.mark.parametrize(
    ("title", "typed"),
    [
        ("Amélie", "amelie"),
        ("Amélie", "AMÉLIE"),
        ("Amélie", "  amelie "),
        ("Spider-Man: Homecoming", "spider man homecoming"),
        ("WALL·E", "wall-e"),
        ("¿Qué he hecho yo?", "que he hecho yo"),
        ("2012", "2012"),
        ("Blade Runner 2049", "blade runner 2049"),
        ("…", "…"),
        ("The Matrix", "matrix"),
        ("The Matrix", "Matrix, The"),
        ("Matrix, The", "the matrix"),
        ("Matrix", "The Matrix"),
        ("A Star Is Born", "star is born"),
        ("El laberinto del fauno", "laberinto del fauno"),
        ("L'Auberge espagnole", "auberge espagnole"),
        ("Das Boot", "boot"),
        ("The", "the"),
        ("Fast & Furious", "fast and furious"),
        ("Schindler's List", "schindlers list"),
        ("Spider-Man", "spiderman"),
        ("L.A. Confidential", "la confidential"),
        ("Rocky II", "rocky 2"),
        ("Face/Off", "face off"),
        ("The Godfather", "The Godfathr"),
        ("The Godfather", "the god father"),
        ("Amélie", "amelei"),
        ("The Godfather", "godfahter 2001"),
        ("Ὀδύσσεια", "οδυσσεια"),
        ("七人の侍", "七人の侍"),
    ],
)
def test_title_typed_otherwise_finds_its_film(make_movie, title, typed):
    movie = make_movie(title, year=2001)
    make_movie("Another", year=2001)
    assert find_movie(typed) == movie


@pytest.mark.parametrize(
    ("title", "typed"),
    [
        ("Seven Samurai", "7 samurai"),
        ("The Third Man", "3rd man"),
        ("12 Angry Men", "twelve angry men"),
        ("Los siete samuráis", "los 7 samurais"),
    ],
)
def test_numbers_are_words_or_figures(make_movie, title, typed):
    film = make_movie(title)
    make_movie("Samurai")
    assert find_movie(typed) == film


@pytest.mark.parametrize("typed", ["Heat (1995)", "heat 1995", "Heat(1995)", " HEAT  (1995) "])
def test_year_beside_the_title_tells_two_films_apart(make_movie, typed):
    make_movie("Heat", year=1986)
    movie = make_movie("Heat", year=1995)
    assert find_movie(typed) == movie


def test_every_film_is_found_by_what_it_is_shown_as(make_movie):
    films = [make_movie("Heat", year=1986), make_movie("Heat", year=1995), make_movie("1984", year=1984)]
    films += [make_movie("Blade Runner 2049", year=2017), make_movie("Solaris")]
    assert [find_movie(str(movie)) for movie in films] == films


def test_title_of_two_films_is_refused_with_both_to_choose_from(make_movie):
    make_movie("Heat", year=1986)
    make_movie("HEAT", year=1995)
    with pytest.raises(AmbiguousTitle) as refused:
        find_movie("heat")
    assert [str(choice) for choice in refused.value.choices] == ["Heat (1986)", "HEAT (1995)"]
    assert "Heat (1986)" in str(refused.value)


@pytest.mark.parametrize("typed", ["The Godfoothor", "The Godfather 1999", "a godfather story"])
def test_misspelt_title_is_refused_with_the_closest_first(make_movie, typed):
    make_movie("The Godfather", year=1972)
    make_movie("Spirited Away", year=2001)
    with pytest.raises(UnknownTitle) as refused:
        find_movie(typed)
    assert refused.value.suggestions[0] == "The Godfather (1972)"
    assert typed in str(refused.value)


def test_suggestion_can_be_typed_as_it_stands(make_movie):
    movie = make_movie("The Godfather", year=1972)
    with pytest.raises(UnknownTitle) as refused:
        find_movie("the godfooothr")
    assert find_movie(refused.value.suggestions[0]) == movie


def test_title_like_none_is_refused_without_suggestions(make_movie):
    make_movie("The Godfather")
    with pytest.raises(UnknownTitle) as refused:
        find_movie("qqqqxxxx")
    assert refused.value.suggestions == []


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["", " ", "1999", "(1999)", "%", "\x00"])
def test_any_text_in_an_empty_catalogue_is_an_unknown_title(typed):
    with pytest.raises(UnknownTitle):
        find_movie(typed)


def test_suggestions_are_few(make_movie):
    for n in range(30):
        make_movie(f"Rocky {n}")
    with pytest.raises(UnknownTitle) as refused:
        find_movie("rockyy")
    assert 1 <= len(set(refused.value.suggestions)) == len(refused.value.suggestions) <= 5


def test_more_films_need_no_more_queries(make_movie):
    counts = []
    for n in range(3):
        make_movie(f"Film {n}")
        with CaptureQueriesContext(connection) as queries:
            find_movie("Film 0")
        counts.append(len(queries))
    assert len(set(counts)) == 1
    assert Movie.objects.count() == 3


def test_title_as_it_stands_goes_before_the_one_with_an_article(make_movie):
    films = [make_movie("The Heat", year=2013), make_movie("Heat", year=1995)]
    assert [find_movie("the heat"), find_movie("heat")] == films


@pytest.mark.parametrize(
    ("there", "typed"),
    [("Rocky III", "Rocky II"), ("Alien", "Aliens"), ("Heat", "Heat 2"), ("Cars", "Cats 2"), ("Up", "Us")],
)
def test_title_of_another_film_is_no_slip(make_movie, there, typed):
    make_movie(there, year=1979)
    with pytest.raises(UnknownTitle):
        find_movie(typed)


def test_slip_between_two_titles_is_not_guessed_at(make_movie):
    make_movie("Emelia")
    make_movie("Ameliu")
    with pytest.raises(UnknownTitle) as refused:
        find_movie("amelia")
    assert set(refused.value.suggestions) == {"Emelia", "Ameliu"}


def test_year_and_number_choose_among_films_of_one_title(make_movie):
    films = [make_movie("Hamlet", year=year) for year in (1996, 2000, 2000)]
    assert find_movie("hamlet", year=1996) == films[0]
    assert find_movie("hamlet (1996)", year=1996) == films[0]
    assert [find_movie("hamlet", number=film.pk) for film in films] == films
    for wrong in ({"year": 1950}, {"number": 999_999}):
        with pytest.raises(UnknownTitle):
            find_movie("hamlet", **wrong)


def test_films_of_one_title_and_year_are_offered_with_their_numbers_and_found_by_them(make_movie):
    films = [make_movie("Hamlet", year=2000) for _ in range(2)]
    with pytest.raises(AmbiguousTitle) as refused:
        find_movie("hamlet")
    offered = [str(choice) for choice in refused.value.choices]
    assert offered == [f"Hamlet (2000) #{film.pk}" for film in films]
    assert [find_movie(text) for text in offered] == films


def test_renamed_film_is_found_by_its_new_title_alone(make_movie):
    movie = make_movie("Heat")
    assert find_movie("heat") == movie
    Movie.objects.filter(pk=movie.pk).update(title="Fuego contra fuego")
    assert find_movie("fuego contra fuego") == movie
    with pytest.raises(UnknownTitle):
        find_movie("heat")
    movie.delete()
    with pytest.raises(UnknownTitle):
        find_movie("fuego contra fuego")


def test_completing_puts_beginnings_before_words_inside_and_the_best_known_first(make_movie):
    for title, votes in (("Armitage: Dual Matrix", 9000), ("The Matrix", 90), ("Matrix Reloaded", 900)):
        make_movie(title, vote_count=votes)
    make_movie("Solaris")
    assert [choice.name for choice in complete("matr")] == [
        "Matrix Reloaded",
        "The Matrix",
        "Armitage: Dual Matrix",
    ]
    assert [choice.name for choice in complete("matr", 1)] == ["Matrix Reloaded"]


@pytest.mark.parametrize(
    ("typed", "first"), [("solarsi", "Solaris"), ("the sol", "Solaris"), ("SÓL", "Solaris")]
)
def test_completing_forgives(make_movie, typed, first):
    make_movie("Solaris")
    make_movie("Heat")
    assert [choice.name for choice in complete(typed)] == [first]


@pytest.mark.parametrize("typed", ["", " ", "\x00", "zzzzqqq", "💥"])
def test_completing_nothing_gives_nothing(make_movie, typed):
    make_movie("Solaris")
    assert complete(typed) == []


def test_titles_are_read_again_only_when_films_have_changed(make_movie):
    movie = make_movie("Heat")
    find_movie("heat")
    with CaptureQueriesContext(connection) as queries:
        complete("heat")
    assert len(queries) == 1
    Movie.objects.filter(pk=movie.pk).update(popularity=5)
    with CaptureQueriesContext(connection) as queries:
        find_movie("heat")
    assert len(queries) == 2


@pytest.mark.parametrize("typed", ["totrro", "totoro my neighbor"])
def test_part_of_a_title_suggests_the_whole(make_movie, typed):
    make_movie("My Neighbor Totoro", year=1988)
    make_movie("Charlie Victor Romeo", year=2013)
    with pytest.raises(UnknownTitle) as refused:
        find_movie(typed)
    assert refused.value.suggestions == ["My Neighbor Totoro (1988)"]


def test_beginning_of_a_title_means_the_film_where_no_whole_title_does(make_movie):
    alien = make_movie("Alien, el octavo pasajero", vote_count=10)
    extra = make_movie("E.T. the Extra-Terrestrial", vote_count=10)
    assert best_known("alien").id == alien.pk
    assert best_known("E.T.").id == extra.pk
    assert best_known("Aliens") is None
    whole = make_movie("Alien", vote_count=1)
    assert best_known("alien").id == whole.pk


def test_of_films_with_one_title_the_best_known_is_meant(make_movie):
    make_movie("Heat", year=1986, vote_count=5)
    known = make_movie("Heat", year=1995, vote_count=900)
    assert best_known("heat").id == known.pk
    assert best_known("Heat (1986)").id != known.pk
    assert best_known("nothing of the kind") is None


@pytest.fixture
def ripley(make_movie):
    """A film that people know by many names."""
    movie = make_movie("Alien", year=1979, vote_count=10)
    for name, region in (("Alien, el octavo pasajero", "ES"), ("ALIEN", "US"), ("El 8.º pasajero", "419")):
        movie.titles.create(name=name, region=region)
    movie.translations.create(language="pt", title="Alien: O Oitavo Passageiro")
    make_movie("Solaris", year=1972)
    return movie


@pytest.mark.parametrize(
    "typed",
    ["alien", "Alien el octavo pasajero", "el 8º pasajero", "octavo pasajro"]
    + ["ALIEN o oitavo passageiro (1979)", "alien el octavo pasagero 1979"],
)
def test_film_is_found_by_any_of_its_titles(ripley, typed):
    ripley.titles.create(name="El octavo pasajero")
    assert find_movie(typed) == ripley


def test_film_of_many_titles_is_offered_once_and_by_its_own(ripley):
    assert [str(choice) for choice in complete("alien")] == ["Alien (1979)"]
    assert [str(choice) for choice in complete("pasajero")] == ["Alien (1979)"]
    assert [str(choice) for choice in closest("allien el pasajero")] == ["Alien (1979)"]
    with pytest.raises(UnknownTitle) as refused:
        find_movie("allieen octavo passajero")
    assert refused.value.suggestions == ["Alien (1979)"]
    assert best_known("el octavo pasajero") is None
    assert best_known("Alien el octavo pasajero").name == "Alien"


def test_title_of_one_film_and_other_title_of_another_are_both_offered(ripley, make_movie):
    other = make_movie("Alien", year=2004)
    namesake = make_movie("Passenger", year=1963)
    namesake.titles.create(name="alien")
    with pytest.raises(AmbiguousTitle) as refused:
        find_movie("Alien")
    assert {choice.id for choice in refused.value.choices} == {ripley.pk, other.pk, namesake.pk}
    assert find_movie("alien 1963") == namesake


def test_slip_between_two_titles_of_one_film_means_that_film(make_movie):
    movie = make_movie("Il padrino")
    movie.titles.create(name="Padrino")
    movie.titles.create(name="Padrina")
    assert find_movie("padrinu") == movie


def test_title_that_has_gone_finds_nothing_any_more(ripley):
    assert find_movie("el 8 pasajero") == ripley
    ripley.titles.filter(region="419").delete()
    with pytest.raises(UnknownTitle):
        find_movie("el 8 pasajero 1979")


def test_more_titles_need_no_more_queries(ripley):
    counts = []
    for n in range(3):
        ripley.titles.create(name=f"Name {n}")
        with CaptureQueriesContext(connection) as queries:
            find_movie("Name 0")
        counts.append(len(queries))
    assert len(set(counts)) == 1


def test_two_slips_that_also_join_words_name_nothing(make_movie):
    make_movie("Tiburón")
    assert book().nearly("tim burton") == []
    assert [choice.name for choice in book().nearly("tibron")] == ["Tiburón"]
