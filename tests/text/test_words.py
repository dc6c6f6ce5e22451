"""Words between the languages, months, figures and stems: relations that hold for every entry of a list."""

import random
from datetime import date

import pytest
from django.utils import translation

from movie.text import fold, split_genres, stem, stopwords
from movie.text.dates import DAYS, DIAS, MESES, MONTHS
from movie.text.dictionary import FILE, MOST, beginning, read, translations
from movie.text.emojis import emojis_of
from movie.text.emotions import english, families, family_of, heard_of, label, split_emotions
from movie.text.genres import FOR_FAMILY, NOT_FOR_CHILDREN, all_names, genre_key, genres, same_genre
from movie.text.language import is_listed, is_spanish, leaning, places_of
from movie.text.number_format import running_time
from movie.text.sentences import pieces, sentences
from movie.text.stemming import english_stem, spanish_stem

PAIRS = [
    ("barco", "ship"),
    ("guerra", "war"),
    ("hermano", "brother"),
    ("robo", "robbery"),
    ("bosque", "forest"),
]


@pytest.mark.parametrize(("spanish", "other"), PAIRS)
def test_word_is_found_from_either_language(spanish, other):
    assert translations(spanish, spanish=True)
    assert len(translations(spanish, spanish=True)) <= MOST
    back = {
        english_stem(word)
        for there in translations(other, spanish=False)
        for word in translations(there, spanish=True)
    }
    assert english_stem(other) in back


@pytest.mark.parametrize("form", ["barcos", "guerras", "bosques"])
def test_form_that_is_not_listed_is_found_by_its_stem(form):
    assert translations(form, spanish=True)


@pytest.mark.parametrize("word", ["", "zzzz", "de", "the", "🎬"])
def test_word_that_nobody_listed_has_no_translation(word):
    assert translations(word, spanish=True) == translations(word, spanish=False) == ()


def test_stem_begins_as_all_of_its_forms_do():
    lines = [line.split("\t") for line in FILE.read_text(encoding="utf-8").splitlines()[::20]]
    assert len(lines) > 100
    spanish = [fold(es) for es, _ in lines]
    assert [word for word in spanish if not read(word).startswith(beginning(spanish_stem(word)))] == []
    english = {"dying", "lying", "skies", *(word for _, words in lines for word in words.split())}
    assert [word for word in english if not read(word).startswith(beginning(english_stem(word)))] == []


def test_translations_are_folded_words_that_say_something():
    for spanish, other in PAIRS:
        for word in (*translations(spanish, True), *translations(other, False)):
            assert word == fold(word)
            assert word not in stopwords.ENGLISH | stopwords.SPANISH


def test_months_and_days_stand_in_the_order_of_the_calendar():
    assert [date(2000, month, 1).strftime("%B") for month in range(1, 13)] == list(MONTHS)
    assert [date(2001, 1, day).strftime("%A") for day in range(1, 8)] == list(DAYS)
    assert (len(MESES), len(DIAS)) == (12, 7)
    assert len({name[:3] for name in MESES}) == 12


@pytest.mark.parametrize(
    ("minutes", "shown"),
    [(None, ""), (0, ""), (1, "1 min"), (60, "1 h"), (61, "1 h 1 min"), (142, "2 h 22 min"), (1200, "20 h")],
)
@pytest.mark.parametrize("language", ["en", "es"])
def test_running_time_is_shown_in_hours_and_minutes_and_never_broken(minutes, shown, language):
    with translation.override(language):
        assert running_time(minutes) == shown.replace(" ", "\xa0")


FORMS = [
    ("ship", "ships"),
    ("memory", "memories"),
    ("robar", "robaron"),
    ("perdido", "perdida"),
    ("barco", "barcos"),
]


@pytest.mark.parametrize(("one", "other"), FORMS)
def test_forms_of_a_word_have_one_stem(one, other):
    assert stem(one) == stem(other)


@pytest.mark.parametrize("reduce", [stem, english_stem, spanish_stem])
def test_stem_is_of_any_text_and_never_longer_than_the_word(reduce):
    draw = random.Random(1)
    for word in ("", "a", "ñ", "七人", *("".join(draw.choices("abceiorstñ", k=9)) for _ in range(200))):
        assert len(reduce(word)) <= len(word)


