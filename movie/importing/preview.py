"""Shows the first films of files as an import would store them, before anything is stored."""

from collections.abc import Sequence
from itertools import islice

from .detection import Plan
from .joins import keys_of
from .pipeline import Import
from .records import MovieRecord
from .report import ImportReport, Ledger


def first_films(understood: Sequence[Plan], most: int) -> list[MovieRecord]:
    """The first films of files as an import takes them: no series, no totals, rows of one film as one, with
    what the first rows of files beside theirs say of them.
    """
    run = Import(Ledger(ImportReport()))
    titled = [(place, each) for place, each in enumerate(understood) if not each.joins]
    films = ((found.film, each.space) for place, each in titled for found in run.whole_films(each, place))
    first = list(islice(films, most))
    keys = {key for film, space in first for key in keys_of(film, space)}
    for place, each in enumerate(understood):
        if each.joins and keys:
            run.keep(each, place, keys)
    for film, space in first:
        run.additions.complete(film, space)
    return [film for film, _space in first]
