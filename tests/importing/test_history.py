"""An import can be undone: what it added goes, what it changed is as before, what came later stays."""

import csv

import pytest

from movie.errors import CatalogueError
from movie.importing import batches
from movie.importing.history import part, undo
from movie.importing.pipeline import import_films
from movie.importing.readers import sources_in
from movie.models import Credit, ImportChange, ImportRun, Movie

pytestmark = pytest.mark.django_db


@pytest.fixture
def bring(tmp_path):
    """Imports rows as a file, and gives its run; None where it left none."""

    def bring(*rows: dict[str, object], name: str = "films.csv", **options: object) -> ImportRun | None:
        path = tmp_path / name
        with path.open("w", newline="") as file:
            writer = csv.DictWriter(file, list(dict.fromkeys(key for row in rows for key in row)))
            writer.writeheader()
            writer.writerows(rows)
        before = ImportRun.objects.count()
        import_films(*sources_in(path), **options)
        return ImportRun.objects.first() if ImportRun.objects.count() > before else None

    return bring


def stored() -> list[tuple]:
    fields = ("title", "year", "description", "release_date", "vote_average", "imdb_id", "image")
    return list(Movie.objects.order_by("pk").values_list(*fields))


SALT = {
    "title": "The Salt",
    "year": 2004,
    "imdb_id": "tt0000501",
    "overview": "Two sisters inherit a salt works.",
}


def test_films_that_were_added_go_with_their_people(bring):
    run = bring(SALT | {"director": "Ada Tenor"}, {"title": "Harbour", "year": 1994, "director": "Leo Bruma"})
    assert (run.files, run.created, run.updated) == ("films.csv", 2, 0)
    assert undo(run)[:2] == (2, 0)
    assert not Movie.objects.exists() and not Credit.objects.exists()


def test_fields_that_were_changed_are_as_before(bring, make_movie):
    make_movie("The Salt", year=2004, imdb_id="tt0000501", description="Told by hand.", vote_average=6.5)
    before = stored()
    run = bring(SALT | {"release_date": "2004-03-02", "rating": 8.1}, {"title": "Harbour", "year": 1994})
    assert stored()[0] != before[0] and (run.created, run.updated) == (1, 1)
    assert undo(run) == (1, 1, 0)
    assert stored() == before


def test_field_that_was_changed_since_keeps_its_value(bring, make_movie):
    movie = make_movie("The Salt", year=2004, imdb_id="tt0000501", description="Told by hand.", runtime=90)
    run = bring(SALT | {"runtime": 101})
    Movie.objects.filter(pk=movie.pk).update(description="Corrected.")
    undo(run)
    movie.refresh_from_db()
    assert (movie.description, movie.runtime) == ("Corrected.", 90)


def test_film_that_a_later_import_has_touched_stays(bring):
    first = bring(SALT, {"title": "Harbour", "year": 1994})
    later = bring(SALT | {"runtime": 101}, name="more.csv")
    assert undo(first) == (1, 0, 1)
    assert [movie.title for movie in Movie.objects.all()] == ["The Salt"]
    assert undo(later) == (0, 1, 0)
    assert Movie.objects.get().runtime is None


def test_imports_are_undone_one_after_the_other_back_to_nothing(bring):
    runs = [bring(SALT | {"runtime": minutes}, name=f"{minutes}.csv") for minutes in (90, 95, 101)]
    for run, minutes in ((runs[2], 95), (runs[1], 90)):
        undo(run)
        assert Movie.objects.get().runtime == minutes
    undo(runs[0])
    assert not Movie.objects.exists()


def test_import_is_undone_once(bring):
    run = bring(SALT)
    undo(run)
    with pytest.raises(CatalogueError, match="undone before"):
        undo(run)


def test_what_changes_nothing_leaves_no_run(bring):
    bring(SALT)
    assert bring(SALT) is None
    assert bring({"title": "Harbour"}, dry_run=True) is None
    assert not ImportChange.objects.exclude(run__files="films.csv").exists()


def test_film_that_comes_in_two_batches_is_one_that_was_added(bring, monkeypatch):
    monkeypatch.setattr(batches, "BATCH", 1)
    run = bring(SALT, SALT | {"imdb_id": "tt0000501", "overview": "Told better."})
    assert undo(run).deleted == 1 and not Movie.objects.exists()


def test_owner_undoes_in_the_admin_once_that_is_confirmed(bring, admin_client):
    run = bring(SALT)
    chosen = {"action": "undo_import", "_selected_action": [run.pk]}
    asked = admin_client.post("/admin/movie/importrun/", chosen)
    assert "films.csv" in asked.content.decode() and Movie.objects.exists()
    admin_client.post("/admin/movie/importrun/", chosen | {"confirmed": "yes"})
    assert not Movie.objects.exists()
    again = admin_client.post("/admin/movie/importrun/", chosen | {"confirmed": "yes"}, follow=True)
    assert "undone before" in again.content.decode()


def test_film_that_an_import_took_for_another_is_parted_from_it(taken):
    taken("a.json", [{"title": "Salt", "year": 1999, "description": "Two walk.", "runtime": 90}])
    taken("b.json", [{"title": "Salt", "year": 1999, "description": "One sings.", "imdb_id": "tt7000001"}])
    first = Movie.objects.get()
    other = part(ImportChange.objects.get(created=False))
    first.refresh_from_db()
    assert (first.description, first.imdb_id, first.runtime) == ("Two walk.", None, 90)
    assert (other.title, other.year, other.description) == ("Salt", 1999, "One sings.")
    assert (other.imdb_id, other.runtime) == ("tt7000001", None)
    undo(ImportRun.objects.first())
    assert Movie.objects.get() == first


@pytest.mark.parametrize("own", [{"description": "One sings."}, {"runtime": 99}, {"genre": "War"}])
def test_parted_films_stay_two_when_their_files_are_imported_again(taken, own):
    first = {
        "title": "Salt",
        "year": 1999,
        "description": "Two walk.",
        "directors": ["Ana Ruiz"],
        "genre": "Drama",
    }
    second = {"title": "Salt", "year": 1999, **own}
    taken("a.json", [first])
    taken("b.json", [second])
    part(ImportChange.objects.get(created=False))
    before = stored()
    for film in (
        second,
        first,
        {**second, "directors": ["Leo Sanz"]},
        {**first, "url": "https://example.org"},
    ):
        taken("again.json", [film])
    assert stored() == before
    assert [list(m.credits.values_list("person__name", flat=True)) for m in Movie.objects.order_by("pk")] == [
        ["Ana Ruiz"],
        ["Leo Sanz"],
    ]


def test_film_that_an_import_added_is_not_parted(taken):
    taken("a.json", [{"title": "Salt", "year": 1999}])
    with pytest.raises(CatalogueError, match="changed nothing"):
        part(ImportChange.objects.get())
