"""Puts right how a request is typed in haste, so that the rules find the words that they know.

Short forms of the street ("q", "xfa") are written out. A word of no language, by which no film and nobody
here is called or told, is the word of the rules that it is a slip or two from: "komedias", "thriler".
"""

import re
from functools import cache

from rapidfuzz.distance import OSA

from ...database import full_text
from ...lookup.spelling import Spelling
from ...text import WORD, fold, fold_in_place
from ...text.genres import genres
from ...text.language import is_listed, is_spanish
from .context import Context
from .numbers import DECADES, IN_WORDS, with_figures

# What short forms stand for, in either language and in one alone.
SHORT_FORMS = {
    **dict.fromkeys(("xfa", "porfa", "porfis", "plis", "plz", "pls"), ""),
    **dict.fromkeys(("smth", "sth", "sumthing"), "something"),
    **{"dramedy": "comedy drama", "dramedia": "comedia dramática"},
}
ENGLISH = {"u": "you"}
SPANISH = {
    **dict.fromkeys(("tb", "tmb", "tmbn"), "tambien"),
    **dict.fromkeys(("xq", "pq"), "porque"),
    **{"q": "que", "k": "que", "d": "de", "dl": "del", "pa": "para"},
}
# The same of what is no word by itself.
WRITTEN_OUT = (
    (re.compile(r"\brom-?com\b", re.IGNORECASE), "romantic comedy"),
    (re.compile(r"\brom-?coms\b", re.IGNORECASE), "romantic comedies"),
    (re.compile(r"\bw/o(?:ut)?(?!\w)", re.IGNORECASE), "without"),
    (re.compile(r"\bw/ ?(?=\w)", re.IGNORECASE), "with "),
    (re.compile(r"(?<!\S)#(?=[^\W\d]{3})"), " "),
    (re.compile(r"\b(cort|larg|viej|nuev|pelicul)u?it(?=[oa]s?\b)"), r"\1"),
)
# Words of films that people spell as they hear them, beside the genres and decades.
KNOWN = ("pelicula", "peliculas", "movies", "minutos", "minutes", "director", "directora")
SHORTEST, LONG = 5, 10  # letters of a word with one slip, and with two
TYPED = re.compile(r"(?<![\w'.-])[^\W\d_]+(?![\w'.-]|\s*[\"»])")


def as_written(prompt: str, context: Context) -> str:
    """A prompt as it would be written with care; words with capitals stay as they are."""
    in_spanish = TYPED.sub(lambda match: SPANISH.get(match[0], match[0]), prompt)
    short = SHORT_FORMS | (SPANISH if is_spanish(in_spanish) else ENGLISH)

    def written_out(match: re.Match[str]) -> str:
        return short[match[0]] if match[0] in short else _spelled(match[0], context)

    written = prompt
    for form, words in WRITTEN_OUT:
        written = form.sub(words, written)
    written = TYPED.sub(written_out, written)
    for number in reversed(list(IN_WORDS.finditer(fold_in_place(written)))):
        written = written[: number.start()] + with_figures(number[0]) + written[number.end() :]
    unchanged = written == prompt or not WORD.search(written) or len(WORD.findall(prompt)) < 2
    return prompt if unchanged else " ".join(written.split())


def _spelled(word: str, context: Context) -> str:
    folded = fold(word)
    if len(folded) < SHORTEST or not word.islower() or is_listed(folded):
        return word
    slips = 2 if len(folded) >= LONG else 1
    near = min(_vocabulary().like(folded, slips), key=lambda one: OSA.distance(folded, one), default="")
    if not near or OSA.distance(folded, near) > slips or is_known_here(folded, context):
        return word
    return near


def is_known_here(word: str, context: Context) -> bool:
    """Whether a film is told by a folded word, or somebody called so."""
    return full_text.one_has_all([word]) or bool(context.people.meant_exactly(word))


@cache
def _vocabulary() -> Spelling:
    named = (word for genre in genres().values() for name in genre.names for word in WORD.findall(name))
    decades = (word for name in DECADES for word in WORD.findall(name))
    return Spelling(sorted({word for word in (*named, *decades, *KNOWN) if len(word) >= SHORTEST}))
