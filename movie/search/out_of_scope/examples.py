"""Examples of requests for films and for other things, from which the classifier learns."""

import csv
import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
LETTERS = "abcdefghijklmnopqrstuvwxyz"
CONSONANTS = "bcdfghjklmnpqrstvwxyz"
VOWELS = "aeiou"
KEYBOARD = ("qwertyuiop", "asdfghjklñ", "zxcvbnm")
DIGITS = "0123456789"
SIGNS = ".,;:!?¿¡-_/()[]{}#@$%&*+= "
LANGUAGES = ("en", "es")
# So many runs of each kind of random letters.
RUNS = 40
# So many taglines, and as many titles, of the catalogue that is at hand; every second film's are left
# to check by.
LINES = 1600


class Example(NamedTuple):
    """A request, what it is, and how much it counts."""

    prompt: str
    other: bool  # for something other than films
    weight: float


def examples(data: Path | None = None) -> list[Example]:
    """Gives all examples, each prompt once, the same each time.

    `data` is a folder with `tot_catalogue.csv`, whose films lend taglines and titles; none without it.
    """
    chance = random.Random(5)
    made = [*_written(), *_patterns(chance), *_gibberish(chance)]
    if data:
        made += _lines(data)
    return list({example.prompt: example for example in reversed(made)}.values())


def balanced(chosen: list[Example]) -> list[Example]:
    """Weighs the examples such that both kinds weigh the same."""
    others = sum(example.weight for example in chosen if example.other)
    ratio = others / sum(example.weight for example in chosen if not example.other)
    return [
        example if example.other else example._replace(weight=example.weight * ratio) for example in chosen
    ]


def _read(name: str) -> dict:
    return json.loads((HERE / name).read_text(encoding="utf-8"))


def _written() -> Iterator[Example]:
    for kind, languages in _read("examples.json").items():
        for prompts in languages.values():
            yield from (Example(prompt, kind == "other", 1.0) for prompt in prompts)


def _patterns(chance: random.Random) -> Iterator[Example]:
    for kind, languages in _read("patterns.json").items():
        for group in (group for language in LANGUAGES for group in languages[language]):
            for word in group["words"]:
                for pattern in chance.sample(group["patterns"], min(3, len(group["patterns"]))):
                    # Not str.format: code has braces of its own.
                    yield Example(pattern.replace("{}", word), kind == "other", 0.6)


def _gibberish(chance: random.Random) -> Iterator[Example]:
    for word in _word_makers(chance):
        for _ in range(RUNS):
            yield Example(" ".join(word() for _ in range(chance.randint(1, 4))), True, 0.7)


def _word_makers(chance: random.Random) -> list[Callable[[], str]]:
    def run(of: str, least: int = 3, most: int = 9) -> str:
        return "".join(chance.choices(of, k=chance.randint(least, most)))

    def syllables(least: int = 2, most: int = 2) -> str:
        count = chance.randint(least, most)
        return "".join(chance.choice(CONSONANTS) + chance.choice(VOWELS) for _ in range(count))

    return [
        lambda: run(LETTERS),
        lambda: run(CONSONANTS),
        lambda: run(chance.choice(KEYBOARD)),
        lambda: chance.choice(LETTERS) * chance.randint(3, 9),
        lambda: run(DIGITS, 2, 8),
        lambda: run(SIGNS, 3, 9),
        lambda: run(LETTERS + DIGITS, 5, 12),
        lambda: " ".join([run(chance.choice(KEYBOARD), 3, 5)] * chance.randint(2, 4)),
        lambda: syllables() + run(LETTERS, 0, 1),
        lambda: syllables(1, 3) + chance.choice(CONSONANTS) + syllables(1, 1),
    ]


def _lines(data: Path) -> list[Example]:
    """Taglines and titles of every second film, by its number in The Movie Database."""
    with (data / "tot_catalogue.csv").open(encoding="utf-8") as file:
        movies = [movie for movie in csv.DictReader(file) if is_taught(movie)]
    taglines = [movie["tagline"] for movie in movies if movie["tagline"].strip()][:LINES]
    titles = [movie["title"] for movie in movies][-LINES:]
    return [Example(line, False, 0.5) for line in (*taglines, *titles)]


def is_taught(movie: dict[str, str]) -> bool:
    """Tells whether a film's lines may teach; the other half of the films only checks."""
    return int(movie["tmdb_id"]) % 2 == 1
