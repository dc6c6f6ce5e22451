"""Reads Parquet; pyarrow, which can, is imported when there is such a file, and may be missing."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from ...errors import CatalogueError, ConfigurationError
from .opening import File
from .rows import Row

SIGNATURE = b"PAR1"
BATCH = 500


def pyarrow() -> Any:
    """The package. Raises ConfigurationError, saying what to install, where it is missing."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise ConfigurationError("Parquet needs one more package. Run: pip install pyarrow") from error
    return pyarrow


def read(file: File) -> Iterator[Row]:
    """Rows of the table, numbered from 1."""
    arrow = pyarrow()
    with file.open() as stream:
        try:
            table = arrow.parquet.ParquetFile(stream)
            batches = (batch.to_pylist() for batch in table.iter_batches(BATCH))
            for number, cells in enumerate(chain.from_iterable(batches), start=1):
                yield Row(number, cells)
        except arrow.ArrowException as error:
            raise CatalogueError(f"{file} is no Parquet that can be read: {error}.") from error
