"""What films leave their viewers feeling."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..text.emotions import mood_text, split_emotions
from .embedded import Embedded
from .films import Movie


class Mood(Embedded):
    """What a film leaves its viewers feeling, and its plot in emojis."""

    class Source(models.TextChoices):
        SAMPLE = "sample", _("sample")
        IMPORTED = "imported", _("imported")
        MODEL = "model", _("chat model")
        DERIVED = "derived", _("derived from the text")
        OWN = "own", _("corrected by hand")

    TEXT_FIELDS = ("emotions",)
    NEEDED_TEXT = "emotions"
    NAME_FIELDS = ("pk",)
    INDEX_FIELDS = ("pk", "movie__year", "movie__runtime", "movie__genre", "emb")

    movie = models.OneToOneField(
        Movie, models.CASCADE, primary_key=True, related_name="mood", verbose_name=_("film")
    )
    emotions = models.TextField(_("emotions"), blank=True)
    emojis = models.CharField(_("plot in emojis"), max_length=100, blank=True)
    source = models.CharField(_("source"), max_length=10, choices=Source, default=Source.IMPORTED)
    # Of the film's text that the chat model, or the guess, has read; empty for the other sources.
    text_digest = models.CharField(_("digest of the film's text"), max_length=40, blank=True, editable=False)

    class Meta:
        verbose_name = _("mood")
        verbose_name_plural = _("moods")
        base_manager_name = "objects"

    def __str__(self) -> str:
        return f"{self.movie}: {self.emotions}"

    @property
    def emotion_list(self) -> list[str]:
        """The emotions one by one, as they are stored."""
        return split_emotions(self.emotions)

    @property
    def embedded_text(self) -> str:
        """What is embedded of a mood."""
        return mood_text(self.emotion_list)
