"""JSON of whatever shape: keyed, by columns, levels deep, with ids and people nested in it."""

import pytest

from movie.embedding.store import forget_undescribed
from movie.importing.readers.shapes import films_in, flat
from movie.models import Movie

pytestmark = pytest.mark.django_db

SHAPES = {
    "records": [{"title": "Salt", "year": 1999}, {"title": "Sand", "year": 2004}],
    "index": {"0": {"title": "Salt", "year": 1999}, "1": {"title": "Sand", "year": 2004}},
    "columns": {"title": {"0": "Salt", "1": "Sand"}, "year": {"0": 1999, "1": 2004}},
    "lists": {"title": ["Salt", "Sand"], "year": [1999, 2004]},
    "split": {"columns": ["title", "year"], "index": [0, 1], "data": [["Salt", 1999], ["Sand", 2004]]},
    "table": {
        "schema": {"fields": [{"name": "index", "type": "integer"}, {"name": "title", "type": "string"}]},
        "data": [{"index": 0, "title": "Salt", "year": 1999}, {"index": 1, "title": "Sand", "year": 2004}],
    },
    "values": [["title", "year"], ["Salt", 1999], ["Sand", 2004]],
    "keyed": {"a1": {"title": "Salt", "year": 1999}, "a2": {"title": "Sand", "year": 2004}},
    "one level down": {
        "page": 1,
        "results": [{"title": "Salt", "year": 1999}, {"title": "Sand", "year": 2004}],
    },
    "two levels down": {
        "data": {"page": 1, "films": [{"title": "Salt", "year": 1999}, {"title": "Sand", "year": 2004}]}
    },
    "beside other lists": {
        "genres": [{"id": 1, "kind": "x"}] * 3,
        "films": [{"title": "Salt", "year": 1999}, {"title": "Sand", "year": 2004}],
    },
    "nodes": {
        "data": {
            "films": {
                "edges": [
                    {"node": {"title": "Salt", "year": 1999}},
                    {"node": {"title": "Sand", "year": 2004}},
                ]
            }
        }
    },
}


@pytest.mark.parametrize("content", SHAPES.values(), ids=SHAPES)
def test_films_are_found_in_json_of_every_shape(taken, content):
    taken("a.json", content)
    assert sorted(Movie.objects.values_list("title", "year")) == [("Salt", 1999), ("Sand", 2004)]


def test_films_keyed_by_ids_of_imdb_have_these(taken, stored):
    taken("a.json", {"tt7000001": {"title": "Salt"}, "tt7000002": {"title": "Sand"}})
    assert (stored("Salt").imdb_id, stored("Sand").imdb_id) == ("tt7000001", "tt7000002")


def test_film_alone_is_a_film_and_its_lists_are_none(taken):
    taken("a.json", {"title": "Salt", "genres": [{"id": 1, "name": "Drama"}], "cast": [{"name": "Eva"}]})
    assert list(Movie.objects.values_list("title", "genre")) == [("Salt", "Drama")]


def test_one_film_keyed_by_its_id_is_a_film(taken):
    taken("a.json", {"tt7000001": {"title": "Salt", "year": 1999}})
    assert Movie.objects.get().imdb_id == "tt7000001"


ENTITY = "http://www.wikidata.org/entity/"


def binding(**cells):
    return {
        name: {"type": "uri" if ENTITY in cell else "literal", "value": cell} for name, cell in cells.items()
    }


def test_bindings_of_wikidata_are_one_film_for_each_subject(taken, stored):
    rows = [
        binding(film=f"{ENTITY}Q1", filmLabel="Salt", directorLabel="Ana Ruiz", genreLabel="drama"),
        binding(film=f"{ENTITY}Q1", filmLabel="Salt", directorLabel="Leo Park", genreLabel="drama"),
        binding(film=f"{ENTITY}Q2", filmLabel="Sand", date="2004-01-02T00:00:00Z"),
    ]
    report = taken("a.json", {"head": {"vars": ["film"]}, "results": {"bindings": rows}})
    assert report.created == 2
    assert [one.name for one in stored("Salt").directors] == ["Ana Ruiz", "Leo Park"]
    assert (stored("Salt").genre, stored("Sand").year) == ("Drama", 2004) or stored("Salt").genre == "drama"


def test_ids_and_ratings_one_level_deeper_are_read(taken, stored):
    ids = {"trakt": 28, "slug": "salt", "imdb": "tt7000001", "tmdb": 7001}
    taken(
        "a.json",
        [{"plays": 4, "last_watched_at": "2014-10-11", "movie": {"title": "Salt", "year": 1999, "ids": ids}}],
    )
    assert (stored("Salt").imdb_id, stored("Salt").tmdb_id, stored("Salt").year) == ("tt7000001", 7001, 1999)


