"""Reads tables that are drawn in a page: a web page's, also by the name .xls, Excel's XML, and Markdown's."""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from html.parser import HTMLParser

from django.utils.translation import gettext as _

from ...errors import CatalogueError
from .encodings import encoding_of
from .limits import MEGABYTE
from .rows import Row
from .sheets import rows_of
from .tables import known_columns
from .unpacking import File

MARKDOWN = {".md", ".markdown"}
SUFFIXES = {".html", ".htm", *MARKDOWN}
EXCEL_XML = b"urn:schemas-microsoft-com:office:spreadsheet"
LARGEST = 50 * MEGABYTE
WIDEST = 1_000  # columns and rows over which a cell may go
CHARSET = re.compile(rb"""charset=["']?([\w-]+)""", re.I)
ROWS, CELLS = {"tr", "row"}, {"td", "th", "cell"}
UNSEEN = {"script", "style", "comment", "sup"}  # a footnote's number is none of a title
BREAKS = {"br", "p", "div", "li"}
LEAST_KNOWN = 2  # columns of a table of films whose names are known
BAR = re.compile(r"(?<!\\)\|")
RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
EMPHASIS = re.compile(r"(\*{1,3}|_{1,3}|`|~~)(.+)\1")
LINK = re.compile(r"!?\[([^\]]*)\]\([^()\s]*\)|\[\^\w+\]()")
Grid = list[list[str]]


def read(file: File, columns: Sequence[str] = ()) -> Iterator[Row]:
    """Rows of the tables that tell of films. Raises CatalogueError where a page has none."""
    data = file.whole(LARGEST)
    text = data.decode(_encoding(data, file), "replace")
    is_markdown = any(file.name.lower().endswith(suffix) for suffix in MARKDOWN)
    grids = [grid for grid in (_in_markdown if is_markdown else _in_page)(text) if len(grid) > 1]
    films = [grid for grid in grids if known_columns(grid) >= LEAST_KNOWN]
    if not films and not (columns and grids):
        raise no_films(file)
    yield from rows_of(films or grids[:1], columns, file)


def has_table(file: File) -> bool:
    """Whether there is a table in a page."""
    with file.open() as stream:
        return b"<table" in stream.read(LARGEST).lower()


def no_films(file: File) -> CatalogueError:
    """What to raise for a page without films."""
    return CatalogueError(
        _("%(file)s is a web page, perhaps of a download that failed; get the file itself.") % {"file": file}
    )


def _encoding(data: bytes, file: File) -> str:
    """What a page says of its letters, where that is an encoding; else what they look like."""
    if told := CHARSET.search(data, 0, 2_000):
        with suppress(LookupError, UnicodeError):
            name = told[1].decode()
            data[:1_000_000].decode(name, "ignore")
            return name
    return encoding_of(file)


def _in_page(text: str) -> list[Grid]:
    page = _Page()
    page.feed(text)
    page.close()
    return page.grids


class _Page(HTMLParser):
    """The tables of a page, as they are seen: a cell over several rows stands in each of them."""

    def __init__(self) -> None:
        super().__init__()
        self.grids: list[Grid] = []
        self._open: list[Grid] = []
        self._cell: list[str] | None = None
        self._span = (1, 1)
        self._down: list[dict[int, tuple[int, str]]] = []  # column: rows that its cell goes on for, and it
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "table":
            self.grids.append([])
            self._open.append(self.grids[-1])
            self._down.append({})
        elif tag in ROWS and self._open:
            self._end_cell()
            self._open[-1].append([])
        elif tag in CELLS and self._open:
            self._end_cell()
            self._begin_cell(told)
        elif tag in UNSEEN:
            self._unseen += 1
        elif tag in BREAKS and self._cell is not None:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in CELLS or tag in ROWS:
            self._end_cell()
        elif tag == "table" and self._open:
            self._end_cell()
            self._open.pop()
            self._down.pop()
        elif tag in UNSEEN:
            self._unseen = max(0, self._unseen - 1)

    def handle_data(self, data: str) -> None:
        if self._cell is not None and not self._unseen:
            self._cell.append(data)

    def _begin_cell(self, told: dict[str, str | None]) -> None:
        if not self._open[-1]:
            self._open[-1].append([])
        row = self._open[-1][-1]
        self._pass_down(row)
        while len(row) < min(_number(told.get("ss:index")), WIDEST) - 1:
            row.append("")
            self._pass_down(row)
        down = _number(told.get("rowspan")) or _number(told.get("ss:mergedown")) + 1
        across = _number(told.get("colspan")) or _number(told.get("ss:mergeacross")) + 1
        self._span = (min(across, WIDEST), min(down, WIDEST))
        self._cell = []

    def _pass_down(self, row: list[str]) -> None:
        """Put the cells that go on from the rows above before the next one."""
        down = self._down[-1]
        while len(row) in down:
            left, text = down.pop(len(row))
            if left > 1:
                down[len(row)] = (left - 1, text)
            row.append(text)

    def _end_cell(self) -> None:
        if self._cell is None or not self._open:
            return
        lines = (" ".join(line.split()) for line in "".join(self._cell).splitlines())
        text = "\n".join(filter(None, lines))
        row, (across, down) = self._open[-1][-1], self._span
        if down > 1:
            self._down[-1][len(row)] = (down - 1, text)
        row.extend([text, *[""] * (across - 1)])
        self._cell = None


def _number(told: str | None) -> int:
    return int(told) if told and told.isdecimal() and len(told) < 6 else 0


def _in_markdown(text: str) -> list[Grid]:
    """The tables of a page in Markdown: lines with bars, the second of which is drawn."""
    grids: list[Grid] = []
    goes_on, before = False, ""
    for line in text.splitlines():
        if goes_on and "|" in line:
            grids[-1].append(_cells(line))
        elif goes_on := "|" in before and bool(RULE.fullmatch(line)):
            grids.append([_cells(before)])
        before = line
    return grids


def _cells(line: str) -> list[str]:
    line = line.strip().removeprefix("|")
    bare = line[:-1] if line.endswith("|") and not line.endswith("\\|") else line
    return [_bare(cell) for cell in BAR.split(bare)]


def _bare(cell: str) -> str:
    """A cell without Markdown's signs."""
    text = LINK.sub(r"\1", cell.strip().replace("\\|", "|"))
    while (bare := EMPHASIS.sub(r"\2", text)) != text:
        text = bare
    return text
