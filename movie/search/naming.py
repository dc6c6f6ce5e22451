"""Names groups of films by the words that set them apart."""

from collections import Counter
from collections.abc import Iterable, Sequence
from math import log

from ..text import fold, stem
from ..text.glossary import in_english, leaning

WORDS_IN_NAME = 2
# A word names a group that has it in so many films, and in such a share of them; or in this, if need be.
FEWEST, RAREST, RAREST_IN_NEED = 3, 0.04, 0.02
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


def names(groups: Sequence[Sequence[Words]], spanish: bool) -> list[str]:
    """A name a group of films, no two of the same words: those that are frequent here and rare elsewhere.

    "" where there are none. Where the words are in both languages, they are chosen in one if they can be.
    """
    counts = [Counter(word for words in group for word in set(words)) for group in groups]
    total = sum(counts, Counter())
    wanted = _in_language([words for group in groups for words in group], spanish)
    films = sum(map(len, groups))
    taken: set[str] = set()
    found: list[tuple[str, ...]] = []
    for group, count in zip(groups, counts, strict=True):
        fewest = min(FEWEST, max(2, len(group) / 4))
        scores = {
            word: here * log(here / len(group) * films / total[word])
            for word, here in count.items()
            if here >= fewest and not word.startswith(MAKING)
        }
        name = _best(scores, count, len(group), wanted, taken)
        found.append(() if set(name) in map(set, found) else name)
    return [" · ".join(name) for name in found]


def _best(
    scores: dict[str, float], count: Counter[str], films: int, wanted: set[str], taken: set[str]
) -> tuple[str, ...]:
    """The words of a group's name; `taken` grows by their stems."""
    for share in (RAREST, RAREST_IN_NEED):
        common = {w: score for w, score in scores.items() if w in wanted and count[w] >= share * films}
        if name := _name(common, taken):
            return name
    # Better words that another name has, or of the other language, than none.
    return _name({w: score for w, score in scores.items() if w in wanted}, set()) or _name(scores, set())


def _name(scores: dict[str, float], taken: set[str]) -> tuple[str, ...]:
    chosen: list[str] = []
    for word in sorted(scores, key=lambda word: (-scores[word], word)):
        if scores[word] <= 0 or (chosen and scores[word] < WORTH_SAYING * scores[chosen[0]]):
            break
        stems = {stem(part) for part in fold(in_english(word)).split()}
        if 2 * len(stems & taken) <= len(stems) - len(stems) % 2:
            chosen.append(word)
            taken |= stems
        if len(chosen) == WORDS_IN_NAME:
            break
    return tuple(chosen)


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
