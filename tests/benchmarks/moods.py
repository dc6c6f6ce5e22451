"""How often derived emotions are those that a film has by hand, beside always naming the commonest eight."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..moods.test_derive import baseline, own, precision
from .setup import start


def main() -> None:
    """Print precision@8, in families of emotions, for films that nothing was learnt from."""
    from movie.moods.regression import learnt
    from movie.moods.train import examples, learn
    from movie.sample import LANGUAGES

    for language in LANGUAGES:
        for half in (0, 1):
            taught = learn([film for each in LANGUAGES for film in examples(each)[1 - half :: 2]])
            films = examples(language)[half::2]
            _report(
                f"sample in {language}, half {half + 1}, learnt from the other", films, own(films), taught
            )
    data = os.environ.get("MOVIE_DATA")
    if not data:
        print("  MOVIE_DATA is not set: another catalogue was not measured")
        return
    films, felt = _netflix(Path(data))
    _report("Netflix's titles, learnt from the sample", films, felt, learnt())
    _report("of these the half that no weight was chosen on", films[1::2], felt[1::2], learnt())


def _netflix(data: Path) -> tuple[list[Any], list[set[str | None]]]:
    """Titles of one file with their texts, and the emotions that the other has for the same text."""
    from movie.importing.readers import recognise
    from movie.moods.train import TaughtMovie
    from movie.text.emotions import family_of, split_emotions

    texts = {}
    for row in recognise(data / "netflix_titles_justwatch.csv").rows():
        texts[row.cells["title"], row.cells["description"][:60]] = row.cells
    films, felt = [], []
    for row in recognise(data / "netflixgpt_emotions.csv").rows():
        cells = texts.get((row.cells["title"], row.cells["description"][:60]))
        known = set(map(family_of, split_emotions(row.cells["emotions"]))) - {None}
        if known and cells and cells["description"].strip():
            genres = cells["genres"].strip("[]").replace("'", "")
            films.append(TaughtMovie(cells["title"], genres, "", cells["description"], ()))
            felt.append(known)
    return films, felt


def _report(what: str, films: Sequence[Any], felt: list[set[str | None]], taught: Any) -> None:
    """The precision of all terms together, and without each."""
    from movie.moods.derive import likeliest, terms

    known = terms(films, taught)
    most = sum(min(8, len(own)) for own in felt) / 8 / len(felt)
    derived, usual = precision(likeliest(sum(known.values())), felt), baseline(felt)
    print(f"  {what}: {len(films)} films, {derived:.3f}; the commonest eight {usual:.3f}; at most {most:.3f}")
    for left in known:
        rest = sum(term for name, term in known.items() if name != left)
        print(f"    without {left}: {precision(likeliest(rest), felt):.3f}")


if __name__ == "__main__":
    start()
    main()
