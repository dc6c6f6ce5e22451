"""Which films may be found, in terms that every engine understands: numbers, folded names and ids."""

from dataclasses import dataclass

Names = frozenset[str]  # of one genre, folded, in all languages


@dataclass(frozen=True)
class Limits:
    """What films have to pass; what is not known of a film passes no limit on it."""

    year_from: int | None = None
    year_to: int | None = None
    runtime_from: int | None = None  # minutes
    runtime_to: int | None = None
    genres: tuple[Names, ...] = ()  # of each of these
    without_genres: tuple[Names, ...] = ()  # of none of these
    among: frozenset[int] | None = None  # films by id; None: all of them
    without: frozenset[int] = frozenset()


NO_LIMITS = Limits()
