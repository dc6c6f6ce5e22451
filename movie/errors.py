"""The one tree of errors that this app raises on purpose.

MovieError
├── ConfigurationError          a setting, a key or a package is missing or wrong
├── VectorError                 bytes or numbers that are no usable embedding
├── ProviderError               the service that embeds or chats gave no usable answer
│   ├── ProviderUnavailable     down, slow or broken
│   ├── KeyRefused              the key is wrong or may not do this
│   ├── UnknownModel            the service has no such model
│   ├── QuotaExceeded           too many requests, or no credit left
│   ├── InputRefused            this very input is not accepted
│   └── NonsenseAnswer          an answer that is not what was asked for
├── SearchError                 the catalogue cannot be searched by meaning
│   ├── NothingEmbedded         no film has an embedding
│   └── OtherModelEmbedded      films are embedded, but by another model
├── LimitReached                a paid search would go over a limit of this site
├── AlreadyRunning              another run is embedding films right now
├── CatalogueError              a file of films cannot be read or written
└── TitleError                  a title names no film, or several
    ├── UnknownTitle
    └── AmbiguousTitle

`str(error)` is plain English for logs and commands, cure included. `error.for_visitor` is the
sentence for a page, in the language of whoever is looking.
"""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class MovieError(Exception):
    """Whatever this app refuses knowingly."""

    for_visitor: str | Promise = _("Something went wrong on our side. Please try again.")


class ConfigurationError(MovieError):
    """A setting, a key or a package is missing or wrong."""

    for_visitor = _("The search is not set up properly. Whoever runs this site finds the reason in its log.")


class VectorError(MovieError, ValueError):
    """Bytes or numbers that are no usable embedding."""


class ProviderError(MovieError):
    """The service that embeds or chats gave no usable answer."""


class ProviderUnavailable(ProviderError):
    """The service is down, slow or broken."""

    for_visitor = _("The embedding service does not answer right now. Please try again in a minute.")


class KeyRefused(ProviderError):
    """The service refuses the key."""

    for_visitor = _("The embedding service refuses this site's key. Whoever runs the site has to renew it.")


class UnknownModel(ProviderError):
    """The service has no such model."""

    for_visitor = _("The embedding service does not know the model that this site asks for.")


class QuotaExceeded(ProviderError):
    """Too many requests, or no credit left.

    `retry_after`: seconds the service asks to wait, where it says so.
    """

    for_visitor = _("The embedding service is over its limit. Please try again later.")

    def __init__(self, message: str, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class InputRefused(ProviderError):
    """The service does not accept this very input."""

    for_visitor = _("The embedding service does not accept this text. Please put it in other words.")


class NonsenseAnswer(ProviderError):
    """The service answered something that is not what was asked for."""

    for_visitor = _("The embedding service gave an answer that makes no sense. Please try again later.")


class SearchError(MovieError):
    """The catalogue cannot be searched by meaning."""


class NothingEmbedded(SearchError):
    """No film has an embedding."""

    for_visitor = _("No film can be searched by meaning yet. Run: python manage.py movie_embeddings")

    def __init__(self) -> None:
        super().__init__("No film has an embedding yet. Run: python manage.py movie_embeddings")


class OtherModelEmbedded(SearchError):
    """Films are embedded, but none by the model in use."""

    for_visitor = _(
        "The films were embedded by another model than the one in use. Run: python manage.py movie_embeddings"
    )

    def __init__(self, wanted: str, stored: Sequence[str]) -> None:
        super().__init__(
            f"The films were embedded by {', '.join(stored)}, but the model in use is {wanted}. "
            "Run: python manage.py movie_embeddings"
        )


class LimitReached(MovieError):
    """A paid search would go over a limit of this site: a visitor's, or the day's."""

    for_visitor = _("There have been many searches today.")


class AlreadyRunning(MovieError):
    """Another run is embedding films right now."""

    for_visitor = _("Films are being embedded right now. Try again when that has finished.")

    def __init__(self) -> None:
        super().__init__("Another run is embedding films right now; try again when it has finished.")


class CatalogueError(MovieError):
    """A file of films cannot be read or written."""


class TitleError(MovieError):
    """A title names no film, or several."""


class UnknownTitle(TitleError):
    """No film has this title; `suggestions` are the closest titles, best first."""

    def __init__(self, title: str, suggestions: Sequence[str]) -> None:
        self.suggestions = list(suggestions)
        closest = f" Did you mean: {'; '.join(self.suggestions)}?" if suggestions else ""
        super().__init__(f"No film is called “{title}”.{closest}")


class AmbiguousTitle(TitleError):
    """Several films have this title; `choices` are their titles with years."""

    def __init__(self, title: str, choices: Sequence[str]) -> None:
        self.choices = list(choices)
        super().__init__(f"Several films are called “{title}”: {'; '.join(self.choices)}. Add the year.")
