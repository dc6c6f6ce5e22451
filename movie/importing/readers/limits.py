"""How long an import may take and how much it may read; the owner can raise both."""

import math
import time
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from ...errors import CatalogueError

MEGABYTE = 1_000_000


@dataclass
class Limits:
    """What one import may take, and what it has taken."""

    seconds: float = math.inf
    megabytes: float = math.inf
    started: float = field(default_factory=lambda: time.monotonic())
    _read: dict[Hashable, int] = field(default_factory=dict)  # file: how far it was read
    _total: int = 0

    def check_time(self) -> None:
        """Raises CatalogueError when the time is over."""
        if time.monotonic() - self.started > self.seconds:
            raise CatalogueError(
                _(
                    "The import has taken longer than %(seconds)s seconds and has stopped; what is stored "
                    "stays. Give it more time by --seconds or IMPORT_SECONDS."
                )
                % {"seconds": number_format(f"{self.seconds:.10g}", force_grouping=True)}
            )

    def check_size(self, file: Hashable, size: int) -> None:
        """Count that a file was read, or is to be read, up to this byte, however often it is opened.

        Raises CatalogueError where all files together are larger than what may be read.
        """
        before = self._read.get(file, 0)
        if size > before:
            self._read[file] = size
            self._total += size - before
        if self._total > self.megabytes * MEGABYTE:
            raise CatalogueError(
                _(
                    "There is more to read than %(megabytes)s MB at %(file)s. Allow it by --megabytes or "
                    "IMPORT_MEGABYTES, or import the file in pieces."
                )
                % {"megabytes": number_format(f"{self.megabytes:.10g}", force_grouping=True), "file": file}
            )


NONE = Limits()
_current: ContextVar[Limits] = ContextVar("limits", default=NONE)


def current() -> Limits:
    """Those of the import under way; outside of one there are none."""
    return _current.get() if _current.get() is not NONE else Limits()


@contextmanager
def limited(seconds: float | None = None, megabytes: float | None = None) -> Iterator[Limits]:
    """Within this block files are read under these limits, else under those of the settings."""
    limits = Limits(
        settings.IMPORT_SECONDS if seconds is None else seconds,
        settings.IMPORT_MEGABYTES if megabytes is None else megabytes,
    )
    token = _current.set(limits)
    try:
        yield limits
    finally:
        _current.reset(token)
