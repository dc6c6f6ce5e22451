"""Finds the films in a JSON value of whatever shape, and lays what is nested in one side by side."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from ..headers.names import PLACES, WORDS, fields_of, key_of
from ..values import NAMED

DEEPEST = 4  # levels below which nothing is looked for
# What lists of other programs wrap a film in, beside what they say of its place there or of a viewer.
WRAPPERS = {"movie", "film", "node", "pelicula", "source", "fields", "attributes", "item", "media"}
SHOWS = {"show", "tvshow", "tv", "serie", "tvserie", "episode", "episodedetail", "musicvideo"}
WRAPPERS |= {"show", "episode", "tvshow", "episodedetails", "musicvideo"}
ALIKE = 0.6  # of the names that two objects of one sort have together
LEAST_KNOWN = 2  # names of a film's fields that an object has, where its title stands outside it
# What is told of lists of films as well as of films.
OF_LISTS = {"title", "description", "url", "image", "show", "keywords", "release_date"}
WHOLE = {"translations", "titles", "translationstranslations"}  # whose mappings are read as they are
LITERALS = {"uri", "literal", "typed-literal", "bnode"}  # of Wikidata's answers
CARRIERS = {"text", "plaintext", "tag", "line", "col", "rendered"}  # names of what is told, and no more
MANY = {"directors", "actors", "genre", "keywords"}  # fields that hold several
KEPT = {"type", "rank", "position", "id"}  # of a wrapper: it tells of the film itself
Film = dict[str, Any]


def names_title(item: Mapping[str, Any]) -> bool:
    """Whether an object has a name that titles have, or wraps one that has."""
    return _may_have_title(item) or any(
        key_of(name) in WRAPPERS and isinstance(value, dict) and _may_have_title(value)
        for name, value in item.items()
    )


def _may_have_title(item: Mapping[str, Any]) -> bool:
    return any(field == "title" for name in item for field, _ in fields_of(str(name)))


def _has_title(item: Mapping[str, Any]) -> bool:
    return any(
        field == "title"
        for name, value in item.items()
        if not (isinstance(value, list) and value and isinstance(value[0], dict))  # {"filme": [{…}, …]}
        for field, _ in PLACES.get(key_of(str(name)), ())
    )


def flat(item: Mapping[str, Any]) -> Film:
    """A film whose nested values stand side by side: {"ids": {"imdb": "tt1"}} becomes {"ids.imdb": "tt1"}.

    What a wrapper says beside the film is kept under names that are no film's: a rating there is a viewer's.
    """
    wrapped = _wrapped(item)
    if wrapped is not None:
        beside = {name: value for name, value in item.items() if name != wrapped}
        viewers = {name if key_of(name) in KEPT else f"entry.{name}": value for name, value in beside.items()}
        film = flat(item[wrapped])
        is_show = {"type": "show"} if is_of_shows(wrapped) else {}
        return is_show | {name: value for name, value in viewers.items() if name not in film} | film
    if not any(isinstance(value, dict) for value in item.values()):
        return dict(item) if not isinstance(item, dict) else item
    found: Film = {}
    for name, value in item.items():
        _lay(found, name, value, 1)
    return found


def _wrapped(item: Mapping[str, Any]) -> str | None:
    """The name under which the film itself stands in an entry of a list."""
    if any(key_of(str(name)) in ("title", "name") and not isinstance(item[name], dict) for name in item):
        return None
    objects = {name: value for name, value in item.items() if isinstance(value, dict)}
    named = [name for name, value in objects.items() if key_of(name) in WRAPPERS and _may_have_title(value)]
    inside = {*named, *(name for name, value in objects.items() if _has_title(value))}
    if len(inside) == 1:
        return inside.pop()
    return next((name for name in named if key_of(name) == "show"), named[0]) if named else None


def _lay(found: Film, name: str, value: Any, depth: int) -> None:
    if not isinstance(value, dict) or key_of(name) in WHOLE or depth > DEEPEST or not value:
        found[name] = value
    elif (alone := _of_one_value(value)) is not None:
        found[name] = alone
    elif any(key in value for key in NAMED) and any(field in MANY for field, _ in fields_of(name)):
        found[name] = [value]  # one of several
    elif (alone := _carried(name, value)) is not None:
        _lay(found, name, alone, depth + 1)
    else:
        for inner, each in value.items():
            _lay(found, f"{name}.{inner}", each, depth + 1)


def _of_one_value(value: Mapping[str, Any]) -> Any:
    """What a mapping holds that says little more than of which type a value is: MongoDB's, Wikidata's."""
    if value.get("type") in LITERALS and "value" in value:
        return value["value"]
    name = next(iter(value))
    if len(value) == 1 and name.startswith("$"):
        inner = value[name]
        if name == "$date" and not isinstance(inner, str):
            return _day_of(inner)
        return _of_one_value(inner) if isinstance(inner, dict) and inner else inner
    return None


def _carried(name: str, value: Mapping[str, Any]) -> Any:
    """The only thing in a mapping, where its name adds nothing: {"genres": {"genre": […]}}, or {"plot":
    {"text": "…"}}; None where there is more, or where only that name says what it is.
    """
    told = {inner: each for inner, each in value.items() if not inner.startswith("__")}
    if len(told) != 1 or not fields_of(name):
        return None
    ((inner, each),) = told.items()
    key, outer = key_of(inner), key_of(name).rstrip("s")
    return _first_cells(each) if key in CARRIERS or key.startswith(outer) else None


def _first_cells(value: Any) -> Any:
    """The first cells of rows that are told as rows: [{"col": ["Ana Ruiz", "Eva"]}, …] is ["Ana Ruiz", …]."""
    if not isinstance(value, list):
        return value
    rows = [next(iter(row.values())) if _is_row(row) else row for row in value]
    return [row[0] if isinstance(row, list) and row else row for row in rows]


def _is_row(row: Any) -> bool:
    return isinstance(row, dict) and len(row) == 1 and key_of(next(iter(row))) in CARRIERS


def _day_of(milliseconds: Any) -> str:
    """The day of MongoDB's {"$date": {"$numberLong": "…"}}, counted from 1970; empty where it is none."""
    try:
        told = milliseconds.get("$numberLong") if isinstance(milliseconds, dict) else milliseconds
        return (date(1970, 1, 1) + timedelta(milliseconds=int(told))).isoformat()
    except (TypeError, ValueError, OverflowError):
        return ""


