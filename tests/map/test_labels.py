"""Names of regions: what sets films apart, in one language, and no two alike."""

import pytest

from movie.map.labels import names

SEA = ["shark", "beach"]
WAR = ["soldier", "trench"]
BOTH_SEA = ["shark", "beach", "tiburón", "playa"]
BOTH_WAR = ["soldier", "war", "soldado", "guerra"]


def test_words_of_all_films_name_none_of_the_groups():
    assert names([[["drama", "shark"]] * 5, [["drama", "war"]] * 5], False) == ["Shark", "War"]


def test_name_is_the_two_words_that_set_the_films_apart_most():
    assert names([[[*SEA, "dog"]] * 2 + [SEA] * 8, [WAR] * 10], False) == [
        "Beach · shark",
        "Soldier · trench",
    ]


def test_word_of_one_film_alone_names_no_group():
    assert names([[SEA] * 5 + [["umbrella"]], [WAR] * 6], False)[0] == "Beach · shark"


def test_second_word_of_little_weight_is_left_out():
    assert names([[["shark"]] * 20 + [["dog"]] * 3, [WAR] * 20], False)[0] == "Shark"


def test_other_form_of_a_word_names_no_second_group():
    sharks, whales = [["sharks", "boat"]] * 5, [["shark", "whale"]] * 2 + [["whale"]] * 3
    assert names([sharks, whales, [WAR] * 9], False)[:2] == ["Boat · sharks", "Whale"]


def test_two_groups_never_have_the_same_name():
    found = names([[SEA] * 10, [SEA] * 9, [SEA] * 8, [SEA] * 7, [WAR] * 9], False)
    assert found == ["Beach · shark", "Shark", "", "", "Soldier · trench"]


def test_how_a_film_was_made_is_no_name():
    made = [["based on novel or book", "woman director", "shark"]] * 5
    assert names([made, [WAR] * 5], False)[0] == "Shark"


@pytest.mark.parametrize(
    ("spanish", "expected"),
    [(False, ["Beach · shark", "Soldier · war"]), (True, ["Playa · tiburón", "Guerra · soldado"])],
)
def test_words_in_both_languages_give_names_in_the_one_asked_for(spanish, expected):
    assert names([[BOTH_SEA] * 6, [BOTH_WAR] * 6], spanish) == expected


def test_word_that_leans_little_is_of_the_language_it_stands_among():
    films = [["beach", "shark", "selenites", "selenitas", "playa", "tiburón"]] * 6
    for spanish, other in ((False, "selenitas"), (True, "selenites")):
        found = names([films, [BOTH_WAR] * 6], spanish)
        assert other not in found[0]


@pytest.mark.parametrize("spanish", [False, True])
def test_catalogue_of_one_language_is_named_in_it_whatever_is_asked_for(spanish):
    assert names([[SEA] * 5, [WAR] * 5], spanish) == ["Beach · shark", "Soldier · trench"]


def test_films_without_words_have_no_name():
    assert names([[[]] * 3, [[]] * 3], False) == ["", ""]
