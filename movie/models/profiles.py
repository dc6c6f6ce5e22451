"""The thresholds of embedding models that the program does not know."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EmbeddingProfile(models.Model):
    """From where on a model's similarities mean something, as learned from its own vectors of the films."""

    model_id = models.CharField(_("model"), max_length=250, unique=True)
    floor = models.FloatField(_("similarity from which films fit"))
    close = models.FloatField(_("similarity from which films are close"))
    films = models.PositiveIntegerField(_("films"))  # embedded when it was learned
    made_at = models.DateTimeField(_("made at"), auto_now=True)

    class Meta:
        verbose_name = _("embedding profile")
        verbose_name_plural = _("embedding profiles")

    def __str__(self) -> str:
        return f"{self.model_id}: {self.floor:.3f}, {self.close:.3f}"
