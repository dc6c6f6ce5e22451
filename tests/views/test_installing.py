"""What browsers ask for beside the pages: icons, the manifest, the page for no network, previews of links."""

import re

import pytest
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from PIL import Image

from .test_pages import HOSTILE, Page

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:No directory at")]
SPANISH = {"Accept-Language": "es"}


def file_of(address: str) -> str | None:
    """The static file of an address: among the project's own, or those that `make run` has collected."""
    name = address.removeprefix("/static/")
    collected = staticfiles_storage.path(name) if staticfiles_storage.exists(name) else None
    return finders.find(name) or collected


def picture(address: str) -> Image.Image:
    """The static picture at an address."""
    return Image.open(file_of(address))


def test_manifest_names_the_site_in_the_visitors_language_and_its_icons(client):
    response = client.get("/manifest.webmanifest", headers=SPANISH)
    told = response.json()
    assert response["Content-Type"] == "application/manifest+json"
    assert (told["name"], told["lang"], told["start_url"]) == ("Buscador de películas", "es", "/")
    for icon in told["icons"]:
        size = picture(icon["src"]).size
        assert icon["sizes"] == f"{size[0]}x{size[1]}"
    assert {icon["purpose"] for icon in told["icons"] if icon["sizes"] == "512x512"} == {"any", "maskable"}
    assert all(client.get(each["url"]).status_code == 200 for each in told["shortcuts"])


def test_every_page_names_icons_and_manifest_that_are_there(client):
    page = Page(client.get("/"))
    links = {link["rel"]: link["href"] for link, _text in page.all("link")}
    assert client.get(links["manifest"]).status_code == 200
    assert picture(links["apple-touch-icon"]).size == (180, 180)
    assert file_of(links["icon"])


def test_favicon_is_found_where_browsers_look_for_it(client):
    response = client.get("/favicon.ico")
    assert response.status_code == 302
    assert picture(response["Location"]).format == "ICO"


def test_admin_has_the_icon(client):
    assert 'rel="icon"' in client.get("/admin/login/").text


def test_service_worker_keeps_what_the_page_for_no_network_needs(client):
    response = client.get("/sw.js")
    kept = re.findall(r'"(/[^"]+)"', re.search(r"KEPT = \[(.*?)\]", response.text)[1])
    kept = [address.encode().decode("unicode_escape") for address in kept]
    assert response["Content-Type"].startswith("text/javascript") and "no-cache" in response["Cache-Control"]
    page = Page(client.get(kept[0], headers=SPANISH))
    assert page.texts("h1") == ["El proyector se quedó sin corriente"]
    assert all(map(file_of, kept[1:]))
    styles = {link["href"] for link, _text in page.all("link") if link["rel"] == "stylesheet"}
    assert styles <= set(kept)


def test_link_to_a_film_is_previewed_with_its_title_and_poster(client, make_movie):
    movie = make_movie(HOSTILE, year=1999)
    page = Page(client.get(f"/movies/{movie.pk}/"))
    told = {meta["property"]: meta["content"] for meta, _text in page.all("meta") if "property" in meta}
    assert told["og:title"] == f"{HOSTILE} (1999)"
    assert told["og:image"].startswith("http://testserver/posters/")
    assert client.get(told["og:image"].removeprefix("http://testserver")).status_code == 200
    assert told["og:type"] == "video.movie"


def test_other_pages_are_previewed_with_the_sites_icon(client):
    page = Page(client.get("/movies/"))
    told = {meta["property"]: meta["content"] for meta, _text in page.all("meta") if "property" in meta}
    assert picture(told["og:image"].removeprefix("http://testserver")).size == (512, 512)
