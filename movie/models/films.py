"""Films as they are stored, each with its embedding and where that came from."""

from collections.abc import Iterator

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ..addresses import address
from ..text import movie_text, split_genres
from ..text.origins import split_countries
from .embedded import Embedded
from .people import Credit, Person
from .translations import Shown, Translation, base_language, split_keywords

DEFAULT_IMAGE = "movie/images/default.jpg"
RUNTIMES = (1, 1200)  # minutes that a film may last
# Of films: what lies outside is a mistake, which is neither asked for nor counted.
YEARS = (1870, 2100)


class Movie(Embedded):
    """One film."""

    TEXT_FIELDS = ("title", "genre", "keywords", "description")
    NEEDED_TEXT = "description"
    NAME_FIELDS = ("title", "year")
    INDEX_FIELDS = ("pk", "year", "runtime", "genre", "emb")

    title = models.CharField(_("title"), max_length=300, db_index=True)
    description = models.TextField(_("description"), blank=True)
    image = models.ImageField(
        _("image"), upload_to="movie/images/", max_length=200, default=DEFAULT_IMAGE, blank=True
    )
    url = models.URLField(_("address"), blank=True)
    genre = models.CharField(_("genres"), max_length=250, blank=True)
    year = models.IntegerField(_("year"), null=True, blank=True, db_index=True)
    keywords = models.TextField(_("keywords"), blank=True)
    release_date = models.DateField(_("release date"), null=True, blank=True)
    runtime = models.PositiveSmallIntegerField(
        _("running time"),
        null=True,
        blank=True,
        help_text=_("in minutes"),
        validators=[MinValueValidator(RUNTIMES[0]), MaxValueValidator(RUNTIMES[1])],
    )
    vote_average = models.FloatField(_("vote average"), null=True, blank=True)
    vote_count = models.PositiveIntegerField(_("vote count"), null=True, blank=True)
    popularity = models.FloatField(_("popularity"), null=True, blank=True)
    budget = models.PositiveBigIntegerField(_("budget"), null=True, blank=True)
    revenue = models.PositiveBigIntegerField(_("revenue"), null=True, blank=True)
    tmdb_id = models.PositiveIntegerField(_("TMDB id"), null=True, blank=True, unique=True)
    imdb_id = models.CharField(_("IMDb id"), max_length=12, null=True, blank=True, unique=True)  # noqa: DJ001
    original_language = models.CharField(
        _("original language"), max_length=8, blank=True, help_text=_("by its letters, such as fr")
    )
    countries = models.CharField(
        _("countries"), max_length=100, blank=True, help_text=_("by their letters, such as FR, BE")
    )
    studios = models.TextField(
        _("studios"), blank=True, help_text=_("with commas between, such as Pixar, Walt Disney Pictures")
    )
    people = models.ManyToManyField("Person", through="Credit", related_name="movies", blank=True)

    class Meta:
        verbose_name = _("film")
        verbose_name_plural = _("films")
        # The catalogue is listed so: with titles alone SQLite would sort all films for a page.
        indexes = [models.Index(fields=["title", "year", "id"], name="movie_in_order")]

    def __str__(self) -> str:
        return f"{self.title} ({self.year})" if self.year else self.title

    def get_absolute_url(self) -> str:
        return address("movie:detail", self.pk)

    @property
    def homepage(self) -> str:
        """The film's own address on the web, or nothing where what is stored is none (javascript:, say)."""
        return self.url if self.url.lower().startswith(("https://", "http://")) else ""

    @property
    def genres(self) -> list[str]:
        """The genres one by one, tidied."""
        return split_genres(self.genre)

    @property
    def country_list(self) -> list[str]:
        """The countries that it comes from, by their letters."""
        return split_countries(self.countries)

    @property
    def studio_list(self) -> list[str]:
        """The studios that made it, by their names."""
        return split_keywords(self.studios)

    @property
    def keyword_list(self) -> list[str]:
        """The keywords one by one."""
        return split_keywords(self.keywords)

    @cached_property
    def translations_by_language(self) -> dict[str, Translation]:
        """The film's translations by their language; uses prefetched ones where there are any."""
        return {each.language: each for each in self.translations.all()}

    def in_language(self, language: str) -> Shown:
        """The texts to show in a language ("en", "es-mx"): its translation where there is one, or the row."""
        code = base_language(language)
        return Shown(self, self.translations_by_language.get(code), code)

    @property
    def shown(self) -> Shown:
        """The texts to show on the page that is being made, in its language."""
        return self.in_language(get_language() or "")

    @property
    def embedded_text(self) -> str:
        """What is embedded of a film."""
        return movie_text(self)

    def crew(self, role: "Credit.Role") -> Iterator["Person"]:
        """People in one role, in the order of the credits; uses prefetched credits where there are any."""
        return (credit.person for credit in self.credits.all() if credit.role == role)

    @property
    def directors(self) -> list["Person"]:
        return list(self.crew(Credit.Role.DIRECTOR))

    @property
    def actors(self) -> list["Person"]:
        return list(self.crew(Credit.Role.ACTOR))
