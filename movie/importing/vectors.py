"""Takes over the embeddings that came with films, so that nobody pays for them twice."""

from collections.abc import Sequence

from ..embedding.store import store
from ..models import Movie
from ..text import movie_text
from .records import MovieRecord

# The workshop's vectors, in files that do not say who made them.
WORKSHOP_MODEL = "text-embedding-3-small"
WORKSHOP_DIMENSIONS = 1536


def store_vectors(stored: Sequence[tuple[int, MovieRecord]], source_model: str) -> int:
    """Keep the embeddings of films, given as (film id, film), whose own is missing or of another text.

    They count as made from the texts they came with: the file vouches for that. One of a film without a
    description is kept as of an unknown text. How many were stored.
    """
    with_vectors = {pk: film for pk, film in stored if film.vector is not None}
    count = 0
    if not with_vectors:
        return count
    texts = Movie.objects.only(*Movie.TEXT_FIELDS, "emb_model", "emb_digest")
    for movie in texts.filter(pk__in=with_vectors):
        film = with_vectors[movie.pk]
        model_id = film.vector_model or source_model or _guessed_model(film)
        text = movie_text(movie)
        differs = movie.emb_model != model_id or movie.text_changed
        if (
            differs if text else not movie.emb_model
        ):  # of what a film without a description was made, nobody knows
            store(movie.pk, film.vector, model_id, text)
            count += 1
    return count


def _guessed_model(film: MovieRecord) -> str:
    length = len(film.vector)
    return WORKSHOP_MODEL if length == WORKSHOP_DIMENSIONS else f"unknown model of {length} dimensions"