@pytest.mark.parametrize("key", sorted(genres()))
def test_every_name_of_a_genre_leads_to_its_key_and_to_its_other_names(key):
    genre = genres()[key]
    assert {genre_key(name) for name in genre.names} == {key}
    assert all(set(genre.names) <= same_genre(name) for name in genre.names)
    assert {genre_key(label) for label in genre.labels.values()} == {key}
    assert set(genre.labels) == {"en", "es", "pt"}


def test_genres_for_children_and_not_are_known_and_apart():
    assert set(genres()) >= FOR_FAMILY | NOT_FOR_CHILDREN
    assert not FOR_FAMILY & NOT_FOR_CHILDREN
    assert all_names(FOR_FAMILY) & all_names(NOT_FOR_CHILDREN) == frozenset()


def test_genre_that_nobody_listed_is_its_own():
    assert genre_key(" Mumblecore ") == "mumblecore"
    assert same_genre("Mumblecore") == {"mumblecore"}


@pytest.mark.parametrize("blanks", [" ", "  ", "\t", "\xa0", "\n "])
def test_dash_between_blanks_of_any_sort_splits_genres(blanks):
    assert split_genres(f"Drama{blanks}-{blanks}War") == ["Drama", "War"]
    assert split_genres(f"Sci-Fi{blanks}–{blanks}War") == ["Sci-Fi", "War"]


@pytest.mark.parametrize("long", [" " * 50_000, "." * 50_000, "!?" * 25_000, '"' * 50_000, ". " * 25_000])
def test_run_of_one_sign_is_cut_and_put_together_again(long):
    text = f"It ends{long}Then it begins"
    assert "".join(pieces(text)) == text
    assert "".join(sentences(text)).startswith("It ends")
    assert split_genres(long) == []


@pytest.mark.parametrize("seed", range(10))
def test_pieces_of_any_text_are_that_text(seed):
    draw = random.Random(seed)
    text = "".join(draw.choices('aB.!?…"”’»)*_ \n', k=300))
    found = list(pieces(text))
    assert "".join(found) == text
    assert all(found)


@pytest.mark.parametrize("name", sorted(families()))
def test_family_is_named_and_heard_in_both_languages(name):
    assert family_of(name) == family_of(label(name, "es")) == name
    assert english(label(name, "es")) == name
    assert label(label(name, "es"), "en") == name


@pytest.mark.parametrize(
    ("text", "named", "denied"),
    [("I am so happy", True, False), ("I am not happy", False, True), ("estoy muy triste", True, False)],
)
def test_what_visitors_say_of_themselves_is_named_or_denied(text, named, denied):
    found, refused = heard_of(text)
    assert (bool(found), bool(refused)) == (named, denied)


def test_emotions_are_few_and_short_whatever_a_cell_holds():
    assert split_emotions(", ".join(f"mood {n}" for n in range(50))) == [f"mood {n}" for n in range(8)]
    assert split_emotions("x" * 5_000) == split_emotions(",,, ,") == []


@pytest.mark.parametrize(
    ("text", "side"), [("una noche en el barco", 1), ("a night on the ship", -1), ("123", 0)]
)
def test_leaning_and_reading_agree(text, side):
    assert leaning(text) == side
    assert is_spanish(text) is (side > 0)


def test_runs_of_letters_stand_for_the_word_with_its_borders():
    assert places_of("ab") != places_of("ba")
    assert len(places_of("casa")) == 5 + 4 + 3


@pytest.mark.parametrize("word", sorted(stopwords.ENGLISH | stopwords.SPANISH)[::10])
def test_stop_word_is_folded_and_ordinary(word):
    assert word == fold(word)
    assert is_listed(word)


def test_emoji_stands_once_where_its_word_stood_first():
    once = emojis_of("the ship and the sea")
    assert emojis_of("the ship and the sea, ship, sea, ship") == once
    assert emojis_of("nothing of that sort zzzz") == [] or len(set(once)) == len(once)
