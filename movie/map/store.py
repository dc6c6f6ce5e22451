"""The only writer of the map: stores where films stand, with the model their vectors are of."""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import F

from ..models import MapPoint, Movie

BATCH = 500
Point = Sequence[float]  # x and y, from 0 to 1


def stored_points(model_id: str) -> dict[int, tuple[float, float]]:
    """Film ids and points of the films that stand on this model's map, unless embedded anew since."""
    points = MapPoint.objects.filter(
        model_id=model_id, movie__emb_model=model_id, movie__emb_digest=F("emb_digest")
    )
    return {movie: (x, y) for movie, x, y in points.values_list("movie", "x", "y")}


def unplaced(model_id: str) -> int:
    """How many films embedded by this model stand on no map, or on that of another embedding."""
    return Movie.objects.embedded_by(model_id).count() - len(stored_points(model_id))


@transaction.atomic
def store_points(model_id: str, ids: Iterable[int], points: Iterable[Point]) -> None:
    """Put films on the model's map; those that stand there already move, all others stay."""
    places = dict(zip(ids, points, strict=True))
    digests = dict(Movie.objects.embedded_by(model_id).values_list("pk", "emb_digest"))
    MapPoint.objects.bulk_create(
        [
            MapPoint(movie_id=pk, x=float(x), y=float(y), model_id=model_id, emb_digest=digests[pk])
            for pk, (x, y) in places.items()
            if pk in digests  # not deleted meanwhile
        ],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["movie"],
        update_fields=["x", "y", "model_id", "emb_digest"],
    )
    # The journal, by which whoever keeps the map knows it is another, follows films alone.
    Movie.objects.filter(pk=next(iter(places), None)).update(image=F("image"))
