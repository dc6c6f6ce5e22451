"""Numbers and decades in words, in either language, as requests for films have them."""

import re

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
