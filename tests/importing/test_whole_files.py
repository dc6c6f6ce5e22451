"""Files as people have them, of kinds that no list names one by one: what is in each is told by its form."""

import json

import pytest

from movie.importing.headers.names import fields_of
from movie.importing.headers.spelling import guess
from movie.importing.readers.shapes import films_in
from movie.models import Movie

pytestmark = pytest.mark.django_db
LONG = "A keeper finds a letter, reads it, and walks to the mainland to hand it over."
ENTITY = "http://www.wikidata.org/entity/Q9000"


def titles():
    return sorted(Movie.objects.values_list("title", flat=True))


def names(movie):
    return {movie.title, *movie.titles.values_list("name", flat=True)}


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("Nb de notes", "vote_count"),
        ("Anzahl Bewertungen", "vote_count"),
        ("Number of ratings", "vote_count"),
        ("Note /10", "vote_average"),
        ("Bewertung (0-10)", "vote_average"),
        ("Number of directors", ""),
        ("N.º valoraciones", "vote_count"),
        ("media_voti", "vote_average"),
        ("Promedio de votos", "vote_average"),
    ],
)
def test_count_of_votes_is_told_from_the_vote_by_its_words(name, field):
    assert guess(name)[0] == field


@pytest.mark.parametrize("name", ["Nombre de la película", "film_name", "peliculaLabel", "Originaltitel"])
def test_names_of_titles_may_stand_beside_words_that_say_nothing(name):
    assert "title" in [field for field, _place in fields_of(name)]


def test_title_in_one_country_is_a_further_title_or_the_only_one(taken, stored):
    header = "Título original\tTítulo no Brasil\tAno"
    taken("a.tsv", f"{header}\nThe Unsent\tA carta\t1987\nBitter Loaf\tO pão\t2001\n")
    assert names(stored("The Unsent")) == {"The Unsent", "A carta"}
    taken("b.csv", "Título no Brasil,Ano\nA ponte,1990\nO mar,1991\n")
    assert stored("A ponte").year == 1990


def test_titles_may_stand_under_a_name_that_is_another_fields(taken, stored):
    header = "Rank,Release,Year,Worldwide Gross,Opening Weekend"
    taken("a.csv", f'{header}\n1,The Unsent,1987,"$3,000,000",$9\n2,Bitter Loaf,2001,"$500,000",$7\n')
    assert (titles(), stored("The Unsent").revenue) == (["Bitter Loaf", "The Unsent"], 3_000_000)


def test_column_of_years_with_whole_dates_says_the_day(taken, stored):
    taken("a.csv", "Nombre,Estreno\nLa carta,1987-09-02\nPan amargo,2001-05-12\n")
    assert (str(stored("La carta").release_date), stored("La carta").year) == ("1987-09-02", 1987)


@pytest.mark.parametrize("budget", ["€12.000.000", "12,000,000 €", "£1.5M", "₹250 crore"])
def test_other_money_is_not_stored_as_dollars(taken, stored, budget):
    report = taken("a.csv", f'title,budget,revenue\nSalt,"{budget}","$3,000"\n')
    assert (stored("Salt").budget, stored("Salt").revenue) == (None, 3000)
    assert report.values["budget", "left out: no budget could be read"] == 1


def test_column_in_other_money_is_left_and_named(taken, stored):
    report = taken("a.csv", "title,Budget (€),revenue\nSalt,12000000,5\n")
    assert (stored("Salt").budget, report.ignored_columns) == (None, ["Budget (€)"])


def test_zero_of_nobody_is_no_vote(taken, stored):
    taken("a.csv", "title,vote_average,vote_count\nSalt,0.0,0\nSand,0.5,1\n")
    assert (stored("Salt").vote_average, stored("Sand").vote_average) == (None, 0.5)


def test_notes_in_a_list_of_imdb_are_its_viewers(taken, stored):
    header = (
        "Position,Const,Created,Modified,Description,Title,Title Type,IMDb Rating,Year,Num Votes,Your Rating"
    )
    taken(
        "a.csv", f"{header}\n1,tt7700011,2021-02-03,,seen with grandma and cried,Salt,Movie,7.1,1987,450,9\n"
    )
    assert (stored("Salt").description, stored("Salt").vote_average) == ("", 7.1)


def test_trailing_comma_is_no_column_for_a_sentence_that_runs_over(taken, stored):
    taken("a.csv", f"title,year,overview,\nSalt,1987,{LONG}\nSand,2001\n")
    assert (stored("Salt").description, stored("Sand").year) == (LONG, 2001)


def test_lines_drawn_in_a_table_are_no_films(taken):
    taken("a.csv", f"| Title | Year | Plot |\n|---|:---:|---|\n| Salt | 1987 | {LONG} |\n")
    assert titles() == ["Salt"]


def test_title_in_brackets_before_the_year_is_a_name_of_the_film(taken, stored):
    taken("movies.dat", "1::Lettre, La (a.k.a. Letter, The) (1987)::Drama\n2::Salt (1990)::Drama\n")
    assert {"La Lettre", "The Letter"} <= names(Movie.objects.get(year=1987))


