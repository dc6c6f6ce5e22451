"""What of a name is compared: its words without case, accents, signs and articles, numbers in figures."""

import re
from functools import lru_cache

from ..text import fold

SIGNS = re.compile(r"[\W_]+")
ARTICLES = frozenset(
    ("the", "a", "an", "el", "la", "los", "las", "un", "una", "unos", "unas", "le", "les", "l", "une")
    + ("des", "il", "lo", "gli", "uno", "die", "der", "das")
)
# In which a slip may be told from another word.
LONG_ARTICLES = [article for article in ARTICLES if len(article) > 2]
ARTICLE_BEHIND = re.compile(r"^(?P<rest>.+),\s*(?P<article>\w+)['’]?$")
# Without those that are letters or words as well ("Malcolm X").
ROMAN = {"ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9"}
NUMERAL = re.compile(r"[0-9]+|[ivx]")
# Words of numbers by their figures: "7 samurai" means "Seven Samurai", and "3rd man" means "The Third Man".
FIGURES = {
    word: str(number)
    for number, words in enumerate(
        (
            "zero cero",
            "one uno first primer primero primera 1st 1er",
            "two dos second segundo segunda 2nd 2do 2da",
            "three tres third tercer tercero tercera 3rd 3er 3ra",
            "four cuatro fourth cuarto cuarta 4th 4to 4ta",
            "five cinco fifth quinto quinta 5th 5to 5ta",
            "six seis sixth sexto sexta 6th 6to 6ta",
            "seven siete seventh septimo septima 7th 7mo 7ma",
            "eight ocho eighth octavo octava 8th 8vo 8va",
            "nine nueve ninth noveno novena 9th 9no 9na",
            "ten diez tenth decimo decima 10th",
            "eleven once eleventh 11th",
            "twelve doce twelfth 12th",
        )
    )
    for word in words.split()
} | {"twenty": "20", "veinte": "20", "hundred": "100", "cien": "100", "thousand": "1000", "mil": "1000"}


@lru_cache(maxsize=1_000)  # of one request the same words are looked up among titles and people, by each rule
def words_of(name: str) -> str:
    """The folded words of a name: "Matrix, The" is "the matrix", and "Rocky II" is "rocky 2"."""
    folded = fold(name).replace("&", " and ")
    behind = ARTICLE_BEHIND.match(folded.strip()) if "," in folded else None
    if behind and behind["article"] in ARTICLES:
        folded = f"{behind['article']} {behind['rest']}"
    words = SIGNS.sub(" ", folded).split()
    if not ROMAN.keys().isdisjoint(words):
        words[1:] = [ROMAN.get(word, word) for word in words[1:]]
    return " ".join(words) or name.strip()


def without_article(words: str) -> str:
    """The words without a leading article, unless that is all there is."""
    first, _blank, rest = words.partition(" ")
    return rest if rest and first in ARTICLES else words


def squeezed(words: str) -> str:
    """The words as one: "spider man" and "spiderman" are the same."""
    return words.replace(" ", "")


def in_figures(words: str) -> str:
    """The words with the numbers among them in figures: "12 angry men"."""
    each = words.split()
    return words if FIGURES.keys().isdisjoint(each) else " ".join(FIGURES.get(word, word) for word in each)


def parts_of(words: str, length: int) -> list[str]:
    """All runs of so many words; the whole where there are fewer."""
    each = words.split()
    return [" ".join(each[n : n + length]) for n in range(max(1, len(each) - length + 1))]


def numerals_of(words: str) -> list[str]:
    """The numbers among them, in figures or as Roman ones."""
    return [word for word in words.split() if NUMERAL.fullmatch(word)]
