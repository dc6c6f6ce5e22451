"""Reads Parquet; pyarrow, which can, is imported when there is such a file, and may be missing."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from ...errors import CatalogueError, ConfigurationError
from ...text.number_format import written
from .rows import Row
from .unpacking import File

SIGNATURE = b"PAR1"
BATCH = 500
LARGEST_BATCH = 20_000_000  # bytes
# A page may say one value a million times over in a few bytes.
MOST_ROWS = 100_000
ROWS_IN_A_BYTE = 1


def pyarrow() -> Any:
    """The package. Raises ConfigurationError, saying what to install, where it is missing."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise ConfigurationError(_("Parquet needs one more package. Run: pip install pyarrow")) from error
    return pyarrow


def read(file: File) -> Iterator[Row]:
    """Rows of the table, numbered from 1."""
    arrow = pyarrow()
    with file.open() as stream:
        try:
            table = arrow.parquet.ParquetFile(stream)
            for number, (cells, size) in enumerate(_rows(table, file), start=1):
                yield Row(number, cells, size=size)
        except arrow.ArrowException as error:
            raise CatalogueError(
                _("%(file)s is no Parquet that can be read: %(error)s.") % {"file": file, "error": error}
            ) from error


def _rows(table: Any, file: File) -> Iterator[tuple[dict[str, Any], int]]:
    """Its rows, each with about as many bytes as it has; few at a time where they are large."""
    told = table.metadata
    size = sum(told.row_group(place).total_byte_size for place in range(told.num_row_groups))
    if told.num_rows > max(MOST_ROWS, ROWS_IN_A_BYTE * size):
        raise CatalogueError(
            _("%(file)s has %(rows)s rows in so few bytes that they cannot be films.")
            % written(file=file, rows=told.num_rows)
        )
    row = size // max(1, told.num_rows)
    for batch in table.iter_batches(max(1, min(BATCH, LARGEST_BATCH // max(1, row)))):
        length = batch.nbytes // max(1, batch.num_rows)
        yield from ((cells, length) for cells in batch.to_pylist())
