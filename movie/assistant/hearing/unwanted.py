"""Hears what a film should not be like: "nothing violent", "less sad", "I don't like prison films"."""

import re

from .said import Said

STRESS = r"(?: (?:too|so|very|that|as|any|really|tan|muy|demasiado|mas))*"
WHAT = (
    r" (?!(?:se|tengo|quiero|me|te|lo|la|los|las|le|sure|idea|i|you|we|it|hay|es|son|importa|puedo|recuerdo"
    r"|matter|problem|one|more|mas|than|que|like|too|se[ai]|thanks|gracias|way|doubt|duda)\b)"
    r"(?P<{}>[^\n.,;:!?]{{3,60}}?)(?=\s*(?:$|[\n.,;:!?]|\b(?:but|pero|and|y)\b))"
)
# "No" and "without" are of the film where they begin a part of the turn; within one they belong to its
# story: "a man without a face".
UNWANTED = re.compile(
    r"(?:^|[\n.,;:]\s*|\b(?:but|pero|and|y|que)\s+)"
    rf"(?:no|not|without|sin)(?: sean?)?{STRESS}{WHAT.format('begun')}"
    rf"|\b(?:nothing|nada de|nada|less|menos){STRESS}{WHAT.format('much')}"
    rf"|\b(?:not|no|isn'?t)(?: sea)?(?: (?:too|so|very|that|tan|muy|demasiado))+{WHAT.format('stressed')}"
)
REFUSAL = re.compile(
    r"^.*?\b(?:like|want|enjoy|care for|fancy|hate|dislike|stand|gustan?|van|apetecen?|interesan?|odio"
    r"|detesto|soporto|quiero)\b(?: to (?:see|watch))?\s*"
)


def take_unwanted(said: Said) -> str:
    """What the visitor does not want, in their words; empty where they name nothing."""
    if said.is_long:
        return ""
    heard = []
    if refused := said.heard("refused"):
        heard.append(REFUSAL.sub("", refused[0]))
    for match in list(UNWANTED.finditer(said.folded)):
        start, end = match.span(match.lastgroup)
        heard.append(said.text[start:end])
        said.take(*match.span())
    return ", ".join(filter(None, map(str.strip, heard)))
