"""What every response carries, and how posters and static files are served without a second server."""

import re

import pytest
from django.core.management import call_command
from django.http import HttpResponse
from django.template import engines
from django.templatetags.static import static
from django.test import Client
from django.urls import include, path

from moviereviews.middleware import HEADERS, POLICY, policy_for, security_headers

from .checkout import ROOT, run

pytestmark = pytest.mark.filterwarnings("ignore:No directory at")  # STATIC_ROOT before collectstatic
ADDRESS = re.compile(r'(?:src|href)="([^"]+)"')
INLINE = re.compile(
    r"<style|<script(?![^>]*\bsrc=)(?![^>]*application/(?:ld\+)?json)|\s(?:style|on\w+)=\"", re.I
)
YEAR = 31_536_000


def broken(request):
    raise RuntimeError("A bug.")


urlpatterns = [path("broken/", broken), path("", include("moviereviews.urls"))]


@pytest.fixture(autouse=True)
def _static_files(settings):
    settings.WHITENOISE_USE_FINDERS = True


@pytest.fixture
def media(settings, tmp_path):
    """A media folder with two posters, and a secret beside it."""
    posters = tmp_path / "media" / "movie" / "images"
    posters.mkdir(parents=True)
    (posters / "alien-0123456789.webp").write_bytes(b"drawn")
    (posters / "mine.jpg").write_bytes(b"uploaded")
    (tmp_path / "secret.txt").write_text("secret")
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def never_collected(settings, tmp_path):
    """A checkout in which `collectstatic` has not run, with DEBUG off."""
    settings.STATIC_ROOT = tmp_path / "staticfiles"
    assert not settings.DEBUG
    _forget_pages()  # what was written once names the files as they were collected then
    yield
    _forget_pages()


def _forget_pages():
    for loader in engines["django"].engine.template_loaders:
        loader.reset()


def max_age(response):
    """Seconds that a response may be kept."""
    return int(re.search(r"max-age=(\d+)", response["Cache-Control"])[1])


def content(response):
    """The body of a response that streams or does not."""
    return b"".join(response.streaming_content) if response.streaming else response.content


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/", 200),
        ("/movies/", 200),
        ("/movies/999/", 404),
        ("/nowhere/", 404),
        ("/admin/login/", 200),
        ("/admin/", 302),
        ("/static/movie/app.css", 200),
        ("/media/nothing.webp", 404),
        ("/media/../secret.txt", 400),
    ],
)
def test_every_response_carries_the_policy(client, address, status):
    response = client.get(address)
    assert response.status_code == status
    assert response["Content-Security-Policy"] == policy_for(address)
    assert {name: response[name] for name in HEADERS} == HEADERS


def test_page_of_a_crash_carries_the_policy(settings):
    settings.ROOT_URLCONF = __name__
    response = Client(raise_request_exception=False).get("/broken/")
    assert response.status_code == 500
    assert response["Content-Security-Policy"] == policy_for("/broken/")


def test_policy_allows_no_inline_code_and_no_framing():
    assert "unsafe" not in POLICY
    assert "default-src 'self'" in POLICY
    assert "frame-ancestors 'none'" in POLICY
    assert "require-trusted-types-for 'script'" in policy_for("/")
    assert "require-trusted-types-for" not in policy_for("/admin/")


def test_policy_that_a_view_sets_is_kept(rf):
    own = {"Content-Security-Policy": "default-src 'none'"}
    response = security_headers(lambda request: HttpResponse(headers=own))(rf.get("/"))
    assert response["Content-Security-Policy"] == "default-src 'none'"


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/movies/", "/nowhere/", "/admin/login/"])
def test_page_needs_nothing_that_the_policy_forbids(client, address):
    page = client.get(address).content.decode()
    assert not INLINE.search(page)
    assert not [found for found in ADDRESS.findall(page) if re.match(r"(?:https?:)?//|javascript:", found)]


def test_drawn_poster_is_kept_for_a_year_and_an_upload_for_an_hour(client, media):
    drawn = client.get("/media/movie/images/alien-0123456789.webp")
    upload = client.get("/media/movie/images/mine.jpg")
    assert (max_age(drawn), max_age(upload)) == (YEAR, 3600)
    assert "immutable" in drawn["Cache-Control"]
    assert "immutable" not in upload["Cache-Control"]


