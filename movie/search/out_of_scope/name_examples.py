"""Examples of names and of wishes, from which the classifier of names learns."""

import csv
import json
import random
from collections.abc import Iterable, Iterator
from pathlib import Path

from ...text import fold
from .examples import HERE, Example

CATALOGUE, DIRECTORS, MORE = "tot_catalogue.csv", "movies_dataset_directors.csv", "movies_dataset_clean.csv"
SAMPLE = HERE.parents[1] / "sample"
PROMPTS = HERE.parents[2] / "tests" / "prompts"
LONGEST = 7  # words
TITLES, OTHER_TITLES, PEOPLE, KEYWORDS, TAGLINES, PAIRS = 5000, 2500, 1500, 4000, 1000, 1000
JOINTS = {"en": (" and ", " with ", " in the "), "es": (" y ", " con ", " en ")}


def name_examples(data: Path | None = None) -> list[Example]:
    """Gives all examples, the same each time; `other` of an example says that it is no name.

    `data` is a folder with the catalogue and the directors that lend titles, keywords, taglines, names; the
    titles and names of the sets that are measured by are left out.
    """
    chance, held_out = random.Random(1), _held_out()
    names = [*_written_names(), *(_lent_names(data, chance) if data else ())]
    wishes = [*_written_wishes(chance), *(_lent_wishes(data, chance) if data else ())]
    kept = [(name, weight) for name, weight in names if _is_short(name) and fold(name) not in held_out]
    return [
        *(Example(form, False, weight / 2) for name, weight in kept for form in {name: 0, name.lower(): 0}),
        *(
            Example(form, True, weight * share)
            for wish, weight in wishes
            for form, share in {wish: 0.75, wish[:1].upper() + wish[1:]: 0.25}.items()
        ),
    ]


def _is_short(text: str) -> bool:
    return 0 < len(text.split()) <= LONGEST


def _held_out() -> set[str]:
    files = sorted(PROMPTS.glob("absent*.json"))
    return {fold(text) for file in files for text in _strings(json.loads(file.read_text(encoding="utf-8")))}


def _strings(tree: object) -> Iterator[str]:
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, dict | list):
        for branch in tree.values() if isinstance(tree, dict) else tree:
            yield from _strings(branch)


def _read(path: Path) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _written_names() -> Iterator[tuple[str, float]]:
    """Names with what each counts: the fewer there are of a kind, the more."""
    for kind, names in _read(HERE / "names.json")["names"].items():
        yield from ((name, 4.0 if kind == "es" else 3.0) for name in names)
    for film in _read(SAMPLE / "titles.json"):
        yield from ((title["name"], 2.0) for title in film["titles"])


def _written_wishes(chance: random.Random) -> Iterator[tuple[str, float]]:
    for wishes in _read(HERE / "names.json")["wishes"].values():
        yield from ((wish, 2.0) for wish in wishes)
    for prompts in _read(HERE / "examples.json")["film"].values():
        # The few that begin with a capital are titles and names.
        yield from ((one, 2.0) for one in prompts if len(one.split()) <= LONGEST + 2 and not one[0].isupper())
    yield from ((wish, 1.0) for wish in _patterns(chance))
    for language in JOINTS:
        keywords = _keywords(_read(SAMPLE / f"movies.{language}.json"))
        yield from ((keyword, 1.0) for keyword in keywords)
        yield from ((pair, 0.4) for pair in _pairs(keywords, language, chance))


def _patterns(chance: random.Random) -> Iterator[str]:
    for groups in _read(HERE / "patterns.json")["film"].values():
        for group in groups[:4]:  # what follows are people and titles
            for word in group["words"]:
                for pattern in chance.sample(group["patterns"], min(3, len(group["patterns"]))):
                    yield pattern.replace("{}", word)


def _keywords(films: Iterable[dict]) -> list[str]:
    return sorted({keyword for film in films for keyword in film["keywords"].split(", ") if keyword})


def _pairs(keywords: list[str], language: str, chance: random.Random) -> Iterator[str]:
    """Two things that a film has: "pirates and treasure" is written as many a title is."""
    made = (chance.choice(JOINTS[language]).join(chance.sample(keywords, 2)) for _ in range(PAIRS))
    return (pair for pair in made if _is_short(pair))


def _lent_names(data: Path, chance: random.Random) -> Iterator[tuple[str, float]]:
    titles = _shuffled((film["title"] for film in _rows(data / CATALOGUE)), chance)
    yield from ((title, 1.0) for title in titles[:TITLES])
    more = _shuffled({film["title"] for film in _rows(data / MORE)}.difference(titles), chance)
    yield from ((title, 0.5) for title in more[:OTHER_TITLES])
    people = (name for film in _rows(data / DIRECTORS) for key, name in film.items() if "Director" in key)
    yield from ((name, 0.7) for name in _shuffled(people, chance)[:PEOPLE])


def _lent_wishes(data: Path, chance: random.Random) -> Iterator[tuple[str, float]]:
    films = _rows(data / CATALOGUE)
    keywords = _shuffled(_keywords(films), chance)
    yield from ((keyword, 0.5) for keyword in keywords[:KEYWORDS])
    yield from ((pair, 0.4) for pair in _pairs(keywords, "en", chance))
    taglines = _shuffled((film["tagline"] for film in films if len(film["tagline"].split()) > 2), chance)
    yield from ((tagline, 0.4) for tagline in taglines[:TAGLINES])


def _shuffled(texts: Iterable[str], chance: random.Random) -> list[str]:
    """Those that are short, each once, in an order that is always the same."""
    short = sorted({text for text in texts if _is_short(text)})
    return chance.sample(short, len(short))
