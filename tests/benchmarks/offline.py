"""Embedding 10,000 films offline, saved film by film's batch."""

import time

from .setup import add_films, megabytes, start

FILMS = 10_000


def main() -> None:
    """Print the time of the whole run and of the model alone."""
    from movie.embedders import get_embedder
    from movie.embedding.store import embed_films, films_to_embed
    from movie.models import Movie
    from movie.text import movie_text

    add_films(FILMS)
    embedder = get_embedder()
    embedder.embed_query("warm")
    begin = time.perf_counter()
    report = embed_films(films_to_embed(embedder), embedder)
    whole = time.perf_counter() - begin
    texts = [movie_text(movie) for movie in Movie.objects.all()]
    begin = time.perf_counter()
    embedder.embed_documents(texts)
    alone = time.perf_counter() - begin
    print(f"  {report.stored:,} films in {whole:.1f} s, {megabytes():.0f} MB")
    print(f"  that is {whole / alone:.2f} × the model alone, with nothing read or stored ({alone:.1f} s)")


if __name__ == "__main__":
    start()
    main()
