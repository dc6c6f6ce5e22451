"""What an import may take: seconds and megabytes, by settings, options or none, told in two languages."""

import gzip
import json
import zipfile

import pytest
from django.utils import translation

from movie.errors import CatalogueError
from movie.importing import batches, joins, pipeline
from movie.importing.detection import plan
from movie.importing.pipeline import import_films
from movie.importing.readers import limits, recognise, sources_in, unpacking
from movie.importing.readers.limits import Limits, limited
from movie.importing.report import ImportReport, printable
from movie.models import Movie

ROWS = "title,year\n" + "".join(f"Film {number},1999\n" for number in range(2_000))


@pytest.fixture
def file(tmp_path):
    """Writes a file of films."""

    def write(name="films.csv", content=ROWS):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


@pytest.fixture
def clock(monkeypatch):
    """A clock that a test sets."""

    class Clock:
        now = 0.0

    monkeypatch.setattr(limits.time, "monotonic", lambda: Clock.now)
    return Clock


def test_time_is_counted_from_the_beginning_of_the_import(clock):
    found = Limits(seconds=10)
    clock.now = 10
    found.check_time()
    clock.now = 10.5
    with pytest.raises(CatalogueError, match="longer than 10 seconds.*IMPORT_SECONDS"):
        found.check_time()


@pytest.mark.django_db
def test_import_that_takes_too_long_keeps_what_was_stored(file, clock):
    report = ImportReport()

    def row():
        clock.now += 1

    with pytest.raises(CatalogueError, match="longer than 1,199 seconds"):
        import_films(recognise(file()), seconds=1_199, report=report, on_row=row)
    assert report.created == Movie.objects.count() == 1_200


@pytest.mark.django_db
def test_title_alone_before_the_place_where_an_import_breaks_off_is_a_film(file, clock):
    def row():
        clock.now += 1

    film, alone = "Film {},Ana Ruiz,1999\n", "Alone,,\n"
    rows = [*map(film.format, range(199)), alone, *map(film.format, range(199, 400))]
    with pytest.raises(CatalogueError, match="longer than 150 seconds"):
        import_films(
            recognise(file(content="title,director,year\n" + "".join(rows))), seconds=150, on_row=row
        )
    assert Movie.objects.filter(title="Alone").exists() and Movie.objects.count() == 200


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["films.csv", "films.csv.gz", "films.zip"])
def test_more_than_may_be_read_is_refused_by_its_unpacked_size(file, tmp_path, name):
    path = tmp_path / name
    if name.endswith(".zip"):
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("films.csv", ROWS)
    else:
        file(name, gzip.compress(ROWS.encode()) if name.endswith(".gz") else ROWS)
    size = len(ROWS) / 1e6
    assert import_films(*sources_in(path), megabytes=size, dry_run=True).created == 2_000
    with pytest.raises(CatalogueError, match="MB at .*films.*IMPORT_MEGABYTES"):
        import_films(*sources_in(path), megabytes=size * 0.9, dry_run=True)
    assert not Movie.objects.exists()


@pytest.mark.django_db
def test_files_count_together_and_each_once_however_often_it_is_opened(file):
    paths = [file(f"{number}.csv", ROWS.replace("Film", f"Film {number}")) for number in range(3)]
    size = sum(path.stat().st_size for path in paths) / 1e6
    sources = [recognise(path) for path in paths]
    assert import_films(*sources, megabytes=size, dry_run=True).created == 6_000
    with pytest.raises(CatalogueError, match="2.csv"):
        import_films(*sources, megabytes=size * 0.99, dry_run=True)


@pytest.mark.django_db
def test_settings_limit_where_the_caller_does_not(file, settings):
    settings.IMPORT_MEGABYTES = 0.001
    with pytest.raises(CatalogueError, match="more to read than 0.001 MB"):
        import_films(recognise(file()))
    assert import_films(recognise(file()), megabytes=1, dry_run=True).created == 2_000


def test_limits_hold_within_their_block_alone(file):
    source = recognise(file())
    with limited(megabytes=0.001), pytest.raises(CatalogueError):
        list(source.rows())
    assert len(list(source.rows())) == 2_000


SENTENCES = [
    (
        "bomb.csv.gz",
        gzip.compress(bytes(40_000_000), mtime=0),
        "200 times its size",
        "más de 200 veces su tamaño",
    ),
    (
        "twice.csv.gz",
        gzip.compress(gzip.compress(b"a", mtime=0), mtime=0),
        "packed twice",
        "comprimido dos veces",
    ),
    ("wide.csv", "title," + "a," * 6_000, "more than 5,000 columns", "más de 5\xa0000 columnas"),
    ("quote.csv", 'title,"\n' + "x\n" * 150_000, "should name the columns", "debería nombrar las columnas"),
    ("none.csv", "title,a\n" + ",1\n" * 10_001, "no films, as line 10001", "películas, como la línea 10001"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "content", "english", "spanish"), SENTENCES, ids=lambda it: str(it)[:12])
