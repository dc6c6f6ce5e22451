"""What commands say of money, before and after, and how to go on where they were stopped."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.base import CommandError

from movie.errors import MovieError

GO_ON = "What was saved stays saved; run the command again to go on."


def estimated(what: str, tokens: int, cost: float | None) -> str:
    """What is about to be sent, and for how much: "3 films, about 1,200 tokens, about $0.0001"."""
    return f"{what}, about {tokens:,} tokens, {_price(cost)}"


def billed(tokens: int, cost: float | None) -> str:
    """What was paid: "Billed: 1,187 tokens, $0.000024"."""
    price = "at an unknown price" if cost is None else f"${cost:.6f}"
    return f"Billed: {tokens:,} tokens, {price}"


@contextmanager
def resumable() -> Iterator[None]:
    """Ends a command by a CommandError that says how to go on, where it fails or is interrupted."""
    try:
        yield
    except MovieError as error:
        raise CommandError(f"{error} {GO_ON}") from error
    except KeyboardInterrupt:
        raise CommandError(f"Interrupted. {GO_ON}", returncode=130) from None


def _price(cost: float | None) -> str:
    if cost is None:
        return "at an unknown price"
    return f"about ${cost:.4f}" if cost else "free of charge"
