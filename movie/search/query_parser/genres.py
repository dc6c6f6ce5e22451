"""Reads the genres that a prompt asks for or refuses, in either language."""

import re
from functools import cache

from ...text import WORD, fold, stopwords
from ...text.genres import genres, genres_in, same_genre
from ..genres import genre_films
from .bounds import refusal_before
from .fillers import SMALL
from .prompt import Prompt

NOUN = r"(?:movies?|films?|flicks?|stor(?:y|ies)|classics?|cinema|ones?|epics?|pictures?|things?|stuff)"
PELI = r"(?:pelis?|peliculas?|filmes|filme|films?|cine|historias?|titulos?|clasicos?)"
# When films of a genre are watched: "horror night", "noche de miedo".
NIGHT, NOCHE = r"(?:nights?|marathons?)", r"(?:noches?|marat(?:h?on|ones)|sesion(?:es)?|ciclos?)"
SOME = r"(?:algo|alguna|algun|una|unas|otra|otras|cualquiera|cosas)"
PRAISE = r"(?:(?:muy|mas|buenas?|buen|gran|grandes|mejores|clasicas?|antiguas?|viejas?|modernas?) )*"
ONLY = r"(?:only|just|solo|solamente|unicamente)"
WISH = (
    r"(?:and|y|but|pero|(?:que )?sean?"
    r"|teneis|tienes|tienen|hay|quiero|quisiera|busco|dame|ponme|recomiendame|got|have|any|some|an?|(?:an)?other|more|otr[ao]s?|mas"
    r"|give me|show me|i want|want|recommend|find me|do you|una?)"
)
BEFORE = re.compile(
    rf"(?<!\w)(?:(?:{PELI}|{NOCHE}) {PRAISE}(?:de |del )?|{SOME} {PRAISE}de |{ONLY} (?:de )?)$"
    rf"|(?:^|\n)[\s,;:.]*(?:{WISH} )*(?:de |del |{SOME} )?$"
)
# What stands before an adjective: "something scary", "que sea romántica".
ADJECTIVE = re.compile(
    rf"(?<!\w)(?:{SOME}|something|anything|one|is|are|be|es|sea|sean|son) {PRAISE}$|\n[\s,;:.]*$"
)
# What is said of a film of a genre, whatever it says: "de terror bien perrona".
QUITE = r"(?:bien|re|super|muy|really|very|so|properly) \w+"
AFTER = re.compile(rf"(?: (?:{NOUN}|{NIGHT}))?(?: {QUITE}(?=\s*(?:$|[\n.,;:!?])))?(?!\w)")
BLANKS = re.compile(r" ?")
LAST = re.compile(r"(\w+)[ -]$")
ALONE = re.compile(r"\s*(?:$|[\n.,;:!?])")
ENDS = re.compile(rf"^(?:{PELI} de |de )|\s+{NOUN}$")
OR = re.compile(r"\b(?:or|o|u)\b")
# What stands before a genre that a story is about, or that is somebody's: "his love of horror".
OF_STORY = re.compile(
    r"(?<!\w)(?:about|sobre|acerca del?|the|his|her|their|its|my|your|of|la|el|los|las|su|sus|mi|tu"
    r"|trata del?)\s+$"
)
# What joins a genre to another: "animation crossed with fantasy", "fantasía mezclada con terror".
MIXED = frozenset(
    """
    crossed mixed blended mashed mezclada mezclado mezcladas mezclados cruzada cruzado combinada combinado
    mitad half part
    """.split()  # noqa: SIM905
)
# Words that name a genre only where nothing else follows: "family with a secret" is of a story.
AMBIGUOUS = frozenset(("love", "amor", "family", "reir", "risa", "history", "music"))
# The same of those that stories are full of.
IN_STORIES = AMBIGUOUS | frozenset(
    """
    war guerra crime crimen crimenes mystery misterio miedo humor adventure aventura cowboy cowboys vaqueros
    oeste comic
    """.split()  # noqa: SIM905
)


def genre_here(name: str) -> str | None:
    """The catalogue's genre for a name in either language and any spelling; None where it has none."""
    here = genre_films()
    wanted, names = fold(name).strip(), same_genre(name)
    found = [genre for genre in here if fold(genre) in names]
    return max(found, key=lambda genre: (fold(genre) == wanted, here[genre]), default=None)


def genres_called(folded: str) -> list[str]:
    """The catalogue's genres of a folded text that is a run of genre words and no more; empty else."""
    if _runs().fullmatch(folded.strip()):
        return _here(folded.strip()) if folded.strip() not in AMBIGUOUS - {"family"} else []
    text = ENDS.sub("", folded.strip())
    return _here(text) if text not in AMBIGUOUS - {"family"} and _runs().fullmatch(text) else []


def take_genres(prompt: Prompt) -> tuple[str, ...]:
    """The genres of all of which a film should be, as the catalogue calls them; none where one or the other
    would do.
    """
    runs = [run for run in _runs().finditer(prompt.folded) if _is_asked_for(prompt, run)]
    if not runs or OR.search(prompt.folded, runs[0].start(), runs[-1].end()):
        return ()
    wanted: list[str] = []
    for run in runs:
        here = _here(run[0])
        if here:
            wanted += here
            if _qualified(prompt.folded[: run.start()]) and not _has_noun(run[0]):
                continue  # "body horror" is told as well
            before = BEFORE.search(prompt.folded[: run.start()])
            prompt.take(
                before.start() if before else run.start(), AFTER.match(prompt.folded, run.end()).end()
            )
    return tuple(dict.fromkeys(wanted))


