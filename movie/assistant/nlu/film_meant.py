"""Finds the film that the words of a question mean: a title, a place, what is told of it, or "it"."""

import re
from collections.abc import Iterator
from functools import cached_property

from rapidfuzz import fuzz

from ...lookup import people, titles
from ...models import Movie
from ...search.query_parser.prompt import Prompt
from ...text import WORD
from ..transcript import Conversation
from .acts import asking_words, words_of
from .described import described, of_kind, tells_of, titled
from .named import ARTICLES, SAYS_NOTHING, is_asking, titles_in
from .question_kinds import FIGURES, Ask, phrase
from .references import ShownMovies, place_of, several_of
from .utterance import talk_phrases

THE_ONE = re.compile(r"\b(?:the|that) ((?:(?!the\b|that\b|of\b)\w+ ){1,3}?)one\b")  # "the taxi one"
LAST = re.compile(r"last|ultim[ao]")
CLEAR = 85  # of 100: how much a title must look like words that are a part of it
MOST_BEFORE = 4  # words that may belong to a title, though questions are made of them
SHORTEST_PART = 6


class FilmMeant:
    """Which film a turn speaks of. Each place of the prompt is read once, the surest words first."""

    def __init__(
        self, prompt: Prompt, conversation: Conversation, visitor: str | None, asks: Ask | None = None
    ) -> None:
        self._prompt, self._conversation, self._visitor, self._asks = prompt, conversation, visitor, asks
        self._shown = ShownMovies(conversation)
        self._left = Prompt(prompt.text)
        self.named = [pk for _place, pk in sorted([*self._titles(), *self._places()])]

    @cached_property
    def movie(self) -> int | None:
        """The film: one that is named, told of or pointed at; None where there is none."""
        return self.named[0] if self.named else self._told or (None if self.unknown else self.pointed)

    @cached_property
    def says_which(self) -> bool:
        """Whether a title or a place says which film it is."""
        return bool(self.named or self._near)

    @cached_property
    def unknown(self) -> str:
        """What looks like the title of a film that is not here."""
        words = self._content
        if not words or self._told or people.everybody().called(words, slips=False):
            return ""
        return words

    def is_name(self) -> bool:
        """Whether what is unknown is written as names are."""
        start = self._prompt.text.find(self.unknown)
        return bool(self.unknown) and self._prompt.has_capital(start, start + len(self.unknown))

    @property
    def pointed(self) -> int | None:
        """The film that "it" is."""
        movie = self._shown.focus()
        return movie.pk if movie else None

    @cached_property
    def _told(self) -> int | None:
        """The film that is told by what it has most of, by what is in it, or by a part of its title."""
        shown = self._conversation.films
        if most := phrase("most").search(self._left.folded):
            asks = next(Ask(name) for name, words in most.groupdict().items() if words)
            movie = outstanding(asks, shown) if shown else None
            return movie.pk if movie else None
        words = self._description
        if kin := of_kind(words or self._content, shown):
            return kin
        if words and (tells_of(words, shown) or not self._near):
            return described(words, shown, self._visitor)
        if self._near:
            return self._near
        named = titled(self._content, shown) if self._content else []
        return named[0] if named else None

    @cached_property
    def _description(self) -> str:
        """What is told of the film: "the one in the hotel", "the taxi one"; empty where nothing is."""
        if told := THE_ONE.search(self._left.folded):
            return told[1]
        told = phrase("described").search(self._left.folded)
        asking = words_of(frozenset((self._asks,))) if self._asks else asking_words()
        words = list(WORD.finditer(self._left.folded, told.end())) if told else []
        tell = [word for word in words if word[0] not in SAYS_NOTHING and word[0] not in asking]
        # None in "esa de qué año es".
        return self._left.text[tell[0].start() : tell[-1].end()].replace("\n", " ") if tell else ""

    @cached_property
    def _near(self) -> int | None:
        """The film whose title has slips, or of which only a part was said."""
        words = self._content
        if not words or people.everybody().called(words, slips=False):
            return None
        for typed in dict.fromkeys((words, *self.runs)):
            if choice := titles.best_known(typed):
                return choice.id
        for typed in self._longer(words):
            near = [choice for choice in titles.closest(typed) if _looks_like(typed, choice.name)]
            if len(typed) >= SHORTEST_PART and " " in typed and near:
                return near[0].id
        return None

    def _longer(self, words: str) -> list[str]:
        """The words, and the same with some of those before them: "señor de los anillos"."""
        end = self._left.text.find(words) + len(words)
        before = self._left.text[: end - len(words)].split()[-MOST_BEFORE:]
        return [words, *(" ".join((*before[place:], words)) for place in range(len(before)))]

    @cached_property
    def _content(self) -> str:
        """From the first word that is no word of a question to the last one, as it was typed."""
        words = list(WORD.finditer(self._left.folded))
        content = [place for place, word in enumerate(words) if not self._says_nothing(word)]
        if not content:
            return ""
        first, last = content[0], content[-1]
        while first and (
            words[first - 1][0] in ARTICLES and self._left.has_capital(*words[first - 1].span())
        ):
            first -= 1
        return self._left.text[words[first].start() : words[last].end()].replace("\n", " ").strip()

    @property
    def runs(self) -> Iterator[str]:
        """Runs of words that are no words of a question."""
        run: list[re.Match[str]] = []
        for word in [*WORD.finditer(self._left.folded), None]:
            if word is not None and not self._says_nothing(word):
                run.append(word)
            elif run:
                yield self._left.text[run[0].start() : run[-1].end()]
                run = []

    def _says_nothing(self, word: re.Match[str]) -> bool:
        if self._left.has_capital(*word.span()) and word.start() > 0 and len(word[0]) > 1:
            return False
        return is_asking(word[0])

    def _titles(self) -> Iterator[tuple[int, int]]:
        """Where titles stand, and of which films; they are taken."""
        for span in titles_in(self._prompt, self._conversation.films):
            self._left.take(span.start, span.end)
            yield span.start, span.id

    def _places(self) -> Iterator[tuple[int, int]]:
        """Where "the second one" stands, and which film that is; they are taken."""
        for match in list(talk_phrases("several").finditer(self._left.folded)):
            self._left.take(*match.span())
            for movie in several_of(match[0], self._conversation.films):
                yield match.start(), movie
        for match in list(talk_phrases("ordinal").finditer(self._left.folded)):
            sure = match[0].startswith(("the ", "la ", "el ")) or " " in match[0].strip()
            if LAST.search(match[0]) and not sure:
                continue  # "how long does it last"
            if movie := self._shown.shown(place_of(match)):
                self._left.take(*match.span())
                yield match.start(), movie.pk
        if other := phrase("other").search(self._left.folded):
            focus = self._shown.focus()
            rest = [pk for pk in self._conversation.films if focus and pk != focus.pk]
            if rest:
                self._left.take(*other.span())
                yield other.start(), rest[0]


def outstanding(asks: Ask, shown: list[int] | None) -> Movie | None:
    """The one of these films, or of all, with most or least of a figure; None where no film has it stored."""
    figure, largest = FIGURES[asks]
    movies = Movie.objects.all() if shown is None else Movie.objects.filter(pk__in=shown)
    return movies.filter(**{f"{figure}__gt": 0}).order_by(f"{'-' if largest else ''}{figure}", "pk").first()


def _looks_like(words: str, title: str) -> bool:
    return len(title) >= len(words) and fuzz.partial_ratio(words.lower(), title.lower()) >= CLEAR
