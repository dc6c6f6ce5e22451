"""Gets the vectors of a batch out of a provider: in parts where it is too much, without what is refused."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Lock

from ..billing.spending import Entry
from ..embedders import Embedder
from ..errors import InputRefused, InputTooLong, MovieError, RequestFailed, TimedOut
from ..models import Mood, Movie
from ..providers.metering import bill, metered
from ..vectors import Vector

# A text that no provider has a reason to refuse: where it is refused too, it is not the texts that are wrong.
PROBE = "A film."
# So many texts refused one after the other, each alone, and the probe is sent.
FEW = 3
# A text that is too long loses so much of it with each attempt, and what is shorter than that is left out.
KEPT = 0.7
SHORTEST = 200


@dataclass
class Batch:
    """Films on their way through one request, or through several where it was refused."""

    movies: list[Movie] | list[Mood]
    vectors: list[Vector | None] = field(default_factory=list)
    refused: dict[int, MovieError] = field(default_factory=dict)  # place in movies: reason
    shortened: dict[int, int] = field(default_factory=dict)  # place in movies: characters embedded
    error: MovieError | None = None  # what ended it, and with it the run
    tokens: int = 0
    entry: Entry | None = None  # what it may cost, on the bill before it is sent

    def __post_init__(self) -> None:
        self.vectors = [None] * len(self.movies)


class Requests:
    """The requests of one run. Its threads share what is learned of the provider.

    Until something has been accepted one batch alone is under way, so that a wrong key or a model that is not
    loaded costs as few requests as can be; after an error that ends the run nothing more is sent.
    """

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._first, self._lock = Lock(), Lock()
        self._accepted = False
        self._error: MovieError | None = None
        self._refusals, self._few = 0, FEW
        self._longest: int | None = None  # characters of a text that was shortened and accepted

    def fill(self, batch: Batch) -> Batch:
        """Fill in the vectors, or what was refused, and the tokens billed; an error is kept in the batch."""
        with self._first:
            if not self._accepted:
                return self._filled(batch)
        return self._filled(batch)

    def _filled(self, batch: Batch) -> Batch:
        with metered() as meter:
            try:
                self._send_in_parts(batch, range(len(batch.movies)))
                if len(batch.movies) == len(batch.refused) > 1:
                    # Every single one: it is not the texts that are wrong.
                    raise next(iter(batch.refused.values()))
            except MovieError as error:
                batch.error = self._error = self._error or error
        batch.tokens = meter.tokens
        return batch

    def _send_in_parts(self, batch: Batch, places: Sequence[int]) -> bool:
        """Send the films at these places, so many at once as work; tells whether all were taken."""
        taken, start = True, 0
        while start < len(places):
            part = places[start : start + self._embedder.batch_size.now]
            taken = self._send(batch, part) and taken
            start += len(part)
        return taken

    def _send(self, batch: Batch, places: Sequence[int]) -> bool:
        try:
            rows = self._asked([batch.movies[place].embedded_text for place in places])
        except (InputRefused, RequestFailed, TimedOut) as error:
            if len(places) == 1:
                self._refuse(batch, places[0], error)
                return False
            return self._halve(batch, places, error)
        for place, row in zip(places, rows, strict=True):
            batch.vectors[place] = row
        return True

    def _asked(self, texts: list[str]) -> Vector:
        if self._error:
            raise self._error
        try:
            rows = self._embedder.embed_documents(texts)
        except TimedOut:
            # Nobody knows whether it is paid for: the bill says what it may have cost.
            bill(sum(map(self._embedder.count_tokens, texts)))
            raise
        with self._lock:
            self._accepted, self._refusals = True, 0
        return rows

    def _halve(self, batch: Batch, places: Sequence[int], error: MovieError) -> bool:
        """Send each half by itself: what is too much is sent in parts, and the text that is refused is found.

        What was too much is remembered: at once after a time-out, else where the halves have no fault.
        """
        size = self._embedder.batch_size
        if isinstance(error, TimedOut):
            size.too_many(len(places))
        middle = len(places) // 2
        halves = [self._send_in_parts(batch, half) for half in (places[:middle], places[middle:])]
        if all(halves):
            size.too_many(len(places))
        return all(halves)

    def _refuse(self, batch: Batch, place: int, error: MovieError) -> None:
        """Leave out a text that is refused alone, unless a part is taken or it is not the text's fault."""
        if isinstance(error, TimedOut):
            raise error
        if isinstance(error, InputTooLong) and self._shorten(batch, place):
            return
        self._blame(error)
        batch.refused[place] = error

    def _shorten(self, batch: Batch, place: int) -> bool:
        text = batch.movies[place].embedded_text
        longest = int(len(text) * KEPT)
        length = min(longest, self._longest) if self._longest else longest
        while length >= SHORTEST:
            try:
                (batch.vectors[place],) = self._asked([text[:length]])
            except InputTooLong:
                length = int(length * KEPT)
                continue
            self._longest = batch.shortened[place] = length
            return True
        return False

    def _blame(self, error: MovieError) -> None:
        """After a few refusals in a row, find out whether it is the texts; raise the error where not."""
        with self._lock:
            self._refusals += 1
            if self._refusals < self._few:
                return
            self._few *= 2
        try:
            self._asked([PROBE])
        except (InputRefused, RequestFailed):
            raise error from None
