"""A command's progress is drawn on a terminal alone, in one line that Django adds nothing to."""

import io

import pytest
from django.core.management.base import OutputWrapper

from movie.management.progress import progress_bar


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def drawn_on(stream: io.StringIO) -> str:
    stderr = OutputWrapper(stream)
    stderr.style_func = lambda text: f"\x1b[31m{text}\x1b[0m"
    with progress_bar(stderr, "films", 3, ncols=60) as progress:
        progress.update(3)
    return stream.getvalue()


def test_bar_on_a_terminal_is_one_line_without_colour():
    drawn = drawn_on(Terminal())
    assert "3/3" in drawn and "films/s" in drawn
    assert drawn.count("\n") == 1 and drawn.endswith("\n")
    assert "\x1b[31m" not in drawn


def test_nothing_is_drawn_into_a_file():
    assert drawn_on(io.StringIO()) == ""


@pytest.mark.parametrize("total", [None, 0])
def test_length_may_be_unknown_or_nothing(total):
    with progress_bar(OutputWrapper(Terminal()), "rows", total) as progress:
        progress.update()
    assert progress.n == 1
