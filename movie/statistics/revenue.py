"""Counts films by the day they came out, and adds up what a person's films brought in."""

from dataclasses import dataclass
from functools import cached_property

from ..errors import TooFewVotes
from ..models import Credit, Movie, Person

ENOUGH_VOTES = 2000


def released_in_month(month: int) -> int:
    """How many films came out in a month (1 to 12), of any year."""
    return Movie.objects.filter(release_date__month=month).count()


def released_on_weekday(weekday: int) -> int:
    """How many films came out on a weekday, 1 (Monday) to 7 (Sunday)."""
    return Movie.objects.filter(release_date__iso_week_day=weekday).count()


def movie_return(movie: Movie) -> float | None:
    """Revenue divided by budget; None where either is unknown, which zero says too."""
    return movie.revenue / movie.budget if movie.revenue and movie.budget else None


def with_enough_votes(movie: Movie) -> Movie:
    """The film itself. Raises TooFewVotes where it has under 2,000 votes."""
    votes = movie.vote_count or 0
    if votes < ENOUGH_VOTES:
        raise TooFewVotes(str(movie), votes, ENOUGH_VOTES)
    return movie


@dataclass(frozen=True)
class Filmography:
    """A person's films in one role, the earliest first."""

    person: Person
    movies: list[Movie]

    @cached_property
    def returns(self) -> list[float]:
        """The returns of those films of which they are known."""
        return [known for movie in self.movies if (known := movie_return(movie)) is not None]

    @property
    def count(self) -> int:
        """How many films they are."""
        return len(self.movies)

    @property
    def without_return(self) -> int:
        """How many films have no known return."""
        return self.count - len(self.returns)

    @property
    def total_return(self) -> float | None:
        """The sum of the known returns; None where none is known."""
        return sum(self.returns) if self.returns else None

    @property
    def mean_return(self) -> float | None:
        """The mean of the known returns; None where none is known."""
        return sum(self.returns) / len(self.returns) if self.returns else None


def filmography(person: Person, role: Credit.Role) -> Filmography:
    """The films in which a person has this role."""
    movies = Movie.objects.filter(credits__person=person, credits__role=role)
    movies = (
        movies.only("title", "year", "budget", "revenue")
        .order_by("year", "release_date", "pk")
        .prefetch_related("translations")
    )
    return Filmography(person, list(movies))
