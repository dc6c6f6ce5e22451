"""Numbers and decades in words, in either language, as requests for films have them."""

import re
from collections.abc import Mapping

NUMBERS = {
    **dict.fromkeys(("one", "a", "an", "una"), 1),
    **dict.fromkeys(("two", "dos"), 2),
    **dict.fromkeys(("three", "tres"), 3),
    **dict.fromkeys(("four", "cuatro"), 4),
    **dict.fromkeys(("five", "cinco"), 5),
    **dict.fromkeys(("ten", "diez", "decade", "decada"), 10),
    **dict.fromkeys(("quarter", "quince", "cuarto"), 15),
    **dict.fromkeys(("twenty", "veinte"), 20),
    **dict.fromkeys(("thirty", "treinta"), 30),
    **dict.fromkeys(("forty", "cuarenta"), 40),
    **dict.fromkeys(("fifty", "cincuenta"), 50),
    **dict.fromkeys(("sixty", "sesenta"), 60),
    **dict.fromkeys(("eighty", "ochenta"), 80),
    **dict.fromkeys(("ninety", "noventa"), 90),
    **dict.fromkeys(("hundred", "cien"), 100),
}
DECADES = {
    **dict.fromkeys(("twenties", "veinte"), 20),
    **dict.fromkeys(("thirties", "treinta"), 30),
    **dict.fromkeys(("forties", "cuarenta"), 40),
    **dict.fromkeys(("fifties", "cincuenta", "cincuentera"), 50),
    **dict.fromkeys(("sixties", "sesenta", "sesentera"), 60),
    **dict.fromkeys(("seventies", "setenta", "setentera"), 70),
    **dict.fromkeys(("eighties", "ochenta", "ochentera"), 80),
    **dict.fromkeys(("nineties", "noventa", "noventera"), 90),
    **dict.fromkeys(("noughties", "dos mil"), 0),
}


def number_of(word: str) -> float:
    """What a number in figures or in words is."""
    return NUMBERS[word] if word in NUMBERS else float(word)


def decade_of(word: str) -> int:
    """The decade of its century that a word is: 80 for "eighties", "ochenta", "nineteen-eighties"."""
    word = re.sub(r"^nineteen[ -]", "", word)
    return DECADES[word if word in DECADES else word.removesuffix("s")]


ONES = {
    **dict.fromkeys(("one", "uno", "un"), 1),
    **dict.fromkeys(("two", "dos"), 2),
    **dict.fromkeys(("three", "tres"), 3),
    **dict.fromkeys(("four", "cuatro"), 4),
    **dict.fromkeys(("five", "cinco"), 5),
    **dict.fromkeys(("six", "seis"), 6),
    **dict.fromkeys(("seven", "siete"), 7),
    **dict.fromkeys(("eight", "ocho"), 8),
    **dict.fromkeys(("nine", "nueve"), 9),
}
TEENS = {
    **dict.fromkeys(("ten", "diez"), 10),
    **dict.fromkeys(("eleven", "once"), 11),
    **dict.fromkeys(("twelve", "doce"), 12),
    **dict.fromkeys(("thirteen", "trece"), 13),
    **dict.fromkeys(("fourteen", "catorce"), 14),
    **dict.fromkeys(("fifteen", "quince"), 15),
    **dict.fromkeys(("sixteen", "dieciseis"), 16),
    **dict.fromkeys(("seventeen", "diecisiete"), 17),
    **dict.fromkeys(("eighteen", "dieciocho"), 18),
    **dict.fromkeys(("nineteen", "diecinueve"), 19),
}
TENS = {
    **dict.fromkeys(("twenty", "veinte"), 20),
    **dict.fromkeys(("thirty", "treinta"), 30),
    **dict.fromkeys(("forty", "cuarenta"), 40),
    **dict.fromkeys(("fifty", "cincuenta"), 50),
    **dict.fromkeys(("sixty", "sesenta"), 60),
    **dict.fromkeys(("seventy", "setenta"), 70),
    **dict.fromkeys(("eighty", "ochenta"), 80),
    **dict.fromkeys(("ninety", "noventa"), 90),
}


def _any(words: Mapping[str, int]) -> str:
    return "|".join(words)


BELOW_HUNDRED = rf"(?:(?:{_any(TENS)})(?:[ -](?:y )?(?:{_any(ONES)}))?|{_any(TEENS)}|{_any(ONES)})"
# "Nineteen eighty-four", "two thousand and seven", "mil novecientos noventa y siete", "setenta y cinco".
IN_WORDS = re.compile(
    rf"(?<!\w)(?:(?P<century>nineteen|twenty)[ -]"
    rf"(?P<year>(?:{_any(TENS)})(?:[ -](?:{_any(ONES)}))?|{_any(TEENS)})"
    rf"|(?P<thousand>two thousand|dos mil|mil novecientos)(?: (?:and )?(?P<rest>{BELOW_HUNDRED}))?"
    rf"|(?P<tens>{_any(TENS)})(?:-| y )(?P<ones>{_any(ONES)}))(?!\w)"
)
THOUSANDS = {"two thousand": 2000, "dos mil": 2000, "mil novecientos": 1900}


def with_figures(folded: str) -> str:
    """A folded text with years and numbers of two words in figures: "1984" for "nineteen eighty four"."""
    return IN_WORDS.sub(lambda match: str(_figure(match)), folded)


def _figure(match: re.Match[str]) -> int:
    if match["century"]:
        return (1900 if match["century"] == "nineteen" else 2000) + _sum(match["year"])
    if match["thousand"]:
        return THOUSANDS[match["thousand"]] + _sum(match["rest"] or "")
    return TENS[match["tens"]] + ONES[match["ones"]]


def _sum(words: str) -> int:
    """The number below a hundred that words tell."""
    return sum((ONES | TEENS | TENS).get(word, 0) for word in re.split("[ -]", words))
