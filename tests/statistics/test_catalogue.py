"""Figures of the whole catalogue agree with its films, counted one by one."""

from collections import Counter
from datetime import date, timedelta
from statistics import median

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from movie.embedders import get_embedder
from movie.models import Credit, Movie, Person, Translation
from movie.statistics import catalogue
from movie.statistics.catalogue import SECONDS_KEPT, TOP, Statistics, catalogue_statistics, count_all

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _time_stands_still(monkeypatch) -> None:
    monkeypatch.setattr(catalogue, "monotonic", lambda: 0.0)


def credit(movie: Movie, person: Person, role: str = Credit.Role.DIRECTOR) -> None:
    Credit.objects.create(movie=movie, person=person, role=role)


def as_dict(tallies) -> dict:
    return dict(tallies)


@pytest.fixture
def films(make_movie) -> list[Movie]:
    """Forty films with dates, genres, votes and money that follow no round pattern."""
    films = []
    for n in range(40):
        day = date(1931, 1, 1) + timedelta(days=n * n * 17)
        films.append(
            make_movie(
                f"Film {n}",
                year=day.year,
                release_date=day,
                genre=("Drama", "Drama, Crime", "crime / War")[n % 3],
                keywords=("city, night", "Night, rain", "")[n % 3],
                vote_average=3 + n % 7 + 0.5,
                vote_count=n,
                budget=1000 + n if n % 4 else None,
                revenue=2500 * n or None,
            )
        )
    return films


def test_empty_catalogue_has_no_figures():
    figures = count_all()
    assert figures.films == 0
    assert set(figures.missing.values()) == {0}
    lists = (figures.years, figures.decades, figures.months, figures.weekdays, figures.genres)
    assert not any(
        (*lists, figures.keywords, figures.directors, figures.actors, figures.returns, figures.models)
    )


