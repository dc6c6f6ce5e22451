"""Reads a request: drops its small talk, finds the years it names."""

import re
from dataclasses import dataclass

from ..text import fold

WORD = re.compile(r"[^\W_]+")
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
STOP_WORDS = frozenset(
    WORD.findall(
        """
    a about above after again all also am an and any are as at be because been before being between both but
    by can could did do does doing don down during each even few for from further get gets got had has have
    having he her here hers him his how i if in into is it its just ll m me more most my no nor not now of
    off on once one only or other our out over own re s same she should so some such t than that the their
    them then there these they this those through to too two under until up ve very was we were what when
    where which while who whom why will with would you your im doesn didn isn wasn
    al ante asi aun bajo cada casi como con contra cual cuando cuya cuyo de del desde donde dos e el ella
    ellas ellos en entre era eran es esa esas ese eso esos esta estaba estan estas este esto estos fue
    fueron ha habia hace hacen hacia han hasta hay la las le les lo los mas me mi mientras mis muy nada ni
    nos o otra otras otro otros para pero poco por porque que quien quienes se sea ser si sin sobre son su
    sus tal tambien tan tanto te tiene tienen toda todas todo todos tras tu un una unas uno unos va van y ya
    yo
    """
    )
)
# Decades in figures alone: those in words ("in the fifties") are mostly the story's time, not the film's.
DECADE = re.compile(r"(?<!\d)(?:(19\d|20[0-2])0'?s|'?([2-9])0'?s)\b|\b(?:anos|los) '?([2-9])0\b")
YEAR = re.compile(r"(?<![\d$€.,])(19[0-9]\d|20[0-3]\d)(?![\d'])\b(?!s\b)")


@dataclass(frozen=True)
class Request:
    """What a prompt asks for."""

    text: str  # the prompt without its small talk, or all of it where nothing would be left
    words: tuple[str, ...]  # folded, without stop words, repeated as often as they are said
    years: tuple[int, int] | None  # the years that it names, widened by what memory errs


def read(prompt: str) -> Request:
    """Read a prompt in English or Spanish."""
    folded = fold(prompt)
    text = " ".join(SMALL_TALK.sub(" ", folded).split())
    words = tuple(word for word in WORD.findall(text) if word not in STOP_WORDS)
    return Request(text if words else prompt, words or tuple(WORD.findall(folded)), _years(folded))


def _years(folded: str) -> tuple[int, int] | None:
    """The span of all years and decades named: a year counts two more each way, a decade one."""
    spans = [(int(year) - 2, int(year) + 2) for year in YEAR.findall(folded)]
    for century, short, spanish in DECADE.findall(folded):
        first = int(century) * 10 if century else 1900 + int(short or spanish) * 10
        spans.append((first - 1, first + 10))
    return (min(first for first, _ in spans), max(last for _, last in spans)) if spans else None
