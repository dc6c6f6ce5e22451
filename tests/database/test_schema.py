"""The full-text table and the journal stay in step with the films, whoever writes."""

from collections.abc import Callable

import pytest
from django.db import connection, transaction

from movie.models import Credit, Movie, Person, Title, Translation

from .words import changed_since, latest_change, sql, stored_words, words_of_films

# In SQLite's triggers the OR of the statement that fires them counts.
UPDATE = "UPDATE OR IGNORE" if connection.vendor == "sqlite" else "UPDATE"


def rename(heat: Movie) -> None:
    heat.title = "Fuego contra fuego"
    heat.save()


def upsert(heat: Movie) -> None:
    row = Movie(title="Heat!", description="Anew.", genre="Thriller", tmdb_id=heat.tmdb_id)
    Movie.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["tmdb_id"],
        update_fields=["title", "description", "genre"],
    )


def swap_person(heat: Movie) -> None:
    Credit.objects.filter(movie=heat, role=Credit.Role.ACTOR).update(
        person=Person.objects.create(name="Robert De Niro")
    )


WORD_CHANGES: dict[str, Callable[[Movie], object]] = {
    "insert": lambda heat: Movie.objects.create(title="Thief", description="A safe-cracker."),
    "bulk_create": lambda heat: Movie.objects.bulk_create([Movie(title=f"Film {n}") for n in range(5)]),
    "save": rename,
    "queryset.update": lambda heat: Movie.objects.update(description="Every film alike."),
    "upsert": upsert,
    "raw update or ignore": lambda heat: sql(f"{UPDATE} movie_movie SET keywords = 'diner'"),
    "delete": lambda heat: heat.delete(),
    "queryset.delete": lambda heat: Movie.objects.all().delete(),
    "credit added": lambda heat: Credit.objects.create(
        movie=heat, person=Person.objects.create(name="Val Kilmer"), role=Credit.Role.ACTOR
    ),
    "credit removed": lambda heat: heat.credits.first().delete(),
    "credit to another person": swap_person,
    "credit to another film": lambda heat: heat.credits.filter(role=Credit.Role.DIRECTOR).update(
        movie=Movie.objects.get(title="The Insider")
    ),
    "person renamed": lambda heat: Person.objects.filter(name="Al Pacino").update(name="Alfredo Pacino"),
    "person deleted": lambda heat: Person.objects.get(name="Al Pacino").delete(),
    "title added": lambda heat: heat.titles.create(name="Heat - Fuego"),
    "title renamed": lambda heat: heat.titles.update(name="Calor"),
    "title removed": lambda heat: heat.titles.all().delete() and heat.translations.update(title=""),
    "title of another film": lambda heat: Title.objects.update(movie=Movie.objects.get(title="The Insider")),
    "translation added": lambda heat: heat.translations.create(language="fr", description="Un casse."),
    "translation edited": lambda heat: heat.translations.update(genre="Crimen", description="Un golpe."),
    "translation to another film": lambda heat: Translation.objects.update(
        movie=Movie.objects.get(title="The Insider")
    ),
    "translation removed": lambda heat: heat.translations.all().delete(),
}


@pytest.mark.parametrize("change", WORD_CHANGES.values(), ids=WORD_CHANGES)
def test_full_text_table_after_a_change_holds_what_the_films_hold(heat, change):
    before = stored_words()
    assert before == words_of_films()
    change(heat)
    assert stored_words() == words_of_films()
    assert stored_words() != before


VECTOR_CHANGES: dict[str, Callable[[Movie], object]] = {
    "emb": lambda heat: Movie.objects.filter(pk=heat.pk).update(emb=b"new!"),
    "emb_model": lambda heat: Movie.objects.filter(pk=heat.pk).update(emb_model="another"),
    "title": rename,
    "image": lambda heat: Movie.objects.filter(pk=heat.pk).update(image="movie/images/heat.jpg"),
    "year": lambda heat: Movie.objects.filter(pk=heat.pk).update(year=1996),
    "genre": lambda heat: Movie.objects.filter(pk=heat.pk).update(genre="Thriller"),
    "upsert": upsert,
    "delete": lambda heat: Movie.objects.filter(pk=heat.pk).delete(),
    "title added": lambda heat: heat.titles.create(name="Heat - Fuego"),
    "title renamed": lambda heat: heat.titles.update(name="Calor"),
    "title removed": lambda heat: heat.titles.all().delete(),
    "translation added": lambda heat: heat.translations.create(language="fr", title="Chaleur"),
    "translation edited": lambda heat: heat.translations.update(genre="Crimen"),
    "translation removed": lambda heat: heat.translations.all().delete(),
    "raw update or ignore": lambda heat: sql(f"{UPDATE} movie_movie SET year = 1 WHERE id = %s", heat.pk),
}


@pytest.mark.parametrize("change", VECTOR_CHANGES.values(), ids=VECTOR_CHANGES)
def test_journal_after_a_change_names_that_film_alone(heat, change):
    film, before = heat.pk, latest_change()
    change(heat)
    assert changed_since(before) == {film}


def test_journal_after_a_film_is_deleted_and_made_again_has_a_new_number(heat):
    film = heat.pk
    heat.delete()
    deleted = latest_change()
    Movie.objects.bulk_create([Movie(pk=film, title="Heat")], ignore_conflicts=True)
    assert changed_since(deleted) == {film}


def test_journal_after_new_films_names_all_of_them(heat):
    before = latest_change()
    films = Movie.objects.bulk_create([Movie(title=f"Film {n}") for n in range(7)])
    assert changed_since(before) == {movie.pk for movie in films}


def test_change_of_what_nobody_keeps_leaves_the_journal_alone(heat):
    before = latest_change()
    Movie.objects.update(url="https://example.org", popularity=2)
    assert latest_change() == before


def test_film_changed_often_stands_in_the_journal_once(heat):
    for year in range(1990, 2000):
        Movie.objects.filter(pk=heat.pk).update(year=year)
    assert sql("SELECT count(*) FROM movie_change WHERE movie_id = %s", heat.pk) == [(1,)]


def test_change_that_is_rolled_back_leaves_no_trace(heat):
    before, words = latest_change(), stored_words()
    with transaction.atomic():
        Movie.objects.create(title="Never")
        assert latest_change() > before
        transaction.set_rollback(True)
    assert (latest_change(), stored_words()) == (before, words)


@pytest.mark.django_db
def test_change_of_people_alone_is_noted_for_each_of_their_films(make_movie):
    heat, alien = make_movie("Heat"), make_movie("Alien")
    person = Person.objects.create(name="Ann")
    credit = Credit.objects.create(movie=heat, person=person, role=Credit.Role.ACTOR)
    for change, films in (
        (lambda: Credit.objects.create(movie=alien, person=person, role=Credit.Role.ACTOR), {alien.pk}),
        (lambda: Person.objects.filter(pk=person.pk).update(name="Anne"), {heat.pk, alien.pk}),
        (lambda: Credit.objects.filter(pk=credit.pk).update(role=Credit.Role.DIRECTOR), {heat.pk}),
        (lambda: Credit.objects.filter(pk=credit.pk).delete(), {heat.pk}),
    ):
        before = latest_change()
        change()
        assert changed_since(before) == films
