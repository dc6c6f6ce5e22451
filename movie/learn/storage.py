"""Shows what a BinaryField holds of a vector, and what comes out when it is read as something else."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass

WRITTEN_OUT = 4  # numbers, an even number of them


@dataclass(frozen=True)
class Stored:
    """The bytes of one stored vector."""

    data: bytes
    numbers: Sequence[float]  # the vector that they are

    @property
    def size(self) -> int:
        return len(self.data)

    @property
    def shown(self) -> int:
        """How many numbers are written out."""
        return min(WRITTEN_OUT, self.half * 2)

    @property
    def first_bytes(self) -> list[str]:
        """Those of the first numbers, each number's four in hexadecimal."""
        return [self.data[at : at + 4].hex(" ") for at in range(0, 4 * self.shown, 4)]

    @property
    def right(self) -> list[float]:
        """The first numbers, read as what they are: little-endian float32, 4 bytes each."""
        return list(struct.unpack_from(f"<{self.shown}f", self.data))

    @property
    def read_as_doubles(self) -> list[float]:
        """The first numbers that the same bytes give as float64, 8 bytes each: half as many, and nonsense."""
        return list(struct.unpack_from(f"<{self.shown // 2}d", self.data))

    @property
    def doubled_size(self) -> int:
        """How many bytes the vector takes as float64, numpy's own type."""
        return 8 * len(self.numbers)

    @property
    def doubles_read_as_floats(self) -> list[float]:
        """The first numbers that float64 gives where it is read as float32: twice as many, and nonsense."""
        doubles = struct.pack(f"<{self.shown // 2}d", *self.numbers[: self.shown // 2])
        return list(struct.unpack(f"<{self.shown}f", doubles))

    @property
    def half(self) -> int:
        return len(self.numbers) // 2

    @property
    def twice(self) -> int:
        return len(self.numbers) * 2
