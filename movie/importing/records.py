"""One film as it comes out of a file, before it is stored, and what happened to its cells on the way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from ..models import Title
from ..vectors import Vector

LONGEST_TEXT = 100_000  # characters of a description


UNREAD, READ_AS = "unread", "read as"  # sorts of notes


class Note(NamedTuple):
    """What was done with one value: `column` is empty where it was the whole row.

    What was READ_AS something else is counted as that, whatever came out of it.
    """

    column: str
    value: Any
    done: str
    sort: str = ""


class Someone(NamedTuple):
    """A person as a file names one; `tmdb_id` where it says which of that name."""

    name: str
    tmdb_id: int | None = None


class FilmTitle(NamedTuple):
    """One of a film's names; where `language` or `region` is None, the file does not say."""

    name: str
    language: str | None = None
    region: str | None = None
    kind: str = Title.Kind.ALTERNATIVE


class FilmTexts(NamedTuple):
    """How a film is shown in another language; a text is empty where the file has none."""

    language: str
    title: str = ""
    description: str = ""
    genre: str = ""
    keywords: str = ""


@dataclass(init=False)
class MovieRecord:
    """Cleaned values of one row; None or empty where the file says nothing.

    What is not said takes no time and no memory: it is read from the class.
    """

    title: str = ""
    description: str = ""
    genre: str = ""
    keywords: str = ""
    url: str = ""
    image: str = ""
    year: int | None = None
    release_date: date | None = None
    runtime: int | None = None
    vote_average: float | None = None
    vote_count: int | None = None
    popularity: float | None = None
    budget: int | None = None
    revenue: int | None = None
    tmdb_id: int | None = None
    imdb_id: str | None = None
    original_language: str = ""
    countries: str = ""
    studios: str = ""
    directors: Sequence[Someone] = ()
    actors: Sequence[Someone] = ()
    titles: Sequence[FilmTitle] = ()
    translations: Sequence[FilmTexts] = ()
    emotions: Sequence[str] = ()
    emojis: str = ""
    mood_source: str = ""  # where the emotions are from, where the file says so
    mood_digest: str = ""  # of the text that they were made from
    key: str = ""  # its id among the files of one data set, where that is neither TMDB's nor IMDb's
    show: str = ""  # what the file calls it, where that is no film
    unnumbered: bool = False  # its row lacks the number that those of the file have
    sums_up: bool = False  # its row is that of a total, or a mean
    vector: Vector | None = None
    vector_problem: str = ""  # why the embedding in the file was not taken
    vector_model: str = ""  # who made it, where the file says so
    problem: str = ""  # why the row is no film
    notes: Sequence[Note] = ()

    def __init__(self, title: str = "", **said: Any) -> None:
        self.__dict__.update(said, title=title)

    @property
    def entries(self) -> int:
        """How many people and titles it names."""
        return len(self.actors) + len(self.directors) + len(self.titles)

    def note(self, *notes: Note) -> None:
        """Remember what was done with some of its values."""
        self.notes = [*self.notes, *notes]


class LocatedRecord(NamedTuple):
    """A film of a file and where it stood."""

    file: str
    line: int
    film: MovieRecord
    place: int = 0  # of the file among the others
    size: int = 0  # characters of its row, about
    of_a_viewer: bool = False  # from a file of one viewer: it only fills gaps


# Fields that Movie has under the same name: the first ones, down to the studios.
_FIELDS = tuple(MovieRecord.__annotations__)
STORED_FIELDS = _FIELDS[: _FIELDS.index("directors")]
