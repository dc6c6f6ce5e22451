"""Reads where films should come from: "korean thrillers", "cine danés", "in hebrew", "pixar".

Words for people and things of a country name an origin only where they are said of a film: "a French film",
not "a French chef".
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType

from ...text.origins import described, places, spoken
from ..catalogue import catalogue
from .context import Context
from .fillers import trimmed
from .genres import NOUN, PELI, film_words, genre_words
from .prompt import Prompt
from .studios import studios_called, take_studios

# What may stand between a film and where it is from, beside the words for genres.
QUALITY = (
    r"(?:very|really|muy|mas|good|great|nice|best|old|older|classic|new|newer|recent|modern|silent|short|long"
    r"|indie|independent|buen[ao]s?|mejores|viej[ao]s?|antigu[ao]s?|clasic[ao]s?|nuev[ao]s?|recientes?"
    r"|modern[ao]s?|mud[ao]s?|independientes?|cort[ao]s?|larg[ao]s?|popular(?:es)?|famous|famos[ao]s?"
    r"|black[ -]and[ -]white|animad[ao]s?)"
)
MADE = r"(?:made|produced|shot|filmed|hech[ao]s?|rodad[ao]s?|producid[ao]s?|filmad[ao]s?) (?:in|en)"
SPOKEN = r"(?:(?:spoken|hablad[ao]s?|originally|which is|that is|que sea|que este) )?(?:in|en)(?: idioma)?"
FOREIGN = r"foreign(?:[ -]language)?|non[ -]english(?:[ -](?:language|speaking))?|de habla no inglesa"
ENGLISH = ("en",)
LANGUAGE = r"(?:language|speaking|spoken|audio)"
# Whether a pattern counts at the end of what is said alone.
ENDED, ALWAYS = "(?P<ended>)", "(?P<ended>(?!))?"
AND = re.compile(r"\s*(?:[,/&]|\b(?:or|and|o|y|u|e)\b)\s*")
PIECES = re.compile(r"[\n,;:.!?()]+")


def take_origins(prompt: Prompt, context: Context) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Take the origins that a prompt asks for, of any of which a film may be, and those that it rules out by
    asking for foreign films; nothing where the catalogue does not know of any film where it is from.
    """
    if made_by := take_studios(prompt, context):
        return made_by, ()
    if not origins_known():
        return (), ()
    for match in (match for pattern in _asked() for match in pattern.finditer(prompt.folded)):
        if match["ended"] is not None and not prompt.ends_at(match.end()):
            continue
        prompt.take(match.start("taken"), match.end("taken"))
        names = spoken() if match.re in _of_language() else {}
        return (_origins(match["said"], names), ()) if match["said"] else ((), ENGLISH)
    return _alone(prompt), ()


def is_origin(words: str) -> bool:
    """Whether words ask for films of an origin and for nothing else: "mexican films", "cine danés"."""
    prompt = Prompt(words)
    return bool(_whole().fullmatch(prompt.folded.rstrip(" .!?"))) and origins_known()


def origins_called(folded: str) -> tuple[str, ...]:
    """The origins of a folded text that names some and says no more: "american", "cosas en ingles"."""
    if made_by := studios_called(folded):
        return made_by
    if not origins_known():
        return ()
    match = _refused().fullmatch(folded)
    if not match:
        return ()
    return _origins(match["said"] or match["from"] or match["in"], spoken() if match["in"] else {})


def _alone(prompt: Prompt) -> tuple[str, ...]:
    """Take what says nothing but an origin between two signs: "anything danish?", "…, also french"."""
    place = 0
    for piece in PIECES.split(prompt.folded):
        start = prompt.folded.index(piece, place)
        place = start + len(piece)
        said = trimmed(piece)
        if said and _run(_described_words()).fullmatch(said):
            prompt.take(start, place)
            return _origins(said)
    return ()


def origins_known() -> bool:
    """Whether the catalogue knows of any film where it is from."""
    return bool(catalogue().known_origins)


def _origins(said: str, first: Mapping[str, str] = MappingProxyType({})) -> tuple[str, ...]:
    """The origins that words name, as `first` has them, else countries before languages."""
    names = {**places(), **spoken(), **described(), **first}
    return tuple(dict.fromkeys(names[word] for word in AND.split(said) if word in names))


@cache
def _asked() -> tuple[re.Pattern[str], ...]:
    """What asks for films of an origin, in groups: `taken` of it is understood, `said` are its names, `ended`
    is there where it counts only at the end of what is said.
    """
    described_film = rf"(?P<said>{_several(f'{_described_words()}|{_spoken_words()}')})"
    described, place = rf"(?P<said>{_several(_described_words())})", rf"(?P<said>{_several(_place_words())})"
    films = film_words()
    between = rf"(?:(?:{QUALITY}|{genre_words()}),? )"
    return (
        _compiled(
            rf"(?P<taken>{described_film}(?:[ -]{LANGUAGE})?)(?= {between}{{0,3}}{films}(?!\w)){ALWAYS}",
            rf"{films} (?:de )?{between}{{0,2}}(?P<taken>{described}){ALWAYS}",
            rf"(?:something|anything|algo) {between}?(?P<taken>{described}){ALWAYS}",
            rf"(?P<taken>{MADE} {place}){ALWAYS}",
            rf"{films} (?P<taken>(?:that (?:is|are) )?from {place}){ENDED}",
            rf"cine (?P<taken>de {place}){ENDED}",
            rf"(?<![^\n])(?:something |anything |algo )?(?P<taken>(?:from|de|del) {place}){ENDED}",
            rf"(?P<taken>{FOREIGN})(?= {films})(?P<said>){ALWAYS}",
        )
        + _of_language()
    )


@cache
def _whole() -> re.Pattern[str]:
    return re.compile(rf"(?:{_described_words()}) (?:{NOUN})|(?:{PELI}) (?:{_described_words()})")


@cache
def _of_language() -> tuple[re.Pattern[str], ...]:
    """The same of languages."""
    language = rf"(?P<said>{_several(_spoken_words())})"
    return _compiled(
        rf"(?P<taken>{language}[ -]{LANGUAGE}){ALWAYS}",
        rf"(?P<taken>(?:idioma|lengua|audio|de habla|habla)(?: en)? {language}){ALWAYS}",
        rf"(?P<taken>{SPOKEN} {language}){ENDED}",
    )


def _compiled(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rf"(?<!\w)(?:{pattern})(?!\w)") for pattern in patterns)


@cache
def _refused() -> re.Pattern[str]:
    """What names origins where they are refused."""
    some = r"(?:(?:the|las?|los|del?|an?|una?|cine|cosas|things|stuff|anything|nada|something|algo) )*"
    names = f"{_described_words()}|{_spoken_words()}"
    return re.compile(
        rf"{some}(?P<said>{_several(names)})(?:[ -]{LANGUAGE})?"
        rf"|(?:\w+ )?(?:in|en) (?P<in>{_several(_spoken_words())})"
        rf"|{some}(?:made |hech[ao]s? )?(?:from|in|de|en) (?P<from>{_several(_place_words())})"
    )


def _several(words: str) -> str:
    return rf"(?:{words})(?:(?:,? (?:or|and|o|y|u|e) |, ?| ?/ ?)(?:{words}))*"


@cache
def _run(words: str) -> re.Pattern[str]:
    return re.compile(_several(words))


def _any(words: Iterable[str]) -> str:
    """Any of these words, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


@cache
def _described_words() -> str:
    return _any(described())


@cache
def _spoken_words() -> str:
    return _any(word for word in spoken() if len(word) > 2)


@cache
def _place_words() -> str:
    return _any(places())
