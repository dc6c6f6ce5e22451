"""Reads XML: Kodi's export of its library, the .nfo beside each of its films, lists of other programs."""

from collections.abc import Iterator
from typing import Any
from xml.parsers import expat

from django.utils.translation import gettext as _

from ...errors import CatalogueError
from .limits import MEGABYTE
from .rows import Row
from .shapes import films_in, flat, names_title
from .unpacking import File

SUFFIXES = {".xml", ".nfo"}
LARGEST = 50 * MEGABYTE
DEEPEST = 50
TEXT = ""  # the name of what stands in an element beside its attributes
# Elements that are told apart by an attribute: <uniqueid type="imdb">, <rating name="imdb">.
KEYS = {"uniqueid": "type", "rating": "name"}
OWN = {"userrating": "my.userrating"}  # what the owner of a library thinks, by a name that says so
Element = dict[str, list[Any]]


def read(file: File) -> Iterator[Row]:
    """A row for each film, however deep it lies. Raises CatalogueError for what is no XML, or declares
    entities, which can be made to fill a memory.
    """
    data = file.whole(LARGEST)
    try:
        whole = _Tree().of(data)
    except (expat.ExpatError, ValueError) as error:
        raise CatalogueError(_("%(file)s is no XML: %(error)s") % {"file": file, "error": error}) from error
    root = next(iter(whole.values()))
    if not isinstance(root, dict):
        raise CatalogueError(
            _("%(file)s is no XML: %(error)s") % {"file": file, "error": _("no films in it")}
        )
    films = films_in(root) or [whole if names_title(whole) else root]
    for number, film in enumerate(films, 1):
        if isinstance(film, dict):
            yield Row(number, flat(film), size=len(data) // len(films))


class _Tree:
    """The elements of a document as mappings, lists and texts, as JSON would have them."""

    def __init__(self) -> None:
        self._open: list[Element] = [{}]
        self._texts: list[list[str]] = [[]]

    def of(self, data: bytes) -> dict[str, Any]:
        """The document's one element by its name. Raises ExpatError or ValueError."""
        parser = expat.ParserCreate()
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = lambda text: self._texts[-1].append(text)
        parser.EntityDeclHandler = self._refuse
        try:
            parser.Parse(data, True)
        except expat.ExpatError:  # behind its XML a .nfo may have the address of a page
            if len(self._open) > 1 or not self._open[0]:
                raise
        return _told(self._open[0], "")

    def _refuse(self, *_declared: Any) -> None:
        raise ValueError(_("it declares entities"))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._open) > DEEPEST:
            raise ValueError(_("elements within elements, too deep to be read"))
        self._open.append({_local(key): [value] for key, value in attributes.items()})
        self._texts.append([])

    def _end(self, name: str) -> None:
        inside, text = self._open.pop(), "".join(self._texts.pop()).strip()
        name = _local(name)
        self._open[-1].setdefault(OWN.get(name, name), []).append(_told(inside, text) if inside else text)


def _local(name: str) -> str:
    """A name without that of whoever gave it: <letterboxd:filmTitle>."""
    return name.rpartition(":")[2]


def _told(inside: Element, text: str) -> Any:
    """What an element says: one that holds others of one name, and nothing else, is a list of those."""
    said = {name: _one_or_several(name, values) for name, values in inside.items()}
    if text:
        return said | {TEXT: text}
    (name, value), *others = said.items()
    return value if not others and isinstance(value, list | dict) and name in KEYS else said


def _one_or_several(name: str, values: list[Any]) -> Any:
    if name in KEYS and all(isinstance(value, dict) and KEYS[name] in value for value in values):
        return {value[KEYS[name]]: value.get(TEXT, value) for value in values}
    texts = [value.get(TEXT, value) if isinstance(value, dict) else value for value in values]
    return texts[0] if len(texts) == 1 else [text for text in texts if text != ""]
