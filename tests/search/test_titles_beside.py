"""A title beside somebody of that film, or beside what explains it, means that film; a wish means none."""

import pytest

from movie.models import Credit, Movie, Person, Title
from movie.search.fallback import answer
from movie.search.query_parser import parse
from movie.search.query_parser.context import Context
from movie.search.query_parser.films import Titles, take_titles_alone
from movie.search.query_parser.prompt import Prompt

FILMS = {
    "Jaws": (1975, "Steven Spielberg", ["Tiburón"]),
    "Avatar": (2009, "James Cameron", []),
    "Pulp Fiction": (1994, "Quentin Tarantino", []),
    "The Grand Budapest Hotel": (2014, "Wes Anderson", []),
    "Up": (2009, "Pete Docter", []),
    "Soul": (2020, "Kemp Powers", []),
    "The Lion King": (1994, "Roger Allers", ["El rey león"]),
    "WALL·E": (2008, "Andrew Stanton", []),
    "Toy Story": (1995, "John Lasseter", []),
    "Love Story": (1970, "Arthur Hiller", []),
    "Black Swan": (2010, "Darren Aronofsky", ["El cisne negro"]),
}


@pytest.fixture
def films(db):
    made = {}
    for name, (year, director, others) in FILMS.items():
        made[name] = Movie.objects.create(title=name, year=year, description=f"A film called {name}.")
        person = Person.objects.create(name=director)
        Credit.objects.create(movie=made[name], person=person, role=Credit.Role.DIRECTOR)
        for other in others:
            Title.objects.create(movie=made[name], name=other, language="es")
    return made


def test_ordinary_word_beside_a_name_is_no_half_of_a_title(films):
    query = parse("black aronofsky")
    assert not query.titles


def test_name_with_a_slip_beside_a_word_for_films_is_somebodys(films):
    person = Person.objects.get(name="Steven Spielberg")
    for number in range(3):
        movie = Movie.objects.create(title=f"Kite {number}", description="A kite.")
        Credit.objects.create(movie=movie, person=person, role=Credit.Role.DIRECTOR)
    assert parse("speilberg movies about kites").people == (person.pk,)


def meant(prompt):
    return list(Movie.objects.filter(pk__in=parse(prompt).titles).values_list("title", flat=True))


@pytest.mark.parametrize(
    ("prompt", "title"),
    [
        ("jaws steven spielberg", "Jaws"),
        ("steven spielberg tiburon", "Jaws"),
        ("spielberg's jaws", "Jaws"),
        ("speilberg jaws", "Jaws"),
        ("avatar james cameron 2009", "Avatar"),
        ("tarantino pulp ficcion", "Pulp Fiction"),
        ("the movie pulp fiction by quentin tarantino", "Pulp Fiction"),
        ("wes anderson grand budapest", "The Grand Budapest Hotel"),
        ("up pete docter", "Up"),
        ("soul de powers", "Soul"),
        ("el rey leon de disney", "The Lion King"),
        ("el rey león, la de dibujos", "The Lion King"),
        ("wall e la del robot", "WALL·E"),
        ("la de tiburom", "Jaws"),
    ],
)
def test_title_is_found_beside_what_goes_with_it(films, prompt, title):
    assert meant(prompt) == [title]


@pytest.mark.parametrize(
    ("prompt", "title"),
    [
        ("budapest", "The Grand Budapest Hotel"),
        ("budapest hotel", "The Grand Budapest Hotel"),
        ("la de budapest", "The Grand Budapest Hotel"),
    ],
)
def test_part_of_a_title_that_is_no_word_of_the_language_means_it(films, prompt, title):
    assert meant(prompt) == [title]


@pytest.mark.parametrize("prompt", ["hotel", "swan", "films from 1994", "a trip to budapest with my aunt"])
def test_part_of_ordinary_words_means_no_title(films, prompt):
    assert meant(prompt) == []


@pytest.mark.parametrize(
    "prompt", ["tarantino horror", "that tarantino gangster film", "una de tarantino", "tarantino movies"]
)
def test_family_name_of_no_language_is_somebody_beside_a_film(films, prompt):
    assert [person.name for person in Person.objects.filter(pk__in=parse(prompt).everybody)] == [
        "Quentin Tarantino"
    ]


def test_family_name_in_a_story_is_part_of_it(films):
    assert not parse("a boy called docter walks to the sea").everybody
    assert not parse("wes goes to the powers museum").everybody


@pytest.mark.parametrize(
    "prompt",
    [
        "a love story with no happy end",
        "up in the mountains with a dog",
        "soul music in the sixties",
        "toy story 3",
        "toy story part three",
        "avatar the way of water",
        "a teacher who grows up",
        "spielberg films for children",
        "something like love, story of two soldiers",
        "thriller de Spielberg",
    ],
)
def test_wish_and_sequel_mean_no_film_by_its_title(films, prompt):
    assert meant(prompt) == []


def test_reading_that_is_wrong_is_taken_back(films):
    query = parse("jaws steven spielberg")
    assert query.titles == (films["Jaws"].pk,)
    assert parse("jaws steven spielberg", [f"titles:{films['Jaws'].pk}"]).titles == ()


def test_film_stands_first_and_is_not_told_to_be_missing(films, recording_embedder):
    found = answer("avatar james cameron")
    assert found.matches[0].movie == films["Avatar"]
    assert not found.absent and found.fits


def test_family_name_with_a_slip_is_somebody(films):
    (spielberg,) = Person.objects.filter(name="Steven Spielberg")
    assert parse("speilberg").people == (spielberg.pk,)
    assert parse("spielb").people == ()


@pytest.mark.parametrize(
    ("prompt", "title"),
    [
        ("the gran budapest hotel", "The Grand Budapest Hotel"),  # a slip that is a word
        ("teh lion king", "The Lion King"),
        ("the loin king film", "The Lion King"),
        ("el cine negro", None),  # which is a kind of film
    ],
)
def test_slip_in_a_long_title_or_its_article_is_forgiven(films, prompt, title):
    assert meant(prompt) == ([title] if title else [])


def test_turn_of_a_talk_is_read_so_too(films):
    turn, read = Prompt("avatar james cameron"), Titles()
    take_titles_alone(turn, Context(), read)
    assert [mention.id for mention in read.sought] == [films["Avatar"].pk]
    assert not turn.left
