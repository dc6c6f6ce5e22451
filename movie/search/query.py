"""What is asked for, once it has been read: every door fills in the same query, one ranking answers it."""

from dataclasses import dataclass, replace

STORY, PLOT = 3, 8  # words
ORDERS = ("newest", "oldest", "longest", "shortest", "grossing", "expensive", "best", "worst")


@dataclass(frozen=True)
class Filters:
    """Which films may be found, as a form says."""

    year_from: int | None = None
    year_to: int | None = None
    genre: str | None = None
    runtime_from: int | None = None  # minutes, of films whose length is known
    runtime_to: int | None = None
    rating_from: float | None = None  # of ten, of films that people have rated
    rating_to: float | None = None

    def narrowed(self, other: "Filters") -> "Filters":
        """These filters; where they say nothing, the other ones."""
        said = {name: value for name, value in vars(self).items() if value is not None}
        return Filters(**{**vars(other), **said})


@dataclass(frozen=True)
class SearchQuery:
    """A request for films; films and people by their ids, genres by any of their names."""

    text: str = ""  # what is told, to be ranked by meaning
    unwanted: tuple[str, ...] = ()  # what it should not be about, thing by thing
    liked: tuple[int, ...] = ()
    disliked: tuple[int, ...] = ()
    titles: tuple[int, ...] = ()  # films that are meant by their titles: they stand first
    people: tuple[int, ...] = ()  # who all take part
    directors: tuple[int, ...] = ()  # who all direct
    namesakes: tuple[int, ...] = ()  # of whom one takes part, where a family name is that of several
    without_people: tuple[int, ...] = ()
    genres: tuple[str, ...] = ()  # of all of which it should be
    without_genres: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()  # countries or languages of one of which it should be (movie.text.origins)
    without_origins: tuple[str, ...] = ()
    for_family: bool = False
    filters: Filters = Filters()
    without: tuple[int, ...] = ()  # films that are known already
    emojis: tuple[str, ...] = ()  # that tell a plot, beside their names in the text
    emotions: tuple[str, ...] = ()  # that a film should leave its viewers with, by their English names
    order: str = ""  # of ORDERS: which of the films that pass, or of those that fit best, stand first
    unknown: tuple[str, ...] = ()  # names that were asked for and that nobody and no film here has

    @property
    def says_what(self) -> bool:
        """Whether films can be ranked by it, and not just sorted out."""
        return bool(self.text or self.liked or self.disliked or self.emotions)

    @property
    def tells_a_story(self) -> bool:
        """Whether so much is told that a genre beside it may be wrong of the very film that is meant."""
        return len(self.text.split()) >= STORY

    @property
    def tells_a_plot(self) -> bool:
        """Whether so much is told that who is named beside it may not be known of the film that is meant."""
        return len(self.text.split()) >= PLOT

    @property
    def names_somebody(self) -> bool:
        """Whether it asks for the films of people."""
        return bool(self.everybody)

    @property
    def everybody(self) -> tuple[int, ...]:
        """Whose films it asks for."""
        return (*self.people, *self.directors, *self.namesakes)

    @property
    def names_something(self) -> bool:
        """Whether anything in it was understood as a name, a genre, a range or a refusal."""
        return replace(self, text="", unknown=()) != SearchQuery()
