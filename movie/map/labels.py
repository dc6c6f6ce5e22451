"""Names groups of films by the words that set them apart."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from math import log

from ..text import fold, stem
from ..text.language import leaning

WORDS_IN_NAME = 2
# In so many of a group's films, and in this share of them, is a word that names it; or in so many at least.
ENOUGH, FEWEST = (3, 0.04), (2, 0.02)
# A second word has this share of the first one's weight, or it is left out.
WORTH_SAYING = 0.4
# Beyond these shares of Spanish words a catalogue has its words in one language.
BILINGUAL = (0.2, 0.8)
# What is known of how a film was made says nothing of what it is like.
MAKING = (
    "based on", "basada en", "basado en", "woman director", "female director", "independent film", "tv movie",
    "during credits", "after credits", "duringcredits", "aftercredits", "post-credits", "sequel", "remake",
    "short film", "imdb", "película de tv", "feature film", "live action",
)  # fmt: skip

Words = Sequence[str]  # of one film
Scores = dict[str, float]  # the weight of each word


def names(groups: Sequence[Sequence[Words]], spanish: bool) -> list[str]:
    """A name a group of films, no two of the same words: those that are frequent here and rare elsewhere.

    "" where there are none. Where the words are in both languages, they are chosen in one if they can be.
    """
    counts = [Counter(word for words in group for word in set(words)) for group in groups]
    total: Counter[str] = Counter()
    for count in counts:
        total.update(count)
    wanted = _in_language([words for group in groups for words in group], spanish)
    films = sum(map(len, groups))
    taken: set[str] = set()
    found: list[frozenset[str]] = [frozenset()]
    told = []
    for group, count in zip(groups, counts, strict=True):
        scores = {
            word: here * log(here / len(group) * films / total[word])
            for word, here in count.items()
            if here >= _fewest(FEWEST, group) and not word.startswith(MAKING)
        }
        usual = {
            w: score for w, score in scores.items() if w in wanted and count[w] >= _fewest(ENOUGH, group)
        }
        proposed = _proposed(usual, {w: score for w, score in scores.items() if w in wanted}, scores, taken)
        name = next((name for name in proposed if frozenset(name) not in found), [])
        taken |= {part for word in name for part in _stems(word)}
        found.append(frozenset(name))
        told.append(_as_title(name))
    return told


def _fewest(bounds: tuple[int, float], group: Sequence[Words]) -> float:
    return max(bounds[0], bounds[1] * len(group))


def _proposed(usual: Scores, unusual: Scores, foreign: Scores, taken: set[str]) -> Iterator[list[str]]:
    """Names for a group, the best first; the last ones have words that other names have, too."""
    yield _name(usual, taken)
    yield _name(unusual, taken)
    for scores in (unusual, foreign):
        words = sorted(scores, key=lambda word: (-scores[word], word))
        for first in range(len(words)):
            yield _name({word: scores[word] for word in words[first:]}, set())


def _name(scores: Scores, taken: set[str]) -> list[str]:
    """The words of most weight, of which no other form is taken."""
    chosen: list[str] = []
    taken = set(taken)
    for word in sorted(scores, key=lambda word: (-scores[word], word)):
        if scores[word] <= 0 or (chosen and scores[word] < WORTH_SAYING * scores[chosen[0]]):
            break
        stems = _stems(word)
        if len(stems & taken) <= len(stems) // 2 and not stems <= taken:
            chosen.append(word)
            taken |= stems
        if len(chosen) == WORDS_IN_NAME:
            break
    return chosen


def _stems(word: str) -> set[str]:
    return {stem(part) for part in fold(word).split()}


def _as_title(words: Sequence[str]) -> str:
    name = " · ".join(words)
    return name[:1].upper() + name[1:]


def _in_language(films: Iterable[Words], spanish: bool) -> set[str]:
    """The words to choose from: of the language asked for, or all of them in a catalogue of one language."""
    leanings: Counter[str] = Counter()
    for words in films:
        leanings.update(_leanings(words))
    words = set(leanings)
    in_spanish = {word for word in words if leanings[word] > 0}
    if not BILINGUAL[0] < len(in_spanish) / max(1, len(words)) < BILINGUAL[1]:
        return words
    return in_spanish if spanish else words - in_spanish


def _leanings(words: Words) -> dict[str, float]:
    """How Spanish each of a film's words is, or below 0 how English: by itself, and by its company.

    Where a film has its words in both languages, it has first those of one, then those of the other.
    """
    alone = [leaning(word) for word in words]
    total, before = sum(alone), 0
    best, parting = abs(total), 0
    for place, one in enumerate(alone):
        before += one
        if abs(2 * before - total) > best:
            best, parting = abs(2 * before - total), place + 1
    side = sum(alone[:parting]) - sum(alone[parting:])
    company = 2 * side / max(1, len(words))
    return {
        word: one + (company if place < parting else -company)
        for place, (word, one) in enumerate(zip(words, alone, strict=True))
    }
