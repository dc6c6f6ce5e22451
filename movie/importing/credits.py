"""Reads the cells that name people: a name, lists of names, and TMDB's lists of cast and crew."""

import re
from collections.abc import Iterable, Mapping
from itertools import islice

from .ids import identifier
from .records import Someone
from .values import (
    LONGEST_MISSING,
    MOST_NAMES,
    NOBODY,
    Cell,
    as_it_stands,
    entries,
    literal,
    name_in,
    plain_text,
)
from .values import verbatim as as_written

FIRST_ACTORS = 10
JOBS = {"directors": {"director"}, "actors": {"actor", "actress", "cast"}}
ENTRY_SIDE = 2_000  # characters of an entry on either side of a job
JOB = re.compile(r"""['"]job['"]: ['"]Director['"]""")
# Id and name as TMDB writes them, side by side but for a job; a name with a backslash is left to the parser.
PEOPLE = re.compile(
    r"""\{[^{}]*?['"]id['"]: (\d{1,9}), (?:['"]job['"]: ['"][^'"]*['"], )?"""
    r"""['"]name['"]: ('[^'\\]*'|"[^"\\]*")[,}][^{}]*"""
)
# The first fifteen entries of a list, of whom ten are left when those named twice are one; or all of few.
_ENTRY = r"\{[^{}]*\}"
FIRST = re.compile(rf"\[(?:({_ENTRY}(?:, {_ENTRY}){{14}}), \{{|({_ENTRY}(?:, {_ENTRY}){{0,14}})\]\Z)")
# "Ana Ruiz y Leo Sanz" are two, "José Ortega y Gasset" is one: on both sides there is more than a word.
AND = re.compile(r"(?<=[^\s,;|] \S)([^\s,;|]*) (?:y|e|and|&|et|und) (?=[^\s,;|]+ \S)")
# Longer names are none of the words for nobody.
LONGEST_NOBODY = max(LONGEST_MISSING, *map(len, NOBODY))
# Behind a name as Notion and Airtable write it, and between names as Plex does.
LINK = re.compile(r"\s*\(https?://[^()\s]*\)")
BRACKETS = re.compile(r"\s*\([^()]*\)")
DASH = re.compile(r"\s+[-–]\s+")
SIGN = re.compile(r"[^\W_]")  # "..." says that there were more
SUFFIX = re.compile(r",\s*((?:jr|sr)\b\.?|I{2,3}\b|IV\b)(?!\s*[^\W\d_])", re.I)
# Between people where a comma may stand within a name: "Ruiz, Ana; van der Berg, Anna".
STRONG = re.compile(r"[;|\n]|\s/\s")
# With which a family's name begins, and no given one.
PARTICLE = re.compile(r"(?:van|von|vom|zu|ter|ten|de|del|della|di|da|dos|du|la|le|af|av|bin|ibn|al)\b")


def people(cell: Cell) -> list[Someone]:
    """Everybody named in a cell, once, in order; ids are read where they are called tmdb_id."""
    parts = _parts(cell)
    if parts and all(map(_looks_turned, parts)) and (len(parts) > 1 or PARTICLE.match(parts[0])):
        return turned(cell)
    return _once(
        _someone(part, "tmdb_id") for part in (entries(", ".join(parts)) if parts else entries(cell))
    )


def turned(cell: Cell) -> list[Someone]:
    """The people of a cell of a column that names the family first: of "Ruiz, Ana" Ana Ruiz."""
    return _once(_someone(_given_first(part), "tmdb_id") for part in _parts(cell) or entries(cell))


def without_roles(cell: Cell) -> list[Someone]:
    """The people of a cell of a column with something in brackets behind each name: "Ana Ruiz (the aunt)"."""
    return people(BRACKETS.sub("", cell) if isinstance(cell, str) else cell)


def has_roles(cell: Cell) -> bool:
    """Whether something stands in brackets behind a name."""
    return isinstance(cell, str) and bool(BRACKETS.search(cell))


def is_turned(cell: Cell) -> bool:
    """Whether all names in a cell can be of the form "Ruiz, Ana"."""
    return all(map(_looks_turned, _parts(cell) or [""]))


def _parts(cell: Cell) -> list[str]:
    """What stands between the signs that are none of a name; of a list none."""
    if not isinstance(cell, str) or cell.strip()[:1] in ("[", "{"):
        return []
    text = SUFFIX.sub(r" \1", LINK.sub("", plain_text(cell)))
    return [part for each in STRONG.split(AND.sub(r"\1;", DASH.sub(", ", text))) if (part := each.strip())]


def _looks_turned(name: str) -> bool:
    """Whether a text may be one name, family first: between two commas stand whole names."""
    family, comma, given = (part.strip() for part in name.partition(","))
    words = len(family.split()), len(given.split())
    return bool(comma and all(words) and "," not in given and (min(words) == 1 or PARTICLE.match(family)))


def _given_first(part: Cell) -> Cell:
    if not isinstance(part, str):
        return part
    family, _comma, given = (each.strip() for each in part.partition(","))
    return f"{given} {family}" if given and "," not in given else part


