"""Small instances of kinds of files that strangers have brought: what is stored of each."""

import pytest

from movie.errors import CatalogueError
from movie.models import Movie

pytestmark = pytest.mark.django_db


def named(film, role):
    return [credit.person.name for credit in film.credits.filter(role=role)]


def titles():
    return set(Movie.objects.values_list("title", flat=True))


@pytest.mark.parametrize(
    ("cell", "people"),
    [
        ('"Salas, Eva; de la Torre, Luis"', ["Eva Salas", "Luis de la Torre"]),
        ('"Eva Salas, Jr., Tom Ford, Sr."', ["Eva Salas Jr.", "Tom Ford Sr."]),
        ('"van den Berg, Anna"', ["Anna van den Berg"]),
        ('"Cher, Sting"', ["Cher", "Sting"]),
        ('"Eva Salas\nTom Ford"', ["Eva Salas", "Tom Ford"]),
        ("Eva Salas &amp; Tom Ford", ["Eva Salas", "Tom Ford"]),
        ('"Eva Salas, Madonna; Tom Ford, Ana Gil"', ["Eva Salas", "Madonna", "Tom Ford", "Ana Gil"]),
    ],
)
def test_names_are_told_apart_whatever_stands_between_and_within_them(taken, stored, cell, people):
    taken("a.csv", f"title,year,cast\nSand,1999,{cell}\nSalt,2001,Ida Mora\n")
    assert named(stored("Sand"), "actor") == people


def test_column_of_family_names_first_is_turned_as_a_whole(taken, stored, written):
    taken("a.csv", 'title;director\nSand;"Salas, Eva"\nSalt;"Ford, Tom / Gil, Ana"\nSoil;"Mora, Ida"\n')
    assert named(stored("Sand"), "director") == ["Eva Salas"]
    assert named(stored("Salt"), "director") == ["Tom Ford", "Ana Gil"]


@pytest.mark.parametrize(
    ("header", "cell", "field", "value"),
    [
        ("IMDb", "7.4/10", "vote_average", 7.4),
        ("IMDb", "tt0998877", "imdb_id", "tt0998877"),
        ("Worldwide", "$3.5M", "revenue", 3_500_000),
        ("Audience score", "84%", "vote_average", 8.4),
    ],
)
def test_name_of_two_meanings_is_what_the_cells_can_be(taken, stored, header, cell, field, value):
    taken("a.csv", f"title,year,{header}\nSand,1999,{cell}\nSalt,2001,{cell.replace('7', '6')}\n")
    assert getattr(stored("Sand"), field) == value


def test_stars_are_people_where_names_stand_below_and_votes_where_numbers_do(taken, stored):
    taken("a.json", {"title": ["Sand", "Salt"], "year": [1999, 2001], "stars": [["Eva Salas"], []]})
    assert (named(stored("Sand"), "actor"), stored("Sand").vote_average) == (["Eva Salas"], None)
    taken("b.csv", "title,year,stars\nSoil,1999,7.1\nSilk,2000,6.2\n")
    assert stored("Soil").vote_average == 7.1


@pytest.mark.parametrize("years", ["(2017– )", "2010–2015", "(2017-)"])
def test_years_that_go_on_are_those_of_a_series(taken, years):
    assert taken("a.csv", f"title,year\nSand,1999\nThe Shift,{years}\n").shows == 1
    assert titles() == {"Sand"}


def test_vote_of_zero_from_nobody_is_none(taken, stored):
    taken("a.json", [{"title": "Sand", "rating": 0, "votes": ""}, {"title": "Salt", "rating": 5, "votes": 3}])
    assert stored("Sand").vote_average is None


def test_list_with_a_name_is_no_film_but_those_in_it_are(taken, stored):
    films = [
        {"@type": "ListItem", "item": {"@type": "Movie", "name": "Sand", "duration": "PT90M"}},
        {"@type": "ListItem", "item": {"@type": "TVSeries", "name": "The Shift"}},
    ]
    taken("a.json", {"@type": "ItemList", "name": "Best of all", "itemListElement": films})
    assert titles() == {"Sand"}
    assert stored("Sand").runtime == 90


