"""Reads who should take part in a film, and who should not."""

import re
from dataclasses import dataclass, field

from ...errors import Choice
from ...lookup import people
from ...lookup.people import Everybody
from ...models import Credit, Movie
from ...text import WORD, fold
from ...text.language import is_listed
from ..query import SearchQuery
from .context import Context, Mention
from .films import AND
from .genres import begins_with_genre
from .prompt import Prompt, phrases
from .whole_name import people_meant

LONGEST_NAME = 5  # words
LETTERS_OF_ARTICLES = 3  # at most: "de", "von"
LEAST_FILMS = 3  # of somebody whose name is forgiven a slip among other words
# What stands behind a family name alone.
FILM_BEHIND = re.compile(
    r"(?:'s)?\s+(?:[\w'-]+ ){0,2}?(?:movies?|films?|flicks?|classics?|pelis?|peliculas?)\b|\n"
    r"| (?:in the|en los|anos)\b"
)
POSSESSIVE = re.compile(r"'s?$")  # "one of Hitchcock's"
TOPIC = re.compile(r"(?:about|sobre|acerca de|called|named|llamad[ao]|not|no|sin|without) $")


@dataclass
class Cast:
    """People named."""

    people: list[Mention] = field(default_factory=list)
    without: list[Mention] = field(default_factory=list)


def take_people(prompt: Prompt, context: Context, about: Movie | None) -> Cast:
    """Who is named or meant by a prompt; `about` is the film that it speaks of."""
    cast = Cast()
    if not prompt.is_long:
        _take_same(prompt, cast, about or context.shown())
        _take_after(prompt, "without", cast.without, context)
    for cue in ("with", "by"):
        _take_after(prompt, cue, cast.people, context)
    if not prompt.is_long:
        _take_alone(prompt, cast, context.people)
    return cast


def mention_of_person(name: str) -> Mention:
    """A name with the person that it means."""
    person = people.everybody().called(name)
    return Mention(name, person.id if person else None)


def somebody(words: str, everybody: Everybody) -> SearchQuery | None:
    """The query for somebody's films, where these few words are a name, or one with its role, and spelled
    right: among other things that were said a slip is none.
    """
    name = POSSESSIVE.sub("", words)
    parts = WORD.findall(name)
    if len(parts) > LONGEST_NAME:
        return None
    spans = (" ".join(parts[a:b]) for a in range(len(parts)) for b in range(a + 1, len(parts) + 1))
    return people_meant(name, everybody) if any(map(everybody.meant_exactly, spans)) else None


def _take_same(prompt: Prompt, cast: Cast, movie: Movie | None) -> None:
    for match in list(prompt.find("same")):
        role = (
            Credit.Role.DIRECTOR if (match["en"] or match["es"]).startswith("direct") else Credit.Role.ACTOR
        )
        if movie and (person := next(movie.crew(role), None)):
            cast.people.append(Mention(person.name, person.pk))
            prompt.take(*match.span())


def _take_after(prompt: Prompt, cue: str, into: list[Mention], context: Context) -> None:
    everybody = context.people
    for match in list(prompt.find(cue)):
        if prompt.folded[match.start() : match.end()] != match[0]:
            continue
        if not prompt.is_long and (end := _pronoun_at(prompt, match.end())):
            into += [person for person in [context.spoken_of()] if person]
            prompt.take(match.start(), end)
            continue
        place, last = match.end(), 0
        sure = bool(phrases("surely_a_person").fullmatch(match[0]))
        while found := _name_at(prompt, place, cue, sure, everybody):
            mention, last = found
            into.append(mention)
            joint = AND.match(prompt.folded, last)
            if not joint:
                break
            place = joint.end()
        if last:
            prompt.take(match.start(), last)


def _pronoun_at(prompt: Prompt, place: int) -> int | None:
    match = phrases("pronoun").match(prompt.folded, place)
    return match.end() if match and prompt.ends_at(match.end()) else None


