"""By which names a film is found, and how it is shown in another language than that of its own row."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..text.folding import fold
from ..text.genres import genres_shown
from .compiled import Few

if TYPE_CHECKING:
    from .films import Movie


class Title(models.Model):
    """A name that people know a film by, for finding it; the film is shown by others."""

    class Kind(models.TextChoices):
        ORIGINAL = "original", _("original")
        OFFICIAL = "official", _("official")
        ALTERNATIVE = "alternative", _("alternative")

    movie = models.ForeignKey("Movie", models.CASCADE, related_name="titles", verbose_name=_("film"))
    name = models.CharField(_("title"), max_length=300, db_index=True)
    language = models.CharField(_("language"), max_length=10, blank=True, help_text=_("en, es, ja …"))
    region = models.CharField(
        _("region"), max_length=10, blank=True, help_text=_("ES for Spain, 419 for Latin America, MX …")
    )
    kind = models.CharField(_("kind"), max_length=11, choices=Kind, default=Kind.ALTERNATIVE)

    class Meta:
        verbose_name = _("title")
        verbose_name_plural = _("titles")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["movie", "name", "language", "region"], name="one_title_a_place"),
        ]

    def __str__(self) -> str:
        return self.name


class Translation(models.Model):
    """How a film is shown in a language; a text that is empty is shown as the film's own row has it."""

    movie = models.ForeignKey("Movie", models.CASCADE, related_name="translations", verbose_name=_("film"))
    language = models.CharField(_("language"), max_length=10, help_text=_("en, es, ja …"))
    title = models.CharField(_("title"), max_length=300, blank=True)
    description = models.TextField(_("description"), blank=True)
    genre = models.CharField(_("genres"), max_length=250, blank=True)
    keywords = models.TextField(_("keywords"), blank=True)

    class Meta:
        verbose_name = _("translation")
        verbose_name_plural = _("translations")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["movie", "language"], name="one_translation_a_language"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.language})"


@dataclass(frozen=True)
class Shown:
    """The texts of a film in the language it is shown in; what its translation leaves out is its row's."""

    movie: "Movie"
    translation: Translation | None
    language: str = ""  # "es"

    def __str__(self) -> str:
        return f"{self.title} ({self.movie.year})" if self.movie.year else self.title

    def _text(self, name: str) -> str:
        return getattr(self.translation, name, "") or getattr(self.movie, name)

    @property
    def title(self) -> str:
        return self._text("title")

    @property
    def description(self) -> str:
        return self._text("description")

    @property
    def genres(self) -> list[str]:
        """The genres one by one, tidied; named in the language, as far as its words for them are known."""
        return genres_shown(self.language, self._text("genre"))

    @property
    def keyword_list(self) -> list[str]:
        """The keywords one by one."""
        return split_keywords(self._text("keywords"))

    @property
    def other_titles(self) -> list[Title]:
        """The film's original title and its official ones in this language, by name, but for what is shown.

        Spanish has two of many films: "Duro de matar" is "Jungla de cristal" in Spain.
        """
        kinds = Title.Kind
        official = models.Q(kind=kinds.OFFICIAL, language=self.language)
        found = self.movie.titles.filter(models.Q(kind=kinds.ORIGINAL) | official)
        by_name = {fold(title.name): title for title in reversed(found)}
        by_name.pop(fold(self.title), None)
        return list(reversed(by_name.values()))


def base_language(code: str) -> str:
    """The language of a code that may name a region as well: "es" of "es-mx"."""
    return code.partition("-")[0].lower()


def split_keywords(text: str) -> list[str]:
    """The keywords of a text such as "moon, space capsule", one by one."""
    return [word.strip() for word in text.split(",") if word.strip()]


def with_translations(movies: "Iterable[Movie]") -> "list[Movie]":
    """The films, with their translations read by one query for all that have not got them yet."""
    movies = list(movies)
    without = [movie for movie in movies if "translations_by_language" not in vars(movie)]
    found: dict[int | None, dict[str, Translation]] = {movie.pk: {} for movie in without}
    for translation in _of_films.read(list(found)):
        found[translation.movie_id][translation.language] = translation
    for movie in without:
        movie.translations_by_language = found[movie.pk]
    return movies


_of_films = Few(Translation, "movie")
