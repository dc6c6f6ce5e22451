"""How many paid searches a visitor may start in a minute (SEARCHES_PER_MINUTE), over all processes."""

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..errors import LimitReached
from ..models import RateLimit


def admitted(visitor: str | None) -> None:
    """Count a paid request of this visitor; raises LimitReached where they have started too many."""
    if visitor is not None and not admit(visitor):
        raise LimitReached(_("This visitor has started too many searches this minute."))


def admit(visitor: str) -> bool:
    """Whether a visitor (any name for one) may start another paid search this minute; counts it if so."""
    minute = timezone.now().replace(second=0, microsecond=0)
    with transaction.atomic():
        _row, new = RateLimit.objects.get_or_create(visitor=visitor, minute=minute)
        if new:
            RateLimit.objects.filter(minute__lt=minute).delete()
        allowed = RateLimit.objects.filter(
            visitor=visitor, minute=minute, count__lt=settings.SEARCHES_PER_MINUTE
        )
        return bool(allowed.update(count=F("count") + 1))
