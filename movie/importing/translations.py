"""Stores the names of films, and their texts in other languages: what is known already never twice."""

from collections.abc import Collection, Iterable

from django.db import transaction
from django.db.models import F, Model

from ..database.triggers import written_together
from ..models import Title, Translation
from .records import FilmTexts, FilmTitle, MovieRecord

Films = Collection[tuple[int, MovieRecord]]
STRENGTH = {kind: place for place, kind in enumerate(Title.Kind.values)}
TEXTS = FilmTexts._fields[1:]


def store_texts(films: Films, new: Collection[int] = ()) -> set[int]:
    """Add what files say of the titles and translations of films, given as (film id, film).

    What they do not name stays; `new` films have none yet. The ids of those of which anything differed.
    """
    titles, translations = _changed_titles(films), _changed_translations(films)
    changed = {row.movie_id for row in (*titles, *translations)}
    if changed:
        with transaction.atomic(), written_together() as written:
            _write(Title, titles, ("language", "region", "kind"))
            _write(Translation, translations, TEXTS)
            written |= changed
    return changed | _forget_echoes({pk for pk, _ in films if pk not in new})


def _write(table: type[Model], rows: Collection[Model], fields: Iterable[str]) -> None:
    known = [row for row in rows if row.pk]
    table.objects.bulk_create([row for row in rows if row.pk is None])
    table.objects.bulk_update(known, fields)


def _changed_titles(films: Films) -> list[Title]:
    wanted: dict[int, list[FilmTitle]] = {}
    for pk, film in films:
        if film.titles:
            wanted.setdefault(pk, []).extend(film.titles)
    stored: dict[int, list[Title]] = {}
    for title in Title.objects.filter(movie__in=wanted):
        stored.setdefault(title.movie_id, []).append(title)
    return [row for pk, titles in wanted.items() for row in _merged(pk, titles, stored.get(pk, []))]


def _merged(movie: int, wanted: Iterable[FilmTitle], rows: list[Title]) -> list[Title]:
    """The rows that are new or have to change; `rows` are those of the film, and get the new ones."""
    changed: dict[int, Title] = {}
    bare = [row for row in rows if not (row.language or row.region)]
    wanted = list(dict.fromkeys(wanted))
    kept = {title.name for title in wanted if not (title.language or title.region)}
    for title in wanted:
        row = next((row for row in rows if _same(row, title)), None)
        if row is None and title.name not in kept:  # what had no language when it came has one now
            row = next((row for row in bare if row.name == title.name), None)
        if row is None:
            row = Title(movie_id=movie, name=title.name, kind="")
            rows.append(row)
        before = row.language, row.region, row.kind
        row.language, row.region = title.language or row.language, title.region or row.region
        row.kind = _kind(row, title)
        if before != (row.language, row.region, row.kind):
            changed[id(row)] = row
    return list(changed.values())


def _same(row: Title, title: FilmTitle) -> bool:
    """Whether a file means a title that is there; what it does not say can be anything."""
    return (
        row.name == title.name
        and title.language in (None, row.language)
        and title.region in (None, row.region)
    )


def _kind(row: Title, title: FilmTitle) -> str:
    """The kind that a file says; of one that says little, no less than there was."""
    if row.kind and None in (title.language, title.region):
        return min(row.kind, title.kind, key=STRENGTH.__getitem__)
    return title.kind


def _changed_translations(films: Films) -> list[Translation]:
    told = {
        (pk, texts.language): texts
        for pk, film in films
        for texts in film.translations
        if texts[1:] != (film.title, film.description, film.genre, film.keywords)
    }
    there = Translation.objects.filter(movie__in={pk for pk, _ in told})
    stored = {(row.movie_id, row.language): row for row in there}
    changed = []
    for (pk, language), texts in told.items():
        row = stored.get((pk, language)) or Translation(movie_id=pk, language=language)
        said = {name: text for name in TEXTS if (text := getattr(texts, name))}
        if any(getattr(row, name) != text for name, text in said.items()):
            for name, text in said.items():
                setattr(row, name, text)
            changed.append(row)
    return changed


def _forget_echoes(movies: Collection[int]) -> set[int]:
    """Drop translations that say what the film's own row says by now: it may have changed its language."""
    own = {name: F(f"movie__{name}") for name in TEXTS}
    echoes = dict(Translation.objects.filter(movie__in=movies, **own).values_list("pk", "movie"))
    if echoes:
        Translation.objects.filter(pk__in=echoes).delete()
    return set(echoes.values())
