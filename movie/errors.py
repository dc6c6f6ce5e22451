"""The one tree of errors that this app raises on purpose.

MovieError
├── ConfigurationError          a setting, a key or a package is missing or wrong
├── VectorError                 bytes or numbers that are no usable embedding
├── ProviderError               the service that embeds or chats gave no usable answer
│   ├── ProviderUnavailable     down, slow or broken
│   │   ├── TimedOut            no whole answer in time; to fewer texts there may be one
│   │   ├── Unreachable         nobody answers at that address: no network, or nobody there
│   │   └── RequestFailed       a fault of the service's own, which this very request may have caused
│   ├── KeyRefused              the key is wrong or may not do this
│   ├── UnknownModel            the service has no such model
│   ├── QuotaExceeded           too many requests, or no credit left
│   ├── InputRefused            this very input is not accepted
│   │   └── InputTooLong        because it is too long, or too much at once
│   └── NonsenseAnswer          an answer that is not what was asked for
├── SearchError                 the catalogue cannot be searched by meaning
│   ├── NothingEmbedded         no film has an embedding
│   ├── OtherModelEmbedded      films are embedded, but by another model
│   ├── FilmNotEmbedded         this very film has no embedding to compare with
│   ├── EngineNotBuilt          the search engine has no copy of the embeddings yet
│   └── EngineUnavailable       the search engine's server or file does not answer
├── LimitReached                a paid search would go over a limit of this site
├── AlreadyRunning              another run is embedding films right now
├── CatalogueError              a file of films cannot be read or written
├── BackupError                 a backup cannot be made, or is none
├── MoveError                   a database cannot be moved
├── TitleError                  a title names no film, or several
│   ├── UnknownTitle
│   └── AmbiguousTitle
├── PersonError                 a name is that of nobody here, or of several people
│   ├── UnknownPerson
│   └── AmbiguousPerson
└── TooFewVotes                 a film's votes are too few to say anything

`str(error)` is for whoever runs the site, in logs and commands, cure included. `error.for_visitor` is the
sentence for a page. Both are put into the language of whoever looks when they look: the thread in which an
error is raised may know of none.
"""

import errno
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.functional import Promise, lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

grouped = lazy(number_format, str)
# What a system says of files and addresses is English, whatever the language of whoever looks.
SYSTEM = {
    errno.ENOENT: _("No such file or directory"),
    errno.EACCES: _("Permission denied"),
    errno.EISDIR: _("Is a directory"),
    errno.ENOTDIR: _("Not a directory"),
    errno.EEXIST: _("File exists"),
    errno.ENOSPC: _("No space left on device"),
    errno.EROFS: _("Read-only file system"),
    errno.EADDRINUSE: _("Address already in use"),
}


class MovieError(Exception):
    """Whatever this app refuses knowingly: a sentence, and what stands in its {places}."""

    for_visitor: str | Promise = _("Something went wrong on our side. Please try again.")

    def __init__(self, sentence: str | Promise = "", **said: object) -> None:
        super().__init__(format_lazy(sentence, **_written(said)) if said else sentence)


class ConfigurationError(MovieError):
    """A setting, a key or a package is missing or wrong."""

    for_visitor = _(
        "The search is not set up properly; python manage.py doctor tells whoever runs this site what to do."
    )


class VectorError(MovieError, ValueError):
    """Bytes or numbers that are no usable embedding."""


class ProviderError(MovieError):
    """The service that embeds or chats gave no usable answer."""


class ProviderUnavailable(ProviderError):
    """The service is down, slow or broken."""

    for_visitor = _("The embedding service does not answer right now. Please try again in a minute.")


class TimedOut(ProviderUnavailable):
    """No whole answer came in time; to fewer texts one may."""


class Unreachable(ProviderUnavailable):
    """No connection can be made: there is no network, or nobody at that address."""