def test_rating_beside_a_wrapped_film_is_a_viewers(taken, stored):
    film = {"title": "Salt", "year": 1999, "ids": {"trakt": 28, "slug": "salt"}}
    shift = {"title": "The Shift", "ids": {"trakt": 1, "slug": "s"}}
    report = taken(
        "a.json",
        [{"rated_at": "2014", "rating": 10, "type": "movie", "movie": film}, {"rating": 8, "show": shift}],
    )
    assert (stored("Salt").vote_average, report.shows) == (None, 1)


def test_collection_of_radarr_tells_of_films_and_not_of_its_owner(taken, stored):
    film = {
        "title": "Salt",
        "sortTitle": "salt",
        "sizeOnDisk": 0,
        "alternateTitles": [{"title": "Sal"}],
        "inCinemas": "1999-03-31T00:00:00Z",
        "images": [{"coverType": "poster", "remoteUrl": "https://example.org/x.jpg"}],
        "tmdbId": 7001,
        "imdbId": "tt7000001",
        "tags": [2],
        "ratings": {"imdb": {"votes": 100, "value": 8.2}, "tmdb": {"votes": 50, "value": 7.0}},
        "id": 1,
    }
    taken("a.json", [film])
    movie = stored("Salt")
    assert (movie.tmdb_id, movie.imdb_id, movie.keywords, movie.vote_average) == (7001, "tt7000001", "", 8.2)
    assert (movie.vote_count, str(movie.release_date)) == (100, "1999-03-31")
    assert [title.name for title in movie.titles.all()] == ["Sal"]


def test_items_of_jellyfin_have_people_lengths_and_ids(taken, stored):
    film = {
        "Name": "Salt",
        "ServerId": "x",
        "Id": "0f",
        "Type": "Movie",
        "RunTimeTicks": 66_000_000_000,
        "ProductionYear": 1999,
        "ProviderIds": {"Tmdb": "7001", "Imdb": "tt7000001"},
        "People": [{"Name": "Ana Ruiz", "Type": "Director"}, {"Name": "Eva", "Type": "Actor"}],
        "UserData": {"Played": True, "Rating": 9},
        "Tags": ["mine"],
    }
    report = taken(
        "a.json", {"Items": [film, {"Name": "The Shift", "ServerId": "x", "Id": "1", "Type": "Series"}]}
    )
    movie = stored("Salt")
    assert (movie.runtime, movie.year, movie.tmdb_id, movie.imdb_id) == (110, 1999, 7001, "tt7000001")
    assert ([one.name for one in movie.directors], [one.name for one in movie.actors]) == (
        ["Ana Ruiz"],
        ["Eva"],
    )
    assert (movie.keywords, movie.vote_average, report.shows) == ("", None, 1)


def test_library_of_plex_has_ids_in_its_guids(taken, stored):
    film = {
        "ratingKey": "1",
        "guid": "plex://movie/5d",
        "type": "movie",
        "title": "Salt",
        "duration": 6_600_000,
        "userRating": 10,
        "audienceRating": 7.5,
        "Genre": [{"tag": "Drama"}],
        "Director": [{"tag": "Ana Ruiz"}],
        "Guid": [{"id": "imdb://tt7000001"}, {"id": "tmdb://7001"}],
    }
    taken("a.json", {"MediaContainer": {"size": 1, "Metadata": [film]}})
    movie = stored("Salt")
    assert (movie.imdb_id, movie.tmdb_id, movie.runtime, movie.genre) == ("tt7000001", 7001, 110, "Drama")
    assert (movie.vote_average, [one.name for one in movie.directors]) == (7.5, ["Ana Ruiz"])


def test_details_of_tmdb_have_credits_keywords_and_translations(taken, stored):
    taken(
        "a.json",
        {
            "id": 7001,
            "title": "Salt",
            "original_title": "Sal",
            "original_language": "es",
            "overview": "Two walk.",
            "poster_path": "/p.jpg",
            "credits": {
                "cast": [{"id": 1, "name": "Eva"}],
                "crew": [{"id": 2, "job": "Director", "name": "Ana Ruiz"}],
            },
            "keywords": {"keywords": [{"id": 1, "name": "desert"}]},
            "alternative_titles": {"titles": [{"iso_3166_1": "US", "title": "The Salt"}]},
            "translations": {
                "translations": [{"iso_639_1": "de", "data": {"title": "Salz", "overview": "Zwei gehen."}}]
            },
        },
    )
    movie = stored("Salt")
    assert (movie.tmdb_id, movie.keywords) == (7001, "desert")
    assert [(one.name, one.tmdb_id) for one in (*movie.directors, *movie.actors)] == [
        ("Ana Ruiz", 2),
        ("Eva", 1),
    ]
    assert movie.translations.get(language="de").description == "Zwei gehen."


def test_mongodb_values_are_the_values_in_them():
    film = flat(
        {"_id": {"$oid": "57"}, "year": {"$numberInt": "1999"}, "at": {"$date": {"$numberLong": "86400000"}}}
    )
    assert film == {"_id": "57", "year": "1999", "at": "1970-01-02"}
    assert flat({"at": {"$date": "1999-05-06T00:00:00Z"}, "odd": {"$date": []}}) == {
        "at": "1999-05-06T00:00:00Z",
        "odd": "",
    }