def films_in(found: Mapping[str, Any], depth: int = 0) -> list[Any] | None:
    """The films in an object: in its longest list and those like it, keyed by id, column by column, one or
    two levels down.

    None where it is a film itself, or holds none.
    """
    whole = not all(isinstance(value, dict | list) for value in found.values())
    if _has_title(found) and whole and not is_named_list(found):
        return None
    for shape in (_of_json_api, _split, _by_column, _by_key):
        if (films := shape(found)) is not None:
            return films
    groups = {name: films for name, value in found.items() if (films := _group(name, value, depth))}
    if not groups:
        return None
    most = max(groups.values(), key=len)
    return _once_each([film for films in groups.values() if alike(films[0], most[0]) for film in films])


def is_named_list(found: Any) -> bool:
    """Whether an object with a name says nothing that films alone have, but holds a list of such that do."""
    if not isinstance(found, dict) or says_of_films(found):
        return False
    lists = [value for value in found.values() if isinstance(value, list) and _are_films(value)]
    return any(says_of_films(flat(each[0])) for each in lists)


def says_of_films(item: Mapping[str, Any]) -> bool:
    """Whether an object has a name of what films have and lists, or pages, have not."""
    return any(field not in OF_LISTS for name in item for field, _ in fields_of(str(name))[:1])


def _group(name: str, value: Any, depth: int) -> list[Any] | None:
    """The films under one name of an object."""
    if isinstance(value, list):
        films = ungrouped(value) if _are_films(value) else None
    else:
        films = films_in(value, depth + 1) if isinstance(value, dict) and value and depth < DEEPEST else None
    return [marked(name, film) for film in films] if films and not is_of_others(name, films[0]) else None


def ungrouped(items: list[Any]) -> list[Any]:
    """The films of a list; of lists with names, as of shelves, those of each: an empty one is no film."""
    if not any(map(is_named_list, items)):
        return items
    films = (films_in(item) if is_named_list(item) else [item] for item in items)
    return [film for some in films for film in some or () if isinstance(film, dict) and says_of_films(film)]


def is_of_others(name: str, item: Mapping[str, Any]) -> bool:
    """Whether a list is of people, genres, keywords, by its name, and its items have names but no titles, and
    nothing that films alone have.
    """
    told = {(field, key_of(str(each))) for each in item for field, _ in fields_of(str(each))}
    titles = {key for field, key in told if field == "title"}
    alone = any(field in ("year", "release_date", "runtime") for field, _ in told)
    others = any(field in MANY or field == "people" for field, _ in fields_of(name))
    return others and titles <= WORDS["called"] and not alone


def marked(name: str, film: Any) -> Any:
    """A film of a group, which says that it is none where the group is of shows."""
    return {"type": "show", **film} if is_of_shows(name) and isinstance(film, dict) else film


def is_of_shows(name: str) -> bool:
    """Whether a list of this name is of series, or of parts of them."""
    return key_of(name).rstrip("s") in SHOWS


def alike(film: Any, other: Any) -> bool:
    """Whether two objects are of one sort: films under several names are, films and people are not."""
    if not (isinstance(film, dict) and isinstance(other, dict)):
        return False
    return len(film.keys() & other.keys()) >= ALIKE * len(film.keys() | other.keys())


def _are_films(items: list[Any]) -> bool:
    objects = [item for item in items if isinstance(item, dict)]
    return bool(objects) and len(objects) == len(items) and any(map(names_title, objects[:20]))


