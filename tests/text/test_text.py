"""What is embedded of a film, how it is named, and what is held to be the same."""

import sys
import unicodedata
from types import SimpleNamespace

import pytest

from movie.models import Movie
from movie.statistics.keywords import keyword_key, usual_name
from movie.text import RECIPE, clean, fold, movie_text, split_genres, text_digest
from movie.text.genres import genres, genres_in

NASTY = ("", " ", "Amélie", "ß", "İ", "ΣΑΣ", "ﬁlm™", "ℌ", "七人の侍", "🎬🍿", "e\u0301", "\x00a\ufeff")


def film(**texts):
    """A film in words alone."""
    return SimpleNamespace(**{"title": "", "genre": "", "keywords": "", "description": "", **texts})


FULL = {
    "title": "Seven Samurai",
    "genre": "Drama, Action",
    "keywords": "samurai, village",
    "description": "Farmers hire seven.",
}


def test_all_texts_of_a_film_are_embedded_title_first():
    lines = movie_text(film(**FULL)).splitlines()
    assert lines == ["Seven Samurai", "Drama, Action", "samurai, village", "Farmers hire seven."]


def test_film_without_description_has_nothing_to_embed():
    assert movie_text(film(**{**FULL, "description": " \n"})) == ""


@pytest.mark.parametrize("field", ["title", "genre", "keywords"])
def test_empty_text_leaves_no_empty_line(field):
    lines = movie_text(film(**{**FULL, field: " "})).splitlines()
    assert len(lines) == 3
    assert all(lines)


@pytest.mark.parametrize("field", FULL)
def test_change_of_any_text_changes_the_digest(field):
    before, after = film(**FULL), film(**{**FULL, field: FULL[field] + ", again"})
    assert text_digest(movie_text(before)) != text_digest(movie_text(after))


def test_other_spelling_of_the_same_genres_changes_no_digest():
    tidy, untidy = film(**FULL), film(**{**FULL, "genre": ": Drama/Action."})
    assert text_digest(movie_text(tidy)) == text_digest(movie_text(untidy))


def test_stored_film_says_the_same_as_its_words():
    assert movie_text(Movie(**FULL)) == movie_text(film(**FULL))
    assert set(FULL) == set(Movie.TEXT_FIELDS)


def test_digest_tells_texts_apart_names_its_recipe_and_fits_its_column():
    digests = {text_digest(text) for text in NASTY}
    assert len(digests) == len(NASTY)
    assert all(digest.startswith(f"{RECIPE}:") for digest in digests)
    assert max(map(len, digests)) <= Movie._meta.get_field("emb_digest").max_length


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Amélie", "AMELIE"),
        ("e\u0301", "é"),
        ("straße", "STRASSE"),
        ("İstanbul", "istanbul"),
        ("ﬁlm", "FILM"),
        ("Film™", "filmtm"),
        ("ΣΑΣ", "σας"),
        ("１９８４", "1984"),
        ("Y tu mamá también", "y tu mama tambien"),
    ],
)
def test_spellings_of_one_word_fold_to_the_same(one, other):
    assert fold(one) == fold(other)


def test_different_words_stay_different():
    assert len({fold(word) for word in ("año", "ana", "七", "八", "")}) == 5


def test_folding_any_character_twice_changes_nothing_more():
    characters = (chr(code) for code in range(sys.maxunicode + 1))
    assert [char for char in characters if fold(fold(char)) != fold(char)] == []


def test_folded_text_has_neither_capitals_nor_accents():
    folded = fold("ÀÉÎÕÜ Ñandú Ẽ ŚĆ")
    assert folded == folded.lower()
    assert not any(unicodedata.combining(char) for char in unicodedata.normalize("NFD", folded))


@pytest.mark.parametrize(
    "written",
    [
        "Drama, Crime",
        "drama,crime",
        ": Drama/Crime.",
        "Drama - Crime",
        "Drama – Crime",
        "Drama|Crime;",
        "[Drama · Crime]",
    ],
)
def test_genres_written_any_way_are_the_same_two(written):
    assert split_genres(written) == ["Drama", "Crime"]


def test_hyphen_inside_a_genre_does_not_split_it():
    assert split_genres("Sci-Fi, Rock & Roll") == ["Sci-Fi", "Rock & Roll"]


def test_repeated_genre_stands_once_where_it_stood_first():
    assert split_genres("Acción, drama, ACCION, Drama, war") == ["Acción", "Drama", "War"]


@pytest.mark.parametrize("written", ["", " ", ",;/|", "...", "A sentence that was meant to be a description"])
def test_text_without_a_genre_gives_none(written):
    assert split_genres(written) == []


@pytest.mark.parametrize(
    "written", ["drama/crime", "Ciencia ficción - cómic", "'a', \"b\"", "Sci-Fi; war.", "ß, x"]
)
def test_genres_joined_and_split_again_are_the_same(written):
    genres = split_genres(written)
    assert genres
    assert split_genres(", ".join(genres)) == genres


@pytest.mark.parametrize(
    "char", ["\x00", "\x1b", "\x7f", "\x85", "\u200b", "\u2060", "\ufeff", "\ud800", "\udfff"]
)
def test_character_that_no_page_shows_is_cleaned_away(char):
    assert clean(f"{char}before{char}after{char}") == "before after"


def test_clean_text_can_always_be_encoded_and_is_clean():
    text = clean("".join(map(chr, range(sys.maxunicode + 1))))
    assert text.encode().decode() == text
    assert clean(text) == text


@pytest.mark.parametrize("text", ["two\nlines", "a\ttab", "niño", "👩‍🚀", "שלום", "日本"])
def test_text_in_any_script_stays_as_it_is(text):
    assert clean(f" {text} ") == text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Amistad", "amistades"),
        ("Time-Travel", "time travel"),
        ("Los Ángeles", "los angeles"),
        ("shark", " Sharks"),
    ],
)
def test_spellings_of_one_keyword_have_one_key(one, other):
    assert keyword_key(one) == keyword_key(other) != ""


def test_different_keywords_have_different_keys():
    assert len({keyword_key(name) for name in ("rain", "train", "rain dance", "lluvia", "七")}) == 5


def test_keyword_is_named_as_it_is_mostly_spelled_and_else_with_its_accents():
    assert usual_name({"los angeles": 3, "Los Ángeles": 2}) == "los angeles"
    assert usual_name({"cancion": 2, "canción": 2}) == "canción"


@pytest.mark.parametrize("key", genres())
def test_every_name_of_a_genre_speaks_of_it(key):
    genre = genres()[key]
    assert all(key in genres_in(name) for name in (key, *genre.names, *genre.labels.values()))


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("Comedia romántica", {"comedy", "romance"}),
        ("FILM-NOIR", {"crime"}),
        ("Drama bélico.", {"drama", "war"}),
        ("Sci-Fi & Fantasy", {"fantasy", "science_fiction"}),
        ("Award", set()),
        ("", set()),
    ],
)
def test_name_that_nobody_listed_speaks_of_the_genres_that_its_words_begin_like(name, keys):
    assert set(genres_in(name)) == keys
