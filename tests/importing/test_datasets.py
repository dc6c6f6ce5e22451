"""Small files of the kinds that many people have: each is told by its header and its dirt is dealt with."""

import csv
import json
from datetime import date

import pytest
from django.utils import translation
from django.utils.translation import gettext

from movie.errors import CatalogueError
from movie.importing.datasets import KINDS
from movie.importing.detection import plan
from movie.importing.pipeline import import_films
from movie.importing.readers import recognise
from movie.models import Movie, Person

pytestmark = pytest.mark.django_db

METADATA = (
    "adult,belongs_to_collection,budget,genres,homepage,id,imdb_id,original_language,original_title,overview,"
    "popularity,poster_path,production_companies,production_countries,release_date,revenue,runtime,"
    "spoken_languages,status,tagline,title,video,vote_average,vote_count"
)
TOY_STORY = {
    "adult": "False",
    "budget": "30000000",
    "genres": "[{'id': 16, 'name': 'Animation'}, {'id': 35, 'name': 'Comedy'}]",
    "id": "862",
    "imdb_id": "tt0114709",
    "overview": "Toys <b>live</b> &amp; talk.",
    "popularity": "21.946943",
    "release_date": "1995-10-30",
    "revenue": "0.0",
    "title": "Toy Story",
    "vote_average": "7.7",
    "vote_count": "5415.0",
}
CAST = str([{"cast_id": n, "id": n, "name": f"Player O'{n}", "order": n} for n in range(1, 15)])
CREW = str(
    [
        {"id": 50, "job": "Director", "name": "John Lasseter"},
        {"id": 51, "job": "Assistant Director", "name": "Nobody"},
        {"id": 52, "job": "Producer", "name": "The Director"},
    ]
)


@pytest.fixture
def table(tmp_path):
    """Writes a table of rows (mappings or lists) and gives its source."""

    def write(name, header, *rows):
        header = header.split(",") if isinstance(header, str) else header
        path = tmp_path / name
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, delimiter="\t" if name.endswith(".tsv") else ",")
            writer.writerow(header)
            writer.writerows(
                [row.get(n, "") for n in header] if isinstance(row, dict) else row for row in rows
            )
        return recognise(path)

    return write


def stored(title):
    return Movie.objects.get(title=title)


def names(people):
    return [person.name for person in people]


@pytest.fixture
def dataset(table):
    """The three files of The Movies Dataset."""
    return (
        table("movies_metadata.csv", METADATA, TOY_STORY),
        table("credits.csv", "cast,crew,id", [CAST, CREW, "862"], [CAST, CREW, "5"]),
        table(
            "keywords.csv",
            "id,keywords",
            ["862", "[{'id': 931, 'name': 'jealousy'}, {'id': 1, 'name': 'toy'}]"],
        ),
    )


def test_files_of_the_movies_dataset_are_joined_by_id_in_any_order(dataset):
    report = import_films(*reversed(dataset))
    film = stored("Toy Story")
    assert (report.created, report.joined, report.rejected) == (1, 3, [])
    assert (film.genre, film.keywords, film.budget, film.revenue) == (
        "Animation, Comedy",
        "jealousy, toy",
        30_000_000,
        None,
    )
    assert (film.description, film.release_date) == ("Toys  live  & talk.", date(1995, 10, 30))
    assert names(film.directors) == ["John Lasseter"]
    assert names(film.actors) == [f"Player O'{n}" for n in range(1, 11)]
    assert list(Person.objects.filter(name="John Lasseter").values_list("tmdb_id", flat=True)) == [50]


def test_what_belongs_to_no_film_is_named(dataset):
    report = import_films(*dataset)
    assert report.left_out == [(3, "there is no film with this id")]
    assert report.values["revenue", "0 taken for unknown"] == 1


def test_people_that_come_later_are_added_to_stored_films(dataset):
    import_films(dataset[0])
    report = import_films(dataset[1])
    assert (report.updated, report.created, report.rows) == (1, 0, 2)
    assert len(stored("Toy Story").actors) == 10


def test_row_torn_by_a_line_break_is_put_together(tmp_path):
    path = tmp_path / "movies_metadata.csv"
    before = "False,,0,[],,82663,tt0113002,en,Midnight Man,A soldier"
    after = " - by Ørnås,0.06,/x.jpg,[],[],1997-08-20,0,104.0,[],Released,,Midnight Man,False,6.0,1"
    path.write_text(f"{METADATA}\n{before}\n{after}\n", encoding="utf-8")
    report = import_films(recognise(path))
    assert (report.created, report.rejected) == (1, [])
    assert stored("Midnight Man").description == "A soldier\n - by Ørnås"
    assert report.values["", "two lines put together, torn by a line break in a cell"] == 1


