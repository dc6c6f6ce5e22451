"""What rows with embeddings have in common: films, and their moods."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..embedders import Embedder
from ..text import RECIPE, text_digest


class EmbeddedQuerySet(models.QuerySet):
    """Rows that have embeddings, films or their moods, by the state of these."""

    def missing(self) -> "EmbeddedQuerySet":
        """Rows without an embedding."""
        return self.filter(emb=None)

    def embedded_by(self, model_id: str) -> "EmbeddedQuerySet":
        """Rows embedded by this model, fresh or not."""
        return self.filter(emb_model=model_id).exclude(emb=None)

    def described(self) -> "EmbeddedQuerySet":
        """Rows with the text that none is embedded without."""
        return self.exclude(**{self.model.NEEDED_TEXT: ""})

    def stale(self, embedder: Embedder) -> "EmbeddedQuerySet":
        """Rows whose embedding differs in model or text from what would be made now."""
        embedded = self.exclude(emb=None)
        made_otherwise = ~Q(emb_model=embedder.model_id) | ~Q(emb_digest__startswith=f"{RECIPE}:")
        candidates = embedded.exclude(made_otherwise).only(*self.model.TEXT_FIELDS, "emb_digest")
        edited = [row.pk for row in candidates.iterator() if row.text_changed]
        return embedded.filter(made_otherwise | Q(pk__in=edited))

    def to_embed(self, embedder: Embedder) -> "EmbeddedQuerySet":
        """Rows that have a text and no fresh embedding."""
        return self.described().filter(Q(emb=None) | Q(pk__in=self.stale(embedder).values("pk")))

    def with_vectors(self) -> "EmbeddedQuerySet":
        """The same rows with `emb` read along, for the few places that need it."""
        return self.defer(None)


class EmbeddedManager(models.Manager.from_queryset(EmbeddedQuerySet)):
    """Leaves the vectors in the database until they are asked for."""

    def get_queryset(self) -> EmbeddedQuerySet:
        return super().get_queryset().defer("emb")


class Embedded(models.Model):
    """A row with an embedding: NULL, or float32 numbers of norm 1 (see movie.vectors), and who made it."""

    TEXT_FIELDS: tuple[str, ...]  # what is embedded is made of these
    NEEDED_TEXT: str  # without this one nothing is
    NAME_FIELDS: tuple[str, ...]  # what str() needs
    INDEX_FIELDS: tuple[str, ...]  # what the index in memory reads: id, year, runtime, genre, vector
    embedded_text: str

    emb_model = models.CharField(_("embedded by"), max_length=100, blank=True, editable=False, db_index=True)
    emb_digest = models.CharField(_("digest of the embedded text"), max_length=40, blank=True, editable=False)
    emb_at = models.DateTimeField(_("embedded at"), null=True, blank=True, editable=False)
    # The last column of its table, so that a list of rows never reads past it.
    emb = models.BinaryField(_("embedding"), null=True, blank=True)

    objects = EmbeddedManager()

    class Meta:
        abstract = True

    @property
    def text_changed(self) -> bool:
        """Whether the texts differ from those that were embedded."""
        return self.emb_digest != text_digest(self.embedded_text)

    def is_stale(self, embedder: Embedder) -> bool:
        """Whether the stored embedding differs in model or text from what would be made now."""
        return self.emb_model != embedder.model_id or self.text_changed