class RequestFailed(ProviderUnavailable):
    """The service answers with a fault of its own (500), which this very request may have caused."""


class KeyRefused(ProviderError):
    """The service refuses the key."""

    for_visitor = _(
        "The embedding service refuses this site's key; "
        "python manage.py doctor tells whoever runs it what to do."
    )


class UnknownModel(ProviderError):
    """The service has no such model."""

    for_visitor = _(
        "The embedding service does not know the model that this site asks for; "
        "python manage.py doctor tells whoever runs it what to do."
    )


class QuotaExceeded(ProviderError):
    """Too many requests, or no credit left.

    `retry_after`: seconds to wait, as the service asks or a short while; None where waiting will not help.
    """

    for_visitor = _("The embedding service is over its limit. Please try again in a minute.")
    without_credit = _(
        "This site has no credit left at the embedding service; "
        "python manage.py doctor tells whoever runs it what to do."
    )

    def __init__(self, sentence: str | Promise, retry_after: float | None = None, **said: object) -> None:
        super().__init__(sentence, **said)
        self.retry_after = retry_after
        if retry_after is None:
            self.for_visitor = self.without_credit


class InputRefused(ProviderError):
    """The service does not accept this very input."""

    for_visitor = _("The embedding service does not accept this text. Please put it in other words.")


class InputTooLong(InputRefused):
    """The input has more tokens, or more texts, than the service takes at once."""


class NonsenseAnswer(ProviderError):
    """The service answered something that is not what was asked for."""

    for_visitor = _("The embedding service gave an answer that makes no sense. Please try again later.")


class SearchError(MovieError):
    """The catalogue cannot be searched by meaning."""


class NothingEmbedded(SearchError):
    """No film has an embedding."""

    for_visitor = _(
        "No film can be searched by meaning until python manage.py movie_embeddings has been run."
    )

    def __init__(self) -> None:
        super().__init__(_("No film has an embedding yet. Run: python manage.py movie_embeddings"))


class OtherModelEmbedded(SearchError):
    """Films are embedded, but none by the model in use."""

    for_visitor = _(
        "The films were embedded by another model than the one in use; "
        "python manage.py movie_embeddings does it again."
    )

    def __init__(self, wanted: str, stored: Sequence[str]) -> None:
        super().__init__(
            _(
                "The films were embedded by {stored}, but the model in use is {wanted}. "
                "Run: python manage.py movie_embeddings"
            ),
            stored=", ".join(stored),
            wanted=wanted,
        )


class FilmNotEmbedded(SearchError):
    """This very film has no embedding to compare with."""

    for_visitor = _("This film has no embedding yet, so nothing can be compared with it.")

    def __init__(self, film: str) -> None:
        super().__init__(_("{film} has no embedding yet. Run: python manage.py movie_embeddings"), film=film)


class EngineNotBuilt(SearchError):
    """The search engine has no copy of the embeddings yet."""

    for_visitor = _("The search is being set up; python manage.py rebuild_engine finishes it.")

    def __init__(self, engine: str, films: int) -> None:
        super().__init__(
            _(
                "The engine “{engine}” has no copy of the {films} embeddings yet. "
                "Run: python manage.py rebuild_engine"
            ),
            engine=engine,
            films=films,
        )


class EngineUnavailable(SearchError):
    """The search engine's server or file does not answer."""

    for_visitor = _("The search by meaning is out of order at the moment.")

    def __init__(self, engine: str, reason: object) -> None:
        super().__init__(_("The engine “{engine}” does not answer: {reason}"), engine=engine, reason=reason)


class LimitReached(MovieError):
    """A paid search would go over a limit of this site: a visitor's, or the day's."""

    for_visitor = _("There have been many searches today.")


class AlreadyRunning(MovieError):
    """Another run is embedding films right now."""

    for_visitor = _("Films are being embedded right now. Try again when that has finished.")

    def __init__(self) -> None:
        super().__init__(_("Another run is embedding films right now; try again when it has finished."))


