"""Films as they are stored, each with its embedding and where that came from."""

from collections.abc import Iterator

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .embedders import Embedder
from .text import RECIPE, movie_text, split_genres, text_digest
from .text.emotions import mood_text, split_emotions

DEFAULT_IMAGE = "movie/images/default.jpg"
RUNTIMES = (1, 1200)  # minutes that a film may last


class EmbeddedQuerySet(models.QuerySet):
    """Rows that have embeddings, films or their moods, by the state of these."""

    def missing(self) -> "EmbeddedQuerySet":
        """Rows without an embedding."""
        return self.filter(emb=None)

    def embedded_by(self, model_id: str) -> "EmbeddedQuerySet":
        """Rows embedded by this model, fresh or not."""
        return self.filter(emb_model=model_id).exclude(emb=None)

    def described(self) -> "EmbeddedQuerySet":
        """Rows with the text that none is embedded without."""
        return self.exclude(**{self.model.NEEDED_TEXT: ""})

    def stale(self, embedder: Embedder) -> "EmbeddedQuerySet":
        """Rows whose embedding differs in model or text from what would be made now."""
        embedded = self.exclude(emb=None)
        made_otherwise = ~Q(emb_model=embedder.model_id) | ~Q(emb_digest__startswith=f"{RECIPE}:")
        candidates = embedded.exclude(made_otherwise).only(*self.model.TEXT_FIELDS, "emb_digest")
        edited = [row.pk for row in candidates.iterator() if row.text_changed]
        return embedded.filter(made_otherwise | Q(pk__in=edited))

    def to_embed(self, embedder: Embedder) -> "EmbeddedQuerySet":
        """Rows that have a text and no fresh embedding."""
        return self.described().filter(Q(emb=None) | Q(pk__in=self.stale(embedder).values("pk")))

    def with_vectors(self) -> "EmbeddedQuerySet":
        """The same rows with `emb` read along, for the few places that need it."""
        return self.defer(None)


class MovieQuerySet(EmbeddedQuerySet):
    """Films."""


class MovieManager(models.Manager.from_queryset(MovieQuerySet)):
    """Leaves the vectors in the database until they are asked for."""

    def get_queryset(self) -> MovieQuerySet:
        return super().get_queryset().defer("emb")


class Embedded:
    """What a row with an embedding knows of it."""

    @property
    def text_changed(self) -> bool:
        """Whether the texts differ from those that were embedded."""
        return self.emb_digest != text_digest(self.embedded_text)

    def is_stale(self, embedder: Embedder) -> bool:
        """Whether the stored embedding differs in model or text from what would be made now."""
        return self.emb_model != embedder.model_id or self.text_changed


class Movie(Embedded, models.Model):
    """One film. `emb` is NULL, or float32 numbers of norm 1 (see movie.vectors)."""

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
    people = models.ManyToManyField("Person", through="Credit", related_name="movies", blank=True)
    emb_model = models.CharField(_("embedded by"), max_length=100, blank=True, editable=False, db_index=True)
    emb_digest = models.CharField(_("digest of the embedded text"), max_length=40, blank=True, editable=False)
    emb_at = models.DateTimeField(_("embedded at"), null=True, blank=True, editable=False)
    # The last column, so that a list of films never reads past it.
    emb = models.BinaryField(_("embedding"), null=True, blank=True)

    objects = MovieManager()

    class Meta:
        verbose_name = _("film")
        verbose_name_plural = _("films")

    def __str__(self) -> str:
        return f"{self.title} ({self.year})" if self.year else self.title

    def get_absolute_url(self) -> str:
        return reverse("movie:detail", args=[self.pk])

    @property
    def genres(self) -> list[str]:
        """The genres one by one, tidied."""
        return split_genres(self.genre)

    @property
    def keyword_list(self) -> list[str]:
        """The keywords one by one."""
        return [word.strip() for word in self.keywords.split(",") if word.strip()]

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


class MoodManager(models.Manager.from_queryset(EmbeddedQuerySet)):
    """Leaves the vectors in the database until they are asked for."""

    def get_queryset(self) -> EmbeddedQuerySet:
        return super().get_queryset().defer("emb")


class Mood(Embedded, models.Model):
    """What a film leaves its viewers feeling, and its plot in emojis. `emb` is like that of a film."""

    class Source(models.TextChoices):
        SAMPLE = "sample", _("sample")
        IMPORTED = "imported", _("imported")
        MODEL = "model", _("chat model")
        DERIVED = "derived", _("derived from the text")
        OWN = "own", _("corrected by hand")

    TEXT_FIELDS = ("emotions",)
    NEEDED_TEXT = "emotions"
    NAME_FIELDS = ("pk",)
    INDEX_FIELDS = ("pk", "movie__year", "movie__runtime", "movie__genre", "emb")

    movie = models.OneToOneField(
        Movie, models.CASCADE, primary_key=True, related_name="mood", verbose_name=_("film")
    )
    emotions = models.TextField(_("emotions"), blank=True)
    emojis = models.CharField(_("plot in emojis"), max_length=100, blank=True)
    source = models.CharField(_("source"), max_length=10, choices=Source, default=Source.IMPORTED)
    # Of the film's text that the chat model, or the guess, has read; empty for the other sources.
    text_digest = models.CharField(_("digest of the film's text"), max_length=40, blank=True, editable=False)
    emb_model = models.CharField(_("embedded by"), max_length=100, blank=True, editable=False, db_index=True)
    emb_digest = models.CharField(_("digest of the embedded text"), max_length=40, blank=True, editable=False)
    emb_at = models.DateTimeField(_("embedded at"), null=True, blank=True, editable=False)
    emb = models.BinaryField(_("embedding"), null=True, blank=True)

    objects = MoodManager()

    class Meta:
        verbose_name = _("mood")
        verbose_name_plural = _("moods")
        base_manager_name = "objects"

    def __str__(self) -> str:
        return f"{self.movie}: {self.emotions}"

    @property
    def emotion_list(self) -> list[str]:
        """The emotions one by one, as they are stored."""
        return split_emotions(self.emotions)

    @property
    def embedded_text(self) -> str:
        """What is embedded of a mood."""
        return mood_text(self.emotion_list)


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

    movie = models.ForeignKey(Movie, models.CASCADE, related_name="credits", verbose_name=_("film"))
    person = models.ForeignKey(Person, models.CASCADE, related_name="credits", verbose_name=_("person"))
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


class Visit(models.Model):
    """How many paid searches a visitor has started in one minute; kept for that minute only."""

    visitor = models.CharField(max_length=64)
    minute = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["visitor", "minute"], name="one_visit_a_minute")]

    def __str__(self) -> str:
        return f"{self.minute:%H:%M}: {self.count}"


class MapPoint(models.Model):
    """Where a film stands on the map of the catalogue, and which embedding put it there."""

    movie = models.OneToOneField(Movie, models.CASCADE, related_name="map_point", verbose_name=_("film"))
    x = models.FloatField()
    y = models.FloatField()
    model_id = models.CharField(_("model"), max_length=100, db_index=True)
    emb_digest = models.CharField(_("digest of the embedded text"), max_length=40, blank=True)

    def __str__(self) -> str:
        return f"{self.movie_id}: {self.x:.4f}, {self.y:.4f}"
