"""Reads what a film should not be: genres, people, films, and what it should not be about.

A word such as "without" or "no" refuses what follows it to the end of the clause. Genres, people and titles
there are refused wherever they stand; other words only where the refusal is said of the film itself, since
within a story it belongs to the story: "a man without a face".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ...lookup import people, titles
from ...text import WORD
from .context import Context, Mention
from .fillers import trimmed
from .genres import genres_called, speaks_of_films
from .prompt import Prompt, phrases

NEGATOR = re.compile(
    r"""(?<![\w])
    (?:(?:just|but|and|that|which|who|where|pero|que|y|donde|en\ la\ que|with|con)\ )*
    (?:(?:is|are|was|does|do|did|has|have|should|can|could|will)(?:\ ?n'?t|\ not)|isnt|arent|doesnt|dont
    |not|no|never|nothing\ to\ do\ with|nothing|nobody|without|w/o|neither|except(?:\ for)?|minus
    |avoid(?:ing)?|skip(?:ping)?|leave\ out|leaving\ out|hold\ the|free\ (?:of|from)|enough\ of|tired\ of
    |other\ than|anything\ but|everything\ but|excluding|rather\ than|instead\ of|less
    |sin|ni|nada\ que\ ver\ con|nada|excepto|salvo|menos|evita(?:r|ndo|me)?|aparte\ de|excluye(?:ndo)?|nadie
    |ningun[oa]?s?|cero|paso\ de|pas(?:ar|ando)\ de|libre\ de|hart[oa]\ de|cansad[oa]\ de)\b[\ -]?""",
    re.VERBOSE,
)
# What may stand between the refusal and what is refused.
LINKS = re.compile(
    r"""(?:(?:it|to|be|being|have|has|having|contain|include|involve|feature|featuring|show|happens?|about|with
    |by|directed|made|starring|of|at|in|set|like|wants?|watch|see|too|so|very|really|any|anything|an?|the
    |another|more|de|del|sean?|tengan?|hayan?|salgan?|aparezcan?|actuen?|vayan?|traten?|hablen?|ocurran?
    |me|gustan?|apetecen?|quiero|quisiera|ver|nada|con|sobre|por|dirigid[ao]s?|protagonizad[ao]s?|una?|las?
    |los|el|muy|tan|demasiado|mucho|mucha|mas|tipo|style)\ )*""",
    re.VERBOSE,
)
# After these words nothing of a film is refused: "no sé", "I don't remember", "not only", "no country".
NO_REFUSAL = re.compile(
    r"(?:se(?= (?:cual|como|que|si|el|la|donde|cuando)\b|$)|me acuerdo|recuerdo|remember|recall|know|think"
    r"|believe|sure|idea|matter|problem|doubt|duda|importa|puedo|se puede|tengo|only|solo|solamente"
    r"|one knows?|less than|thanks|gracias|sabe|supe|ya)\b"
)
END = re.compile(
    r"[\n,.;:!?()]|\s+(?:but|pero|although|aunque|please|por favor|pls|this time|esta vez|again|anymore"
    r"|(?:give|show) me|i want|quiero|mejor|rather|just|only|solo|at all|para nada|in it|in them|shows? up"
    r"|appears?|turns? up|gets?|happens?|sale|aparece)\b|$"
)
JOINTS = re.compile(r"\s*(?:,|/|\b(?:and|or|nor|y|e|o|u|ni|and no|y sin)\b)\s*")
BEHIND = re.compile(
    r"(?:^|[\n,.;:]\s*|\b(?:pero|but) )(?:(?:and|y|otra vez|again) )*(?:(?:de|con|of|with) )?"
    r"(?P<what>[^\n,.;:]{3,40}?)"
    r"(?: no(?=\s*(?:[,.;\n]|$))|-free\b| (?:isn't|is not) (?:my|for) \w+| no es lo mio| doesn't appear)"
)
BEGIN = re.compile(r"(?:^|[\n,.;:()]|\b(?:but|pero|and|y))\s*(?:(?:please|por favor)\s*)?$")
THAT = re.compile(
    r"(?:\b(?:that|which|who|where|que|donde|en la que|with|con|just|pero|but|is|are|es|son)\s*)+$"
)
TURN = re.compile(r"(?:but|pero|and|y) ")
NOUNS = re.compile(
    r"^(?:(?:movies?|films?|flicks?|ones?|pelis?|peliculas?|cine|stor(?:y|ies))\s+(?:de\s+)?)+"
)
OPENING = 5  # words at most before "and no", where the refusal is of the film rather than of its story
LONGEST = 60  # characters of a thing that is refused


@dataclass
class Refused:
    """What is not wanted."""

    genres: list[str] = field(default_factory=list)  # as the catalogue calls them
    people: list[Mention] = field(default_factory=list)
    films: list[Mention] = field(default_factory=list)
    words: list[str] = field(default_factory=list)


def take_refused(prompt: Prompt, context: Context) -> Refused:
    """What a prompt does not want; a prompt that tells a story refuses nothing."""
    refused = Refused()
    if prompt.is_long:
        return refused
    for said in list(prompt.find("refused")):
        verb = phrases("refusal").match(said[0])
        _take_pieces(
            prompt.text[said.start() + (verb.end() if verb else 0) : said.end()],
            refused,
            context,
            of_film=True,
        )
        prompt.take(*said.span())
    for match in list(BEHIND.finditer(prompt.folded)):
        if _take_pieces(prompt.text[slice(*match.span("what"))], refused, context, of_film=True):
            prompt.take(*match.span())
    for match in list(NEGATOR.finditer(prompt.folded)):
        start = LINKS.match(prompt.folded, match.end()).end()
        end = END.search(prompt.folded, start).start()
        if prompt.folded[match.start() : match.end()] != match[0] or NO_REFUSAL.match(
            prompt.folded, match.end()
        ):
            continue
        before = prompt.folded[: match.start()]
        if "que " in match[0] and start == match.end():
            continue  # "el hijo, que no quería saber nada": a clause of the story
        of_film = bool(TURN.match(match[0])) and len(before.split()) <= OPENING or _is_of_film(before)
        of_film = of_film and end - start <= LONGEST
        if start < end and _take_pieces(prompt.text[start:end], refused, context, of_film):
            prompt.take(match.start(), end)
    return refused


def _is_of_film(before: str) -> bool:
    """Whether what follows is said of a film: at the beginning of a clause, or behind a word for films."""
    before = THAT.sub("", before)
    return bool(BEGIN.search(before)) or speaks_of_films(before)


def _take_pieces(text: str, refused: Refused, context: Context, of_film: bool) -> bool:
    """Add what a refusal names, piece by piece; False where it names nothing, or nothing of a film."""
    read = [piece for piece in map(_without_nouns, JOINTS.split(text)) if piece]
    named = [_named(piece, refused, context) for piece in read]
    left = [trimmed(piece) for piece, is_named in zip(read, named, strict=True) if not is_named]
    if not (of_film or any(named)):
        return False
    refused.words += filter(None, left)
    return bool(read)


def _named(piece: str, refused: Refused, context: Context) -> bool:
    """Whether a piece is a genre, a person or a film, which is added to those refused."""
    prompt = Prompt(piece)
    if genres := genres_called(prompt.folded):
        refused.genres += genres
        return True
    if phrases("audience").fullmatch(prompt.folded):
        refused.genres += genres_called("family")
        return True
    if person := _person(prompt, context):
        refused.people.append(person)
        return True
    if prompt.has_capital(0, len(prompt.text)) and (found := titles.called(piece)):
        refused.films.append(Mention(piece, found[0].id))
        return True
    return False


def _person(prompt: Prompt, context: Context) -> Mention | None:
    if phrases("pronoun").fullmatch(prompt.folded):
        return context.spoken_of()
    everybody = people.everybody()
    for name in _names(prompt):
        if person := everybody.called(name, slips=False):
            return Mention(name, person.id)
    return None


def _names(prompt: Prompt) -> Iterator[str]:
    """What may be a name: the whole, where it has two words or a capital; else its words with capitals."""
    if len(prompt.words) > 1 or prompt.has_capital(0, len(prompt.text)):
        yield prompt.text
    capitals = [word[0] for word in WORD.finditer(prompt.text) if word[0][0].isupper()]
    if capitals and not prompt.shouted:
        yield " ".join(capitals)


def _without_nouns(piece: str) -> str:
    return NOUNS.sub("", piece.strip()).strip()
