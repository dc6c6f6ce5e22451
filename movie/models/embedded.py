"""What rows with embeddings have in common: films, and their moods."""

from django.db import models
from django.db.models import Q

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


class Embedded:
    """What a row with an embedding knows of it."""

    @property
    def text_changed(self) -> bool:
        """Whether the texts differ from those that were embedded."""
        return self.emb_digest != text_digest(self.embedded_text)

    def is_stale(self, embedder: Embedder) -> bool:
        """Whether the stored embedding differs in model or text from what would be made now."""
        return self.emb_model != embedder.model_id or self.text_changed
