"""Examples of requests for films and of other requests, from which movie.search.plausible learns."""

import json
import os
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from movie.catalogue.sample import sample_file
from movie.search.plausible import FILE

PATTERNS = Path(__file__).parents[1] / "prompts" / "patterns.json"
LETTERS = "abcdefghijklmnopqrstuvwxyz"
CONSONANTS = "bcdfghjklmnpqrstvwxyz"
KEYBOARD = ("qwertyuiop", "asdfghjklñ", "zxcvbnm")
DIGITS = "0123456789"
SIGNS = ".,;:!?¿¡-_/()[]{}#@$%&*+= "
LANGUAGES = ("en", "es")
# Memories up to here are kept to check by.
FIRST_MEMORY = 1176


class Example(NamedTuple):
    """A request; those of one group are too much alike to learn from one and check by another."""

    prompt: str
    group: str
    film: bool
    weight: float
    about_sample: bool = False  # told of the sample's own films, which would seem nearer than they should


def examples() -> list[Example]:
    """All of them, each prompt once, the same each time."""
    chance = random.Random(5)
    made = (*_known(), *_patterns(chance), *_gibberish(chance), *_sample(chance), *_memories(chance))
    return list({example.prompt: example for example in reversed(made)}.values())


def _known() -> Iterator[Example]:
    for kind, prompts in json.loads(FILE.read_text(encoding="utf-8")).items():
        for prompt in (*prompts["en"], *prompts["es"]):
            yield Example(prompt, prompt, kind == "film", 1.0)


def _patterns(chance: random.Random) -> Iterator[Example]:
    for kind, languages in json.loads(PATTERNS.read_text(encoding="utf-8")).items():
        for group in (*languages["en"], *languages["es"]):
            patterns = group["patterns"]
            for word in group["words"]:
                for pattern in chance.sample(patterns, min(3, len(patterns))):
                    # Not str.format: code has braces of its own.
                    yield Example(pattern.replace("{}", word), word, kind == "film", 0.6)


def _gibberish(chance: random.Random, each: int = 40) -> Iterator[Example]:
    def run(of: str, least: int = 3, most: int = 9) -> str:
        return "".join(chance.choices(of, k=chance.randint(least, most)))

    def syllables() -> str:
        return "".join(chance.choice(CONSONANTS) + chance.choice("aeiou") for _ in range(2)) + run(
            LETTERS, 0, 1
        )

    makers = (
        lambda: run(LETTERS),
        lambda: run(CONSONANTS),
        lambda: run(chance.choice(KEYBOARD)),
        lambda: chance.choice(LETTERS) * chance.randint(3, 9),
        lambda: run(DIGITS, 2, 8),
        lambda: run(SIGNS, 3, 9),
        lambda: run(LETTERS + DIGITS, 5, 12),
        lambda: " ".join([run(chance.choice(KEYBOARD), 3, 5)] * chance.randint(2, 4)),
        syllables,
    )
    for maker in makers:
        for _ in range(each):
            prompt = " ".join(maker() for _ in range(chance.randint(1, 4)))
            yield Example(prompt, prompt, False, 0.7)


def _sample(chance: random.Random) -> Iterator[Example]:
    """Titles, keywords and sentences of the project's own films."""
    for language in LANGUAGES:
        for film in json.loads(sample_file(language).read_text(encoding="utf-8")):
            group = f"film {film['title']}"
            yield Example(film["title"], group, True, 0.4, True)
            for keyword in re.split(r"\s*[,;]\s*", film["keywords"].strip()):
                yield Example(keyword, f"keyword {keyword}", True, 0.15, True)
            told = _sentences(film["description"])
            for sentence in chance.sample(told, min(2, len(told))):
                yield Example(sentence, group, True, 0.3, True)


def _memories(chance: random.Random) -> Iterator[Example]:
    """Half of the vague memories at hand, whole and a sentence of every second one."""
    if not (data := os.environ.get("MOVIE_DATA")):
        return
    lines = Path(data, "tot_queries_train.jsonl").read_text(encoding="utf-8").splitlines()[FIRST_MEMORY:]
    for number, line in enumerate(lines):
        memory = json.loads(line)["query"]
        yield Example(memory, memory, True, 0.25)
        told = _sentences(re.sub(r"\[[^\]]*\]", " ", memory))
        if number % 2 and told:
            yield Example(chance.choice(told), memory, True, 0.4)


def _sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.?!])\s+|\n", text.strip()) if len(part.split()) > 4]
