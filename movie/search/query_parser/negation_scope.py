"""Judges where a refusal stands: what it is said of, and how far it reaches.

Within a story a refusal belongs to the story ("a man without a face", "a girl afraid of dogs"). Of the film
it is said at the beginning of a clause, behind a word for films, as a condition, or by somebody who says what
he does not like.
"""

import re

from ...text import WORD
from .genres import speaks_of_films
from .origins import origins_called
from .prompt import Prompt, phrases

# What may stand between the refusal and what is refused.
LINKS = re.compile(
    r"""(?:(?:puedo|podemos|it|to|be|being|have|has|having|contain|include|involve|feature|featuring|show|happens?|about|with
    |by|directed|made|starring|of|at|in|set|like|wants?|watch|see|too|so|very|really|any|anything|an?|the
    |another|more|de|del|sean?|tengan?|hayan?|salgan?|aparezcan?|actuen?|vayan?|traten?|hablen?|ocurran?
    |me|gustan?|apetecen?|quiero|quisiera|ver|nada|con|sobre|por|dirigid[ao]s?|protagonizad[ao]s?|una?|las?
    |los|el|muy|tan|demasiado|mucho|mucha|mas|tipo|style|that|those|from|one|gets?|there|are|is|pasen?|sucedan?
    |transcurran?|ni|se|vean?|fueran?|resulten?)\ )*""",
    re.VERBOSE,
)
# After these words nothing of a film is refused: "no sé", "I don't remember", "not only", "no country".
NO_REFUSAL = re.compile(
    r" ?(?:se(?= (?:cual|como|que|si|el|la|donde|cuando)\b|$)|me acuerdo|recuerdo|remember|recall|know|think"
    r"|believe|sure|idea|mind|matter|problem|doubt|duda|importa|puedo(?! ver)|se puede|tengo|only|solo"
    r"|solamente|of (?:them|these|it)|ellos|ellas|one knows?|less than|thanks|gracias|sabe|supe|ya|but"
    r"|mas que)\b"
)
END = re.compile(
    r"[\n,.;:!?()]|\s+(?:but|pero|although|aunque|please|por favor|pls|this time|esta vez|again|anymore"
    r"|(?:give|show) me|i want|quiero|mejor|rather|just|only|solo|at all|para nada|in it|in them|shows? up"
    r"|appears?|turns? up|gets?|happens?|sale|aparece|porque|because"
    r"|que (?:me|nos|les?|ya|despues|luego|si)\b|i(?:'?ve| have) (?:already )?seen|ya l[oa]s?)\b|$"
)
# What is said of things that are not wanted, behind their end: "where no dog shows up".
PREDICATE = re.compile(
    r"(?:\s+(?:in it|in them|(?:shows?|turns?) up|appears?|gets? \w+|happens?|sale|aparece|at all|para nada"
    r"|for once|anymore|i(?:'?ve| have) (?:already )?seen(?: it| that| them)?"
    r"|(?:que )?ya l[oa]s? (?:vi|vimos|h[ae]mos visto|he visto))\b)?"
)
CLAUSE = re.compile(r"[\n,.;:()!?¡¿>]|\b(?:but|pero|and|y|though|although|aunque)\b|(?<= )(?:-|–)(?= )")
# "horror in which ghosts do not figure": what does not figure stands behind these.
RELATIVE = re.compile(r"\b(?:where|in which|that|which|donde|(?:en )?(?:el|la|los|las) que|with|con)\b")
MOST_SUBJECT = 4  # words
BEGIN = re.compile(r"(?:^|[\n,.;:()]|\b(?:but|pero|and|y))\s*(?:(?:please|por favor)\s*)?$")
THAT = re.compile(
    r"(?:\b(?:that|which|who|where|que|donde|en (?:la|el) que|with|con|just|pero|but|is|are|es|son|so|asi"
    r"|ideally|preferably|definitely|a ser posible|a poder ser|desde luego)\s*)+$"
)
# Between a word for films and a refusal: "something funny that has no love story".
OF_IT = re.compile(
    r"(?:\b(?:that|which|who|where|que|donde|en (?:la|el) que|with|con|just|pero|but|is|are|es|son|it|its"
    r"|it's|that's|has|have|having|there|tiene|tenga|hay|haya|only|solo|if|si|you|se)\s*)+$"
)
# "anything, as long as nobody …": a condition is one of the film.
CONDITION = re.compile(
    r"\b(?:as long as|so long as|provided(?: that)?|on condition that|siempre(?: y cuando)?(?: que)?"
    r"|mientras(?: que)?|only if|solo si)\s*(?:(?:it'?s|it|there (?:is|are))\s*)?$"
)
# What a film alone does: "a story of two sisters that does not happen at a school".
OF_FILMS = re.compile(
    r"(?:happens?|take place|involve|feature|contain|include|pasen?|ocurran?|transcurran?|sucedan?|traten?"
    r"|vayan?|hablen?|salgan?|aparezcan?)\b"
)
# Who says what he or his family does not like.
SOMEBODY = re.compile(
    r"\b(?:(?:for|para) (?:people|those|someone|anyone|viewers|gente|quien(?:es)?|l[oa]s)(?: who| that| que)?"
    r"|i|we|yo|nosotr[oa]s|(?:my|our|mi|mis|nuestr[oa]s?|al|a mis?|a los|the kids|los ninos) ?(?:\w+ )?\w*?)"
    r"(?:\s*\b(?:'?m|am|is|are|'?ve|have|has|'?d|estoy|estamos|esta|se|le|les|lo|just|really|so|ya|muy)\b)*\s*$"
)
SAID = re.compile(r"(?:\b(?:i'?m|i am|we'?re|we are|estoy|estamos|que)\s*)+$")
TURN = re.compile(r"(?:but|pero|and|y) ")
JOINED = re.compile(r"\b(?:but|pero|and|y)\s*$")
# Verbs behind "that doesn't" and "que no" are as many as there are; what is refused stands behind them.
VERBAL = re.compile(r"(?:n'?t|do not|does not|should not|will not|can not|que no(?: se)?) ?$")
BLANKS = re.compile(r"[ -]*")
OF_ORIGIN = ("in ", "from ", "de ")
OPENING = 5  # words at most before "and no", where the refusal is of the film rather than of its story


