"""All films are at hand in the order of their votes, as the database has them after each change."""

from movie.models import Movie
from movie.search.catalogue import catalogue
from movie.search.filtering import best_known, passing
from movie.search.query import Filters, SearchQuery


def in_database():
    """Ids as the database orders them: most votes first, films without votes last."""
    rows = Movie.objects.values_list("pk", "vote_count")
    return [pk for pk, _ in sorted(rows, key=lambda row: (row[1] is None, -(row[1] or 0), row[0]))]


def test_films_stand_in_order_of_their_votes_whether_they_are_embedded_or_not(make_movie):
    for votes in (3, None, 70, 0, 3):
        make_movie(f"Film {votes}", vote_count=votes)
    assert catalogue().ids.tolist() == in_database()


def test_change_of_a_film_is_taken_in_and_the_others_stay(make_movie):
    films = [make_movie(f"Film {number}", vote_count=number, year=1990 + number) for number in range(5)]
    catalogue()
    Movie.objects.filter(pk=films[0].pk).update(vote_count=99, year=2001)
    films[3].delete()
    new = make_movie("New", vote_count=2, year=1970)
    assert catalogue().ids.tolist() == in_database()
    assert new.pk in catalogue().ids
    assert passing(SearchQuery(filters=Filters(year_from=2000))).tolist() == [films[0].pk]


def test_films_whose_year_length_or_genre_is_not_known_pass_no_limit_on_them(make_movie):
    make_movie("Nothing known", genre="", year=None, runtime=None)
    whole = make_movie("Known", genre="Drama", year=1999, runtime=90)
    for query in (
        SearchQuery(filters=Filters(year_to=2000)),
        SearchQuery(filters=Filters(runtime_to=100)),
        SearchQuery(filters=Filters(runtime_from=0)),
        SearchQuery(genres=("drama",)),
    ):
        assert [movie.pk for movie in best_known(query, 5)] == [whole.pk]
    assert len(best_known(SearchQuery(), 5)) == 2


def test_empty_catalogue_has_no_films(db):
    assert passing(SearchQuery()).tolist() == []
    assert best_known(SearchQuery(genres=("drama",)), 5) == []


def test_films_are_counted_that_a_figure_or_an_origin_is_missing_of(make_movie):
    make_movie("Nothing known", year=None, runtime=0, vote_average=None)
    make_movie("Known", year=1999, runtime=90, vote_average=7.5, countries="DK", studios="Zentropa")
    make_movie("Half known", year=None, runtime=90, vote_average=0, countries="DK")
    assert catalogue().lacking == {"years": 2, "runtime": 1, "rating": 2, "origins": 1, "studios": 2}
