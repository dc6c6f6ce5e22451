"""What commands say of money, before and after, and how to go on where they were stopped."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from movie.errors import MovieError
from movie.management.base import interruptible
from movie.text.number_format import decimal, written

GO_ON = gettext_noop("What was saved stays saved; run the command again to go on.")


def films_counted(count: int) -> str:
    """So many films."""
    return ngettext("%(count)s film", "%(count)s films", count) % written(count=count)


def moods_counted(count: int) -> str:
    """So many texts of moods."""
    return ngettext("%(count)s mood", "%(count)s moods", count) % written(count=count)


def estimated(what: str, tokens: int, cost: float | None) -> str:
    """What is about to be sent, and for how much: "3 films, about 1,200 tokens, about $0.0001"."""
    said = written(what=what, tokens=tokens, price=_price(cost))
    return _("%(what)s, about %(tokens)s tokens, %(price)s") % said


def billed(tokens: int, cost: float | None) -> str:
    """What was paid: "Billed: 1,187 tokens, $0.000024"."""
    price = _("at an unknown price") if cost is None else f"${decimal(cost, 6)}"
    return _("Billed: %(tokens)s tokens, %(price)s") % written(tokens=tokens, price=price)


@contextmanager
def resumable() -> Iterator[None]:
    """Ends a command by a CommandError that says how to go on, where it fails or is interrupted."""
    try:
        with interruptible(_("Interrupted.") + f" {_(GO_ON)}"):
            yield
    except MovieError as error:
        raise CommandError(f"{error} {_(GO_ON)}") from error


def _price(cost: float | None) -> str:
    if cost is None:
        return _("at an unknown price")
    return _("about %(sum)s") % {"sum": f"${decimal(cost, 4)}"} if cost else _("free of charge")