def verbatim(cell: Cell) -> list[Someone]:
    """The people of a list as the catalogue writes it: names, or names with ids."""
    listed = literal(cell) if isinstance(cell, str) else cell
    if not isinstance(listed, list):
        return people(cell)
    told = [part if isinstance(part, Mapping) else {"name": part} for part in listed]
    found = (Someone(as_written(part.get("name"))[:200], identifier(part.get("tmdb_id"))) for part in told)
    return list(islice(dict.fromkeys(one for one in found if one.name), MOST_NAMES))


def cast(cell: Cell) -> list[Someone]:
    """The first ten of TMDB's `cast`, with TMDB's ids, in the order of the credits."""
    return _of_tmdb(cell, "")[:FIRST_ACTORS]


def crew(cell: Cell) -> list[Someone]:
    """Those of TMDB's `crew` whose job is Director."""
    return _of_tmdb(cell, "Director")


def _of_tmdb(cell: Cell, job: str) -> list[Someone]:
    """Python's parser needs a minute for 45,000 such lists; what is looked for is found in seconds."""
    text = (_directing(cell) if job else _first(cell)) if isinstance(cell, str) else None
    found = PEOPLE.findall(text) if text else []
    if text is None or len(found) != text.count("{"):
        return _parsed(cell, job)
    plain = as_it_stands("".join([quoted for _id, quoted in found]))
    return _plainly(found) if plain else _once(_named(*one) for one in found)


def _first(cell: str) -> str | None:
    """The first entries of a list of mappings; None where it is not plainly one."""
    found = FIRST.match(cell)
    return (found[1] or found[2]) if found else None


def _directing(cell: str) -> str:
    """The entries of a list of mappings whose job is that of a director; "{" for one that is not found."""
    jobs = islice(JOB.finditer(cell), MOST_NAMES)
    return " ".join([_around(cell, job.start(), job.end()) or "{" for job in jobs])


def _around(cell: str, start: int, end: int) -> str:
    """The entry about a place; empty where it has no brackets nearby: a far look for each would never end."""
    first = cell.rfind("{", max(0, start - ENTRY_SIDE), start)
    last = cell.find("}", end, end + ENTRY_SIDE)
    return cell[first : last + 1] if first >= 0 and last >= 0 else ""


def _plainly(found: Iterable[tuple[str, str]]) -> list[Someone]:
    """People by id and name, where no name has markup or odd signs."""
    told: dict[Someone, None] = {}
    for tmdb_id, quoted in found:
        name = quoted[1:-1].strip()
        if len(name) > LONGEST_NOBODY and name[0].isalpha():
            told[Someone(name[:200], int(tmdb_id) or None)] = None
        else:
            told.update(dict.fromkeys(_once([_named(tmdb_id, quoted)])))
    return list(islice(told, MOST_NAMES))


def _named(tmdb_id: str, quoted: str) -> Someone:
    return Someone(plain_text(quoted[1:-1])[:200], int(tmdb_id) or None)


def _parsed(cell: Cell, job: str) -> list[Someone]:
    parts = entries(cell)
    if job:
        parts = [part for part in parts if not isinstance(part, Mapping) or part.get("job") == job]
    return _once(_someone(part, "id") for part in parts)


def players(cell: Cell) -> dict[str, list[Someone]]:
    """The first ten of a list of players."""
    return {"actors": cast(cell)}


def makers(cell: Cell) -> dict[str, list[Someone]]:
    """The directors of a list of makers, which names the job of each."""
    listed = [part for part in entries(cell) if isinstance(part, Mapping)]
    return {"directors": crew(cell)} if listed else {}


def by_job(cell: Cell) -> dict[str, list[Someone]]:
    """Directors and the first ten actors of a list that says of each, or of several, what they did."""
    found: dict[str, list[Someone]] = {"directors": [], "actors": []}
    for part in entries(cell):
        if isinstance(part, Mapping):
            jobs = {_job(part.get(name)) for name in ("Type", "type", "job", "Job", "category")}
            if role := next((role for role, names in JOBS.items() if names & jobs), None):
                listed = part.get("credits")
                those = listed if isinstance(listed, list) else [part]
                found[role].extend(_someone(one, "tmdb_id") for one in those)
    return {"directors": _once(found["directors"]), "actors": _once(found["actors"])[:FIRST_ACTORS]}


def _job(told: Cell) -> str:
    return str(told.get("id") if isinstance(told, Mapping) else told).casefold()


def _someone(part: Cell, id_name: str) -> Someone:
    if isinstance(part, Mapping):
        return Someone(plain_text(name_in(part))[:200], identifier(part.get(id_name)))
    return Someone(plain_text(part)[:200])


def _once(found: Iterable[Someone]) -> list[Someone]:
    named = (one for one in found if SIGN.search(one.name) and one.name.casefold() not in NOBODY)
    return list(islice(dict.fromkeys(named), MOST_NAMES))