def subject_of(prompt: Prompt, place: int) -> tuple[int, bool]:
    """Where the clause begins that a predicate at a place ends, or its part that is said of a film; whether
    it is such a part.
    """
    start = max((found.end() for found in CLAUSE.finditer(prompt.folded, 0, place)), default=0)
    relative = False
    for found in RELATIVE.finditer(prompt.folded, start, place):
        if speaks_of_films(prompt.folded[: found.start()]):
            start, relative = found.end(), True
    return start, relative


def joined(prompt: Prompt, place: int) -> int:
    """Where the words begin that join what is refused at a place to what is wanted."""
    before = prompt.folded[:place]
    joint = CONDITION.search(before) or JOINED.search(before)
    return joint.start() if joint else place


def what_follows(prompt: Prompt, refusal: re.Match[str], of_film: bool) -> tuple[int, int]:
    """From where to where that stands which a refusal refuses."""
    behind = BLANKS.match(prompt.folded, refusal.end()).end()
    start = LINKS.match(prompt.folded, behind).end()
    end = END.search(prompt.folded, start).start()
    links = [link for link in OF_ORIGIN if prompt.folded.endswith(link, behind, start)]
    if links and origins_called(prompt.folded[start - len(links[0]) : end]):
        start -= len(links[0])  # "not in French" is of the language, "not French" of the country
    if audience := phrases("audience").search(prompt.folded, start, end):
        end = max(start, audience.start()) if audience.start() > start else end  # "not too scary for kids"
    if of_film and start == behind and VERBAL.search(refusal[0]):
        start = _behind_verb(prompt, start, end)
    return start, end


def _behind_verb(prompt: Prompt, start: int, end: int) -> int:
    words = list(WORD.finditer(prompt.folded, start, end))
    if len(words) < 2 or prompt.has_capital(words[0].start(), words[0].end()):
        return start
    return LINKS.match(prompt.folded, words[1].start()).end()


def is_of_story(prompt: Prompt, refusal: re.Match[str]) -> bool:
    """Whether "que no" has a verb behind it that is said of somebody: "el hijo, que no quería saber nada"."""
    behind = BLANKS.match(prompt.folded, refusal.end()).end()
    is_bare = LINKS.match(prompt.folded, behind).end() == behind and not OF_FILMS.match(prompt.folded, behind)
    before = THAT.sub("", prompt.folded[: refusal.start()])
    return "que " in refusal[0] and is_bare and not speaks_of_films(before, strictly=True)


def is_of_film(prompt: Prompt, refusal: re.Match[str]) -> bool:
    """Whether a refusal is said of the film."""
    before = prompt.folded[: refusal.start()]
    turns = TURN.match(refusal[0]) or JOINED.search(before)
    behind = BLANKS.match(prompt.folded, refusal.end()).end()
    return bool(
        turns
        and len(before.split()) <= OPENING
        or CONDITION.search(before)
        or OF_FILMS.match(prompt.folded, behind)
        or BEGIN.search(THAT.sub("", before))
        or speaks_of_films(OF_IT.sub("", before))
    )


def is_of_somebody(prompt: Prompt, dislike: re.Match[str]) -> bool:
    """Whether a dislike is that of who asks, or of his family."""
    before = prompt.folded[: dislike.start()]
    left = SOMEBODY.sub("", before)
    if left != before:
        return bool(BEGIN.search(THAT.sub("", left)) or speaks_of_films(left))
    return bool(BEGIN.search(SAID.sub("", before))) and not JOINED.search(before)