def test_years_and_decades_count_every_film_once(films):
    figures = count_all()
    assert as_dict(figures.years) == Counter(film.year for film in films)
    assert [year for year, _ in figures.years] == sorted(year for year, _ in figures.years)
    counted = {decade: number for decade, number in figures.decades if number}
    assert counted == Counter(film.year // 10 * 10 for film in films)


def test_decade_without_films_between_others_counts_none(make_movie):
    for year in (1979, 1999, 1990):
        make_movie(year=year)
    assert count_all().decades == [(1970, 1), (1980, 0), (1990, 2)]


def test_year_that_cannot_be_counts_as_missing(make_movie):
    for year in (None, 0, -(2**31), 1869, 99_999, 1995):
        make_movie(year=year)
    figures = count_all()
    assert figures.years == [(1995, 1)]
    assert figures.missing["year"] == 5


def test_months_and_weekdays_are_those_of_the_release(films):
    figures = count_all()
    months, weekdays = as_dict(figures.months), as_dict(figures.weekdays)
    assert list(months) == list(range(1, 13))
    assert list(weekdays) == list(range(7))
    assert months == {month: sum(film.release_date.month == month for film in films) for month in months}
    assert weekdays == {day: sum(film.release_date.weekday() == day for film in films) for day in weekdays}


def test_known_day_is_a_friday_in_october(make_movie):
    make_movie(release_date=date(1999, 10, 15))
    figures = count_all()
    assert [month for month, number in figures.months if number] == [10]
    assert [day for day, number in figures.weekdays if number] == [4]


def test_genres_and_keywords_add_up_over_spellings_the_most_frequent_first(films):
    figures = count_all()
    # Of 40: 14 are "Drama", 13 "Drama, Crime", 13 "crime / War".
    assert figures.genres == [("Drama", 27), ("Crime", 26), ("War", 13)]
    assert [(name.casefold(), number) for name, number in figures.keywords] == [
        ("night", 27), ("city", 14), ("rain", 13),
    ]  # fmt: skip


def test_keyword_named_twice_in_a_film_counts_once(make_movie):
    make_movie(keywords="rain, rain,, rain ")
    assert count_all().keywords == [("rain", 1)]


def test_people_are_counted_by_role_and_two_of_one_name_stay_two(make_movie):
    films = [make_movie(f"Film {n}") for n in range(3)]
    one, other, actor = (Person.objects.create(name=name) for name in ("John Ford", "John Ford", "Ana"))
    for film in films:
        credit(film, one)
        credit(film, actor, Credit.Role.ACTOR)
    credit(films[0], other)
    figures = count_all()
    assert figures.directors == [("John Ford", 3, one.pk), ("John Ford", 1, other.pk)]
    assert figures.actors == [("Ana", 3, actor.pk)]


def test_lists_of_people_and_keywords_end_after_the_most_frequent(make_movie):
    film = make_movie(keywords=", ".join(f"word {n}" for n in range(TOP + 5)))
    for n in range(TOP + 5):
        credit(film, Person.objects.create(name=f"Person {n}"))
    figures = count_all()
    assert len(figures.directors) == len(figures.keywords) == TOP


def test_votes_of_very_few_films_are_counted_but_not_drawn(make_movie):
    for n in range(30):
        make_movie(f"Film {n}", vote_average=7.5, vote_count=9, budget=10, revenue=20)
    for n in range(2):
        make_movie(f"Lucky {n}", vote_average=9.5, vote_count=9, budget=10, revenue=9000)
    figures = count_all()
    assert [row.vote for row in figures.returns] == [7, 9]
    assert [row.vote for row in figures.drawn_returns] == [7]


def test_returns_are_quartiles_of_revenue_by_budget_for_each_vote(films):
    figures = count_all()
    known = [film for film in films if film.budget and film.revenue and film.vote_count]
    assert figures.with_return == len(known) < len(films)
    for row in figures.returns:
        returns = [film.revenue / film.budget for film in known if int(film.vote_average) == row.vote]
        assert row.films == len(returns)
        assert row.median == pytest.approx(median(returns))
        assert min(returns) <= row.lower <= row.median <= row.upper <= max(returns)


@pytest.mark.parametrize(
    "unknown",
    [{"budget": None}, {"budget": 0}, {"revenue": None}, {"revenue": 0}, {"vote_average": None},
     {"vote_average": 0}, {"vote_count": 0}],
    ids=str,
)  # fmt: skip
def test_film_whose_return_or_vote_is_unknown_is_left_out(make_movie, unknown):
    make_movie(**{"budget": 10, "revenue": 25, "vote_average": 7.5, "vote_count": 9} | unknown)
    assert count_all().returns == []


def test_lone_film_of_a_vote_is_its_own_quartiles_and_a_ten_is_with_the_nines(make_movie):
    make_movie(budget=10, revenue=25, vote_average=10)
    assert count_all().returns == [(9, 1, 2.5, 2.5, 2.5)]


def test_what_is_missing_is_counted_by_field(make_movie, recording_embedder):
    make_movie(description="", genre="", keywords="")
    make_movie(
        genre="Drama", keywords="rain", year=1990, release_date=date(1990, 1, 1), runtime=90, vector=[1, 0, 0]
    )
    fields = ("description", "genre", "keywords", "year", "release_date", "runtime", "emb")
    assert count_all().missing == dict.fromkeys(fields, 1)


def test_embeddings_are_counted_by_their_model(make_movie, recording_embedder):
    films = [make_movie(f"Film {n}", vector=[1, n, 0]) for n in range(3)]
    make_movie("Not embedded")
    Movie.objects.filter(pk=films[0].pk).update(emb_model="an older one")
    assert count_all().models == [(get_embedder().model_id, 2), ("an older one", 1)]


def queries() -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        catalogue_statistics()
    return [query["sql"] for query in captured]


def test_figures_are_counted_once_while_no_film_changes(films):
    first = catalogue_statistics()
    assert isinstance(first, Statistics)
    assert len(queries()) == 1
    assert catalogue_statistics() == first


@pytest.mark.parametrize(
    "change",
    [
        lambda: Movie.objects.create(title="New"),
        lambda: Movie.objects.last().delete(),
        lambda: Movie.objects.filter(title="Film 1").update(genre="Western"),
    ],
    ids=["new", "deleted", "edited"],
)
def test_figures_follow_a_change_that_the_journal_notes(films, change):
    before = catalogue_statistics()
    change()
    assert catalogue_statistics() == count_all() != before


def test_figures_that_the_journal_does_not_note_follow_after_a_while(films, monkeypatch):
    before = catalogue_statistics()
    Movie.objects.update(release_date=None)
    assert catalogue_statistics() == before
    monkeypatch.setattr(catalogue, "monotonic", lambda: 2.0 * SECONDS_KEPT)
    assert catalogue_statistics().missing["release_date"] == 40


def test_counting_asks_the_database_as_often_for_40_films_as_for_one(make_movie, films):
    credit(films[0], Person.objects.create(name="Ana"))
    credit(films[0], Person.objects.create(name="Eva"), Credit.Role.ACTOR)
    with CaptureQueriesContext(connection) as many:
        count_all()
    Movie.objects.exclude(pk=films[0].pk).delete()
    with CaptureQueriesContext(connection) as one:
        count_all()
    assert len(one) == len(many) <= 16
    assert not [query["sql"] for query in many if '"emb"' in query["sql"].split(" FROM ")[0]]


def test_spellings_of_one_keyword_are_one_named_as_most_films_have_it(make_movie):
    make_movie(keywords="Los Angeles, Los Ángeles, zombie")
    make_movie(keywords="Los Ángeles, zombies")
    make_movie(keywords="zombies")
    assert dict(count_all().keywords) == {"zombies": 3, "Los Ángeles": 2}


def test_keywords_are_those_of_the_visitors_language_where_films_have_them(make_movie):
    rain, snow = make_movie(keywords="rain, dogs"), make_movie(keywords="rain")
    Translation.objects.create(movie=rain, language="es", keywords="lluvia, perros")
    figures = count_all()
    with override("es"):
        assert dict(figures.keywords) == {"lluvia": 1, "perros": 1, "rain": 1}
    Translation.objects.create(movie=snow, language="es", keywords="lluvia")
    figures = count_all()
    with override("es-mx"):
        assert dict(figures.keywords) == {"lluvia": 2, "perros": 1}
    for language in ("en", "pt"):
        with override(language):
            assert dict(figures.keywords) == {"rain": 2, "dogs": 1}
