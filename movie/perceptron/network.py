"""A perceptron with one hidden layer, and the file that holds its weights."""

from pathlib import Path
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

Numbers = NDArray[np.float32]


class Perceptron(NamedTuple):
    """Tells k kinds apart by d numbers, through h hidden units (rectified linear)."""

    hidden: Numbers  # (d, h)
    hidden_bias: Numbers  # (h,)
    out: Numbers  # (h, k)
    out_bias: Numbers  # (k,)
    threshold: float = 0.0  # above it a kind is taken to be meant

    def log_odds(self, inputs: ArrayLike) -> Numbers:
        """Gives the log odds (n, k - 1) of each kind against the first one, of inputs (n, d)."""
        layer = np.maximum(np.asarray(inputs, dtype=np.float32) @ self.hidden + self.hidden_bias, 0)
        logits = layer @ self.out + self.out_bias
        return logits[:, 1:] - logits[:, :1]

    def write(self, file: Path, **beside: str) -> None:
        """Ships the weights, in half precision, and beside them what says of what they were made."""
        halves = {name: getattr(self, name).astype(np.float16) for name in self._fields[:-1]}
        np.savez_compressed(file, threshold=self.threshold, **halves, **beside)

    @classmethod
    def read(cls, file: Path) -> Self:
        """Reads what was shipped."""
        with np.load(file) as stored:
            numbers = [stored[name].astype(np.float32) for name in cls._fields[:-1]]
            return cls(*numbers, float(stored["threshold"]))