def _name_at(
    prompt: Prompt, place: int, cue: str, sure: bool, everybody: Everybody
) -> tuple[Mention, int] | None:
    """Whose name stands there, and its end: somebody's here, or one that looks so."""
    ends = []
    for word in WORD.finditer(prompt.text, place):
        if len(ends) == LONGEST_NAME or re.search(r"[,;:!?()\"\n]", prompt.text[place : word.start()]):
            break
        ends.append(word.end())
    for end in reversed(ends):
        person = everybody.called(prompt.text[place:end], slips=False)
        if person and _may_be_name(prompt, place, end, person):
            return Mention(prompt.text[place:end], person.id), end
    end = _end_of_capitals(prompt, place, ends)
    name = prompt.text[place : end or place]
    if end and (" " in name or sure) and (sure or cue != "by" or everybody.called(name)):
        known = everybody.called(name)
        if known is None and not sure and (name.isupper() or all(map(is_listed, fold(name).split()))):
            return None  # words that are said loudly
        mention = Mention(name, known.id if known else None)
        return (mention, end) if sure or " " in name and prompt.ends_at(end) else None
    return None


def _may_be_name(prompt: Prompt, start: int, end: int, person: Choice) -> bool:
    words = [word[0] for word in WORD.finditer(prompt.folded, start, end)]
    if prompt.has_capital(start, end):
        # "de México": a word of the language that happens to be a family name is none unless it is whole.
        return len(words) > 1 or len(words[0]) > 2
    if not prompt.ends_at(end):
        return False
    whole = fold(person.name) == " ".join(words)
    listed = all(map(is_listed, words))
    return not listed and (len(words) > 1 or len(words[0]) > 3) or whole and len(words) > 1


def _is_sure(name: str, person: Choice, small: bool) -> bool:
    """Whether words mean a person wherever they stand; in small letters by the whole name alone."""
    if not small and " " not in name:
        return True
    return fold(person.name) == fold(name) and not (small and (" " not in name or _is_language(name)))


def _is_strange(name: str) -> bool:
    """Whether a name has a word of some letters that is none of the language."""
    return any(len(word) > LETTERS_OF_ARTICLES and not is_listed(word) for word in fold(name).split())


def _well_known(found: list[Choice], everybody: Everybody) -> Choice | None:
    """The one who is meant with a slip, of whom there are films enough that people ask for them."""
    return found[0] if len(found) == 1 and everybody.films_of(found[0]) >= LEAST_FILMS else None


def _is_language(name: str) -> bool:
    return all(map(is_listed, fold(name).split()))


def _end_of_capitals(prompt: Prompt, place: int, ends: list[int]) -> int | None:
    last = None
    for end in ends:
        word = prompt.text[place:end].split()[-1]
        if prompt.shouted or not word[0].isupper():
            break
        last = end
    return last


def _take_alone(prompt: Prompt, cast: Cast, everybody: Everybody) -> None:
    """Full names without any cue, and "Kubrick films"; a prompt that is a name and nothing else."""
    words = list(WORD.finditer(prompt.text))
    small = prompt.text == prompt.text.lower()
    for first, word in enumerate(words):
        if (
            not (small or word[0][0].isupper())
            or prompt.folded[word.start()] == "\n"
            or TOPIC.search(prompt.folded[: word.start()])
        ):
            continue
        for last in range(min(first + LONGEST_NAME, len(words)) - 1, first - 1, -1):
            start, end = word.start(), words[last].end()
            name = prompt.text[start:end]
            alone = not prompt.folded[:start].strip(" \n¿¡") and not prompt.folded[end:].strip(" \n.?!,")
            behind = FILM_BEHIND.match(prompt.folded, end) or begins_with_genre(prompt.folded[end:])
            if "\n" in name or not (last > first or alone or behind):
                continue
            strange = bool(behind) and _is_strange(name)
            person = everybody.called(name, slips=False)
            if not person and strange:
                person = _well_known(everybody.meant_nearly(name), everybody)  # "speilberg war movie"
            if person and (strange or _is_sure(name, person, small)):
                cast.people.append(Mention(name, person.id))
                prompt.take(start, end)
                return
