"""Years, lengths, audiences and names in ordinary words: what a request bounds, and what it only tells."""

from datetime import date

import pytest

from movie.models import Credit, Movie, Person
from movie.search.query import Filters
from movie.search.query_parser import parse
from movie.search.query_parser.lengths import LONG, NOT_LONG, SHORT
from movie.search.query_parser.ranges import OLD

pytestmark = pytest.mark.django_db


@pytest.fixture
def quill():
    """A maker of two films, one of which is called as an ordinary word, and one of somebody else."""
    person = Person.objects.create(name="Ada Quillon")
    for title, director in (("Vertigo", person), ("The Cellar", person), ("Dizzy", None)):
        movie = Movie.objects.create(title=title, genre="Horror", description="Steps below.")
        if director:
            Credit.objects.create(movie=movie, role=Credit.Role.DIRECTOR, person=director)
    return person


@pytest.mark.parametrize(
    ("prompt", "years"),
    [
        ("nothing older than 2000", (2000, None)),
        ("ninguna anterior a 2012", (2012, None)),
        ("del 2000 pa ca", (2000, None)),
        ("del 2000 pa'cá", (2000, None)),
        ("made this century", (2000, None)),
        ("que no sea viejita", (OLD, None)),
        ("it can't be older than 1975", (1975, None)),
        ("no later than 1970", (None, 1970)),
        ("2012 or later", (2012, None)),
        ("de los 60 para atrás", (None, 1969)),
        ("que no sean de antes del 80", (1980, None)),
        ("later than the eighties", (1990, None)),
        ("late 80s films", (1985, 1989)),
        ("de mediados de los 90", (1993, 1997)),
        ("the first half of the sixties", (1960, 1964)),
        ("films from the 70s or 80s", (1970, 1989)),
        ("nineties but nothing after 1995", (1990, 1995)),
        ("made way before 1950", (None, 1949)),
        ("de 2015 o después", (2015, None)),
        ("de los sesenta para abajo", (None, 1969)),
        ("del 85 al 95", (1985, 1995)),
        ("movies that came out in 82", (1982, 1982)),
        ("algo de los últimos diez años", (date.today().year - 10, None)),
        ("algo de hace más de 50 años", (None, date.today().year - 50)),
        ("films from around 1990", (1987, 1993)),
        ("peli de alrededor de 1960", (1957, 1963)),
        ("de los sesenta o setenta", (1960, 1979)),
        ("de los 40, los 50 o los 60", (1940, 1969)),
        ("from the last decade", (date.today().year - 10, None)),
        ("no older than 20 years", (date.today().year - 20, None)),
        ("que no sea más vieja de 20 años", (date.today().year - 20, None)),
        ("del 95", (1995, 1995)),
        ("que no sea muy antigua", (OLD, None)),
        ("any others from the sixties?", (1960, 1969)),
        ("que no sea muy antigua, del 2000 para acá", (2000, None)),
        ("from 99 to 2001", (1999, 2001)),
        ("del 1988 al 92", (1988, 1992)),
        ("de los ochentas", (1980, 1989)),
        ("de la década de los 2000", (2000, 2009)),
        ("pelis dl 2003 xfa", (2003, 2003)),
    ],
)
def test_comparison_its_refusal_and_what_stands_behind_bound_the_years(prompt, years):
    query = parse(prompt)
    assert (query.filters.year_from, query.filters.year_to) == years
    assert query.text == ""


@pytest.mark.parametrize(
    ("prompt", "text", "first"),
    [
        ("early 2000s romcom", "romantic comedy", 2000),
        ("late fifties melodrama", "melodrama", 1955),
        ("un slasher de los 80", "slasher", 1980),
        ("80s Paris in the rain", "80s Paris in the rain", None),
        ("Nueva York de los 70", "Nueva York de los 70", None),
        ("la crisis de los 90", "la crisis de los 90", None),
    ],
)
def test_decade_is_a_films_beside_a_kind_of_film_and_else_a_storys(prompt, text, first):
    query = parse(prompt)
    assert (query.text, query.filters.year_from) == (text, first)