def test_shifted_row_is_rejected_and_its_neighbours_are_not(table):
    shifted = {**TOY_STORY, "budget": "/a.jpg", "id": "1997-08-20", "imdb_id": "0", "vote_average": "[{}]"}
    shifted |= {"release_date": "12", "popularity": "x", "vote_count": "Released", "revenue": "US"}
    report = import_films(table("movies_metadata.csv", METADATA, shifted, TOY_STORY))
    assert [line for line, _ in report.rejected] == [2]
    assert report.created == 1


def test_row_that_comes_twice_is_stored_once_and_told(table):
    report = import_films(table("movies_metadata.csv", METADATA, TOY_STORY, TOY_STORY))
    assert (report.created, report.unchanged, Movie.objects.count()) == (1, 1, 1)
    assert report.values["", "the same film again, put together with the first"] == 1


def test_tmdb_5000_takes_people_from_its_credits(table):
    films = table(
        "tmdb_5000_movies.csv",
        "id,title,original_title,overview,genres,keywords,vote_average,budget",
        ["19995", "Avatar", "Avatar", "Marines.", '[{"id": 28, "name": "Action"}]', "[]", "7.2", "1"],
    )
    credits = table(
        "tmdb_5000_credits.csv",
        "movie_id,title,cast,crew",
        [
            "19995",
            "Avatar",
            '[{"id": 65731, "name": "Sam"}]',
            '[{"id": 2710, "job": "Director", "name": "J"}]',
        ],
    )
    report = import_films(films, credits)
    assert (report.created, report.joined, stored("Avatar").tmdb_id) == (1, 1, 19995)
    assert (names(stored("Avatar").directors), names(stored("Avatar").actors)) == (["J"], ["Sam"])


def test_cleaned_dataset_takes_up_to_three_directors(table):
    films = table(
        "clean.csv",
        ",Id_Pelicula,title,release_date,release_year,return,budget",
        ["0", "5", "Four Rooms", "1995-12-09", "1995", "1.07", "4000000"],
    )
    directors = table(
        "directors.csv",
        ",Id_Pelicula,Director 1,Director 2,Director 3",
        ["0", "5", "Allison Anders", "Alexandre Rockwell", ""],
    )
    import_films(films, directors)
    assert names(stored("Four Rooms").directors) == ["Allison Anders", "Alexandre Rockwell"]


NETFLIX = (
    "show_id,type,title,director,cast,country,date_added,release_year,rating,duration,listed_in,description"
)


def test_netflix_of_kaggle_leaves_shows_out_and_takes_no_age_for_a_vote(table):
    source = table(
        "netflix_titles.csv", NETFLIX,
        ["s1", "Movie", "Dick", "Kirsten", "A B, C D", "US", "September 25, 2021", "2020", "PG-13", "90 min",
         "Documentaries, Dramas", "A father."],
        ["s2", "TV Show", "Blood", "", "", "", "", "2021", "TV-MA", "2 Seasons", "TV Dramas", "Town."],
    )  # fmt: skip
    report = import_films(source)
    assert (report.created, report.shows) == (1, 1)
    film = stored("Dick")
    assert (film.year, film.genre, film.vote_average, film.release_date) == (
        2020,
        "Documentaries, Dramas",
        None,
        None,
    )
    assert names(film.actors) == ["A B", "C D"]
    assert import_films(source, include_shows=True).created == 1


def test_justwatch_titles_take_people_from_rows_of_their_own(table):
    titles = table(
        "titles.csv",
        "id,title,type,description,release_year,genres,imdb_id,imdb_score,imdb_votes,tmdb_popularity",
        [
            "tm1",
            "Taxi Driver",
            "MOVIE",
            "A veteran.",
            "1976",
            "['drama', 'crime']",
            "tt0075314",
            "8.2",
            "808582.0",
            "40.9",
        ],
    )
    credits = table(
        "credits.csv",
        "person_id,id,name,character,role",
        ["3748", "tm1", "Robert De Niro", "Travis", "ACTOR"],
        ["1", "tm1", "Jodie Foster", "Iris", "ACTOR"],
        ["3308", "tm1", "Martin Scorsese", "", "DIRECTOR"],
    )
    import_films(titles, credits)
    film = stored("Taxi Driver")
    assert (film.vote_average, film.vote_count, film.genre) == (8.2, 808582, "Drama, Crime")
    assert (names(film.actors), names(film.directors)) == (
        ["Robert De Niro", "Jodie Foster"],
        ["Martin Scorsese"],
    )


