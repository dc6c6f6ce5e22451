"""Kodi's export of a library, and the .nfo beside each film: what is read of XML."""

import zipfile

import pytest

from movie.errors import CatalogueError
from movie.importing.pipeline import import_films
from movie.importing.readers import sources_in
from movie.models import Movie

pytestmark = pytest.mark.django_db
SAND = """<movie><title>Sand</title><originaltitle>Arena</originaltitle><year>1999</year>
<runtime>102</runtime>
<ratings><rating name="imdb" max="10" default="true"><value>7.4</value><votes>1234</votes></rating></ratings>
<userrating>9</userrating><plot>Sand falls on a town that nobody leaves.</plot>
<uniqueid type="imdb" default="true">tt7000001</uniqueid><uniqueid type="tmdb">9001</uniqueid>
<genre>Drama</genre><genre>War</genre><director>Eva Salas</director>
<actor><name>Tom Ford</name><role>The man</role><order>0</order></actor>
<actor><name>Ana Gil</name><role>The woman</role></actor></movie>"""
SALT = "<movie><title>Salt</title><year>2001</year></movie>"
SHOW = "<tvshow><title>The Shift</title><year>2003</year></tvshow>"


@pytest.mark.parametrize("films", [SAND + SALT + SHOW, SAND])
def test_export_of_a_library_gives_its_films_and_no_series(taken, stored, films):
    taken("a.xml", f"<?xml version='1.0'?><videodb><version>1</version>{films}</videodb>")
    assert set(Movie.objects.values_list("title", flat=True)) <= {"Sand", "Salt"}
    film = stored("Sand")
    assert (film.year, film.runtime, film.genre) == (1999, 102, "Drama, War")
    assert (film.vote_average, film.vote_count) == (7.4, 1234)
    assert (film.imdb_id, film.tmdb_id) == ("tt7000001", 9001)
    people = [(credit.role, credit.person.name) for credit in film.credits.order_by("role", "position")]
    assert people == [("actor", "Tom Ford"), ("actor", "Ana Gil"), ("director", "Eva Salas")]
    assert [title.name for title in film.titles.all()] == ["Arena"]


def test_notes_of_each_film_are_read_from_their_archive(tmp_path, stored):
    path = tmp_path / "films.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Sand (1999)/Sand.nfo", f"{SAND}\nhttps://www.themoviedb.org/movie/9001")
        archive.writestr("Salt (2001)/movie.nfo", SALT)
        archive.writestr("The Shift/tvshow.nfo", SHOW)
    report = import_films(*sources_in(path))
    assert (report.created, report.shows) == (2, 1)
    assert stored("Sand").runtime == 102


def test_attributes_are_read_as_elements_are(taken, stored):
    taken("a.xml", '<films><film title="Sand" year="1999"/><film title="Salt" year="2001"/></films>')
    assert stored("Salt").year == 2001


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "it declares entities"),
        ("<?xml version='1.0'?>" + "<a>" * 60 + "</a>" * 60, "too deep"),
        ("<?xml version='1.0'?><a><b></a>", "mismatched tag"),
        ("<?xml version='1.0'?><a>b</a>", "no films in it"),
    ],
)
def test_what_is_no_list_of_films_is_refused_in_words(taken, text, reason):
    with pytest.raises(CatalogueError, match=reason):
        taken("a.xml", text)


def test_rows_and_cells_within_an_element_are_its_list(taken, stored):
    film = (
        '<item title="{}" original="Sal" date="25/02/1953" time="88 min" borrower="none" rating="5"'
        ' webPage="https://www.imdb.com/title/tt7000001/"><genre><line><col>Drama</col></line></genre>'
        "<actors><line><col>Ana Ruiz</col><col>Eva</col></line><line><col>Tom Ford</col></line></actors>"
        "</item>"
    )
    taken("a.xml", f"<collection>{film.format('Salt')}</collection>")
    movie = stored("Salt")
    assert (movie.year, movie.runtime, movie.genre, movie.imdb_id) == (1953, 88, "Drama", "tt7000001")
    assert ([one.name for one in movie.actors], movie.vote_average) == (["Ana Ruiz", "Tom Ford"], None)


def test_feed_of_letterboxd_tells_titles_and_years_of_films(taken, stored):
    item = (
        "<item><title>Salt, 1999 - ★★★★</title><l:filmTitle>Salt</l:filmTitle><l:filmYear>1999</l:filmYear>"
        "<l:memberRating>4.0</l:memberRating><t:movieId>7001</t:movieId><pubDate>Tue, 3 Jan 2023</pubDate>"
        "<description>I loved it very much, and you will, too.</description></item>"
    )
    head = '<rss xmlns:l="https://letterboxd.com" xmlns:t="https://themoviedb.org"><channel><title>me</title>'
    taken("a.xml", f"{head}{item}{item.replace('Salt', 'Sand').replace('7001', '7002')}</channel></rss>")
    movie = stored("Salt")
    assert (movie.year, movie.tmdb_id, movie.vote_average, movie.description) == (1999, 7001, None, "")


def test_programmes_of_television_are_read_as_films_but_series(taken, stored):
    films = (
        '<programme start="20220101220000 +0100" channel="a"><title lang="en">Salt</title>'
        '<title lang="es">Sal</title><desc>Two walk through a desert.</desc><credits><director>Ana Ruiz'
        '</director><actor role="x">Eva</actor></credits><date>1999</date><category>Movie</category>'
        '<category>Drama</category><length units="minutes">88</length><star-rating><value>8/10</value>'
        "</star-rating></programme>"
        '<programme start="20220102220000 +0100" channel="a"><title>The Shift</title><category>Series'
        "</category></programme>"
    )
    report = taken("a.xml", f'<tv><channel id="a"><display-name>A</display-name></channel>{films}</tv>')
    movie = stored("Salt")
    assert (movie.year, movie.runtime, movie.genre, movie.vote_average) == (1999, 88, "Drama", 8.0)
    assert [one.name for one in (*movie.directors, *movie.actors)] == ["Ana Ruiz", "Eva"]
    assert report.shows == 1
