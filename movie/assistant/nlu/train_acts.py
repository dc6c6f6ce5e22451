"""Learns what turns, and what is left of them, want from lines of which each stands for many.

Run: python -m movie.assistant.nlu.train_acts (three minutes; the same numbers each time on one machine)
"""

import json
import os
import random
import re
from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import NamedTuple

import numpy as np

from ...perceptron import Perceptron
from ...perceptron.training import Examples, Plan, learned
from ...sample import sample_file
from ...text import fold
from ...vectors import Vector
from .acts import A_NAME, A_TITLE, ACTS, LEFTOVER, STORY, WISH, Hearing, row_of

Embed = Callable[[Sequence[str]], Vector]

PLAN = Plan(hidden=96, epochs=14, batch=128, rate=2e-3, penalty=1e-4, kept_inputs=0.7, kept_hidden=0.7)
TURNS = 600  # of each kind
WISHES = 8  # times as many: most turns are some
NOTHING = "nothing"  # that is told by what is left of a turn
TALK = frozenset(("aside", "thanks", "farewell", "greeting"))  # kinds of turns of which something may be left
SHORTEST_CUT = 3  # words
STORIES = 900  # sentences of films' own texts, which wish for what they tell
CHOICE = re.compile(r"\(([^()]*)\)")
SLOT = re.compile(r"\{(\w+)\}")
LEADS = "and |so |ok |ok, |hey |well |oh |um |hmm |but |y |pues |oye |vale, |che |bueno |a ver |ey "
TAILS = " please| pls| lol| then| tho| mate| por favor| porfa| jaja| eh| entonces| though"


class Line(NamedTuple):
    """A line of examples, and the kind of what it stands for."""

    kind: str
    text: str


def main() -> None:
    """Learn, and write what was learned."""
    from ...embedders.offline import OfflineEmbedder

    embed = OfflineEmbedder().embed_documents
    for hearing in (ACTS, LEFTOVER):
        examples = turns_of(hearing)
        rows = rows_of([example.text for example in examples], embed)
        trained(examples, rows, hearing).write(hearing.weights, examples=digest(hearing))


def digest(hearing: Hearing) -> str:
    """Names the examples, so that weights made of others are noticed."""
    return sha256(hearing.examples.read_bytes()).hexdigest()


def lines(hearing: Hearing) -> list[Line]:
    """The lines of its examples, those of slots with the slot as their kind."""
    kind, found = "", []
    for text in hearing.examples.read_text(encoding="utf-8").splitlines():
        if text.startswith("["):
            kind = text[1:-1]
        elif text and not text.startswith("#"):
            found.append(Line(kind, text))
    return found


def turns_of(hearing: Hearing) -> list[Line]:
    """What its lines stand for, TURNS of each kind, as people type; always the same."""
    chance, every, slots = random.Random(0), lines(hearing), _slots(lines(ACTS))
    if hearing is LEFTOVER:
        every += [Line(NOTHING, line.text) for line in lines(ACTS) if line.kind in TALK]
    found = []
    for kind in hearing.kinds:
        own = [line.text for line in every if line.kind == kind]
        number = TURNS * (WISHES if kind in (WISH, STORY, NOTHING) else 1)
        weights = [1 + text.count("|") ** 0.5 for text in own]
        filled = (_filled(text, slots, chance) for text in chance.choices(own, weights, k=number))
        cut = _cut if kind == NOTHING else _whole
        found += [Line(kind, _typed(cut(text, chance), chance)) for text in filled]
    return found + [Line(hearing.first, text) for text in _stories(chance)]


def _cut(text: str, chance: random.Random) -> str:
    """A part of what says nothing, as often as not: rules may have taken the rest."""
    words = text.split()
    if len(words) < SHORTEST_CUT or chance.random() < 0.5:
        return text
    first = chance.randrange(len(words) - 1)
    return " ".join(words[first : chance.randrange(first + 1, len(words)) + 1])


