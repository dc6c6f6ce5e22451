"""What was paid for, and how many paid searches are under way."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Spending(models.Model):
    """What was embedded for money on one day, for one purpose."""

    day = models.DateField(_("day"))
    purpose = models.CharField(_("purpose"), max_length=30)
    model_id = models.CharField(_("model"), max_length=100)
    requests = models.IntegerField(_("requests"), default=0)
    tokens = models.BigIntegerField(_("tokens"), default=0)
    cost = models.FloatField(_("cost in US dollars"), default=0.0)

    class Meta:
        verbose_name = _("spending")
        verbose_name_plural = _("spending")
        ordering = ["-day", "purpose", "model_id"]
        constraints = [
            models.UniqueConstraint(fields=["day", "purpose", "model_id"], name="one_spending_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.day}, {self.purpose}: {self.tokens}"


class RateLimit(models.Model):
    """How many paid searches a visitor has started in one minute; kept for that minute only."""

    visitor = models.CharField(max_length=64)
    minute = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["visitor", "minute"], name="one_visit_a_minute")]

    def __str__(self) -> str:
        return f"{self.minute:%H:%M}: {self.count}"
