"""Full text in memory: scores, their bound, and films that come and go."""

import numpy as np
import pytest

from movie.search.bm25 import bm25_of


def made(*texts):
    return bm25_of((number, ("", "", "", text)) for number, text in enumerate(texts))


SEA = made("sea captain", "sea storm", "sea storm captain", "desert", "")


def same(one, other, words) -> bool:
    ids = np.sort(one.ids)
    scores = [bm25.aligned(bm25.compare(words)[0], ids) for bm25 in (one, other)]
    return np.allclose(*scores) and one.compare(words)[1] == pytest.approx(other.compare(words)[1])


def test_films_with_more_and_rarer_words_score_higher():
    scores, _ = SEA.compare(["captain", "storm"])
    assert scores.argmax() == 2
    assert scores[3] == scores[4] == 0
    assert SEA.compare(["desert"])[0][3] > SEA.compare(["sea"])[0][0] > 0


def test_other_forms_of_a_word_count():
    assert SEA.compare(["captains"])[0].tolist() == SEA.compare(["captain"])[0].tolist()


def test_keywords_count_more_than_the_description():
    bm25 = bm25_of(
        {1: ("", "storm", "", "a sea"), 2: ("", "sea", "", "a storm"), 3: ("", "", "", "desert")}.items()
    )
    scores, _ = bm25.compare(["storm"])
    assert scores[0] > scores[1] > 0


@pytest.mark.parametrize("words", [["storm"], ["storm"] * 9, ["storm", "sea", "unheard"]])
def test_no_film_passes_the_most(words):
    bm25 = made("storm " * 500, "storm sea", "desert", "palace")
    scores, most = bm25.compare(words)
    assert 0 < scores.max() <= most


def test_words_in_no_film_raise_the_most_alone():
    scores, most = SEA.compare(["storm"])
    others, more = SEA.compare(["storm", "zeppelin"])
    assert others.tolist() == scores.tolist()
    assert more > most


def test_a_translation_counts_less_and_never_adds_to_the_word():
    bm25 = made("storm", "tormenta", "storm tormenta", "desert", "palace", "island", "school")
    plain, _ = bm25.compare(["storm"])
    scores, most = bm25.compare(["storm"], lambda word: ("tormenta",))
    assert scores[0] == plain[0] > scores[1] > 0
    assert scores[2] == plain[2]
    assert scores.max() <= most


def test_films_that_changed_are_as_if_read_anew():
    after = SEA.updated([1, 3, 99], {3: ("", "", "", "a volcano"), 7: ("Sea", "", "Drama", "storm")}.items())
    anew = bm25_of({
        0: ("", "", "", "sea captain"),
        2: ("", "", "", "sea storm captain"),
        4: ("", "", "", ""),
        3: ("", "", "", "a volcano"),
        7: ("Sea", "", "Drama", "storm"),
    }.items())  # fmt: skip
    assert after.ids.tolist() == anew.ids.tolist()
    for words in (["sea"], ["volcano"], ["storm", "captain"], ["desert"], ["drama"]):
        assert same(after, anew, words)


def test_what_was_made_before_stays_as_it_was():
    before = SEA.compare(["volcano"])[0].tolist(), SEA.compare(["sea"])[0].tolist()
    SEA.updated([], [(9, ("", "", "", "volcano sea"))])
    assert (SEA.compare(["volcano"])[0].tolist(), SEA.compare(["sea"])[0].tolist()) == before


def test_an_empty_catalogue_gives_nothing():
    scores, most = bm25_of(()).compare(["storm"])
    assert len(scores) == 0 and most > 0
    assert bm25_of(()).aligned(scores, np.array([1, 2])).tolist() == [0, 0]