def test_rows_of_a_join_are_one_film_with_the_people_and_genres_of_all(taken, stored):
    rows = [("Ines Robledo", "drama"), ("Luis Roa", "drama"), ("Luis Roa", "mystery")]
    lines = [f"{ENTITY}1,Salt,1987,{director},{genre}" for director, genre in rows]
    header = "film,filmLabel,year,directorLabel,genreLabel"
    report = taken("a.csv", "\n".join([header, *lines, f"{ENTITY}2,Salt,1987,Ines Robledo,drama"]))
    first = Movie.objects.earliest("pk")
    assert [one.name for one in first.directors] == ["Ines Robledo", "Luis Roa"]
    assert (first.genre, report.created, Movie.objects.count()) == ("Drama, Mystery", 2, 2)


def test_ids_of_a_file_may_stand_in_several_rows_of_one_title(taken, stored):
    rows = [(1, "Salt", "Oscar Pena"), (1, "Salt", "Lia Mora"), (2, "Sand", "Eva Sanz")]
    taken(
        "a.csv", "movie_id,title,actor\n" + "\n".join(f"{key},{title},{actor}" for key, title, actor in rows)
    )
    assert [one.name for one in stored("Salt").actors] == ["Oscar Pena", "Lia Mora"]
    assert stored("Sand").tmdb_id is None


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("Hauptdarsteller", "actors"),
        ("Kurzinhalt", "description"),
        ("Zuschauerwertung", "vote_average"),
        ("Einspielergebnis weltweit", "revenue"),
        ("Inhalt", "description"),
    ],
)
def test_word_that_ends_in_one_that_is_known_is_of_its_sort(name, field):
    assert guess(name)[0] == field


def test_list_under_a_name_for_titles_is_that_of_the_films(taken):
    taken("a.json", {"Filme": [{"Titel": "Salt", "Jahr": 1987}], "Stand": "2021"})
    assert titles() == ["Salt"]


@pytest.mark.parametrize("kind", ["Série", "Serie de TV", "TV Mini Series", "Miniserie", "tvSeries"])
def test_series_are_told_by_the_kind_that_a_file_calls_them(taken, kind):
    report = taken("a.csv", f"Título,Tipo\nSalt,Filme\nBakery,{kind}\n")
    assert (titles(), report.shows) == (["Salt"], 1)


def test_means_are_no_counts_though_their_name_is(taken, stored):
    taken("a.csv", "title,votes,rating\nSalt,7.7,\nSand,6.1,\n")
    assert Movie.objects.filter(vote_count__isnull=False).count() == 0


def test_only_dates_may_lack_the_day(taken, stored):
    taken("a.csv", "Movie,Premiered\nSalt,September 1987\nSand,12 May 2001\n")
    assert (stored("Salt").year, str(stored("Sand").release_date)) == (1987, "2001-05-12")


def test_titles_may_lie_deeper_in_the_nodes_of_a_graph(taken, stored):
    node = {"id": "1", "titleText": {"text": "Salt"}, "releaseYear": {"year": 1987}}
    taken("a.json", {"data": {"movies": {"edges": [{"cursor": "a", "node": node}]}}})
    assert stored("Salt").year == 1987


def test_films_of_one_title_without_an_id_stay_two(taken):
    taken("a.csv", "title,director\nHamlet,Lars Olm\nHamlet,Ken Bran\n")
    assert titles() == ["Hamlet", "Hamlet"]


def _objects(*films, indent=None):
    return [json.dumps(film, indent=indent) for film in films]


SALT, SAND = {"title": "Salt", "year": 1987}, {"title": "Sand", "year": 2001}
TEXTS = {
    "objects one behind the other": "\n".join(_objects(SALT, SAND, indent=2)),
    "objects between commas": ",\n".join(_objects(SALT, SAND, indent=2)),
    "lists one behind the other": "\n".join(_objects([SALT], [SAND])),
    "pages one behind the other": "\n".join(
        _objects({"page": 1, "results": [SALT]}, {"page": 2, "results": [SAND]}, indent=1)
    ),
    "lists by genre": json.dumps({"drama": [SALT], "comedy": [SAND]}),
    "keyed, by genre": json.dumps({"drama": {"f1": SALT}, "comedy": {"f2": SAND}}),
    "beside people": json.dumps({"people": [{"name": "Ana", "born": 1950}], "films": [SALT, SAND]}),
    "keyed by title": json.dumps(
        {"Salt": {"year": 1987, "director": "A"}, "Sand": {"year": 2001, "plot": LONG}}
    ),
    "columns of other names": json.dumps(
        {"film_name": {"10": "Salt", "11": "Sand"}, "release_year": {"10": 1987, "11": 2001}}
    ),
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_films_are_found_wherever_they_stand_in_json(taken, text):
    taken("a.json", text)
    assert sorted(Movie.objects.values_list("title", "year")) == [("Salt", 1987), ("Sand", 2001)]


def test_group_of_shows_beside_films_is_left_out(taken):
    report = taken("a.json", {"movies": [SALT], "tv_shows": [{"title": "Bakery", "year": 2010}]})
    assert (titles(), report.shows) == (["Salt"], 1)


@pytest.mark.parametrize(
    ("index", "ids"), [(["tt7700011", "tt7700012"], ["tt7700011", "tt7700012"]), ([7, 12], [None, None])]
)
def test_index_of_a_frame_is_the_id_where_it_is_more_than_a_number(index, ids):
    films = films_in({"columns": ["title"], "index": index, "data": [["Salt"], ["Sand"]]})
    assert [film.get("id") for film in films] == ids