def test_table_of_something_else_below_the_films_is_passed_over_and_told(taken):
    films = "Title,Year,Director\nSand,1999,Eva Salas\nSalt,2001,Tom Ford\nSoil,2003,Ana Gil\n"
    report = taken("a.csv", f"{films},,\nJury,,\nName,Born,Role\nIda Mora,1961,President\n")
    assert titles() == {"Sand", "Salt", "Soil"}
    assert [reason for _line, reason in report.rejected] == ["another table begins here, and is passed over"]


def test_line_in_another_encoding_is_read_and_told(taken, stored, tmp_path):
    from movie.importing.pipeline import import_films
    from movie.importing.readers import sources_in

    lines = ["título,año", "Señal,1999", "Niño,2001"]
    (tmp_path / "a.csv").write_bytes("\n".join(lines).encode() + "\nCorazón,2003\n".encode("cp1252"))
    report = import_films(*sources_in(tmp_path / "a.csv"))
    assert titles() == {"Señal", "Niño", "Corazón"}
    assert ("", "its letters are in UTF-8, cp1252") in report.values


def test_second_title_of_one_id_is_a_further_title(taken, stored):
    taken("a.csv", "imdb_id,title,year\ntt0998877,The Wave,1994\ntt0998877,Die Welle,1995\n")
    film = stored("The Wave")
    assert [title.name for title in film.titles.all()] == ["Die Welle"]
    taken("b.csv", "imdb_id,title\ntt0998877,La ola\n")
    assert {title.name for title in stored("La ola").titles.all()} == {"Die Welle", "The Wave"}


def test_scripts_in_a_description_are_none_of_it(taken, stored):
    taken("a.csv", 'title,plot\nSand,"<p>Sand falls.</p><script>track()</script>"\n')
    assert stored("Sand").description.split() == ["Sand", "falls."]


def test_total_is_told_by_its_number_below_the_years(taken):
    rows = "Sand,1999,Eva Salas,10\nSalt,2001,Tom Ford,20\nSoil,2003,Ana Gil,30\n"
    assert taken("a.csv", f"title,year,director,votes\n{rows}Sum,3,,60\n").remarks == 1
    assert titles() == {"Sand", "Salt", "Soil"}


def test_gross_of_omdb_is_that_of_one_country(taken, stored):
    film = {"Title": "Sand", "Year": "1999", "Rated": "R", "Released": "16 Jul 1999", "BoxOffice": "$2,587"}
    film |= {"imdbID": "tt0998877", "imdbRating": "7.6", "Metascore": "60", "Response": "True"}
    taken("a.json", [film | {"Type": "movie", "Director": "N/A"}])
    assert (stored("Sand").revenue, stored("Sand").year, stored("Sand").imdb_id) == (None, 1999, "tt0998877")


def test_one_id_below_all_rows_gives_a_film_no_endless_list_of_titles(taken, stored):
    rows = "".join(f"tt0998877,Film {n},1999\n" for n in range(100))
    taken("a.csv", f"imdb_id,title,year\n{rows}")
    assert 1 < stored("Film 0").titles.count() <= 20


@pytest.mark.parametrize(
    ("header", "month_and_day"),
    [("Release date (month/day/year)", (2, 5)), ("Release date (dd/mm/yyyy)", (5, 2))],
)
def test_order_of_a_date_is_that_of_its_header(taken, stored, header, month_and_day):
    taken("a.csv", f"title,{header}\nSalt,5/12/2001\nSand,2/5/1999\n")
    found = stored("Sand").release_date
    assert (found.month, found.day) == month_and_day


@pytest.mark.parametrize(
    ("header", "cell", "vote"),
    [("Note spectateurs (/5)", '"3,5"', 7), ("Score (0-20)", "15", 7.5), ("Rating (out of 10)", "4", 4)],
)
def test_scale_of_votes_is_that_of_their_header(taken, stored, header, cell, vote):
    taken("a.csv", f"title,year,{header}\nSand,1999,{cell}\nSalt,2001,{cell}\n")
    assert stored("Sand").vote_average == vote


def test_french_sites_say_by_and_with(taken, stored):
    taken("a.csv", "Titre;Date de sortie;De;Avec\nSable;4 mai 1999;Eva Salas;Tom Ford, Ana Gil\n")
    film = stored("Sable")
    assert (named(film, "director"), named(film, "actor")) == (["Eva Salas"], ["Tom Ford", "Ana Gil"])


