"""Tells which column of a file is which field of a film, whatever the columns are called."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache

from rapidfuzz import fuzz

from .datasets import KINDS, Kind
from .readers.rows import MOST_COLUMNS
from .titles import FIELDS

NAMES = {
    "title": (
        "title",
        "titulo",
        "título",
        "name",
        "nombre",
        "series_title",
        "movie_title",
        "film",
        "pelicula",
    )
    + ("movie", "movie_name", "film_title", "primary_title", "nombre_pelicula"),
    "description": ("description", "overview", "descripcion", "descripción", "sinopsis", "plot", "synopsis")
    + ("summary", "plot_summary", "storyline", "resumen", "argumento", "trama"),
    "genre": ("genre", "genres", "genero", "género", "generos", "géneros", "listed_in"),
    "keywords": ("keywords", "keyword", "palabras_clave", "tags", "plot_keywords"),
    "url": ("url", "homepage", "link", "movie_imdb_link", "enlace"),
    "image": ("image", "poster", "imagen"),
    "year": (
        "year",
        "release_year",
        "released_year",
        "año",
        "anio",
        "ano",
        "title_year",
        "year_of_release",
        "start_year",
    ),
    "release_date": ("release_date", "released", "fecha", "fecha_estreno", "date", "date_published"),
    "runtime": (
        "runtime",
        "runtime_min",
        "runtime_mins",
        "runtime_minutes",
        "running_time",
        "duration",
        "duration_min",
        "duration_mins",
        "duration_minutes",
        "length",
        "length_min",
        "length_minutes",
        "film_length",
    )
    + ("duracion", "duración", "duracion_min", "duración_min", "duracion_minutos", "duración_minutos")
    + ("minutes", "minutos"),
    "vote_average": ("vote_average", "rating", "imdb_rating", "puntuacion", "score", "imdb_score", "avg_vote")
    + ("average_rating", "user_rating", "nota"),
    "vote_count": (
        "vote_count",
        "no_of_votes",
        "votes",
        "votos",
        "imdb_votes",
        "num_votes",
        "num_voted_users",
        "number_of_votes",
    ),
    "popularity": ("popularity", "popularidad", "tmdb_popularity"),
    "budget": ("budget", "presupuesto"),
    "revenue": (
        "revenue",
        "gross",
        "recaudacion",
        "recaudación",
        "box_office",
        "box_office_gross",
        "ingresos",
    ),
    "tmdb_id": ("tmdb_id", "id_pelicula"),
    "imdb_id": ("imdb_id", "imdb_title_id", "tconst"),
    "directors": ("director", "directors", "directores", "director_name", "directed_by"),
    "actors": ("actors", "cast", "actores", "reparto", "stars", "starring", "elenco"),
    "emotions": ("emotions", "emociones"),
    "emojis": ("emojis", "emoticonos"),
    "mood_source": ("mood_source",),
    "mood_digest": ("mood_digest",),
    "titles": ("titles",),
    "translations": ("translations",),
    "original_title": ("original_title", "titulo_original", "título_original"),
    "original_language": ("original_language", "idioma_original"),
    "title_en": ("title_en", "english_title", "titulo_ingles", "título_inglés", "titulo_en"),
    "title_es": ("title_es", "spanish_title", "titulo_espanol", "título_español", "titulo_es"),
    "title_latam": ("title_latam", "title_419", "title_es_419", "titulo_latam", "titulo_latinoamerica"),
    "alternative_titles": ("alternative_titles", "alternative_title", "aka", "akas", "also_known_as")
    + ("titulos_alternativos", "títulos_alternativos", "otros_titulos", "otros_títulos"),
    "show": ("type", "title_type", "media_type", "content_type", "tipo"),
    "embedding": ("embedding", "emb"),
    "embedding_model": ("embedding_model", "emb_model"),
    "embedding_digest": ("embedding_digest", "emb_digest"),
}
# Names that stand for a field where no other column does.
OTHERWISE = {
    "title": ("titulo_espanol", "titulo_es", "title_es", "spanish_title", "title_en", "english_title")
    + ("titulo_original", "original_title", "titles"),
    "directors": ("direccion", "dirección"),
    "vote_average": ("nota_media", "valoracion", "valoración"),
}
CAMEL = re.compile(r"(?<=[a-zé])(?=[A-Z])")
CLOSE_ENOUGH = 85  # of 100: one letter wrong in seven


def key_of(name: str) -> str:
    """A column's name for comparing: "Series Title", "series_title" and "seriesTitle" are one."""
    return re.sub(r"[\W_]+", "", name.strip()).casefold()


