"""How often requests find their film: on the sample, and real requests where they are at hand."""

import os
from pathlib import Path

from django.core.management import call_command

from .setup import start

PROMPTS = Path(__file__).parents[1] / "prompts"


def main() -> None:
    """Print success@1 and @3 for the project's own prompts, then the table of evaluate_search."""
    from movie.models import Movie

    for language in ("en", "es"):
        Movie.objects.all().delete()
        call_command("import_movies", sample=True, language=language, verbosity=0)
        call_command("movie_embeddings", verbosity=0)
        for name in ("prompts.en", "prompts.es", "second.en", "second.es"):
            _report(f"{name} on the sample in {language}", PROMPTS / f"{name}.jsonl")
    data = os.environ.get("MOVIE_DATA")
    if not data:
        print("  MOVIE_DATA is not set: real requests were not measured")
        return
    _catalogue(Path(data, "workshop_movies_embeddings.json"))
    for name in ("workshop.en", "workshop.es", "ordinary.en", "ordinary.es"):
        _report(f"{name} on the workshop's films", PROMPTS / f"{name}.jsonl")
    _catalogue(Path(data, "tot_catalogue.csv"))
    call_command("evaluate_search", Path(data, "tot_queries_train.jsonl"))


def _catalogue(path: Path) -> None:
    from movie.models import Movie

    Movie.objects.all().delete()
    call_command("import_movies", path, verbosity=0)
    call_command("movie_embeddings", verbosity=0)


def _report(what: str, path: Path) -> None:
    from movie.search.evaluation import read_questions
    from movie.search.ranking import ranked

    questions, _ = read_questions(path)
    found = [ranked(question.query, k=3) for question in questions]
    first = sum(films[0] in question.relevant for films, question in zip(found, questions, strict=True))
    three = sum(
        not question.relevant.isdisjoint(films) for films, question in zip(found, questions, strict=True)
    )
    print(f"  {what}: right film first {first}, in the first three {three}, of {len(questions)}")


if __name__ == "__main__":
    start()
    main()
