"""A film's card says what it shares with others in the language of the page, and lets no markup through."""

import pytest

from movie.models import Movie
from movie.search.in_common import Shared
from movie.search.ranking import Match
from movie.templatetags.film_cards import cast, how_near


@pytest.fixture
def movie():
    return Movie(pk=7, title="Deep <b>", year=1975)


def test_what_films_share_lets_no_markup_through(movie):
    match = Match(movie, 0.5, shared=Shared(genres=("Adventure",), people=("Ann <i>",)))
    assert "Adventure · Ann &lt;i&gt;" in how_near(match, told=False)


@pytest.mark.parametrize(("similarity", "width"), [(0.5, "50%"), (-0.2, "0%"), (1.0, "100%")])
def test_bar_is_as_long_as_the_similarity(movie, similarity, width):
    assert f'width="{width}" height="100%" /></svg>' in how_near(Match(movie, similarity), told=False)


def test_only_the_best_film_says_what_its_figure_is(movie):
    match = Match(movie, 0.5)
    assert 'class="unseen"' in how_near(match, told=True)
    assert 'class="unseen"' not in how_near(match, told=True, best=True)


def test_nobody_named_is_nobody_said(movie):
    assert cast(movie, {}) == ""
    assert "Bob &lt;" in cast(movie, {7: {"director": ["Bob <"]}})
