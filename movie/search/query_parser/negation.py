"""Reads what a film should not be: genres, people, films, and what it should not be about.

A word such as "without" or "no" refuses what follows it to the end of the clause. Genres, people and titles
there are refused wherever they stand; other words only where the refusal is said of the film itself, since
within a story it belongs to the story: "a man without a face".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ...text import WORD, stopwords
from .context import Context, Mention
from .fillers import trimmed
from .genres import genres_called
from .negation_scope import (
    MOST_SUBJECT,
    NO_REFUSAL,
    PREDICATE,
    is_of_film,
    is_of_somebody,
    is_of_story,
    joined,
    subject_of,
    what_follows,
)
from .origins import origins_called
from .people import POSSESSIVE, somebody
from .prompt import TAKEN, Prompt, phrases

NEGATOR = re.compile(
    r"""(?<![\w])
    (?:(?:just|but|and|that|which|who|where|pero|que|y|donde|en\ la\ que|with|con)\ )*
    (?:(?:is|are|was|were|does|do|did|has|have|should|can|could|will|would)(?:\ ?n'?t|\ not)
    |isnt|arent|doesnt|dont|werent
    |not|no|never|nothing\ to\ do\ with|nothing|none|nobody|without|neither|less
    |except(?:\ for)?|excepto|salvo
    |sin(?:\ que)?|tampoco|ni|nada\ que\ ver\ con|nada|menos|nadie|ningun[oa]?s?)\b[\ -]?""",
    re.VERBOSE,
)
JOINTS = re.compile(r"\s*(?:,|/|\b(?:and no|y sin|and|or|nor|y|e|o|u|ni)\b)\s*|(?<=\w) no ", re.IGNORECASE)
# "a Spielberg-free adventure", "mafia-less", "keep drama out of it".
AROUND = re.compile(
    r"(?<![\w-])(?P<what>[\w-]{3,40}?)-(?:free|less)\b"
    r"|\b(?:keep|leave|deja|dejad)(?P<left>(?: [\w-]+){1,3}?)"
    r" (?:out(?: of (?:it|this))?|aside|fuera|aparte)\b"
)
# "al niño le dan miedo los perros": these are afraid of what follows.
WHOM = re.compile(r"\s*(?:al?|to) ")
NOUNS = re.compile(
    r"^(?:(?:movies?|films?|flicks?|ones?|pelis?|peliculas?|cine|stor(?:y|ies))\s+(?:de\s+)?)+"
)
# "Police stories put me off", "avoid romance too".
NOUNS_BEHIND = re.compile(
    r"(?:(?<=\w)\s+(?:movies?|films?|flicks?|stories|pelis|peliculas|too|either|though|tho|as well|also"
    r"|tambien|tampoco|eh|ok|porfa|plis|please|thanks|gracias))+$"
)
LEADING = re.compile(r"^(?:lo|avoid|skip|evita)\s+")
# Where it is told why something is refused: "nada de amor que ando despechada", not "none that are silly".
REASON = re.compile(
    r"\s+(?:(?:because|porque|since|as|cause|cos|ya que)\b"
    r"|(?:que|that)\b(?! (?:no|sean?|tengan?|are|is)\b)).*$"
)
LONGEST = 60  # characters of a thing that is refused


@dataclass
class Refused:
    """What is not wanted."""

    genres: list[str] = field(default_factory=list)  # as the catalogue calls them
    people: list[Mention] = field(default_factory=list)
    films: list[Mention] = field(default_factory=list)
    origins: list[str] = field(default_factory=list)  # of movie.text.origins
    words: list[str] = field(default_factory=list)


def take_refused(prompt: Prompt, context: Context) -> Refused:
    """What a prompt does not want; a prompt that tells a story refuses nothing."""
    refused = Refused()
    if not prompt.is_long:
        for take in (_take_said, _take_before, _take_next):
            take(prompt, refused, context)
    return refused


def _take_said(prompt: Prompt, refused: Refused, context: Context) -> None:
    """Take "I don't like …" to the end of the clause."""
    for said in list(prompt.find("refused")):
        verb = phrases("refusal").match(said[0])
        start = said.start() + (verb.end() if verb else 0)
        _take_pieces(prompt.text[start : said.end()], refused, context, of_film=True)
        prompt.take(*said.span())


def _take_before(prompt: Prompt, refused: Refused, context: Context) -> None:
    """Take what is told to be unwanted behind its name: "zombies bore me", "Nolan excluded"."""
    for match in list(AROUND.finditer(prompt.folded)):
        if _take_pieces(prompt.text[slice(*match.span(match.lastgroup))], refused, context, of_film=True):
            prompt.take(joined(prompt, match.start()), match.end())
    for name in ("refuses_before", "absent_before"):
        for cue in list(prompt.find(name)):
            start, of_film = subject_of(prompt, cue.start())
            subject = prompt.folded[start : cue.start()]
            if not 0 < len(subject.split()) <= MOST_SUBJECT or TAKEN in subject or WHOM.match(subject):
                continue
            if stopwords.EITHER.issuperset(subject.split()):
                continue  # "that will make me cry"
            of_film = of_film or name == "refuses_before" and not _is_all(prompt, start, cue.end())
            if _take_pieces(trimmed(prompt.text[start : cue.start()]), refused, context, of_film):
                prompt.take(joined(prompt, start), cue.end())


def _take_next(prompt: Prompt, refused: Refused, context: Context) -> None:
    """Take what follows a refusal to the end of the clause."""
    cues = [(match, is_of_film) for match in (*NEGATOR.finditer(prompt.folded), *prompt.find("refuses_next"))]
    for match, is_said in (*cues, *((match, is_of_somebody) for match in prompt.find("dislikes_next"))):
        is_left = prompt.folded[match.start() : match.end()] == match[0]
        if not is_left or NO_REFUSAL.match(prompt.folded, match.end()) or is_of_story(prompt, match):
            continue
        of_film = is_said(prompt, match) or _follows_a_name(prompt, match.start(), context)
        start, end = what_follows(prompt, match, of_film)
        of_film = of_film and end - start <= LONGEST
        if is_said is is_of_somebody and _is_all(prompt, match.start(), end):
            of_film = False  # "tired of work" is a mood
        if start < end and _take_pieces(prompt.text[start:end], refused, context, of_film):
            prompt.take(joined(prompt, match.start()), PREDICATE.match(prompt.folded, end).end())


def _follows_a_name(prompt: Prompt, place: int, context: Context) -> bool:
    """Whether somebody's name stands before a place, and nothing else: "scorsese sin di caprio"."""
    before = prompt.text[:place].strip(" \n,;:")
    return bool(before) and somebody(before, context.people) is not None


def _is_all(prompt: Prompt, start: int, end: int) -> bool:
    """Whether nothing is said beside what stands from start to end."""
    return not trimmed(prompt.text[:start]) and not trimmed(prompt.text[end:])


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
    """Whether a piece is a genre, an origin, a person or a film, which is added to those refused."""
    prompt = Prompt(POSSESSIVE.sub("", piece))
    if genres := genres_called(REASON.sub("", prompt.folded)):
        refused.genres += genres
        return True
    if origins := origins_called(prompt.folded):
        refused.origins += origins
        return True
    if phrases("audience").fullmatch(prompt.folded):
        refused.genres += genres_called("family")
        return True
    if person := _person(prompt, context):
        refused.people.append(person)
        return True
    if prompt.has_capital(0, len(prompt.text)) and (found := context.titles.exactly(piece)):
        refused.films.append(Mention(piece, found[0].id))
        return True
    return False


def _person(prompt: Prompt, context: Context) -> Mention | None:
    if phrases("pronoun").fullmatch(prompt.folded):
        return context.spoken_of()
    for name in _names(prompt):
        if person := context.people.called(name, slips=False):
            return Mention(name, person.id)
    meant = somebody(prompt.text, context.people)
    return Mention(prompt.text, meant.everybody[0]) if meant and len(meant.everybody) == 1 else None


def _names(prompt: Prompt) -> Iterator[str]:
    """What may be a name: the whole, where it has two words or a capital; else its words with capitals."""
    if len(prompt.words) > 1 or prompt.has_capital(0, len(prompt.text)):
        yield prompt.text
    capitals = [word[0] for word in WORD.finditer(prompt.text) if word[0][0].isupper()]
    if capitals and not prompt.shouted:
        yield " ".join(capitals)


def _without_nouns(piece: str) -> str:
    return NOUNS_BEHIND.sub("", NOUNS.sub("", LEADING.sub("", piece.strip())).strip())
