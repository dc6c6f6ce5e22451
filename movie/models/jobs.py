"""What is made of the films behind the running site, and how far it is."""

from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# A job that has told nothing for so long has died with its process.
SILENCE = timedelta(minutes=10)


class JobQuerySet(models.QuerySet):
    """Jobs, by how they stand."""

    def under_way(self) -> "JobQuerySet":
        """Those that some process is working on."""
        return self.filter(state=Job.State.RUNNING, updated_at__gt=timezone.now() - SILENCE)


class Job(models.Model):
    """One kind of work, as it was done last: a row a kind."""

    class State(models.TextChoices):
        """How a job stands."""

        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    name = models.CharField(_("name"), max_length=30, primary_key=True)
    state = models.CharField(_("state"), max_length=10, choices=State)
    done = models.PositiveIntegerField(_("films done"), default=0)
    total = models.PositiveIntegerField(_("films in all"), default=0)
    message = models.TextField(_("message"), blank=True)
    started_at = models.DateTimeField(_("started"))
    updated_at = models.DateTimeField(_("updated"))

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ["started_at"]

    def __str__(self) -> str:
        return f"{self.name}: {self.done}/{self.total}, {self.state}"