def _whole(text: str, _chance: random.Random) -> str:
    return text


def _slots(every: Sequence[Line]) -> dict[str, list[str]]:
    """What may stand in each slot; titles and names are those of the sample."""
    slots: dict[str, list[str]] = {}
    for line in every:
        if line.kind.startswith("{"):
            slots.setdefault(line.kind[1:-1], []).extend(line.text.split("|"))
    films = {
        language: json.loads(sample_file(language).read_text(encoding="utf-8")) for language in ("en", "es")
    }
    slots["title"] = _half(A_TITLE, [film["title"] for film in films["en"]])
    slots["titulo"] = _half(A_TITLE, [film["title"] for film in films["es"]])
    people = {name for film in films["en"] for name in (*film["director"], *(film.get("actors") or ()))}
    slots["topic"] = sorted(
        {word for both in films.values() for film in both for word in film["keywords"].split(", ")}
    )
    slots["who"] = _half(A_NAME, sorted(people | {name.split()[-1] for name in people}))
    return slots


def _half(stands_in: str, names: list[str]) -> list[str]:
    """Names, and as often what stands for all of them that are here."""
    return [*names, *[stands_in] * len(names)]


def _filled(text: str, slots: dict[str, list[str]], chance: random.Random) -> str:
    """One turn that a line stands for."""
    while CHOICE.search(text):
        text = CHOICE.sub(lambda choice: chance.choice(choice[1].split("|")), text, count=1)
    while SLOT.search(text):
        text = SLOT.sub(lambda slot: chance.choice(slots[slot[1]]), text, count=1)
    return " ".join(text.split()).replace(" ,", ",")


def _typed(text: str, chance: random.Random) -> str:
    """A turn as people type it: with a word before and behind it, small letters, no accents, a slip."""
    if chance.random() < 0.25:
        text = chance.choice(LEADS.split("|")) + text
    if chance.random() < 0.12:
        text += chance.choice(TAILS.split("|"))
    if chance.random() < 0.3:
        text += "?" if chance.random() < 0.8 else "."
    if chance.random() < 0.6:
        text = text.lower()
    if chance.random() < 0.4:
        text = fold(text).replace("'", "")
    return _slipped(text, chance) if chance.random() < 0.25 else text


def _slipped(text: str, chance: random.Random) -> str:
    """The text with two letters of a longer word swapped, or one left out, or twice."""
    place = chance.choice([match.start() + 1 for match in re.finditer(r"\w{4,}", text)] or [0])
    if not place:
        return text
    before, here, behind = text[:place], text[place : place + 2], text[place + 2 :]
    return before + chance.choice((here[::-1], here[:1], here[:1] + here)) + behind


def _stories(chance: random.Random) -> list[str]:
    films = [
        film
        for language in ("en", "es")
        for film in json.loads(sample_file(language).read_text(encoding="utf-8"))
    ]
    sentences = [
        part for film in films for part in film["description"].split(". ") if 3 < len(part.split()) < 30
    ]
    return [_typed(sentence, chance) for sentence in chance.sample(sentences, min(STORIES, len(sentences)))]


def rows_of(texts: Sequence[str], embed: Embed) -> Vector:
    """Gives the features (n, f) of turns."""
    vectors = embed([text.lower() for text in texts])
    return np.array([row_of(text, vector) for text, vector in zip(texts, vectors, strict=True)])


def trained(turns: Sequence[Line], rows: Vector, hearing: Hearing) -> Perceptron:
    """Learns the kinds of turns from their features (n, f)."""
    wanted = np.eye(len(hearing.kinds), dtype=np.float32)[[hearing.kinds.index(turn.kind) for turn in turns]]
    return learned(Examples(rows, wanted, np.ones(len(turns), dtype=np.float32)), PLAN)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "moviereviews.settings")
    import django

    django.setup()
    main()
