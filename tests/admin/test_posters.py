"""A poster that is uploaded is a picture of a sensible size, whatever its name and header claim."""

import io
import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms.models import model_to_dict, modelform_factory
from PIL import Image

from movie.admin import posters
from movie.admin.forms import MovieForm
from movie.models import Movie

Form = modelform_factory(Movie, MovieForm, exclude=["emb"])


def picture(kind="JPEG", size=(40, 60)) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size).save(file, kind)
    return file.getvalue()


def bomb(width, height) -> bytes:
    """A small PNG that claims to be of this size."""

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def problems(movie, name, content):
    """What the form says of an upload."""
    form = Form(
        {key: value for key, value in model_to_dict(movie).items() if value is not None and key != "image"},
        {"image": SimpleUploadedFile(name, content)},
        instance=movie,
    )
    form.is_valid()
    return form.errors.get("image", [])


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.jpg", "JPEG"), ("A.JPEG", "JPEG"), ("a.png", "PNG"), ("a.webp", "WEBP"), ("a.gif", "GIF")],
)
def test_picture_that_browsers_show_is_taken(make_movie, name, kind):
    assert problems(make_movie(), name, picture(kind)) == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jpg", picture("PNG")),
        ("a.html", picture("JPEG")),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
        ("a.jpg", b"<script>alert(1)</script>"),
        ("a.bmp", picture("BMP")),
        ("a.jpg", b""),
    ],
    ids=["other kind", "page", "drawing", "script", "kind of no browser", "empty"],
)
def test_what_is_no_picture_of_its_name_is_refused(make_movie, name, content):
    assert problems(make_movie(), name, content)


def test_file_that_is_too_large_is_refused_with_the_limit(make_movie):
    content = picture() + bytes(posters.LARGEST_FILE)
    assert problems(make_movie(), "a.jpg", content) == ["At most 10 MB."]


@pytest.mark.parametrize("size", [(8000, 6000), (12000, 10000), (60000, 60000)])
def test_small_file_that_unpacks_to_a_huge_picture_is_refused(make_movie, size):
    content = bomb(*size)
    assert len(content) < 1000
    assert problems(make_movie(), "a.png", content)


def test_film_whose_poster_stays_is_saved_without_looking_at_it(make_movie):
    movie = make_movie(image="movie/images/gone.jpg")
    form = Form({key: value for key, value in model_to_dict(movie).items() if value}, instance=movie)
    assert "image" not in form.errors
