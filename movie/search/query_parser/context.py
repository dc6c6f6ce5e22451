"""What a prompt may refer to beside the catalogue: a talk has shown films and spoken of people."""

from dataclasses import dataclass
from functools import cached_property

from ...lookup import people, titles
from ...lookup.people import Everybody
from ...lookup.titles import SpokenTitles
from ...models import Movie
from .prompt import Prompt


@dataclass(frozen=True)
class Mention:
    """A film or a person that a prompt names; `id` is None where nobody here is called so."""

    words: str
    id: int | None = None


class Context:
    """A request by itself, which refers to nothing. A talk overrides what it knows.

    Whether names are still those of the database is asked once a request, not at each look-up.
    """

    compared: Movie | None = None  # with which a film may be compared: "like Alien, but shorter"
    unlikened: str | None = None  # a text that is known to name no film as an example

    @cached_property
    def titles(self) -> SpokenTitles:
        """The titles of all films."""
        return titles.book()

    @cached_property
    def people(self) -> Everybody:
        """All who direct or play."""
        return people.everybody()

    def shown(self) -> Movie | None:
        """The film that is spoken of where none is named."""
        return None

    def spoken_of(self) -> Mention | None:
        """Who "him" or "her" is."""
        return None

    def pointed_at(self, prompt: Prompt, place: int, sure: bool) -> tuple[int, Movie | None]:
        """A film that was shown, where words for it stand at a place, and where these words end."""
        return place, None

    def is_talk(self, prompt: Prompt) -> bool:
        """Whether the whole prompt is said for manners' sake, so that it is no title."""
        return False