@pytest.mark.parametrize(
    ("prompt", "minutes"),
    [
        ("that doesn't go past 95 mins", (None, 95)),
        ("no más larga de 1h50", (None, 110)),
        ("less than 1h45", (None, 104)),
        ("hora y media como mucho", (None, 90)),
        ("tengo solo hora y cuarenta", (None, 100)),
        ("three hours plus", (180, None)),
        ("tres horas o más", (180, None)),
        ("no less than two and a half hours", (150, None)),
        ("a short film, 85 minutes tops", (None, 85)),
        ("una película larga de más de 3 horas", (181, None)),
        ("a long one for a rainy sunday", (LONG, None)),
        ("peli larga para el domingo", (LONG, None)),
        ("una cortita para hoy", (None, SHORT)),
        ("short one for tonight", (None, SHORT)),
        ("nothing too long", (None, NOT_LONG)),
    ],
)
def test_the_same_words_bound_lengths(prompt, minutes):
    filters = parse(prompt).filters
    assert (filters.runtime_from, filters.runtime_to) == minutes


@pytest.mark.parametrize(
    "prompt",
    [
        "my 6 year old wants a movie",
        "movie night with the nieces and nephews",
        "una tarde de cine con críos",
        "mi niño tiene seis años, qué le pongo",
        "que puedan verla los niños",
        "mis hijos quieren una peli",
        "something not too scary for kids",
        "que no dé mucho miedo para mis hijos",
    ],
)
def test_children_who_will_watch_ask_for_family_films(prompt):
    assert parse(prompt).for_family


@pytest.mark.parametrize(
    "prompt",
    [
        "a 10 year old boy finds a map",
        "a man of 85 or more dreams",
        "they wait two hours",
        "bus after 17:40 on weekdays",
    ],
)
def test_figures_of_a_story_bound_nothing(prompt):
    query = parse(prompt)
    assert query.filters == type(query.filters)()
    assert not query.for_family


@pytest.mark.parametrize(
    "prompt",
    [
        "one of quillon's",
        "whatever quillon did",
        "quillon before 1990",
        "horror, ada quillon is in it",
        "ada quillon pero sin guerra",
        "de quillon, de los noventa",
    ],
)
def test_name_in_small_letters_is_found_among_what_else_is_said(quill, prompt):
    assert parse(prompt).everybody == (quill.pk,)


def test_slip_is_no_name_beside_something_else(quill):
    assert parse("quilon before 1990").everybody == ()


def test_refused_name_in_small_letters_is_somebody(quill):
    assert parse("terror en la que no salga quillon").without_people == (quill.pk,)


def test_title_refused_beside_its_maker_is_that_film(quill):
    query = parse("quillon pero no vertigo")
    assert query.everybody == (quill.pk,)
    assert query.disliked == (Movie.objects.get(title="Vertigo").pk,)
    assert query.unwanted == ()


def test_word_that_titles_a_film_of_somebody_else_is_refused_as_a_word(quill):
    assert parse("quillon pero no dizzy").unwanted == ("dizzy",)


def test_reading_a_name_beside_years_can_be_taken_back(quill):
    query = parse("quillon before 1990", ignored=(f"people:{quill.pk}",))
    assert query.everybody == ()
    assert (query.text, query.filters.year_to) == ("quillon", 1989)


@pytest.mark.parametrize(
    ("prompt", "minutes"),
    [
        ("between 100 and 110 minutes", (100, 110)),
        ("entre 90 y 100 min", (90, 100)),
        ("that lasts between one and two hours", (60, 120)),
        ("de 2 a 3 horas", (120, 180)),
    ],
)
def test_lengths_have_two_ends(prompt, minutes):
    query = parse(prompt)
    assert (query.filters.runtime_from, query.filters.runtime_to, query.text) == (*minutes, "")


def test_title_of_a_film_that_does_not_pass_what_is_asked_for_is_not_meant():
    for title, runtime in (("Epic", 102), ("Marathon Man", 200)):
        Movie.objects.create(title=title, runtime=runtime)
    assert not parse("epic, three hours or more").titles
    assert parse("marathon man, three hours or more").titles