@pytest.mark.parametrize(
    "name", ["alien.webp", "alien-2021.webp", "alien-0123456789.webp.jpg", "alien-ABCDEFGHIJ.webp"]
)
def test_name_without_a_digest_is_never_kept_for_a_year(client, media, name):
    (media / name).write_bytes(b"x")
    assert max_age(client.get(f"/media/{name}")) == 3600


def test_posters_are_sent_whole_as_the_pictures_they_are(client, media):
    drawn = client.get("/media/movie/images/alien-0123456789.webp")
    upload = client.get("/media/movie/images/mine.jpg")
    assert (content(drawn), content(upload)) == (b"drawn", b"uploaded")
    assert (drawn["Content-Type"], upload["Content-Type"]) == ("image/webp", "image/jpeg")


def test_posters_have_their_type_on_a_machine_that_lists_none():
    code = (
        "import mimetypes; mimetypes.knownfiles.clear(); import moviereviews.media; "
        "print(mimetypes.guess_type('poster.webp')[0])"
    )
    exit_code, output, complaints = run(ROOT, "-c", code)
    assert (exit_code, output) == (0, "image/webp"), complaints


def test_poster_that_the_browser_has_is_not_sent_again(client, media):
    address = "/media/movie/images/mine.jpg"
    again = client.get(address, headers={"If-Modified-Since": client.get(address)["Last-Modified"]})
    assert again.status_code == 304
    assert max_age(again) == 3600


def test_default_poster_of_a_fresh_checkout_is_served(client, settings):
    settings.MEDIA_ROOT = ROOT / "media"
    assert client.get("/media/movie/images/default.jpg")["Content-Type"] == "image/jpeg"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "../secret.txt",
        "%2e%2e/secret.txt",
        "..%2fsecret.txt",
        "movie/../../secret.txt",
        "movie/images/..%2f..%2f..%2fsecret.txt",
        "..%5csecret.txt",
        "%2e%2e%5csecret.txt",
        "{outside}",
        "/{outside}",
        "%2f{outside}",
        "../media-of-others/secret.txt",
    ],
)
def test_file_outside_the_media_folder_is_out_of_reach(client, media, path):
    beside = media.parent / "media-of-others"
    beside.mkdir()
    (beside / "secret.txt").write_text("secret")
    response = client.get("/media/" + path.format(outside=media.parent / "secret.txt"))
    assert response.status_code in (400, 404)
    assert content(response) != b"secret"
    assert content(client.get("/media/movie/images/mine.jpg")) == b"uploaded"


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["", "movie/", "movie", "none.webp", "%00", "a" * 300, "a/" * 3000 + "b"])
def test_what_is_no_file_is_not_found(client, media, path):
    response = client.get(f"/media/{path}")
    assert response.status_code == 404
    assert "immutable" not in response.get("Cache-Control", "")


def used_static_files(client, page):
    """Addresses of the static files that a page uses."""
    addresses = ADDRESS.findall(client.get(page).content.decode())
    return [address for address in addresses if address.startswith("/static/")]


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["/", "/admin/login/"])
def test_page_of_a_fresh_checkout_gets_all_its_static_files(client, never_collected, page):
    addresses = used_static_files(client, page)
    assert addresses
    assert {client.get(address).status_code for address in addresses} == {200}


@pytest.mark.django_db
def test_collected_files_carry_hashed_names_and_are_kept_for_long(client, settings, tmp_path):
    settings.STATIC_ROOT = tmp_path / "staticfiles"
    settings.INSTALLED_APPS = [app for app in settings.INSTALLED_APPS if app != "django.contrib.admin"]
    plain = static("movie/app.css")
    call_command("collectstatic", "--noinput", verbosity=0)
    settings.STATIC_ROOT = str(settings.STATIC_ROOT)  # read the manifest anew
    hashed = static("movie/app.css")
    response = client.get(hashed)
    assert re.fullmatch(r"/static/movie/app\.[0-9a-f]{12}\.css", hashed)
    assert hashed != plain
    assert response.status_code == 200
    assert max_age(response) >= YEAR


@pytest.mark.parametrize("name", ["movie/app.css", "movie/nowhere.css"])
def test_address_of_a_file_that_was_never_collected_is_its_plain_name(never_collected, name):
    assert static(name) == f"/static/{name}"


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["../manage.py", "%2e%2e/manage.py", "movie/../../manage.py", "nowhere.css"])
def test_static_address_of_no_static_file_is_not_found(client, never_collected, path):
    assert client.get(f"/static/{path}").status_code == 404
