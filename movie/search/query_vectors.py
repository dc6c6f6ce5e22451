"""The vector of a prompt: kept once it is paid for, and paid for within the site's limits."""

import hashlib
import logging
import unicodedata
from weakref import WeakKeyDictionary

from django.core.cache import cache

from ..billing.budget import reserved
from ..billing.rate_limit import admitted
from ..embedders import Embedder
from ..providers.metering import metered
from ..vectors import Vector, from_bytes, to_bytes

logger = logging.getLogger(__name__)

# What this process has read from the cache, paid for or encoded: one search asks for the same words several
# times, and encoding them again takes two milliseconds.
MOST_AT_HAND = 500
_at_hand: WeakKeyDictionary[Embedder, dict[str, Vector]] = WeakKeyDictionary()


def prompt_vector(prompt: str, embedder: Embedder, visitor: str | None = None) -> Vector:
    """The prompt's unit vector (d,), from the cache where this model has made it before.

    `visitor` names who asks, where visitors are limited. Raises LimitReached where a paid search
    would go over a limit, ProviderError where the provider gives no vector.
    """
    key = _cache_key(prompt, embedder.query_id)
    at_hand = _at_hand.setdefault(embedder, {})
    known = at_hand.get(key)
    if known is None:
        known = _paid_once(prompt, key, embedder, visitor) if embedder.pays else embedder.embed_query(prompt)
        if len(at_hand) >= MOST_AT_HAND:
            at_hand.clear()
        at_hand[key] = known
    return known


def _paid_once(prompt: str, key: str, embedder: Embedder, visitor: str | None) -> Vector:
    known = _remembered(key)
    if known is None:
        known = _paid_vector(prompt, embedder, visitor)
        _remember(key, known)
    return known


def _remembered(key: str) -> Vector | None:
    try:
        data = cache.get(key)
        return None if data is None else from_bytes(data)
    except Exception as error:  # whatever is wrong with the cache, it is no reason not to search
        logger.warning("A prompt's vector cannot be read from the cache: %r", error)
        return None


def _remember(key: str, vector: Vector) -> None:
    try:
        cache.set(key, to_bytes(vector))
    except Exception as error:  # it is paid for: better used once than not at all
        logger.warning("A prompt's vector cannot be kept, and is paid for each time: %r", error)


def _paid_vector(prompt: str, embedder: Embedder, visitor: str | None) -> Vector:
    admitted(visitor)
    with reserved(embedder, embedder.count_tokens(prompt)) as bill, metered() as meter:
        vector = embedder.embed_query(prompt)
        bill.tokens = meter.tokens or bill.reserved
    return vector


def _cache_key(prompt: str, model_id: str) -> str:
    normalised = " ".join(unicodedata.normalize("NFC", prompt).split())
    named = f"{model_id}\n{normalised}"
    return f"prompt-{hashlib.blake2b(named.encode(), digest_size=20).hexdigest()}"
