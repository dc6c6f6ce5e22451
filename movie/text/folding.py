"""Makes texts comparable: without case and accents, without characters that nobody sees."""

import re
import unicodedata

WORD = re.compile(r"[^\W_]+")  # letters and digits in a row
CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2060\ufeff\ud800-\udfff]")


def fold(text: str) -> str:
    """Lower case without accents, for comparing: "Amélie" and "AMELIE" are both "amelie"."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKD", text).translate(_WITHOUT_MARKS).casefold()


def fold_in_place(text: str) -> str:
    """The text folded character by character: a place in one is that place in the other."""
    return text.lower() if text.isascii() else text.translate(_IN_PLACE)


class _WithoutMarks(dict[int, int | None]):
    """For str.translate: combining marks go, and what was looked up once is known."""

    def __missing__(self, code: int) -> int | None:
        self[code] = None if unicodedata.combining(chr(code)) else code
        return self[code]


class _InPlace(dict[int, str]):
    """For str.translate: a character's fold where that is one character, else the character itself."""

    def __missing__(self, code: int) -> str:
        folded = fold(chr(code))
        self[code] = folded if len(folded) == 1 else chr(code)
        return self[code]


_WITHOUT_MARKS, _IN_PLACE = _WithoutMarks(), _InPlace()


def clean(text: str) -> str:
    """The text without control and zero-width characters and lone surrogates, with no blanks around it."""
    return CONTROL_CHARACTERS.sub(" ", text).strip()