class CatalogueError(MovieError):
    """A file of films cannot be read or written."""


class BackupError(MovieError):
    """A backup cannot be made, or is not one; the sentence says why."""


class MoveError(MovieError):
    """A database cannot be moved; the sentence says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A film or a person that a text may mean; `twin` where another has the same name and year."""

    id: int
    name: str
    year: int | None = None
    twin: bool = False

    def __str__(self) -> str:
        shown = f"{self.name} ({self.year})" if self.year else self.name
        return f"{shown} #{self.id}" if self.twin else shown


class TitleError(MovieError):
    """A title names no film, or several."""


class UnknownTitle(TitleError):
    """No film has this title; `suggestions` are the closest titles, best first."""

    for_visitor = _("No film here has this title.")

    def __init__(self, title: str, suggestions: Sequence[str]) -> None:
        self.suggestions = list(suggestions)
        self.for_visitor = format_lazy(_("No film is called “{title}”."), title=title)
        super().__init__(_with_closest(self.for_visitor, self.suggestions))


class AmbiguousTitle(TitleError):
    """Several films have this title; `choices` are those films."""

    for_visitor = _("Several films have this title. Add the year.")

    def __init__(self, title: str, choices: Sequence[Choice | str]) -> None:
        self.choices = list(choices)
        super().__init__(
            _("Several films are called “{title}”: {choices}. Add the year."),
            title=title,
            choices="; ".join(map(str, self.choices)),
        )
        self.for_visitor = format_lazy(_("Several films are called “{title}”. Choose one."), title=title)


class PersonError(MovieError):
    """A name is that of nobody here, or of several people."""


class UnknownPerson(PersonError):
    """Nobody here has this name and role (actor, director); `suggestions` are the closest, best first."""

    for_visitor = _("Nobody here has this name.")

    BY_ROLE = {
        "actor": _("No film here has an actor called “{name}”."),
        "director": _("No film here has a director called “{name}”."),
    }

    def __init__(self, name: str, suggestions: Sequence[str], role: str) -> None:
        self.suggestions = list(suggestions)
        self.for_visitor = format_lazy(self.BY_ROLE[role], name=name)
        super().__init__(_with_closest(self.for_visitor, self.suggestions))


class AmbiguousPerson(PersonError):
    """Several people have this name; `choices` are those people."""

    for_visitor = _("Several people have this name. Choose one.")

    def __init__(self, name: str, choices: Sequence[Choice]) -> None:
        self.choices = list(choices)
        super().__init__(
            _("Several people are called “{name}”: {choices}."),
            name=name,
            choices="; ".join(map(str, self.choices)),
        )
        self.for_visitor = format_lazy(_("Several people are called “{name}”. Choose one."), name=name)


class TooFewVotes(MovieError):
    """A film's votes are too few to say anything; `votes` is how many it has."""

    for_visitor = _("This film has too few votes.")

    def __init__(self, film: str, votes: int, needed: int) -> None:
        self.votes = votes
        super().__init__(
            _("“{film}” has too few votes ({votes}); its average is given from {needed} on."),
            film=film,
            votes=votes,
            needed=needed,
        )
        self.for_visitor = self.args[0]


def system_said(error: OSError) -> str:
    """Why the system refused a file or an address, without the path, which the sentence around it has."""
    return str(SYSTEM.get(error.errno) or error.strerror or error)


def _written(said: Mapping[str, object]) -> dict[str, object]:
    """What is said, whole numbers as the language of whoever looks writes them."""
    return {
        name: grouped(part, force_grouping=True) if type(part) is int else part for name, part in said.items()
    }


def _with_closest(sentence: Promise, suggestions: Sequence[str]) -> Promise:
    if not suggestions:
        return sentence
    return format_lazy(
        "{} {}", sentence, format_lazy(_("Did you mean: {names}?"), names="; ".join(suggestions))
    )