FIELD_OF = {key_of(name): field for field, names in NAMES.items() for name in names}
# A person a column: Director 1, Star2, actor_3_name
NUMBERED = {
    field: re.compile(rf"({'|'.join(names)})_?\d{{1,2}}(_name)?")
    for field, names in (("directors", ("director",)), ("actors", ("actor", "star", "cast")))
}


def understood(
    header: Sequence[str], kind: Kind | None = None, mapping: Mapping[str, str] | None = None
) -> tuple[dict[str, str], list[str]]:
    """Which column is which field, and the columns that are none; of two for one field the first wins.

    `mapping` (field to column) goes before what the kind of file says, and that before the names. People
    alone may stand in several columns.
    """
    asked = {column: field for field, column in (mapping or {}).items()}
    ruled = {name: kind.fields[key_of(name)] for name in header if kind and key_of(name) in kind.fields}
    certain = {**ruled, **asked}
    taken = {field for name, field in certain.items() if name in header}
    columns: dict[str, str] = {}
    unknown = []
    for name in header:
        field = certain.get(name)
        if field is None:
            field = _field_of(name)
            field = "" if field in taken and not _numbered(name) else field
            taken.add(field)
        if field:
            columns[name] = field
        else:
            unknown.append(name)
    if not kind:
        columns |= _otherwise([*unknown, *_spare(columns)], set(columns.values()))
    return columns, [name for name in unknown if name not in columns]


def _spare(columns: Mapping[str, str]) -> list[str]:
    """Columns of further titles: where a file has no other title, one of them is that."""
    return [name for name, field in columns.items() if field in FIELDS]


def _otherwise(unknown: Sequence[str], taken: set[str]) -> dict[str, str]:
    """Columns under their second names, for the fields that are left."""
    keys = {key_of(name): name for name in reversed(unknown)}
    found: dict[str, str] = {}
    for field, names in OTHERWISE.items():
        column = next((keys[key_of(name)] for name in names if key_of(name) in keys), None)
        if column is not None and field not in taken:
            found[column] = field
    return found


def _field_of(name: str) -> str:
    return FIELD_OF.get(key_of(name)) or _numbered(name)


def _numbered(name: str) -> str:
    key = re.sub(r"[\W_]+", "_", name.strip().casefold())
    return next((field for field, form in NUMBERED.items() if form.fullmatch(key)), "")


def kind_of(header: Iterable[str], only: str = "") -> Kind | None:
    """The known kind of file with this header, the one that asks most of it; of one format where asked."""
    keys = frozenset(map(key_of, header))
    fitting = [kind for kind in KINDS if kind.fits(keys) and only in ("", kind.format)]
    return max(fitting, key=lambda kind: len(kind.needs), default=None)


NEVER_GUESSED = {"embedding", "embedding_model", "embedding_digest", "tmdb_id", *FIELDS}


@cache
def _telling_names() -> list[tuple[str, str, bool]]:
    """The field, the words that tell, and whether a slip in them is allowed, of each name that is known."""
    return [
        (field, _telling(known), len(known) > 4)
        for field, names in NAMES.items()
        if field not in NEVER_GUESSED
        for known in names
    ]


@lru_cache(maxsize=MOST_COLUMNS)
def guess(name: str) -> tuple[str, float]:
    """The field whose names are nearest to one never seen, and how near, of 100; ("", 0) if none is safe.

    Near is: the same letters but for a slip or two in a longer word, or the same words beside some that
    say nothing.
    """
    words = _telling(name)
    best = max(
        (fuzz.ratio(words, known), field)
        for field, known, slips in _telling_names()
        if slips or words == known
    )
    least = CLOSE_ENOUGH if len(words) > 4 else 100
    return (best[1], best[0]) if words and best[0] >= least else ("", 0.0)


IDLE = {"the", "a", "of", "film", "movie", "movies", "films", "de", "la", "el", "pelicula", "text", "full"}
IDLE |= {"main", "official", "usd", "us", "in", "short", "total", "list", "imdb", "tmdb", "en", "estreno"}


def _telling(name: str) -> str:
    words = re.split(r"[\W_]+", CAMEL.sub(" ", name.strip()).casefold())
    told = [word for word in words if word and word not in IDLE]
    return " ".join(told)
