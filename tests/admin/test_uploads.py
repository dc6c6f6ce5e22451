"""A file goes into the admin, is looked at and corrected there, and is imported by the worker."""

import gzip
import io
import re
import zipfile
from itertools import count

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from movie.importing import uploads
from movie.jobs.runner import run_due
from movie.models import Movie, Upload

ADD = "/admin/movie/upload/add/"
TABLE = (
    "Cinta,Rodada en,Quién manda,Sinopsis\n"
    "El faro sin luz,1999,Ada Tenor,Un farero pierde la cuenta de los barcos que pasan.\n"
    "La sal,2004,Leo Bruma,Dos hermanas heredan una salina y no se hablan.\n"
)


@pytest.fixture(autouse=True)
def _quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def upload(admin_client):
    def send(content: str | bytes, name: str = "films.csv") -> Upload:
        data = content if isinstance(content, bytes) else content.encode()
        answer = admin_client.post(ADD, {"file": SimpleUploadedFile(name, data)})
        assert answer.status_code == 302, answer.context["errors"]
        sent = Upload.objects.latest("pk")
        assert answer["Location"] == address(sent)
        return sent

    return send


def address(upload: Upload) -> str:
    return reverse("admin:movie_upload_change", args=[upload.pk])


def chosen(client, upload: Upload, **fields: str) -> dict[str, str]:
    """What the page's menus would send, with these columns set to these fields."""
    form = client.get(address(upload)).context["form"]
    sent = {name: field.initial or "" for name, field in form.fields.items()}
    names = {field.label: name for name, field in form.fields.items()}
    return sent | {names[column]: field for column, field in fields.items()}


def test_form_takes_a_file_also_by_dropping_it(admin_client):
    page = admin_client.get(ADD).content.decode()
    assert 'type="file"' in page
    # With a hash in its name, where static files have been collected.
    assert re.search(r"movie/drop(?:\.\w+)?\.js", page)


def test_page_shows_what_was_understood_and_the_films_as_they_would_be(admin_client, upload):
    sent = upload("title,year,director,overview\nThe Salt,2004,Ada Tenor,Two sisters inherit a salt works.\n")
    page = admin_client.get(address(sent))
    form, films = page.context["form"], page.context["found"].films
    assert [(field.label, field.initial) for field in form.fields.values()] == [
        ("title", "title"),
        ("year", "year"),
        ("director", "directors"),
        ("overview", "description"),
    ]
    assert [(film.title, film.year, film.directors[0].name) for film in films] == [
        ("The Salt", 2004, "Ada Tenor")
    ]
    assert "Two sisters inherit" in page.content.decode()
    assert not Movie.objects.exists()


def test_preview_has_no_total_and_no_series(admin_client, upload):
    rows = (
        "Sand,1999,Eva Salas\nSalt,2001,Tom Ford\nThe Shift: Season 1: One,2002,Ana Gil\nSoil,2003,Ana Gil\n"
    )
    found = uploads.look(upload(f"title,year,director\n{rows}Total,4,\n"))
    assert [film.title for film in found.films] == ["Sand", "Salt", "Soil"]


