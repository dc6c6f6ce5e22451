"""Where films stand on the map."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .films import Movie


class MapPoint(models.Model):
    """Where a film stands on the map of the catalogue, and which embedding put it there."""

    movie = models.OneToOneField(Movie, models.CASCADE, related_name="map_point", verbose_name=_("film"))
    x = models.FloatField()
    y = models.FloatField()
    model_id = models.CharField(_("model"), max_length=100, db_index=True)
    emb_digest = models.CharField(_("digest of the embedded text"), max_length=40, blank=True)

    def __str__(self) -> str:
        return f"{self.movie_id}: {self.x:.4f}, {self.y:.4f}"
