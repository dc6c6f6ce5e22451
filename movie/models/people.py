"""Who made films, and what they did in them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Person(models.Model):
    """Somebody who made films."""

    name = models.CharField(_("name"), max_length=200, db_index=True)
    tmdb_id = models.PositiveIntegerField(_("TMDB id"), null=True, blank=True, unique=True)

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.name


class Credit(models.Model):
    """What a person did in a film."""

    class Role(models.TextChoices):
        DIRECTOR = "director", _("director")
        ACTOR = "actor", _("actor")

    movie = models.ForeignKey("Movie", models.CASCADE, related_name="credits", verbose_name=_("film"))
    person = models.ForeignKey("Person", models.CASCADE, related_name="credits", verbose_name=_("person"))
    role = models.CharField(_("role"), max_length=10, choices=Role)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("credit")
        verbose_name_plural = _("credits")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["movie", "person", "role"], name="one_credit_a_role"),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display()}"
