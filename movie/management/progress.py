"""Progress of a command: a bar on a terminal, nothing elsewhere."""

from typing import Any

from django.core.management.base import OutputWrapper
from tqdm import tqdm


class _Stream:
    """A command's stream as it is, without the line's end and the colour that Django adds."""

    def __init__(self, wrapper: OutputWrapper) -> None:
        self._wrapper = wrapper
        self.encoding = getattr(wrapper, "encoding", None)
        self.flush, self.isatty = wrapper.flush, wrapper.isatty

    def write(self, text: str) -> None:
        self._wrapper.write(text, style_func=str, ending="")


def progress_bar(stderr: OutputWrapper, unit: str, total: int | None = None, **options: Any) -> tqdm:
    """A bar of so many `unit` on a command's stderr; `options` are tqdm's."""
    return tqdm(total=total, unit=f" {unit}", disable=None, file=_Stream(stderr), **options)
