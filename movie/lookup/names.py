"""Looks names up as people type them, by their words, and with small slips."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice

import numpy as np
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from ..errors import Choice
from .lines import Lines
from .name_words import (
    ARTICLES,
    LONG_ARTICLES,
    in_figures,
    numerals_of,
    parts_of,
    squeezed,
    without_article,
    words_of,
)
from .spelling import Spelling

NO_YEAR = -1
# A name of so many letters may differ by so many slips (a letter more, less, other, or two swapped).
SLIPS = ((8, 2), (4, 1))
LEAST_SCORE = 70
LEAST_PART = 80
PART = 0.9
# So many of the closest by each measure are compared by both.
CANDIDATES = 40


class Places:
    """Where each of many names stands, by its letters alone.

    In two arrays, by the hashes of these letters: a dict of lists would take ten times as much in memory,
    and each process that serves would come to have its own.
    """

    def __init__(self, names: Lines) -> None:
        self._names = names
        hashes = np.array([hash(squeezed(name)) for name in names], dtype=np.int64)
        order = np.argsort(hashes, kind="stable")
        self._hashes, self._places = array("q", hashes[order].tobytes()), array("i")
        self._places.frombytes(order.astype(np.int32).tobytes())

    def __getitem__(self, letters: str) -> list[int]:
        """Where names of these letters stand, in their order."""
        wanted, found = hash(letters), []
        for place in range(bisect_left(self._hashes, wanted), len(self._hashes)):
            if self._hashes[place] != wanted:
                break
            if squeezed(self._names[self._places[place]]) == letters:
                found.append(self._places[place])
        return found


class Choices(Sequence[Choice]):
    """What names may mean, in arrays; each is made when it is asked for."""

    def __init__(self, choices: Iterable[Choice]) -> None:
        listed = list(choices)
        self.ids = array("q", (choice.id for choice in listed))
        self.names = Lines(choice.name for choice in listed)
        self._years = array("i", (NO_YEAR if choice.year is None else choice.year for choice in listed))

    def __len__(self) -> int:
        return len(self.ids)

    def __getitem__(self, place: int) -> Choice:
        year = self._years[place]
        return Choice(self.ids[place], self.names[place], None if year == NO_YEAR else year)

    def place(self, id: int) -> int | None:
        """Where the choice of this id stands; None where there is none."""
        place = bisect_left(self._by_id, id, key=self.ids.__getitem__)
        there = place < len(self) and self.ids[self._by_id[place]] == id
        return self._by_id[place] if there else None

    @cached_property
    def _by_id(self) -> Sequence[int]:
        return array("i", sorted(range(len(self)), key=self.ids.__getitem__))


class NameBook:
    """Names to look up; `weights` (as many) puts the better known first where texts say nothing.

    `others` are further names, as (id of the choice, name), of what is found by any of them, once.
    """

    def __init__(
        self,
        choices: Iterable[Choice],
        weights: Iterable[float] = (),
        articles: bool = True,
        others: Iterable[tuple[int, str]] = (),
    ) -> None:
        self.choices = Choices(choices)
        self._weights = array("d", weights) or array("d", bytes(8 * len(self.choices)))
        self._bare = without_article if articles else str
        # By place: a name, its words, and the place of what it names among the choices.
        names, words, self._owners = self._with(others)
        bare = list(map(self._bare, words))
        self._names, self._words = Lines(names), Lines(words)
        self._bare_words = Lines(bare) if articles else self._words
        self._full_places = Places(self._words)
        self._bare_places = Places(self._bare_words) if articles else self._full_places
        self._figure_places = Places(Lines(map(in_figures, bare)))
        self._spelling = Spelling(Lines(dict.fromkeys(map(squeezed, bare))))

    def _with(self, others: Iterable[tuple[int, str]]) -> tuple[list[str], list[str], Sequence[int]]:
        """The names of the choices and others, the words of each, and what each names."""
        names = list(self.choices.names)
        words, owners = list(map(words_of, names)), array("i", range(len(names)))
        places = {id: place for place, id in enumerate(self.choices.ids)}
        known = set(zip(owners, words, strict=True))
        for pk, name in others:
            owner, told = places.get(pk), words_of(name)
            if owner is not None and (owner, told) not in known:
                known.add((owner, told))
                names.append(name)
                words.append(told)
                owners.append(owner)
        return names, words, owners

    @property
    def names(self) -> Iterator[tuple[str, int]]:
        """All names, each with the place of what it names among the choices."""
        return zip(self._names, self._owners, strict=True)

    def having(self, words: str) -> list[Choice]:
        """What has these folded words in a row in a name, the better known first."""
        return self._known_first(self._owners[name] for name, _before in self._words.having(words))

    def beginning(self, words: str) -> list[Choice]:
        """What has more than these folded words in a name that begins with them, articles aside; the better
        known first.
        """
        names = self._bare_words.beginning(f"{words} ")
        return self._known_first(self._owners[name] for name in names if self._bare_words[name] != words)

    def beginning_with(self, words: str) -> list[Choice]:
        """What has a name that begins with these folded words, or with an article and these words."""
        found = self._words.having(words)
        return self._chosen(name for name, before in found if not before or before in ARTICLES)

    def words_of(self, choice: int) -> list[str]:
        """The words of all names of the choice of this id."""
        named = np.flatnonzero(np.asarray(self._owners) == self.choices.place(choice))
        return [self._words[name] for name in named.tolist()]

    def exactly(self, text: str) -> list[Choice]:
        """Those with this name; where there is none, those that differ by an article, or write numbers
        otherwise.
        """
        words = words_of(text)
        bare = self._bare(words)
        places = (
            self._full_places[squeezed(words)]
            or self._bare_places[squeezed(bare)]
            or self._figure_places[squeezed(in_figures(bare))]
        )
        return self._chosen(self._by_weight(places)) if places else []

    def nearly(self, text: str, most: int = SLIPS[0][1]) -> list[Choice]:
        """Those of the one name that differs by a slip or two, `most` at most; none where two are as near.

        "Rocky 2" is no slip of "Rocky 3", nor "Alien" one of "Aliens"; "Teh Piano" is one of "The Piano".
        """
        words = words_of(text)
        if article := self._behind_an_article(words):
            return article
        key = squeezed(self._bare(words))
        slips = min(most, next((slips for length, slips in SLIPS if len(key) >= length), 0))
        if not slips:
            return []
        found = process.extract(
            key, self._spelling.like(key, slips), scorer=OSA.distance, score_cutoff=slips, limit=CANDIDATES
        )
        near = [(name, distance) for name, distance, _ in found if self._may_be_slip(words, key, name)]
        nearest = [self._bare_places[name] for name, distance in near if distance == near[0][1]]
        named = {frozenset(self._owners[place] for place in places) for places in nearest}
        return self._chosen(self._by_weight(nearest[0])) if len(named) == 1 else []

    def _behind_an_article(self, words: str) -> list[Choice]:
        """Those of a name with an article, where what stands in the place of that has a slip."""
        first, _blank, rest = words.partition(" ")
        if first in ARTICLES or all(OSA.distance(first, article) > 1 for article in LONG_ARTICLES):
            return []
        places = self._bare_places[squeezed(rest)] if self._bare is without_article else ()
        return self._chosen(self._by_weight(n for n in places if self._words[n] != self._bare_words[n]))

    def _may_be_slip(self, words: str, key: str, name: str) -> bool:
        """Whether a name, squeezed, may be meant by what was typed: "tim burton" is no "tiburón"."""
        there = self._words[self._bare_places[name][0]]
        plural = key + "s" == name or name + "s" == key
        joined = self._bare(words).count(" ") != self._bare(there).count(" ")
        more = OSA.distance(key, name) > 1
        return not plural and not (joined and more) and numerals_of(words) == numerals_of(there)

    def closest(self, text: str, limit: int) -> list[Choice]:
        """Those whose names, or a part of them, look most like the text, the most alike first."""
        wanted = self._bare(words_of(text))
        scores = {place: self._likeness(wanted, place) for place in self._candidates(wanted)}
        alike = [place for place, score in scores.items() if score >= LEAST_SCORE]
        alike.sort(key=lambda place: (-scores[place], -self._weight(place), place))
        return self._chosen(alike, limit)

    def _candidates(self, wanted: str) -> set[int]:
        """Places of names that may look like the text, so that few have to be compared closely."""
        places, names = {place for place, _ in self._bare_words.having(wanted)}, list(self._bare_words)
        for scorer in (fuzz.ratio, fuzz.token_sort_ratio):
            found = process.extract(wanted, names, scorer=scorer, limit=CANDIDATES, score_cutoff=LEAST_SCORE)
            places.update(place for _, _, place in found)
        parts = process.extract(wanted, names, scorer=fuzz.partial_ratio, limit=None, score_cutoff=LEAST_PART)
        longer = [place for words, _, place in parts if len(words) > len(wanted)]
        return places.union(longer[:CANDIDATES])

    def _likeness(self, wanted: str, place: int) -> float:
        """From 0 to 100; a name with the text in it is a little less like it than a whole one."""
        words = self._bare_words[place]
        whole = max(fuzz.ratio(wanted, words), fuzz.token_sort_ratio(wanted, words))
        return max(
            whole, PART * max(fuzz.ratio(wanted, part) for part in parts_of(words, wanted.count(" ") + 1))
        )

    def starting(self, text: str, limit: int, close: bool = True) -> list[Choice]:
        """Those that begin with the text, then those with a word that does; else, if `close`, the closest."""
        words = words_of(text)
        if not squeezed(words):
            return []
        first = {*self._words.beginning(words), *self._bare_words.beginning(self._bare(words))}
        inside = set(self._words.with_word(words)) - first
        found = self._chosen([*self._by_weight(first), *self._by_weight(inside)], limit)
        if found or not close:
            return found
        return self.nearly(text)[:limit] or self.closest(text, limit)

    def by_weight(self, choices: Iterable[Choice]) -> list[Choice]:
        """Some of the choices, the better known first."""
        return self._known_first(self.choices.place(choice.id) for choice in choices)

    def _known_first(self, places: Iterable[int]) -> list[Choice]:
        """The choices at some places, each once, the better known first."""
        by_weight = sorted(set(places), key=lambda place: (-self._weights[place], self.choices.ids[place]))
        return [self.choices[place] for place in by_weight]

    def _by_weight(self, places: Iterable[int]) -> list[int]:
        return sorted(places, key=lambda place: (-self._weight(place), len(self._words[place]), place))

    def _weight(self, place: int) -> float:
        return self._weights[self._owners[place]]

    def _chosen(self, names: Iterable[int], limit: int | None = None) -> list[Choice]:
        """What these names name, each once."""
        owners = dict.fromkeys(self._owners[name] for name in names)
        return [self.choices[owner] for owner in islice(owners, limit)]
