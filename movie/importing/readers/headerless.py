"""Tables of known data sets that do not name their columns: told by the form of their first lines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..headers.names import GENRES_100K

DOUBLE = "::"  # between the columns of MovieLens 1M and 10M
LINES = 5  # that have to be of the form


@dataclass(frozen=True)
class Form:
    """A table without a header: what is between its columns, what these are, and how cells of them look."""

    separator: str
    columns: tuple[str, ...]
    cells: dict[int, str]

    def fits(self, lines: Sequence[str]) -> bool:
        """Whether the first lines of a file are of this form."""
        rows = [line.rstrip("\r\n").split(self.separator) for line in lines[:LINES]]
        return bool(rows) and all(
            len(row) == len(self.columns)
            and all(re.fullmatch(form, row[place]) for place, form in self.cells.items())
            for row in rows
        )


ID, FREEBASE = r"\d+", r"/m/\w+"
RATING = {0: ID, 1: ID, 2: r"\d(\.5)?", 3: r"\d{9,10}"}
FORMS = (
    Form(DOUBLE, ("movieId", "title", "genres"), {0: ID, 1: r".+ \(\d{4}\).*"}),
    Form(DOUBLE, ("userId", "movieId", "rating", "timestamp"), RATING),
    Form("\t", ("userId", "movieId", "rating", "timestamp"), RATING),
    Form(
        "|",
        ("movieId", "movieTitle", "releaseDate", "videoReleaseDate", "IMDbURL", *GENRES_100K),
        {0: ID, 5: "[01]", 23: "[01]"},
    ),
    Form(
        "\t",
        ("wikipediaMovieId", "freebaseMovieId", "movieName", "movieReleaseDate", "movieBoxOfficeRevenue")
        + ("movieRuntime", "movieLanguages", "movieCountries", "movieGenres"),
        {0: ID, 1: FREEBASE},
    ),
    Form(
        "\t",
        (
            "wikipediaMovieId",
            "freebaseMovieId",
            "movieReleaseDate",
            "characterName",
            "actorBorn",
            "actorGender",
        )
        + (
            "actorHeight",
            "actorEthnicity",
            "actorName",
            "actorAge",
            "characterMapId",
            "characterId",
            "actorId",
        ),
        {0: ID, 1: FREEBASE},
    ),
    Form("\t", ("wikipediaMovieId", "plotSummary"), {0: ID, 1: r".*\s.*\s.*\s.*\s.*"}),
)


def form_of(lines: Sequence[str]) -> Form | None:
    """The known form of the first lines of a file, if they have one."""
    told = [line for line in lines if line.strip()]
    return next((form for form in FORMS if form.fits(told)), None)