def test_refusal_is_a_sentence_in_both_languages(file, name, content, english, spanish):
    path = file(name, content)
    for language, said in (("en", english), ("es", spanish)):
        with translation.override(language), pytest.raises(CatalogueError, match=said) as refused:
            import_films(*sources_in(path), dry_run=True)
        assert str(refused.value).endswith(".")


def test_archive_of_films_that_packs_well_is_no_bomb(file, tmp_path):
    rows = "title,year,mood\n" + "".join(f"Film {number},1999,calm\n" for number in range(100_000))
    path = file("films.csv.gz", gzip.compress(rows.encode()))
    assert sum(1 for _ in recognise(path).rows()) == 100_000


def test_list_of_an_archive_is_measured_before_it_is_read(tmp_path, monkeypatch):
    path = tmp_path / "films.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(50):
            archive.writestr(f"{number}.txt", "")
    assert len(unpacking.members(path)) == 50
    with path.open("rb") as file:
        size = unpacking._directory_size(file)
    monkeypatch.setattr(unpacking, "_infos", lambda path: pytest.fail("it was read"))
    monkeypatch.setattr(unpacking, "LONGEST_DIRECTORY", size - 1)
    with pytest.raises(CatalogueError, match="Unpack it, and name those with films"):
        unpacking.members(path)


@pytest.mark.django_db
def test_rows_without_a_film_end_an_import_only_where_they_are_most(file, monkeypatch):
    monkeypatch.setattr(pipeline, "HOPELESS", 600)
    bad, good = ",1999\n" * 1_000, ROWS.partition("\n")[2]
    mixed = import_films(recognise(file("good.csv", "title,year\n" + good + bad)), dry_run=True)
    assert (mixed.created, mixed.rejections) == (2_000, 1_000)
    with pytest.raises(CatalogueError, match="more than half are no films"):
        import_films(recognise(file("bad.csv", "title,year\n" + bad + good)), dry_run=True)


@pytest.mark.django_db
def test_sentences_of_an_endless_report_are_kept_up_to_a_number_and_all_are_counted(file, monkeypatch):
    monkeypatch.setattr("movie.importing.report.MOST_KEPT", 10)
    report = import_films(recognise(file("films.csv", ROWS + ",1999\n" * 100)), dry_run=True)
    assert (report.rejections, len(report.rejected), len(report.told["not imported"])) == (100, 10, 10)
    assert report.rows == 2_100


@pytest.mark.django_db
def test_large_rows_are_stored_in_small_batches(file, monkeypatch):
    stored = []
    store = pipeline.Upsert.store
    monkeypatch.setattr(
        pipeline.Upsert, "store", lambda self, *told: (stored.append(len(self.films)), store(self, *told))[1]
    )
    monkeypatch.setattr(batches, "LARGEST_BATCH", 5_000)
    rows = [{"title": f"Film {number}", "description": "x" * 2_000} for number in range(10)]
    import_films(recognise(file("films.json", json.dumps(rows))))
    assert stored == [3, 3, 3, 1]
    assert Movie.objects.filter(description="x" * 2_000).count() == 10


def test_first_look_at_large_rows_is_short(file, monkeypatch):
    source = recognise(file("films.json", json.dumps([{"title": "x" * 1_000, "a": 1}] * 50 + [{"late": 1}])))
    assert "late" in plan(source).unknown
    monkeypatch.setattr("movie.importing.detection.LARGEST_PEEK", 10_000)
    assert "late" not in plan(source).unknown


@pytest.mark.django_db
def test_what_files_say_of_films_to_come_is_kept_up_to_a_size(file, monkeypatch):
    rows = "movieId,imdbId,tmdbId\n" + "".join(f"{number},{number},{number}\n" for number in range(1, 100))
    links = recognise(file("links.csv", rows))
    assert len(import_films(links, dry_run=True).left_out) == 99
    monkeypatch.setattr(joins, "MOST_KEPT", 10_000)
    with pytest.raises(CatalogueError, match=r"links.csv tells more of films than can be kept"):
        import_films(links, dry_run=True)


@pytest.mark.parametrize(
    ("text", "shown"),
    [("Amélie\n", "Amélie\n"), ("a\x1b[2Jb", "a\ufffd[2Jb"), ("\ud800", "?"), ("\x85\x00", "\ufffd\ufffd")],
)
def test_terminal_is_shown_letters_and_no_codes(text, shown):
    assert printable(text) == shown
