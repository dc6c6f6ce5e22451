"""Learns the weights, says what held-out requests gain by them, and writes them."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from ...embedders.offline import OfflineEmbedder
from ..score import FILE, write_weights
from .data import read_data
from .evaluate import held_out_figures
from .fitting import embedded, fit


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the folder, print the figures where they are asked for, write the file that ships."""
    parser = argparse.ArgumentParser(prog="python -m movie.search.training", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the catalogue and the requests")
    parser.add_argument(
        "--output", type=Path, default=FILE, help="file to write; that which ships unless given"
    )
    parser.add_argument("--figures", action="store_true", help="first say what a part held out would find")
    options = parser.parse_args(arguments)
    embedder = OfflineEmbedder()
    lesson = embedded(read_data(options.data), embedder.embed_documents)
    if options.figures:
        for name, figures in held_out_figures(lesson, embedder.model_id).items():
            line = ", ".join(f"{cut} {figure:.3f}" for cut, figure in figures.items())
            sys.stdout.write(f"{name}: {line}\n")
    every = np.arange(len(lesson.data.memories))
    write_weights(fit(lesson, embedder.model_id, every), options.output)


if __name__ == "__main__":
    main()