@pytest.mark.parametrize(
    ("prompt", "years"),
    [
        ("the sixties did westerns best, show me some", (1960, 1969)),
        ("thrillers the 80s gave us", (1980, 1989)),
        ("cine policiaco mediados 90", (1993, 1997)),
        ("2008 or 2009, either works", (2008, 2009)),
        ("2001/2002/2003", (2001, 2003)),
        ("my birthday is 12 may 1991, film of my birth year?", (1991, 1991)),
        ("Nací en 1990 y quisiera ver una peli de ese mismo año", (1990, 1990)),
        ("I refuse to watch anything made before 2013", (2013, None)),
        ("a romantic picture of the nineteen-fifties", (1950, 1959)),
        ("después del 85 pero antes del 90", (1986, 1989)),
        ("horror that isn't from this century", (None, 1999)),
    ],
)
def test_years_are_a_films_where_films_are_asked_for(prompt, years):
    query = parse(prompt)
    assert (query.filters.year_from, query.filters.year_to) == years


@pytest.mark.parametrize(
    "prompt",
    [
        "a drama about the crisis of 2008",
        "una comedia ambientada en los 80",
        "pearl harbor 1941",
        "learn economics by films, la crisis de 2008",
    ],
)
def test_years_of_a_story_bound_nothing(prompt):
    assert parse(prompt).filters == Filters()


@pytest.mark.parametrize(
    ("prompt", "minutes"),
    [
        ("a western that doesnt drag past 2hrs", (None, 120)),
        ("nada de pelis de más de dos horas", (None, 120)),
        ("no quiero nada que pase de 1h40", (None, 100)),
        ("i go to bed at ten so a comedy under 90", (None, 89)),
        ("sub-90-minute sci-fi", (None, 89)),
        ("> 160 min", (161, None)),
        ("an epic that lasts 3h at least", (180, None)),
        ("ni un minuto mas de 110", (None, 110)),
        ("1h30", (80, 100)),
    ],
)
def test_length_is_bounded_from_either_side_and_over_some_words(prompt, minutes):
    query = parse(prompt)
    assert (query.filters.runtime_from, query.filters.runtime_to) == minutes


@pytest.mark.parametrize(
    "prompt", ["council ends two-hour debate", "fecha < '2020-01-01'", "90 people in a boat"]
)
def test_other_figures_are_no_lengths(prompt):
    assert parse(prompt).filters == Filters()


@pytest.mark.parametrize(
    "prompt",
    [
        "pelis que entienda un nene de 5",
        "mi hija cumple 7, algo lindo",
        "something for a 4yo",
        "preescolares, lluvia",
    ],
)
def test_ages_tell_that_children_watch(prompt):
    assert parse(prompt).for_family


def test_word_that_is_left_beside_a_genre_is_no_title(make_movie):
    make_movie("Focus", genre="Science Fiction")
    assert not parse("focus on sci-fi tonight").titles
    assert parse("focus").titles


@pytest.mark.parametrize(
    "prompt", ["action with the boys tonight", "algo para ver con las chicas", "son dos horas"]
)
def test_grown_ups_who_are_called_young_are_no_children(prompt):
    assert not parse(prompt).for_family


@pytest.mark.parametrize("prompt", ["not for children", "que no sea para niños", "drama, but not for kids"])
def test_films_for_children_can_be_refused(make_movie, prompt):
    make_movie("The Kite", genre="Family, Drama")
    query = parse(prompt)

    assert not query.for_family
    assert query.without_genres == ("Family",)


def test_my_old_lady_is_no_old_film():
    assert parse("algo para ver con mi vieja").filters == Filters()
    assert parse("algo de las viejas").filters.year_to == OLD - 1


@pytest.mark.parametrize(
    "prompt", ["una de terror bien perrona", "horror, really nasty", "terror muy fuerte"]
)
def test_what_is_said_of_a_genre_hides_it_not(make_movie, prompt):
    make_movie("The Cellar", genre="Horror")

    assert parse(prompt).genres == ("Horror",)


def test_genres_that_are_also_a_title_are_genres(make_movie):
    make_movie("Fantasía", genre="Fantasy")
    make_movie("The Trek", genre="Adventure")

    assert set(parse("fantasía y aventura de 2001 a 2005, otra más").genres) == {"Fantasy", "Adventure"}


@pytest.mark.parametrize("prompt", ["that short film called Lantern", "una peli que se llama lantern"])
def test_title_behind_its_announcement_is_meant(make_movie, prompt):
    film = make_movie("Lantern")

    assert parse(prompt).titles == (film.pk,)
    assert parse("a girl who calls herself Lantern").titles == ()


def test_bound_behind_a_year_is_that_of_a_film_whatever_stands_before():
    assert parse("a comedy, but still 2020 or later").filters.year_from == 2020