def speaks_of_films(before: str, strictly: bool = False) -> bool:
    """Whether folded text ends with a word for films or a genre, or with one and a word more.

    Without `strictly` words such as "something" and "una" are for films, too.
    """
    return bool((_sure_film_words() if strictly else _film_words()).search(before))


def names_films(folded: str) -> bool:
    """Whether folded text has a word for films or for a genre that stories are not about."""
    return any(run[0] not in IN_STORIES for run in _films_named().finditer(folded))


def begins_with_genre(behind: str) -> bool:
    """Whether folded text begins with a blank and a word for a genre, or for a kind of film: "noir"."""
    return bool(_runs().match(behind.removeprefix(" ")) or genres_in("".join(WORD.findall(behind)[:1])))


def ends_with_kind(before: str) -> bool:
    """Whether folded text ends with a word for a kind of film."""
    return bool(genres_in("".join(WORD.findall(before)[-1:])))


def _is_asked_for(prompt: Prompt, run: re.Match[str]) -> bool:
    """Whether genre words are said of a film, and not of what happens in it."""
    behind, end = AFTER.match(prompt.folded, run.end()), run.end()
    if behind and behind.end() > end or _has_noun(run[0]):
        return True
    before = BEFORE.search(prompt.folded[: run.start()])
    if run[0] in AMBIGUOUS and not (before and before[0].strip()):
        return bool(before and ALONE.match(prompt.folded, end))
    if before and _is_complete(prompt, end):
        return True
    if ADJECTIVE.search(prompt.folded[: run.start()]) and _adjectives().fullmatch(run[0]):
        return True
    return run[0] not in IN_STORIES and _stands_alone(prompt, run)


def _stands_alone(prompt: Prompt, run: re.Match[str]) -> bool:
    """Whether genre words belong to no other word: "teens, halloween party, horror please", not "a horror
    writer", "about fantasy".
    """
    before = prompt.folded[: run.start()]
    if OF_STORY.search(before) or refusal_before(before, len(before)) is not None:
        return False
    if _adjectives().fullmatch(run[0]) and _qualified(before):
        return False  # "a fantastic woman"
    behind = WORD.match(prompt.folded, BLANKS.match(prompt.folded, run.end()).end())
    return not behind or behind[0] in stopwords.EITHER | SMALL | MIXED or behind[0].isdigit()


def _qualified(before: str) -> str:
    """The word directly before a genre, where it says something: "folk" of "folk horror"."""
    found = LAST.search(before)
    return found[1] if found and found[1] not in stopwords.EITHER | SMALL | MIXED else ""


def _is_complete(prompt: Prompt, place: int) -> bool:
    behind = AFTER.match(prompt.folded, place)
    return prompt.ends_at(place) or bool(behind and behind.end() > place)


def _has_noun(run: str) -> bool:
    return any(_nouns().fullmatch(word[0]) for word in _word().finditer(run))


def _here(run: str) -> list[str]:
    """The catalogue's genres of a run of genre words; empty unless it has all of them."""
    here = [genre_here(_key(word)) for word in _word().finditer(run)]
    return [genre for genre in here if genre] if all(here) else []


def _key(word: re.Match[str]) -> str:
    return next(key for key, value in word.groupdict().items() if value is not None)


@cache
def _word() -> re.Pattern[str]:
    """A word for a genre, in a group of the genre's key."""
    parts = (f"(?P<{key}>{'|'.join(genre.words)})" for key, genre in genres().items())
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)")


@cache
def _nouns() -> re.Pattern[str]:
    """A word that is a film of a genre by itself: "comedy", "thriller"."""
    return re.compile("|".join(word for genre in genres().values() for word in genre.films))


@cache
def _adjectives() -> re.Pattern[str]:
    return re.compile("|".join(word for genre in genres().values() for word in genre.adjectives))


@cache
def _runs() -> re.Pattern[str]:
    """Genre words one after the other: "romantic comedy", "comedia de terror"."""
    word = genre_words()
    return re.compile(rf"(?<!\w)(?:{word})(?:(?:[\s-]|, ?| (?:and|y|e|de) )(?:{word}))*(?!\w)")


@cache
def _films_named() -> re.Pattern[str]:
    word = genre_words()
    return re.compile(rf"(?<!\w)(?:{word}|{PELI}|{NOUN})(?!\w)")


@cache
def _film_words() -> re.Pattern[str]:
    word = genre_words()
    some = rf"{SOME}|ones?|others?|another|something|anything"
    return re.compile(rf"(?<!\w)(?:{word}|{PELI}|{NOUN}|{some})(?: \w+)?\s*$")


@cache
def _sure_film_words() -> re.Pattern[str]:
    word = genre_words()
    return re.compile(rf"(?<!\w)(?:{word}|{PELI}|{NOUN})(?: \w+)?\s*$")


@cache
def genre_words() -> str:
    """The words for genres, as alternatives of a pattern."""
    return "|".join(word for genre in genres().values() for word in genre.words)


@cache
def film_words() -> str:
    """The words for films, those for films of a genre among them, as a pattern: "movies", "thrillers"."""
    return rf"(?:{NOUN}|{PELI}|{genre_words()})"