def test_by_alone_is_who_directed_where_people_are_named_below(taken, stored):
    taken("a.csv", "Titre;Année;De\nSable;1999;Eva Salas\nSel;2001;Ana Gil, Leo de la Cruz\n")
    told = [named(stored(title), "director") for title in ("Sable", "Sel")]
    assert told == [["Eva Salas"], ["Ana Gil", "Leo de la Cruz"]]


def test_by_alone_may_be_a_language(taken, stored):
    taken("a.csv", "title,year,de,fr\nSand,1999,Der Sand,Le Sable\nSalt Lake,2001,Der Salzsee,Le Lac salé\n")
    assert [named(stored(title), "director") for title in ("Sand", "Salt Lake")] == [[], []]


@pytest.mark.parametrize(
    "header",
    ["Títol,Any,Direcció,Durada", "Titel,Jaar,Regie,Speelduur", "Tytuł,Rok,Reżyseria,Czas trwania"]
    + ["Titel,År,Regissör,Speltid", "Название,Год,Режиссёр,Время"],
)
@pytest.mark.parametrize("length", ["98 min", "1 h 38 min"])
def test_names_of_columns_in_further_languages(taken, stored, header, length):
    taken("a.csv", f"{header}\nSand,1999,Eva Salas,{length}\nSalt,2001,Tom Ford,{length}\n")
    film = stored("Sand")
    assert (film.year, film.runtime, named(film, "director")) == (1999, 98, ["Eva Salas"])


@pytest.mark.parametrize("length", ["98 minuts", "2u 5m", "1 uur 38 min.", "1 godz. 38 min.", "98 minuter"])
def test_hours_and_minutes_in_further_languages(taken, stored, length):
    taken("a.csv", f"title,year,runtime\nSand,1999,{length}\n")
    assert stored("Sand").runtime == (125 if "5m" in length else 98)


@pytest.mark.parametrize(
    ("title", "stored_as"),
    [('"Sande, Der"', "Der Sande"), ('"Sable, Le"', "Le Sable"), ('"Bye, Love!"', "Bye, Love!")],
)
def test_article_behind_a_title_goes_before_it(taken, stored, title, stored_as):
    taken("a.csv", f"title,year\n{title},1999\n")
    assert stored(stored_as).year == 1999


def test_subtotals_between_numbered_films_are_none(taken):
    rows = [
        "1,Sand,1999,Drama",
        "2,Salt,2001,Drama",
        ",Sum of drama: 2,,",
        "3,Soil,2003,War",
        "4,Silk,2004,War",
    ]
    assert taken("a.csv", "\n".join(["Nr.,Title,Year,Genre", *rows, ",All of them,,"])).remarks == 2
    assert titles() == {"Sand", "Salt", "Soil", "Silk"}


@pytest.mark.parametrize("encoding", ["mac_roman", "cp850", "cp1252"])
def test_a_few_letters_tell_old_encodings_from_windows(tmp_path, encoding):
    from movie.importing.pipeline import import_films
    from movie.importing.readers import sources_in

    text = "titolo;anno\rCosì è;1999\rPiù in là;2001\r"
    (tmp_path / "a.csv").write_bytes(text.encode(encoding))
    import_films(*sources_in(tmp_path / "a.csv"))
    assert titles() == {"Così è", "Più in là"}


@pytest.mark.parametrize("sum", ["$4.5 Mio.", "4,5 Mio. $", "US$ 4.5 mln", "$4.5 million"])
def test_sums_in_words(taken, stored, sum):
    taken("a.csv", f'title,year,budget\nSand,1999,"{sum}"\n')
    assert stored("Sand").budget == 4_500_000


def test_value_alone_in_a_list_is_that_value(taken, stored):
    taken("a.json", [{"title": "Sand", "durations": ["98 minutes"], "subtype": "movie"}])
    assert stored("Sand").runtime == 98


def test_lists_of_codes_in_cells_are_no_names_of_columns(taken):
    rows = "".join(f"{n},Film {n},MOVIE,\"['{code}']\"\n" for n, code in enumerate(("DE", "AR", "MX", "FR")))
    report = taken("a.csv", f"id,title,type,countries\n{rows}")
    assert (report.created, report.rejections) == (4, 0)