def test_imdb_top_1000_is_read_and_a_year_that_is_none_is_told(table):
    header = (
        "Poster_Link,Series_Title,Released_Year,Certificate,Runtime,Genre,IMDB_Rating,Overview,Director,"
        "Star1,Star2,No_of_Votes,Gross"
    )
    report = import_films(table("imdb_top_1000.csv", header,
        ["https://m.jpg", "The Shawshank Redemption", "1994", "A", "142 min", "Drama", "9.3",
         "Two men.", "Frank Darabont", "Tim Robbins", "Morgan Freeman", "2343110", "28,341,469"],
        ["", "Apollo 13", "PG", "U", "140 min", "History", "7.6", "NASA.", "Ron Howard",
         "Tom Hanks", "", "269197", ""]))  # fmt: skip
    film = stored("The Shawshank Redemption")
    assert (film.year, film.vote_count, film.vote_average) == (1994, 2_343_110, 9.3)
    assert film.revenue is None  # what it made in the United States alone
    assert film.runtime == 142
    assert names(film.actors) == ["Tim Robbins", "Morgan Freeman"]
    assert (stored("Apollo 13").year, report.values["Released_Year", "left out: no year could be read"]) == (
        None,
        1,
    )


def test_revenue_in_millions_of_imdb_is_that_of_one_country(table):
    header = "Rank,Title,Genre,Description,Director,Actors,Year,Runtime (Minutes),Rating,Votes,"
    header += "Revenue (Millions),Metascore"
    row = [
        "1",
        "Salt",
        "Horror",
        "Two walk.",
        "Ana Ruiz",
        "Leo Sanz, Eva Mora",
        "2016",
        "117",
        "7.3",
        "157606",
    ]
    report = import_films(table("IMDB-Movie-Data.csv", header, [*row, "138.12", "62"]))
    film = stored("Salt")
    assert (film.revenue, film.vote_count, names(film.actors)) == (None, 157606, ["Leo Sanz", "Eva Mora"])
    assert "Revenue (Millions)" in report.ignored_columns


def test_revenue_in_millions_is_multiplied(table):
    header = "Rank,Title,Genre,Description,Director,Year,Runtime (Minutes),Rating,Votes,Revenue (Millions)"
    import_films(
        table(
            "films.csv",
            header,
            ["1", "Split", "Horror", "Girls.", "M. Night", "2016", "117", "7.3", "157606", "138.12"],
        )
    )
    assert (stored("Split").revenue, stored("Split").runtime) == (138_120_000, 117)


@pytest.mark.parametrize(
    ("written", "title", "year"),
    [
        ("Toy Story (1995)", "Toy Story", 1995),
        ("Matrix, The (1999)", "The Matrix", 1999),
        (
            "City of Lost Children, The (Cité des enfants perdus, La) (1995)",
            "The City of Lost Children",
            1995,
        ),
        ("Avventura, L' (1960)", "L'Avventura", 1960),
        ("Venus (1874)", "Venus", 1874),
        ("Babylon 5", "Babylon 5", None),
        ("Good, the Bad and the Ugly, The (1966)", "The Good, the Bad and the Ugly", 1966),
    ],
)
def test_movielens_title_is_read_with_its_year(table, written, title, year):
    import_films(table("movies.csv", "movieId,title,genres", ["1", written, "Adventure|Children"]))
    film = Movie.objects.get()
    assert (film.title, film.year, film.genre) == (title, year, "Adventure, Children")


def test_movielens_links_bring_ids_and_no_genres_are_none(table):
    films = table("movies.csv", "movieId,title,genres", ["1", "Toy Story (1995)", "(no genres listed)"])
    links = table("links.csv", "movieId,imdbId,tmdbId", ["1", "0114709", "862"])
    report = import_films(films, links)
    film = stored("Toy Story")
    assert (film.imdb_id, film.tmdb_id, film.genre) == ("tt0114709", 862, "")
    assert report.values["genre", "taken for unknown"] == 1


