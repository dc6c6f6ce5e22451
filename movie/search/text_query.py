"""Analyses what is told: drops the small talk around it, finds the years it names."""

import re
import unicodedata
from dataclasses import dataclass

from ..text import WORD, fold, fold_in_place, stopwords
from ..text.language import is_spanish

# People who describe a film talk about their search as well. These phrases, folded, say nothing
# about any film; longer ones come first.
SMALL_TALK = re.compile(
    r"""\[?\btomt\b\]? | \[[^\]]{0,40}(?:movie|film|pelicula)[^\]]{0,40}\] | \btip\ of\ my\ tongue\b
    | \b(?: thanks?(?:\ in\ advance|\ you)? | please | help(?:\ me)? | any\ ideas? | any(?:one|body)\ know\w*
    | does\ any(?:one|body) | years?\ ago | (?:i|we)\ (?:saw|watched|think|remember|guess|believe|know|want)
    | (?:i'm|i\ am|im)?\ ?(?:looking\ for|trying\ to\ (?:find|remember))
    | i?\ ?(?:can'?t|cannot|don'?t|do\ not)\ (?:remember|recall|think|know)
    | (?:i'm\ )?(?:pretty|not|fairly|quite)\ sure | what(?:'s|\ is|\ was)\ the\ (?:name|title|movie|film)
    | the\ name\ of | the\ one\ (?:where|with|in\ which|about) | (?:main\ )?characters?
    | movies? | films? | flicks? | saw | seen | watch(?:ed|ing)? | remember(?:ed)?
    | recall | guess | think | know
    | called | titled? | scenes? | endings? | plot | trailers? | actors? | actress(?:es)?
    | maybe | perhaps | possibly | probably | something | somewhere | someone | somehow
    | kinda | kind\ of | sort\ of | like | basically | really | actually | literally
    | edit | solved | reddit | netflix | tv | dvd | vhs
    | gracias(?:\ de\ antemano)? | por\ favor | ayuda(?:me|nme)?
    | (?:alguien|alguno)\ (?:sabe|recuerda|conoce)\w*
    | hace\ (?:\w+\ )?(?:anos|tiempo|mucho) | (?:no\ )?(?:me\ )?(?:acuerdo|recuerdo)(?:\ de)?
    | (?:estoy\ )?(?:busco|buscando|buscaba) | (?:quiero|quisiera|queria|me\ gustaria)(?:\ ver|\ encontrar)?
    | como\ se\ (?:llama(?:ba)?|titula(?:ba)?) | cual\ (?:es|era) | creo\ que | me\ parece\ que | no\ se
    | (?:la|una|el|un)\ (?:peli(?:cula)?|film(?:e)?)\ (?:de|en\ (?:la|el)\ que|donde|que|sobre)
    | (?:esa|aquella)\ (?:peli(?:cula)?|film) | peli(?:cula)?s? | filmes? | cine | se\ (?:llamaba|titulaba)
    | (?:era|es|va|iba|trataba|trata)\ de | vi | viendo | titulo | nombre\ de | escenas? | final
    | quiza[s]? | tal\ vez | algo | alguien | algun[ao]? | tipo | especie\ de | o\ algo\ asi | la\ verdad
    )\b""",
    re.VERBOSE,
)
# Decades in figures alone: those in words ("in the fifties") are mostly the story's time, not the film's.
DECADE = re.compile(
    r"""(?<!\d)(?:(19\d|20[0-2])0'?s|'?([2-9])0'?s)\b
    | \banos\ '?([2-9])0\b | \blos\ '?([2-9])0(?=$|[^\w\s]|\s(?:con|de|en|o|que|sobre|y)\b)""",
    re.VERBOSE,
)
YEAR = re.compile(
    r"""(?<![\d$€.,])(19\d\d|20[0-3]\d)(?![\d'])\b
    (?!\ (?:dollars|dolares|euros|pesos|years|anos|people|personas|miles|millas|leagues|leguas|met))""",
    re.VERBOSE,
)


@dataclass(frozen=True)
class TextQuery:
    """What the told part of a prompt asks for."""

    text: str  # the prompt without its small talk, or all of it where nothing would be left
    words: tuple[str, ...]  # folded, without stop words, repeated as often as they are said
    spanish: bool  # rather than English
    years: tuple[int, int] | None  # the years that it names, widened by what memory errs


def analyse(prompt: str, whole: bool = False) -> TextQuery:
    """Analyse a prompt in English or Spanish; of a `whole` one small talk is part of what is told."""
    prompt = unicodedata.normalize("NFC", prompt).replace("’", "'")
    folded = fold_in_place(prompt)
    text = " ".join((prompt if whole else _without_small_talk(prompt, folded)).split())
    spanish = is_spanish(prompt)
    stop_words = stopwords.SPANISH if spanish else stopwords.ENGLISH
    words = tuple(word for word in WORD.findall(fold(text)) if word not in stop_words)
    return TextQuery(
        text if words else prompt, words or tuple(WORD.findall(fold(prompt))), spanish, _years(folded)
    )


def _without_small_talk(prompt: str, folded: str) -> str:
    kept, place = [], 0
    for found in SMALL_TALK.finditer(folded):
        kept.append(prompt[place : found.start()])
        place = found.end()
    return " ".join((*kept, prompt[place:]))


def _years(folded: str) -> tuple[int, int] | None:
    """The span of all years and decades named: a year counts two more each way, a decade one."""
    spans = [(int(year) - 2, int(year) + 2) for year in YEAR.findall(folded)]
    for century, *short in DECADE.findall(folded):
        first = int(century) * 10 if century else 1900 + int("".join(short)) * 10
        spans.append((first - 1, first + 10))
    return (min(first for first, _ in spans), max(last for _, last in spans)) if spans else None
