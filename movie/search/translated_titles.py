"""Finds the film that a title of another language means: "volver al futuro" is "Back to the Future".

Asked only where a name would be told not to be here, and where embedding is free: what films are called in
other languages is stored for few catalogues, yet an encoder of many languages puts titles that mean the same
side by side. Titles of the nearest films alone are embedded, and kept.
"""

from functools import lru_cache

import numpy as np

from ..embedders import Embedder, get_embedder
from ..models import Movie
from ..text.language import leaning
from ..vectors import Vector
from .engines import get_engine
from .profiles import profile_of
from .query_vectors import prompt_vector

# So many of the nearest films may be meant; that takes some 50 ms the first time.
CANDIDATES = 40
# From this similarity on two titles mean the same. Of 160 Spanish titles of the sample's films, told in
# English alone, 106 are found so and none that is another film's; from .55 on 115, and 3 others.
SAME = 0.6
# How much less may be another film of the series.
BESIDE = 0.1


def translated(name: str) -> tuple[int, ...]:
    """The films whose titles mean in another language what a name says, the nearest first; none where no
    title does. Raises as search() does.
    """
    embedder = get_embedder()
    if embedder.pays or not profile_of(embedder).learned_mix:
        return ()
    vector = prompt_vector(name, embedder)
    near = get_engine(embedder).nearest(vector, CANDIDATES).ids.tolist()
    titles = dict(Movie.objects.filter(pk__in=near).values_list("pk", "title"))
    foreign = [movie for movie in near if movie in titles and leaning(titles[movie]) != leaning(name)]
    alike = {movie: float(_vector(titles[movie], embedder) @ vector) for movie in foreign}
    least = max(SAME, max(alike.values(), default=0.0) - BESIDE)
    return tuple(sorted((movie for movie in alike if alike[movie] >= least), key=lambda movie: -alike[movie]))


@lru_cache(maxsize=5_000)
def _vector(title: str, embedder: Embedder) -> Vector:
    """The unit vector (d,) of a title, in half precision; nobody changes it."""
    vector = embedder.embed_query(title).astype(np.float16)
    vector.flags.writeable = False
    return vector
