"""What share of requests finds what it asks for: titles, names, filters, refusals, descriptions, memories.

Each line says whether the set was tuned on or only reported; sets that are not at hand are named as left out.
"""

import io
import os
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from django.core.management import call_command

from .setup import start

TUNED, REPORTED = "tuned on", "reported only"
LANGUAGES = ("en", "es")


def main() -> None:
    """Print the table."""
    for language in LANGUAGES:
        _sample(language)
        for line in (*_typed_first(language), *_of_the_sample()):
            print(f"  sample, rows in {language}: {line}", flush=True)
    _without_keywords()
    data = os.environ.get("MOVIE_DATA")
    if not data:
        print("  MOVIE_DATA is not set: left out are the workshop's films, TMDB 5000 and long memories")
        return
    _workshop(Path(data))
    _tmdb(Path(data))
    _memories(Path(data))


def _sample(language: str) -> None:
    from movie.models import Movie

    Movie.objects.all().delete()
    call_command("import_movies", sample=True, language=language, verbosity=0)
    _embed()


def _embed() -> None:
    call_command("movie_embeddings", verbosity=0)
    call_command("rebuild_engine", stdout=io.StringIO())  # on a PostgreSQL pgvector is asked


def _typed_first(language: str, name: str = "visitors") -> Iterator[str]:
    from .first_requests import first_requests

    for use, standing in (("tune", TUNED), ("report", REPORTED)):
        found = first_requests(name, language, use)
        yield f"{name}, what people type first, in {language}, answered ({standing}): {found}"


def _of_the_sample() -> Iterator[str]:
    from . import measures

    for language in LANGUAGES:
        names = measures.titles_in(language)
        yield f"titles in {language} alone, first: {measures.titles(names)}"
        yield f"the same without accents: {measures.titles(measures.without_accents(names))}"
        for role in ("director", "actor"):
            first, every = measures.people(role, language)
            yield f"{role}s asked for in {language}, first theirs: {first}; all theirs in ten: {every}"
        yield from _obeyed(language)
        short = measures.described(f"short.{language}.jsonl")
        yield f"short.{language}, right film first ({REPORTED}): {short}"
        for kind, told in (("film", "requests for films answered"), ("nonsense", "nonsense refused")):
            for name in ("out_of_scope.test.json", "out_of_scope.second.json", "out_of_scope.third.json"):
                judged = measures.judged(name, kind, language)
                yield f"{name}: {told}, in {language} ({REPORTED}): {judged}"
    yield f"titles beside a director, in small letters, first ({REPORTED}): {measures.titles_beside_names()}"
    yield f"the same with a slip in the title ({REPORTED}): {measures.titles_beside_names(slips=True)}"
    for part, standing in (("report", REPORTED), ("second", TUNED)):
        for told, kind in ((True, "absent"), (False, "wishes")):
            asked = "absent titles and names told" if told else "wishes not told"
            found = measures.absences(f"{kind}.{part}.json", told)
            yield f"{kind}.{part}, {asked} that they are not here ({standing}): {found}"
    for name in ("absent.third", "absent.fourth"):
        found = measures.absences(f"{name}.json", True)
        yield f"{name}, absent titles and names told that they are not here ({REPORTED}): {found}"
    for language in LANGUAGES:
        yield f"present, in {language}, half remembered, theirs first ({TUNED}): {measures.present(language)}"
    for language in ("pt", "fr", "it"):
        found = measures.described(f"other_languages.{language}.jsonl")
        yield f"descriptions in {language}, right film first ({REPORTED}): {found}"


def _obeyed(language: str) -> Iterator[str]:
    from . import measures

    genres = measures.genre_names()
    for name, measure in (("filters", measures.filters), ("negations", measures.negations)):
        for part, standing in (
            (f"{name}.{language}.jsonl", TUNED),
            (f"{name}.report.{language}.jsonl", TUNED),
        ):
            share, whole = measure(part, genres)
            yield f"{part}, of the first five obey ({standing}): {share:.3f}; all five: {whole}"
    share, whole = measures.filters(f"filters.second.{language}.jsonl", genres)
    yield f"filters.second, of the first five obey ({REPORTED}): {share:.3f}; all five: {whole}"
    for part, standing in (("second", TUNED), ("third", REPORTED)):
        share, whole = measures.negations(f"negations.{part}.{language}.jsonl", genres)
        yield f"negations.{part}, of the first five obey ({standing}): {share:.3f}; all five: {whole}"


def _without_keywords() -> None:
    """The sample without its keywords: in both languages, as it ships, and told in one language alone."""
    from movie.models import Movie, Title, Translation

    for language in LANGUAGES:
        _sample(language)
        Translation.objects.update(keywords="")
        Movie.objects.update(keywords="")
        _embed()
        _short(f"sample, rows in {language}, no keywords")
        Translation.objects.all().delete()
        Title.objects.all().delete()
        _short(f"sample in {language} alone, no keywords")


def _short(catalogue: str) -> None:
    from . import measures

    for asked in LANGUAGES:
        found = measures.described(f"short.{asked}.jsonl")
        print(f"  {catalogue}, short.{asked} first ({REPORTED}): {found}", flush=True)


def _catalogue(*paths: Path) -> None:
    from movie.models import Movie

    Movie.objects.all().delete()
    for path in paths:
        call_command("import_movies", path, verbosity=0)
    _embed()


def _workshop(data: Path) -> None:
    from . import measures

    _catalogue(data / "workshop_movies_embeddings.json")
    for name in ("workshop.es", "workshop.en", "ordinary.es", "ordinary.en"):
        print(
            f"  workshop's films, {name} first ({TUNED}): {measures.described(f'{name}.jsonl')}", flush=True
        )


def _tmdb(data: Path) -> None:
    from . import measures

    _catalogue(data / "tmdb_5000_movies.csv", data / "movies_dataset_directors.csv")
    names = measures.own_titles()
    print(f"  TMDB 5000, titles first: {measures.titles(names)}", flush=True)
    print(f"  TMDB 5000, titles with one slip first: {measures.titles(measures.slipped(names))}", flush=True)
    for language in LANGUAGES:
        for name in ("requests", *(f"requests.{one}" for one in ("second", "third", "fourth", "fifth"))):
            for line in _typed_first(language, name):
                print(f"  TMDB 5000, {line}", flush=True)


def _memories(data: Path) -> None:
    from movie.embedders.offline import OfflineEmbedder
    from movie.search import search
    from movie.search.training.data import read_data
    from movie.search.training.evaluate import held_out_figures
    from movie.search.training.fitting import embedded

    embedder = OfflineEmbedder()
    lesson = embedded(read_data(data), embedder.embed_documents)
    for name, figures in held_out_figures(lesson, embedder.model_id).items():
        line = ", ".join(f"{cut} {figure:.3f}" for cut, figure in figures.items())
        print(f"  long memories, a quarter of the films held out, {name}: {line}", flush=True)
    _catalogue(data / "tot_catalogue.csv")
    times = []
    for memory in lesson.data.taglines[:200]:
        begin = time.perf_counter()
        search(memory.request.text)
        times.append((time.perf_counter() - begin) * 1000)
    print(f"  one unseen short prompt on 11,389 films: {median(times):.1f} ms in the median")


if __name__ == "__main__":
    start()
    main()
