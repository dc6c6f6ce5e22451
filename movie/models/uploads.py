"""Files of films that were uploaded to be imported, and how far their imports are."""

from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db import models
from django.utils.translation import gettext_lazy as _


class PrivateFiles(FileSystemStorage):
    """Where uploads lie: not in the media folder, from which anybody may read."""

    @property
    def base_location(self) -> str:
        return str(settings.UPLOADS_ROOT)

    @property
    def location(self) -> str:
        return str(Path(self.base_location).absolute())

    def url(self, name: str | None) -> str:
        """Raises ValueError: they have no address."""
        raise ValueError("This file is not accessible via a URL.")


class UploadQuerySet(models.QuerySet):
    """Uploads, by how they stand."""

    def due(self) -> "UploadQuerySet":
        """Those to be imported, in the order in which that was asked for, with those whose run died."""
        return self.filter(state__in=(Upload.State.QUEUED, Upload.State.RUNNING)).order_by("started_at", "pk")


class Upload(models.Model):
    """One file. `columns` is what its owner has chosen: field to column."""

    class State(models.TextChoices):
        """How its import stands."""

        NEW = "new", _("to be looked at")
        QUEUED = "queued", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    file = models.FileField(_("file"), storage=PrivateFiles(), max_length=200)
    name = models.CharField(_("name"), max_length=200, editable=False)
    columns = models.JSONField(_("columns"), default=dict, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.NEW, editable=False)
    done = models.PositiveIntegerField(_("rows done"), default=0, editable=False)
    rows = models.PositiveIntegerField(_("rows in all"), default=0, editable=False)
    report = models.JSONField(_("report"), default=dict, blank=True, editable=False)
    message = models.TextField(_("message"), blank=True, editable=False)
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)
    started_at = models.DateTimeField(_("started"), null=True, blank=True, editable=False)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True, editable=False)

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = _("uploaded file")
        verbose_name_plural = _("uploaded files")
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> Path:
        return Path(self.file.path)

    @property
    def under_way(self) -> bool:
        """Whether it has been asked for and has not ended."""
        return self.state in (self.State.QUEUED, self.State.RUNNING)
