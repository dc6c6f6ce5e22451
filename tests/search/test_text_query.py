"""A request is read as its writer means it: without small talk, with its years."""

import pytest

from movie.search.text_query import analyse
from movie.text import stopwords

SHARK = "a shark attacks a beach town"
TIBURON = "un tiburón ataca un pueblo de playa"


@pytest.mark.parametrize(
    "prompt",
    [
        f"Does anybody know the movie where {SHARK}? Thanks in advance!",
        f"[TOMT][MOVIE] {SHARK}",
        f"I'm looking for a film, I can't remember the title, {SHARK}",
        f"What's the name of the movie in which {SHARK}? Please help me",
        f"I think I saw it years ago on TV: {SHARK}, pretty sure. Any ideas?",
        SHARK.upper(),
    ],
)
def test_english_small_talk_is_dropped(prompt):
    assert analyse(prompt).words == analyse(SHARK).words == ("shark", "attacks", "beach", "town")


@pytest.mark.parametrize(
    "prompt",
    [
        f"Busco una película donde {TIBURON}, gracias de antemano",
        f"¿Alguien sabe cómo se llama la película en la que {TIBURON}? Por favor",
        f"No me acuerdo del título: {TIBURON}, la verdad",
        f"Quiero ver una peli de {TIBURON}",
        f"La vi hace años, creo que {TIBURON} o algo así",
        TIBURON.upper(),
    ],
)
def test_spanish_small_talk_is_dropped(prompt):
    assert analyse(prompt).words == analyse(TIBURON).words == ("tiburon", "ataca", "pueblo", "playa")


@pytest.mark.parametrize("prompt", [f"Please, the movie where {SHARK}, thanks", SHARK])
def test_text_to_embed_keeps_the_sentence_without_the_small_talk(prompt):
    text = analyse(prompt).text
    assert SHARK in text
    assert not {"please", "movie", "thanks"} & set(text.split())


@pytest.mark.parametrize("prompt", ["movie please", "Una película, por favor", "I saw it years ago", "TOMT?"])
def test_request_of_small_talk_alone_is_kept_whole(prompt):
    request = analyse(prompt)
    assert request.text == prompt
    assert request.words


@pytest.mark.parametrize("prompt", ["🦈", "…", "", " \n", "\x00"])
def test_request_without_any_word_is_kept_and_has_no_words(prompt):
    assert analyse(prompt).text == prompt
    assert analyse(prompt).words == ()


def test_stop_words_are_dropped_but_never_all_of_them():
    assert analyse("what is under the bridge").words == ("bridge",)
    assert analyse("lo que hay bajo el mar").words == ("mar",)
    assert analyse("up").words == ("up",)
    assert set(analyse("who are you").words) <= stopwords.ENGLISH


def test_words_are_repeated_as_often_as_they_are_said():
    assert analyse("rain, Rain and again RAIN on Lyón").words == ("rain", "rain", "rain", "lyon")


def test_words_of_which_small_talk_is_a_part_stay():
    assert analyse("filmmaker seesaw likeness edition").words == (
        "filmmaker",
        "seesaw",
        "likeness",
        "edition",
    )


@pytest.mark.parametrize(
    ("prompt", "year"),
    [
        ("1999", 1999),
        ("a thriller from 1999.", 1999),
        ("(1927) silent", 1927),
        ("de 2008, española", 2008),
        ("2023?", 2023),
    ],
)
def test_year_that_is_named_is_understood_with_a_little_doubt(prompt, year):
    first, last = analyse(prompt).years
    assert first <= year <= last
    assert 0 < last - first < 10


@pytest.mark.parametrize(
    ("prompt", "decade"),
    [
        ("the 90s", 1990),
        ("the '90s", 1990),
        ("90's action", 1990),
        ("the 1980s", 1980),
        ("1980's horror", 1980),
        ("años 80", 1980),
        ("los 80", 1980),
        ("de los años 70", 1970),
        ("a 2010s comedy", 2010),
        ("the 20s", 1920),
    ],
)
def test_decade_that_is_named_is_understood_whole(prompt, decade):
    first, last = analyse(prompt).years
    assert first <= decade
    assert decade + 9 <= last
    assert last - first < 15


def test_several_years_span_all_of_them():
    first, last = analyse("between 1968 and 1975, or the 80s").years
    assert first <= 1968
    assert last >= 1989


@pytest.mark.parametrize(
    "prompt",
    [
        "$2000",
        "€1999 stolen",
        "20000 leagues under the sea",
        "20,000 leagues",
        "1,999 steps",
        "a clock at 19:45",
        "blade runner 2049",
        "2001st",
        "120 minutes",
        "12 monkeys",
        "101 dalmatians",
        "the year 1492",
        "a woman in her 50",
        "se7en",
        "",
    ],
)
def test_number_that_names_no_films_year_is_none(prompt):
    assert analyse(prompt).years is None