def packed(**files: str) -> bytes:
    """A zip archive of tables."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, text in files.items():
            archive.writestr(f"{name}.csv", text)
    return data.getvalue()


def test_films_are_shown_with_the_people_of_the_file_beside_theirs(admin_client, upload):
    films = "adult,budget,genres,id,imdb_id,overview,release_date,revenue,runtime,title,video\n"
    films += "".join(f"False,,,{n},tt{n:07},About {n}.,1999-01-02,,90,Film {n},False\n" for n in range(1, 41))
    crew = [{"id": 7, "job": "Director", "name": "Ada Tenor"}]
    rows = "".join(f'"{[{"id": 50 + n, "name": f"Ida {n}"}]}","{crew}",{n}\n' for n in range(40, 0, -1))
    sent = upload(packed(movies_metadata=films, credits=f"cast,crew,id\n{rows}"), "films.zip")
    page = admin_client.get(address(sent))
    shown = [(film.title, [*film.directors, *film.actors]) for film in page.context["found"].films]
    assert shown == [
        (f"Film {n}", [("Ada Tenor", 7), (f"Ida {n}", 50 + n)]) for n in range(1, uploads.SHOWN + 1)
    ]
    assert "Ida 9" in page.content.decode() and "Ida 11" not in page.content.decode()
    assert not Movie.objects.exists()


def test_corrected_columns_are_looked_at_again_then_imported(admin_client, upload):
    sent = upload(TABLE)
    fields = {"Cinta": "title", "Rodada en": "year", "Quién manda": "directors", "Sinopsis": "description"}
    admin_client.post(address(sent), chosen(admin_client, sent, **fields) | {"look": "1"})
    films = admin_client.get(address(sent)).context["found"].films
    assert [(film.title, film.year) for film in films] == [("El faro sin luz", 1999), ("La sal", 2004)]
    admin_client.post(address(sent), chosen(admin_client, sent) | {"import": "1"})
    sent.refresh_from_db()
    assert (sent.state, sent.rows) == (Upload.State.QUEUED, 2)
    assert not Movie.objects.exists()
    jobs = list(run_due())
    assert jobs[0].name == "import" and jobs[0].done == 2
    sent.refresh_from_db()
    assert (sent.state, sent.done, sent.report["counts"]["created"]) == (Upload.State.DONE, 2, 2)
    told = {
        movie.title: (movie.year, [str(one.name) for one in movie.directors]) for movie in Movie.objects.all()
    }
    assert told == {"El faro sin luz": (1999, ["Ada Tenor"]), "La sal": (2004, ["Leo Bruma"])}
    assert "films added" in admin_client.get(address(sent)).content.decode()


def test_menu_has_what_an_owner_can_mean_in_words_of_the_page(admin_client, upload):
    sent = upload("title,year,mood_digest\nThe Salt,2004,\n")
    for language, other_titles, year in (("en", "other titles", "year"), ("es", "otros títulos", "año")):
        form = admin_client.get(address(sent), headers={"accept-language": language}).context["form"]
        title, _year, digest = (dict(field.choices) for field in form.fields.values())
        assert (title["alternative_titles"], title["year"]) == (other_titles, year)
        assert not any(name == label and "_" in name for name, label in title.items())
        assert not title.keys() & {"guids", "mood_digest", "credited_crew"}
        assert digest.keys() - title.keys() == {"mood_digest"}


def test_column_of_what_only_programs_write_is_read_as_it_was_understood(admin_client, upload):
    sent = upload('title,year,guid\nThe Salt,2004,"[{""id"": ""imdb://tt0078748""}]"\n')
    admin_client.post(address(sent), chosen(admin_client, sent) | {"import": "1"})
    list(run_due())
    assert Movie.objects.values_list("title", "imdb_id").get() == ("The Salt", "tt0078748")


def test_column_can_be_left_out(admin_client, upload):
    sent = upload("title,year,keywords\nThe Salt,2004,sisters\n")
    admin_client.post(address(sent), chosen(admin_client, sent, keywords="") | {"import": "1"})
    list(run_due())
    assert Movie.objects.values_list("title", "year", "keywords").get() == ("The Salt", 2004, "")


def test_progress_survives_a_reload_and_ends_in_the_report(admin_client, upload, monkeypatch):
    sent = upload("title\n" + "".join(f"Film {number}\n" for number in range(1200)))
    admin_client.post(address(sent), chosen(admin_client, sent) | {"import": "1"})
    progress = reverse("admin:movie_upload_progress", args=[sent.pk])
    seen, rows = [], count()

    def step(_upload):
        if next(rows) % 100 == 0 and len(seen) < 3:
            told = admin_client.get(progress).json()
            if not seen or told["done"] != seen[-1]:
                seen.append(told["done"])

    uploads.run_due(step)
    assert seen == [0, 500, 1000]
    assert admin_client.get(progress).json() == {
        "under_way": False,
        "state": "done",
        "done": 1200,
        "rows": 1200,
    }


def test_import_that_died_is_taken_up_again_and_adds_nothing_twice(admin_client, upload):
    sent = upload("title,year\n" + "".join(f"Film {number},1999\n" for number in range(1100)))
    admin_client.post(address(sent), chosen(admin_client, sent) | {"import": "1"})

    def die(_upload):
        if Movie.objects.count() >= 500:
            raise SystemExit

    with pytest.raises(SystemExit):
        uploads.run_due(die)
    Upload.objects.update(state=Upload.State.RUNNING)  # as a kill would leave it
    uploads.run_due(lambda _upload: None)
    assert Movie.objects.count() == 1100
    assert Upload.objects.get().state == Upload.State.DONE


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"\x00\xff" * 5000, "films.csv"),
        (b"a,b\n1,2\n", "films.csv"),
        (gzip.compress(b"[" * 100_000), "films.json.gz"),
        (b'{"broken": ', "films.json"),
    ],
)
def test_what_holds_no_films_is_told_on_the_page(admin_client, content, name):
    answer = admin_client.post(ADD, {"file": SimpleUploadedFile(name, content)}, follow=True)
    page = answer.content.decode()
    assert answer.status_code == 200 and "errornote" in page
    assert not Movie.objects.exists()


def test_file_that_is_larger_than_an_import_may_read_is_not_taken(admin_client, settings):
    settings.IMPORT_MEGABYTES = 0.001
    answer = admin_client.post(ADD, {"file": SimpleUploadedFile("films.csv", b"title\n" + b"x" * 2000)})
    assert answer.status_code == 200 and answer.context["errors"]
    assert not Upload.objects.exists()


def test_uploads_have_no_address_and_go_with_their_row(admin_client, client, upload, settings):
    sent = upload("title\nThe Salt\n")
    path = sent.path
    assert path.is_relative_to(settings.UPLOADS_ROOT)
    assert not path.is_relative_to(settings.MEDIA_ROOT)
    with pytest.raises(ValueError, match="not accessible"):
        _ = sent.file.url
    admin_client.post(reverse("admin:movie_upload_delete", args=[sent.pk]), {"post": "yes"})
    assert not path.exists()


def test_nobody_else_sees_or_sends_files(client, upload):
    sent = upload("title\nThe Salt\n")
    client.logout()
    for page in (ADD, address(sent), reverse("admin:movie_upload_progress", args=[sent.pk])):
        assert client.get(page).status_code == 302


def test_page_is_in_spanish_too(admin_client, upload):
    sent = upload("título,año\nLa sal,2004\n")
    page = admin_client.get(address(sent), headers={"Accept-Language": "es"}).content.decode()
    assert "Qué son las columnas" in page and "Las primeras películas" in page


def test_people_may_stand_in_several_columns(admin_client, upload):
    sent = upload("title,one,two\nThe Salt,Ada Tenor,Leo Bruma\n")
    admin_client.post(address(sent), chosen(admin_client, sent, one="actors", two="actors") | {"import": "1"})
    list(run_due())
    assert [person.name for person in Movie.objects.get().actors] == ["Ada Tenor", "Leo Bruma"]
