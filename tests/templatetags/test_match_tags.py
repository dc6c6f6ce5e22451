"""What is said of films that were found: how, how near, and what the people who were named do in them."""

import pytest
from django.utils import translation

from movie.forms import SearchForm
from movie.models import Movie
from movie.search.fallback import Answer
from movie.search.ranking import Match
from movie.search.snippets import Segment
from movie.templatetags.match_tags import closeness, found_by, heading, is_narrowed, marked, roles

MOVIE = Movie(title="Deep", vote_count=1234)
NEAR, FAR = Match(MOVIE, 0.5, close=True), Match(MOVIE, 0.1, fits=False)
FAMOUS = Match(MOVIE, None)


def test_heading_counts_the_films_and_says_their_order():
    assert heading(Answer([NEAR])) == "1 film found"
    assert heading(Answer([NEAR, NEAR])) == "2 films found, the best first"
    assert heading(Answer([FAMOUS, FAMOUS])) == "2 films found, the best known first"


def test_heading_says_what_is_missing_where_nothing_fits():
    assert heading(Answer([FAR])) == "No film fits well"
    assert heading(Answer([])) == "No film found"
    assert heading(Answer([FAR], absent="<Lost>")) == "“<Lost>” is not in this catalogue"
    assert heading(Answer([NEAR], absent="Lost")) == heading(Answer([NEAR]))


def test_without_a_question_there_is_no_heading():
    assert heading("") == ""


@pytest.mark.parametrize(
    ("match", "said"),
    [
        (Match(MOVIE, None, named=True), "Found by its title"),
        (Match(MOVIE, None, words=("shark",)), "Found by its words"),
        (FAMOUS, "Passes everything you named · 1,234 votes"),
        (Match(Movie(title="Unknown"), None), "Passes everything you named"),
        (
            Match(Movie(title="Rated", vote_average=8.4, vote_count=1234), None),
            "Passes everything you named · 8.4 out of 10 (1,234 votes)",
        ),
        (NEAR, ""),
    ],
)
def test_film_that_was_not_compared_says_how_it_was_found(match, said):
    assert found_by(match, True) == said


def test_votes_are_no_reason_where_nobody_has_asked():
    assert found_by(FAMOUS, False) == "Found by its words"


def test_closeness_has_three_levels():
    levels = [closeness(match) for match in (NEAR, Match(MOVIE, 0.3), FAR)]
    assert levels == ["Very close", "Close", "Distant"]
    with translation.override("es"):
        assert len({closeness(NEAR), *levels}) == 4


def test_roles_name_directors_before_the_cast():
    assert roles({"actor": ["B", "C"], "director": ["A"]}) == "Director: A · With B, C"
    assert roles({"actor": ["B"]}) == "With B"


def test_marked_pieces_are_escaped_like_the_rest():
    assert marked([Segment("<a> ", False), Segment("b&c", True)]) == "&lt;a&gt; <mark>b&amp;c</mark>"


@pytest.mark.django_db
def test_form_is_narrowed_by_anything_but_the_prompt():
    assert not is_narrowed(SearchForm({"q": "a shark"}))
    assert not is_narrowed(SearchForm())
    for name in ("year_from", "genre", "runtime_to"):
        assert is_narrowed(SearchForm({"q": "a shark", name: "x"}))