def test_film_that_holds_nothing_nested_stays_as_it_is():
    film = {"title": "Salt", "genres": [{"name": "Drama"}]}
    assert flat(film) is film


@pytest.mark.parametrize(
    "found", [{"a": 1}, {"a": {"b": {"c": {}}}}, {"a": [1, 2]}, {"columns": ["a"], "data": 3}]
)
def test_object_without_films_has_none(found):
    assert films_in(found) is None


def test_vectors_without_descriptions_are_kept_with_their_films(taken):
    vector = [1.0] + [0.0] * 1535
    report = taken("a.json", [{"title": "Salt", "embedding": vector}], source_model="mine")
    assert (report.vectors, report.undescribed) == (1, 1)
    movie = Movie.objects.get()
    assert (movie.emb_model, movie.emb_digest) == ("mine", "")
    forget_undescribed()
    assert Movie.objects.exclude(emb=None).count() == 1
    assert taken("a.json", [{"title": "Salt", "embedding": vector}], source_model="mine").vectors == 0


def people_of(movie):
    return [one.name for one in movie.directors], [one.name for one in movie.actors]


def test_what_json_api_names_beside_its_films_is_theirs_and_no_film(taken, stored):
    def ref(kind, *ids):
        return {"data": [{"type": kind, "id": each} for each in ids]}

    film = {
        "type": "films",
        "id": "1",
        "attributes": {"title": "Salt", "release-year": 1999},
        "relationships": {"directors": ref("people", "1"), "cast": ref("people", "2", "1"), "odd": None},
    }
    people = [
        {"type": "people", "id": str(n), "attributes": {"name": name}} for n, name in enumerate(NAMES, 1)
    ]
    taken("a.json", {"data": [film], "included": people})
    assert people_of(stored("Salt")) == (["Ana Ruiz"], ["Eva Salas", "Ana Ruiz"])
    assert Movie.objects.count() == 1


NAMES = ("Ana Ruiz", "Eva Salas", "Tom Ford")


def test_names_within_names_are_those_of_the_thing_outside(taken, stored):
    film = {
        "titleText": {"text": "Salt", "__typename": "TitleText"},
        "originalTitleText": {"text": "Sal"},
        "releaseYear": {"year": 1999},
        "runtime": {"seconds": 6600},
        "ratingsSummary": {"aggregateRating": 8.5, "voteCount": 100},
        "genres": {"genres": [{"id": "Drama", "text": "Drama"}]},
        "plot": {"plotText": {"plainText": "Two walk through a desert."}},
        "principalCredits": [
            {"category": {"id": job}, "credits": [{"name": {"nameText": {"text": name}}}]}
            for job, name in zip(("director", "cast"), NAMES, strict=False)
        ],
    }
    taken("a.json", {"data": {"search": {"edges": [{"cursor": "x", "node": {"title": film}}]}}})
    movie = stored("Salt")
    assert (movie.year, movie.runtime, movie.genre) == (1999, 110, "Drama")
    assert (movie.vote_average, movie.vote_count) == (8.5, 100)
    assert movie.description == "Two walk through a desert."
    assert people_of(movie) == (["Ana Ruiz"], ["Eva Salas"])
    assert [title.name for title in movie.titles.all()] == ["Sal"]


def test_answer_of_several_pages_is_read_page_by_page(taken):
    pages = [
        {"page": n, "results": [{"title": name, "year": 1999}]} for n, name in enumerate(("Salt", "Sand"))
    ]
    taken("a.json", pages)
    assert set(Movie.objects.values_list("title", flat=True)) == {"Salt", "Sand"}


def test_one_person_is_read_as_several_are(taken, stored):
    films = [
        {"title": "Salt", "director": {"id": 1, "name": "Ana Ruiz"}, "actor": {"name": "Eva", "role": "x"}},
        {
            "title": "Sand",
            "director": {"id": 1, "name": "Ana Ruiz"},
            "actor": [{"name": "Eva"}, {"name": "Tom"}],
        },
    ]
    taken("a.json", films)
    assert people_of(stored("Salt")) == (["Ana Ruiz"], ["Eva"])
    assert people_of(stored("Sand")) == (["Ana Ruiz"], ["Eva", "Tom"])


SHELVES = [
    {"name": "Living room", "films": [{"title": "Sand", "year": 1999}, {"title": "Salt", "year": 2001}]},
    {"name": "Attic", "films": [{"title": "Soil", "year": 2003}]},
    {"name": "Cellar", "films": []},
]


@pytest.mark.parametrize(
    "content", [SHELVES[:2], {"owner": "Eva", "shelves": SHELVES}], ids=["list", "object"]
)
def test_films_of_each_shelf_are_films_and_shelves_are_none(taken, content):
    taken("a.json", content)
    assert set(Movie.objects.values_list("title", "year")) == {("Sand", 1999), ("Salt", 2001), ("Soil", 2003)}
