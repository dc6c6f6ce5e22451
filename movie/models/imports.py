"""What imports have done to films, so that one can be undone."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from .films import Movie


class ImportRun(models.Model):
    """One import of files."""

    files = models.CharField(_("files"), max_length=500)
    started_at = models.DateTimeField(_("started"), auto_now_add=True)
    created = models.PositiveIntegerField(_("films added"), default=0)
    updated = models.PositiveIntegerField(_("films updated"), default=0)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.files} ({self.started_at:%Y-%m-%d %H:%M})"


class ImportChange(models.Model):
    """What one import did to one film: added it, or changed fields, each as [before, after]."""

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="changes", verbose_name=_("import"))
    movie = models.ForeignKey(Movie, models.CASCADE, related_name="+", verbose_name=_("film"))
    created = models.BooleanField(_("added"), default=False)
    fields = models.JSONField(_("fields"), default=dict, encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = _("change of an import")
        verbose_name_plural = _("changes of imports")

    def __str__(self) -> str:
        return f"{self.run}: {self.movie}"
