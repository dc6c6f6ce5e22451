"""Checks the stored moods: how many films have one, from where, and which wait or are stale."""

from collections import Counter
from dataclasses import dataclass, field

from ..embedders import Embedder
from ..errors import VectorError
from ..models import Mood, Movie
from ..vectors import from_bytes
from .store import is_outdated

DERIVE = "python manage.py movie_moods"
WRITE = "python manage.py movie_moods --stale"
EMBED = "python manage.py movie_embeddings"
EMBED_ALL = f"{EMBED} --all"  # what is corrupt but of the right text and model is not embedded else


@dataclass
class MoodReport:
    """Counts of films by their moods. A mood ages when its film's text changes; its vector, when it does."""

    by_source: Counter[str] = field(default_factory=Counter)
    waiting: int = 0  # films with a description and no mood
    outdated: Counter[str] = field(default_factory=Counter)  # made from an earlier text, by source
    unembedded: int = 0
    stale: int = 0  # vectors of other emotions, or of another model
    corrupt: int = 0

    @property
    def well(self) -> bool:
        """Whether what there is is fresh; no film needs to have a mood."""
        return not (self.outdated or self.unembedded or self.stale or self.corrupt)

    @property
    def cures(self) -> list[str]:
        """The commands that repair what is not well, and none that pays unasked."""
        due = {
            DERIVE: self.outdated[Mood.Source.DERIVED],
            WRITE: self.outdated[Mood.Source.MODEL],
            EMBED: not self.corrupt and self.unembedded + self.stale,
            EMBED_ALL: self.corrupt,
        }
        return [command for command, count in due.items() if count]

    def add(self, mood: Mood, embedder: Embedder) -> None:
        """Count one mood, read with its vector and its film."""
        self.by_source[mood.source] += 1
        self.outdated[mood.source] += is_outdated(mood)
        if mood.emb is None:
            self.unembedded += bool(mood.emotions)
            return
        self.stale += mood.is_stale(embedder)
        try:
            from_bytes(mood.emb, embedder.dimensions if mood.emb_model == embedder.model_id else None)
        except VectorError:
            self.corrupt += 1


def mood_health(embedder: Embedder) -> MoodReport:
    """Every film's mood, counted."""
    report = MoodReport(waiting=Movie.objects.described().filter(mood=None).count())
    moods = Mood.objects.with_vectors().select_related("movie").defer("movie__emb").order_by("pk")
    for mood in moods.iterator(chunk_size=500):
        report.add(mood, embedder)
    report.outdated = +report.outdated
    return report
