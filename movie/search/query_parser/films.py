"""Reads the titles of films in a prompt: those it should be like, or not, those sought, those seen."""

import re
from dataclasses import dataclass, field

from ...errors import Choice
from ...lookup import titles
from ...models import Movie
from ...text import WORD, stopwords
from ...text.language import is_listed
from .context import Context, Mention
from .prompt import Prompt
from .title_beside import title_beside
from .title_spans import QUOTED, TitleSpan, title_at, words_at

AND = re.compile(
    r"\s*(?:,|&|/|\+|\b(?:and|y|e|or|o|u|ni|nor|plus)\b)+"
    r"\s*(?:(?:also|tambien|maybe|like|como|a|al|de|la de)\s+)*"
)


INITIAL = re.compile(r"[^\W\d_]\. ?[^\W\d_]{2}")  # of a name: "M. Night Shyamalan" has nothing to do with "M"


@dataclass
class Titles:
    """Films named by their titles, and the film with which an older or shorter one is wanted."""

    like: list[Mention] = field(default_factory=list)
    unlike: list[Mention] = field(default_factory=list)
    by: list[Mention] = field(default_factory=list)  # people in whose style it should be
    not_by: list[Mention] = field(default_factory=list)
    sought: list[Mention] = field(default_factory=list)
    seen: list[Mention] = field(default_factory=list)
    compared: Movie | None = None
    spoken_of: Movie | None = None  # which was shown and is pointed at
    refers: bool = False  # whether it speaks of a film that was shown


CUES = (  # the phrases before a title, whether they are surely of a film, and what they say of it
    ("unlike", True, "unlike"),
    ("seen", True, "seen"),
    ("like", True, "like"),
    ("sought", True, "sought"),
    ("like_weakly", False, "like"),
    ("sought_weakly", False, "sought"),
    ("unlike_weakly", False, "unlike"),
)


def take_films(prompt: Prompt, context: Context, read: Titles | None = None) -> Titles:
    """The titles that a prompt names, and the shown films that it points at, added to those read before."""
    read = read or Titles()
    _take_compared(prompt, read, context)
    for cue, sure, kind in CUES:
        if not (prompt.is_long and not sure):
            for match in list(prompt.find(cue)):
                if prompt.folded[match.start() : match.end()] == match[0]:
                    _take_after(prompt, match, sure, kind, read, context)
    return read


def take_titles_alone(prompt: Prompt, context: Context, read: Titles) -> None:
    """Titles in quotes wherever they stand; a prompt that is a title, alone or beside a name."""
    book = context.titles
    for match in list(QUOTED.finditer(prompt.text)):
        if book.exactly(match[1] or match[2]):
            read.like.append(mention(match[1] or match[2]))
            prompt.take(*match.span())
    if context.is_talk(prompt):
        return
    left = prompt.text.strip(" \n.,;:!?¿¡\"'")
    choices: list[Choice] = book.exactly(left) if left == prompt.text.strip(" .,;:!?¿¡\"'") else []
    words = WORD.findall(prompt.folded)
    if (
        choices
        and words
        and (len(words) > 2 or any(not is_listed(word) for word in words) or _named_alone(prompt, words))
    ):
        read.sought.append(mention(left))
        prompt.take(0, len(prompt.text))
    elif left and (beside := title_beside(left, context)):
        read.sought += map(mention_of, Movie.objects.filter(pk__in=beside.titles))
        prompt.take(0, len(prompt.text))


def mention(title: str) -> Mention:
    """A title with the film that it means, of several the best known one."""
    choice = titles.best_known(title)
    return Mention(title, choice.id if choice else None)


def mention_of(movie: Movie) -> Mention:
    """A film with how it is called here."""
    return Mention(str(movie), movie.pk)


def movie_of(mentioned: Mention | None) -> Movie | None:
    """The film that was named, with all that is stored of it but the vector."""
    return Movie.objects.filter(pk=mentioned.id).first() if mentioned and mentioned.id else None


def _take_compared(prompt: Prompt, read: Titles, context: Context) -> None:
    for match in list(prompt.find("compared")):
        sure = bool(match["than"])
        if not sure and not match[0].startswith(("a ", "an ")):
            continue  # no "a shorter Lawrence of Arabia", which "an older brother" may not be either
        end, movie = context.pointed_at(prompt, match.end(), True) if sure else (match.end(), None)
        if movie is None and (found := title_at(prompt, match.end(), context.titles, sure)):
            end, movie = found.end, movie_of(mention(found.title))
            read.like += [] if sure else [mention(found.title)]
        if movie:
            prompt.take(match.end("way"), end)
            read.compared, read.refers = movie, True


def _take_after(
    prompt: Prompt,
    cue: re.Match[str],
    sure: bool,
    kind: str,
    read: Titles,
    context: Context,
) -> None:
    """The title, or titles, behind a cue."""
    into: list[Mention] = getattr(read, kind)
    end, movie = context.pointed_at(prompt, cue.end(), sure)
    if end > cue.end():
        movie = read.spoken_of if read.spoken_of and movie == context.shown() else movie
        into += [mention_of(movie)] if movie else []
        read.refers = True
        prompt.take(cue.start(), end)
        return
    place, last = cue.end(), 0
    styles = {"like": read.by, "unlike": read.not_by}.get(kind)
    while not INITIAL.match(prompt.text, place) and (found := title_at(prompt, place, context.titles, sure)):
        names_nobody = styles is None or found.known
        person = None if names_nobody else _person_within(prompt, place, found, context)
        if person:
            styles.append(person[0])
        else:
            into.append(mention(found.title))
        last = person[1] if person else found.end
        joint = AND.match(prompt.folded, last)
        if not joint:
            break
        place = joint.end()
    if last:
        prompt.take(cue.start(), last)


def _person_within(
    prompt: Prompt, place: int, found: TitleSpan, context: Context
) -> tuple[Mention, int] | None:
    """Somebody whose name stands at the beginning of what is no title: "something like Kubrick"."""
    for word in reversed([word for word in words_at(prompt, place) if word.end() <= found.end]):
        name = prompt.text[place : word.end()]
        if person := context.people.called(name, slips=False):
            return Mention(name, person.id), word.end()
    return None


def _named_alone(prompt: Prompt, words: list[str]) -> bool:
    initials = len(words) > 1 and all(len(word) == 1 for word in words)
    a_word = len(words[0]) > 3 and not all(word in stopwords.EITHER for word in words)
    return prompt.has_capital(0, len(prompt.text)) and (initials or a_word)