def test_rows_of_wikidata_about_one_film_are_one_whatever_differs(taken, stored):
    entity = "http://www.wikidata.org/entity/Q1"
    rows = (("1999-05-01", "drama"), ("1999-05-01", "war"), ("2001-02-01", "drama"))
    lines = "".join(f"{entity},Salt,{day}T00:00:00Z,{genre}\n" for day, genre in rows)
    taken("a.csv", f"film,filmLabel,date,genreLabel\n{lines}")
    assert (str(stored("Salt").release_date), stored("Salt").genre) == ("1999-05-01", "Drama, War")


def test_list_of_books_is_refused_in_words(taken):
    with pytest.raises(CatalogueError, match="tells of no films"):
        taken("a.csv", "Book Id,Title,Author,ISBN,Year Published\n1,Salt,Ana Ruiz,123,1999\n")


def test_roles_behind_the_names_of_a_column_are_none_of_them(taken, stored):
    head = "title,year,director,cast\n"
    rows = 'Salt,1999,Krish (Radha Jag),"Ana Ruiz (the aunt, old), Tom Ford (I)"\nSand,2004,Eva,Eva Sol (X)\n'
    taken("a.csv", head + rows)
    assert [one.name for one in stored("Salt").actors] == ["Ana Ruiz", "Tom Ford"]
    assert [one.name for one in (*stored("Salt").directors, *stored("Sand").actors)] == [
        "Krish (Radha Jag)",
        "Eva Sol",
    ]


def test_of_a_list_of_awards_the_films_are_taken_not_who_was_named(taken, stored):
    rows = "1927,1,ACTOR,Tom Hale,The Salt,False\n1927,1,ACTRESS,Mia Lind,The Sea,True\n"
    taken("a.csv", f"year_film,ceremony,category,name,film,winner\n{rows}")
    assert (stored("The Sea").year, stored("The Sea").genre) == (1927, "")
    assert set(Movie.objects.values_list("title", flat=True)) == {"The Salt", "The Sea"}


def test_category_of_films_is_their_genre(taken, stored):
    taken("a.csv", "name,year,category\nThe Salt,1927,Drama\nThe Sea,1928,Western\n")
    assert stored("The Sea").genre == "Western"


def test_words_beside_a_known_name_do_not_hide_it(taken, stored):
    rows = "Sale,1999,Tom Hale,96,Spagna\nMare,2001,Eva Gil,101,Francia\n"
    taken("a.csv", f"Titolo,Anno,Cast principale,Durata (minuti),Nazionalità\n{rows}")
    film = stored("Mare")
    assert (film.runtime, film.countries, [one.name for one in film.actors]) == (101, "FR", ["Eva Gil"])


@pytest.mark.parametrize("keyed", [True, False])
def test_people_beside_films_are_none_though_both_have_names(taken, keyed):
    films = {"a": {"name": "Salt", "released": "1999-03-31"}, "b": {"name": "Sea", "released": "2001-01-01"}}
    told = {"people": {key: {"name": f"{key} Ruiz"} for key in ("Ana", "Eva", "Leo")}, "movies": films}
    taken("a.json", told if keyed else {name: list(each.values()) for name, each in told.items()})
    assert set(Movie.objects.values_list("title", flat=True)) == {"Salt", "Sea"}


def test_films_of_somebody_are_films_though_their_list_is_called_cast(taken):
    played = [{"id": 7, "title": "Salt", "character": "Ana"}, {"id": 8, "title": "Sea", "character": "Eva"}]
    assert taken("a.json", {"cast": played, "crew": []}).created == 2


def test_seven_digits_in_a_column_of_imdbs_ids_are_such_an_id(taken, stored):
    taken("a.csv", "title,year,imdbId\nSalt,1999,0999001\nSea,2001,tt0999002\n")
    assert (stored("Salt").imdb_id, stored("Sea").imdb_id) == ("tt0999001", "tt0999002")


def test_footnote_behind_a_sum_is_none_of_it(taken, stored):
    taken("a.csv", 'title,year,worldwide gross\nSalt,1999,"$100,000,000[1]"\nSea,2001,"$90,000,000"\n')
    assert stored("Salt").revenue == 100_000_000
