"""What templates are given to write figures with."""

import pytest
from django.template import Context
from django.utils import translation

from movie.map.clusters import Region
from movie.models import Movie, Shown
from movie.templatetags.movie_tags import (
    facts,
    menu,
    page_description,
    paragraph,
    rating,
    region_name,
    running_time,
    sources,
    votes,
    year_and_genres,
)


@pytest.mark.parametrize(
    ("minutes", "written"),
    [(112, "1 h 52 min"), (52, "52 min"), (120, "2 h"), (1, "1 min"), (1200, "20 h"), (None, ""), (0, "")],
)
@pytest.mark.parametrize("language", ["en", "es"])
def test_running_time_is_hours_and_minutes_that_stay_together(language, minutes, written):
    with translation.override(language):
        assert running_time(minutes) == written.replace(" ", "\xa0")


def shown(**fields) -> Shown:
    """How a film with these fields is shown where it has no translation."""
    return Shown(Movie(**fields), None)


def test_facts_are_those_that_are_known():
    assert facts(shown(year=1975, runtime=52, genre="Drama, War")) == "1975 · 52\xa0min · Drama, War"
    assert facts(shown(genre="Drama")) == "Drama"
    assert facts(shown(title="Nothing is known")) == ""


def test_little_room_holds_the_year_and_two_genres():
    assert year_and_genres(shown(year=1975, runtime=52, genre="Drama, War, History")) == "1975 · Drama, War"


def test_votes_are_counted_in_groups_of_digits():
    assert [votes(number) for number in (None, 0, 1, 1234)] == ["", "", "1 vote", "1,234 votes"]


def test_rating_says_how_many_have_voted_where_that_is_known():
    assert rating(Movie(vote_average=7.84, vote_count=12)) == "7.8 out of 10 (12 votes)"
    assert rating(Movie(vote_average=7)) == "7.0 out of 10"
    assert rating(Movie()) == ""
    with translation.override("es"):
        assert rating(Movie(vote_average=7.84)) == "7,8 de 10"


def test_page_is_described_by_the_story_or_by_the_title():
    assert page_description(shown(title="Deep", description="A shark.")) == "A shark."
    assert len(page_description(shown(title="Deep", description="A shark. " * 99))) == 155
    assert page_description(shown(title="Deep", year=1975)).startswith("Deep (1975): ")


def test_paragraph_is_escaped_and_there_is_none_for_nothing():
    assert paragraph("facts", "War & peace") == '<p class="facts">War &amp; peace</p>'
    assert paragraph("facts", "") == ""


def test_menu_marks_the_page_that_is_shown(rf):
    here, elsewhere = (Context({"request": rf.get(path)}) for path in ("/", "/nowhere/"))
    assert '<a href="/" aria-current="page">Search</a>' in menu(here)
    assert menu(here).count("aria-current") == 1
    assert "aria-current" not in menu(elsewhere) == menu(Context())


def test_menu_is_told_in_the_language_of_the_page(rf):
    context = Context({"request": rf.get("/")})
    with translation.override("es"):
        assert ">Buscar</a>" in menu(context)
    assert ">Search</a>" in menu(context)


def test_region_without_a_name_has_a_number():
    assert [region_name(Region(name, 0, 0, []), 3) for name in ("Drama", "")] == ["Drama", "Region 3"]


@pytest.mark.parametrize(("token", "named"), [("", False), ("somebody's", True)])
def test_tmdb_is_named_where_its_data_may_be_shown(settings, token, named):
    settings.TMDB_TOKEN = token
    assert ("TMDB" in sources()) == named
