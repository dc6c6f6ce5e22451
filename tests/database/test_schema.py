"""The full-text table and the journal stay in step with the films, whoever writes."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from movie.database.schema import TRIGGERS, install
from movie.models import Credit, Movie, Person, Title, Translation

COLUMNS = ("title", "keywords", "genre", "description")


def sql(statement: str, *params: object) -> list[tuple]:
    """The rows that a statement gives."""
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return cursor.fetchall() if cursor.description else []


def stored_words() -> dict[int, tuple]:
    """What the full-text table holds of each film, the words of its people sorted."""
    rows = sql(f"SELECT rowid, {', '.join(COLUMNS)}, people FROM movie_words")
    return {film: (*texts, sorted((people or "").split())) for film, *texts, people in rows}


def words_of_films() -> dict[int, tuple]:
    """What it ought to hold."""
    return {
        movie.pk: (
            " ".join(sorted({movie.title, *names_beside(movie)})),
            *(texts_of(movie, name) for name in COLUMNS[1:]),
            sorted(word for person in movie.people.all() for word in person.name.split()),
        )
        for movie in Movie.objects.all()
    }


def names_beside(movie: Movie) -> set[str]:
    translated = {told.title for told in movie.translations.all()}
    return {title.name for title in movie.titles.all()} | translated - {""}


def texts_of(movie: Movie, name: str) -> str:
    return "\n".join([getattr(movie, name), *(getattr(told, name) for told in movie.translations.all())])


def latest_change() -> int:
    return sql("SELECT coalesce(max(seq), 0) FROM movie_change")[0][0]


def changed_since(number: int) -> set[int]:
    return {film for (film,) in sql("SELECT movie_id FROM movie_change WHERE seq > %s", number)}


@pytest.fixture
def heat(make_movie) -> Movie:
    """A film with two people, beside another film with one of them."""
    heat = make_movie("Heat", genre="Crime", keywords="bank, heist", tmdb_id=949, year=1995)
    other = make_movie("The Insider", genre="Drama", tmdb_id=9008)
    mann, pacino = Person.objects.create(name="Michael Mann"), Person.objects.create(name="Al Pacino")
    Credit.objects.create(movie=heat, person=mann, role=Credit.Role.DIRECTOR)
    Credit.objects.create(movie=heat, person=pacino, role=Credit.Role.ACTOR)
    Credit.objects.create(movie=other, person=pacino, role=Credit.Role.ACTOR)
    heat.titles.create(name="Fuego contra fuego", language="es", kind=Title.Kind.OFFICIAL)
    heat.translations.create(language="es", title="Fuego contra fuego", keywords="banco, golpe")
    return heat


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
    "raw update or ignore": lambda heat: sql("UPDATE OR IGNORE movie_movie SET keywords = 'diner'"),
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
    "raw update or ignore": lambda heat: sql(
        "UPDATE OR IGNORE movie_movie SET year = 1 WHERE id = %s", heat.pk
    ),
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
    Movie.objects.update(vote_average=5, popularity=2)
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


def test_install_twice_changes_nothing(heat):
    with CaptureQueriesContext(connection) as queries:
        install(connection)
    assert not [query["sql"] for query in queries if "sqlite_master" not in query["sql"]]


@contextmanager
def without_trigger(name: str) -> Iterator[None]:
    """As after a rebuild of the table, until `migrate` has run."""
    sql(f"DROP TRIGGER {name}")
    yield
    install(connection)


@pytest.mark.parametrize("name", TRIGGERS)
def test_dropped_trigger_is_restored_by_install(heat, name):
    definitions = (
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'movie_%%' ORDER BY 1"
    )
    before = sql(definitions)
    with without_trigger(name):
        assert len(sql(definitions)) == len(before) - 1
    assert sql(definitions) == before


def test_film_table_rebuilt_by_a_migration_is_watched_again_after_install(in_process):
    """On SQLite, Django alters a column by copying the rows to a new table, and drops the old one."""
    found = in_process("""
from django.db import connection, models
from movie.models import Movie
from movie.database.schema import TRIGGERS, install, uninstall
from movie.database.full_text import titled
film = Movie.objects.create(title="Solaris", description="Water.")
old = Movie._meta.get_field("keywords")
new = models.CharField(max_length=9000, blank=True)
new.set_attributes_from_name("keywords")
uninstall(connection)
with connection.schema_editor() as editor:
    editor.alter_field(Movie, old, new, strict=False)
with connection.cursor() as cursor:
    cursor.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'")
    left = cursor.fetchone()[0]
install(connection)
Movie.objects.update(title="Stalker")
print(json.dumps([left, titled("stalker"), titled("solaris")]))
""")
    assert found == [0, [1], []]


def test_full_text_table_of_another_definition_is_rebuilt_and_filled(heat):
    expected = stored_words()
    sql("DROP TABLE movie_words")
    sql("CREATE VIRTUAL TABLE movie_words USING fts5(title, description)")
    install(connection)
    assert expected == stored_words() == words_of_films()


def test_journal_of_another_definition_is_rebuilt_with_every_film(heat):
    sql("DROP TABLE movie_change")
    sql("CREATE TABLE movie_change (seq INTEGER PRIMARY KEY, movie_id INTEGER)")
    install(connection)
    assert changed_since(0) == set(Movie.objects.values_list("pk", flat=True))


def test_trigger_of_another_definition_is_replaced(heat):
    sql("DROP TRIGGER movie_words_insert")
    sql("CREATE TRIGGER movie_words_insert AFTER INSERT ON movie_movie BEGIN SELECT 1; END")
    install(connection)
    Movie.objects.create(title="Thief")
    assert stored_words() == words_of_films()


def test_lost_tables_are_made_again(heat):
    expected = stored_words()
    sql("DROP TABLE movie_words")
    sql("DROP TABLE movie_change")
    install(connection)
    assert stored_words() == expected
    assert heat.pk in changed_since(0)


def test_another_program_writing_through_sqlite3_keeps_both_in_step(in_process, tmp_path):
    """The program knows nothing of Django: the database itself does the work."""
    in_process("from movie.models import Movie\nfor n in range(3): Movie.objects.create(title=f'Film {n}')")
    program = sqlite3.connect(tmp_path / "films.sqlite3")
    (before,) = program.execute("SELECT max(seq) FROM movie_change").fetchone()
    program.execute("UPDATE movie_movie SET title = 'Solaris', year = 1972 WHERE title = 'Film 1'")
    program.execute("DELETE FROM movie_movie WHERE title = 'Film 2'")
    program.commit()
    program.close()
    found = in_process(f"""
from django.db import connection
from movie.database.full_text import titled
with connection.cursor() as cursor:
    cursor.execute("SELECT movie_id FROM movie_change WHERE seq > {before} ORDER BY 1")
    print(json.dumps([titled("solaris"), titled("film"), [film for (film,) in cursor.fetchall()]]))
""")
    assert found == [[2], [1], [2, 3]]


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