def test_imdbs_own_list_is_read_without_its_series(table):
    source = table(
        "basics.tsv",
        "tconst,titleType,primaryTitle,originalTitle,isAdult,startYear,endYear,genres",
        ["tt0000009", "movie", "Miss Jerry", "Miss Jerry", "0", "1894", r"\N", "Romance"],
        ["tt0000010", "tvSeries", "Show", "Show", "0", r"\N", r"\N", r"\N"],
    )
    report = import_films(source)
    assert (report.created, report.shows, stored("Miss Jerry").year) == (1, 1, 1894)


def test_headers_never_seen_are_guessed_only_where_name_and_cells_fit(table):
    source = table(
        "own.csv",
        "Movie Title,Storyline text,Directer,Popularty,original_title,facenumber_in_poster",
        ["Alien", "A ship far from home.", "Ridley Scott", "many", "Alien!", "3"],
    )
    found = plan(source)
    assert found.columns == {
        "Movie Title": "title",
        "Storyline text": "description",
        "Directer": "directors",
        "original_title": "original_title",
    } | ({"Genr": "genre"} if "Genr" in found.columns else {})
    assert "Directer" in found.header.guessed and {"facenumber_in_poster", "Popularty"} <= set(found.unknown)


def test_mapping_goes_before_everything(table):
    source = table("own.csv", "Name,title,Released", ["Alien", "not this", "1979"])
    import_films(source, mapping={"title": "Name", "year": "Released"})
    assert stored("Alien").year == 1979


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"mapping": {"title": "Nome"}}, "has no column Nome"),
        ({"mapping": {"titel": "a"}}, "A film has no titel"),
        ({"format": "netflix"}, "none of the headers of netflix"),
        ({}, "no column that could be a title"),
    ],
)
def test_file_that_cannot_be_understood_is_refused_before_anything_is_written(table, options, said):
    good = table("good.csv", "title,show_id,type,listed_in", ["Alien", "s1", "Movie", "Horror"])
    with pytest.raises(CatalogueError, match=said):
        import_films(good, table("bad.csv", "a,b", ["1", "2"]), **options)
    assert not Movie.objects.exists()


def test_dates_of_a_file_are_read_in_the_order_that_fits_all(table):
    import_films(table("a.csv", "title,release_date", ["One", "03/04/1999"], ["Two", "12/31/1999"]))
    assert stored("One").release_date == date(1999, 3, 4)
    import_films(table("b.csv", "title,release_date", ["Three", "03/04/1999"], ["Four", "31/12/1999"]))
    assert stored("Three").release_date == date(1999, 4, 3)


def test_keywords_beside_titles_are_a_file_of_films_and_its_ids_anybodys(table):
    report = import_films(table("mine.csv", "id,title,keywords", ["862", "Mine", "toy"]))
    assert (report.created, stored("Mine").tmdb_id, stored("Mine").keywords) == (1, None, "toy")


def test_day_and_stars_of_a_diary_are_not_the_films(table):
    header = "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date"
    import_films(
        table("diary.csv", header, ["2023-01-05", "Alien", "1979", "https://boxd.it/a", "4.5", "", "x", ""])
    )
    film = stored("Alien")
    assert (film.year, film.url, film.release_date, film.vote_average, film.keywords) == (
        1979,
        "",  # the address is that of the viewer's entry
        None,
        None,
        "",
    )


def test_votes_of_a_file_without_titles_are_added_to_stored_films_by_id(table):
    import_films(table("basics.tsv", "tconst,titleType,primaryTitle", ["tt0000009", "movie", "Miss Jerry"]))
    report = import_films(
        table(
            "ratings.tsv",
            "tconst,averageRating,numVotes",
            ["tt0000009", "5.4", "200"],
            ["tt0000010", "5", "2"],
        )
    )
    assert (report.updated, report.rejected, len(report.left_out)) == (1, [], 1)
    assert (stored("Miss Jerry").vote_average, stored("Miss Jerry").vote_count) == (5.4, 200)


def test_answer_of_tmdb_brings_its_ids(tmp_path):
    path = tmp_path / "page.json"
    film = {
        "id": 603,
        "title": "The Matrix",
        "original_title": "The Matrix",
        "overview": "…",
        "genre_ids": [28],
    }
    path.write_text(json.dumps({"page": 1, "results": [film]}))
    import_films(recognise(path))
    assert stored("The Matrix").tmdb_id == 603


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.what)
def test_every_kind_is_named_in_spanish(kind):
    with translation.override("es"):
        assert gettext(kind.what) != kind.what