def _split(found: Mapping[str, Any]) -> list[Any] | None:
    """What pandas writes by orient="split": {"columns": […], "index": […], "data": [[…], …]}."""
    names, rows = found.get("columns"), found.get("data")
    if not isinstance(names, list) or not isinstance(rows, list):
        return None
    films = [dict(zip(map(str, names), row, strict=False)) for row in rows if isinstance(row, list)]
    return _with_index(list(map(str, found.get("index") or ())), films)


def _of_json_api(found: Mapping[str, Any]) -> list[Any] | None:
    """JSON:API's answer: films that name what is `included` beside them by its type and id."""
    films, others = found.get("data"), found.get("included")
    if not (isinstance(films, list) and isinstance(others, list)):
        return None
    there = {_reference(other): other.get("attributes") for other in others if isinstance(other, dict)}
    return [_with_related(film, there) for film in films if isinstance(film, dict)]


def _reference(thing: Mapping[str, Any]) -> str:
    return f"{thing.get('type')} {thing.get('id')}"


def _with_related(film: Film, there: Mapping[str, Any]) -> Film:
    said = {}
    for name, relation in (film.get("relationships") or {}).items():
        named = relation.get("data") if isinstance(relation, dict) else None
        those = named if isinstance(named, list) else [named]
        said[name] = [there.get(_reference(each)) for each in those if isinstance(each, dict)]
    return said | {"id": film.get("id")} | (film.get("attributes") or {})


def _by_column(found: Mapping[str, Any]) -> list[Any] | None:
    """{"title": {"0": …}, "year": {"0": …}}, or with lists in the place of the inner objects."""
    if not _may_have_title(found):
        return None
    if all(isinstance(column, list) for column in found.values()):
        columns = list(found.values())
        same = len({len(column) for column in columns}) == 1
        return [dict(zip(found, row, strict=True)) for row in zip(*columns, strict=True)] if same else None
    if not all(isinstance(column, dict) for column in found.values()):
        return None
    places = dict.fromkeys(place for column in found.values() for place in column)
    films = [{name: column.get(place) for name, column in found.items()} for place in places]
    return _with_index(list(places), films)


def _with_index(index: list[str], films: list[Film]) -> list[Any]:
    """The rows of a pandas frame with what its index says of them, where it says more than a number."""
    if len(index) != len(films) or all(key.isdecimal() for key in index):
        return films
    return [{"id": key} | film for key, film in zip(index, films, strict=True)]


def _by_key(found: Mapping[str, Any]) -> list[Any] | None:
    """{"tt0078748": {"title": …}, …}: the key is the film's id, unless it is a mere number of the row;
    of {"Salt": {"year": …, "director": …}, …} it is the title.
    """
    films = list(found.values())
    wrapper = len(films) == 1 and key_of(next(iter(found))) in WRAPPERS | {"data"}
    if wrapper or not all(isinstance(film, dict) for film in films):
        return None
    if films and not any(map(names_title, films)) and all(map(_tells_of_a_film, films)):
        return [{"title": key, **film} for key, film in found.items()]
    if not all(map(names_title, films)):
        return None
    counted = _counts(found)
    return [film if counted or "id" in film else {"id": key, **film} for key, film in found.items()]


def _tells_of_a_film(item: Mapping[str, Any]) -> bool:
    """Whether an object without a title has other things of a film, and nothing that holds objects."""
    told = sum(bool(fields_of(str(name))) for name in item)
    return told >= LEAST_KNOWN and not any(isinstance(value, dict) for value in item.values())


def _counts(keys: Iterable[str]) -> bool:
    """Whether the keys are 0, 1, 2 …: a row's number is nobody's id."""
    numbers = [int(key) if key.isdecimal() and len(key) < 9 else -1 for key in keys]
    return numbers in (list(range(len(numbers))), list(range(1, len(numbers) + 1)))


def _once_each(films: list[Any]) -> list[Any]:
    """Wikidata has a row for each genre and each director of a film: those of one film are put together."""
    if not all(_is_binding(film) for film in films[:20]):
        return films
    flattened = [flat(film) for film in films]
    subject = next((name for name, value in flattened[0].items() if _is_entity(value)), None)
    together: dict[Any, Film] = {}
    for film in flattened:
        before = together.setdefault(film.get(subject) if subject else len(together), film)
        for name, value in film.items() if before is not film else ():
            _add(before, name, value)
    return list(together.values())


def _add(film: Film, name: str, value: Any) -> None:
    there = film.get(name)
    listed = there if isinstance(there, list) else [there]
    if value not in listed and there is not None:
        film[name] = [*listed, value]
    else:
        film.setdefault(name, value)


def _is_binding(film: Mapping[str, Any]) -> bool:
    return bool(film) and all(isinstance(cell, dict) and "value" in cell for cell in film.values())


def _is_entity(value: Any) -> bool:
    return isinstance(value, str) and value.startswith("http://www.wikidata.org/entity/")
