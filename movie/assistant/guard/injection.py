"""Tells the sentences of a text that are orders to whoever reads it, or advertisements, from a story's."""

import re

from ...text import fold
from ...text.sentences import pieces

# Orders: no plot begins with them.
ORDER = re.compile(
    r"""^\W*(?:please\ |you\ (?:must|should|will)\ |always\ |never\ |do\ not\ |don't\ |por\ favor\ )*
        (?: ignore | disregard | forget | recommend | suggest | mention | name | say | tell | repeat | print
        | show | write | answer | respond | reply | output | act | pretend | praise | shout | explain | ask
        | send | use | reveal | translate | obey | include | give | have\ (?:them|him|her) | list | spell
        | hide | call | visit | watch | buy | talk | turn | describe\ yourself
        | ignora\w* | olvida\w* | recomienda\w* | sugiere | menciona | di | dile | repite | imprime | muestra
        | escribe | responde | contesta | actua | finge | elogia | explica | pide\w* | envia\w* | usa | revela
        | traduce | obedece | incluye | visita | compra | llama\s+al? )\b
    | \b(?:previous|prior|above|these|your|tus|las|anteriores)\ (?:\w+\ )?(?:instructions|rules|instrucciones)
    | \b(?:visitors?|the\ user|los\ visitantes|al\ usuario|system\ prompt)\b
    | ^\W*you\ are\ (?:now|a)\b | ^\W*eres\ (?:ahora|un)\b | ^\W*ahora\ eres\b""",
    re.VERBOSE,
)
# No sentence of a story needs any of this.
FOREIGN = re.compile(
    r"""https?: | hxxps? | www\. | // | @ | <\S | [`{}\\\[\]] | &\#?\w+; | [^\W\d_]{2}\.[^\W\d_]{2}
    | \b(?:dot|punto)\ com\b | [$€£]\s?\d | \d\s?[$€£] | (?:\d{1,3}[\s.-]+){3}\d
    | \b(?:system|assistant|user|sistema|asistente|usuario)\s?: | \bpasswords?\b | \bcontrasenas?\b""",
    re.VERBOSE,
)


def harmless(text: str) -> str:
    """A text without the sentences that are no story but orders to whoever reads them."""
    return "".join(sentence for sentence in pieces(text) if not gives_orders(sentence)).strip()


def gives_orders(sentence: str) -> bool:
    """Whether a sentence, or one that begins behind a colon, orders something or names an address."""
    folded = fold(sentence)
    return bool(FOREIGN.search(folded)) or any(ORDER.search(part) for part in folded.split(": "))
