"""How much of a request stands in each film's texts, in either language."""

import numpy as np
import pytest

from movie.models import Movie
from movie.search.features import coverage
from movie.search.word_index import full_text
from movie.text.dictionary import translations

pytestmark = pytest.mark.django_db


@pytest.fixture
def films():
    texts = {
        "Sea": "A captain crosses the sea in a storm with his ship.",
        "Mar": "Un capitán cruza el mar en una tormenta.",
        "Desert": "Two sisters look for water in the desert.",
    }
    return {title: Movie.objects.create(title=title, description=text).pk for title, text in texts.items()}


def scored(words, **kwargs):
    ids = np.array(Movie.objects.values_list("pk", flat=True))
    shares = coverage(*full_text(words, ids, **kwargs))
    return {movie: share for movie, share in zip(ids.tolist(), shares.tolist(), strict=True) if share}


def test_words_find_films_told_in_either_language(films):
    for words, spanish in ((["captain", "storm"], False), (["capitan", "tormenta"], True)):
        assert set(scored(words, spanish=spanish)) == {films["Sea"], films["Mar"]}


def test_the_word_itself_counts_more_than_its_translation(films):
    english, spanish = scored(["storm"]), scored(["tormenta"], spanish=True)
    assert english[films["Sea"]] > english[films["Mar"]] > 0
    assert spanish[films["Mar"]] > spanish[films["Sea"]] > 0


def test_coverage_lies_between_0_and_1(films):
    for words in (["storm"], ["storm"] * 9, ["storm", "captain", "nowhere"]):
        assert all(0 < share <= 1 for share in scored(words).values())


def test_words_in_no_film_lower_the_coverage_of_the_others(films):
    alone, among_others = scored(["storm"]), scored(["storm", "zeppelin", "bakery"])
    assert among_others[films["Sea"]] < alone[films["Sea"]]


def test_nothing_is_found_for_no_words_and_in_no_catalogue():
    for words in ([], ["storm"]):
        assert full_text(words, np.array([7]))[0].tolist() == [0]


def test_a_film_that_is_added_is_counted(films):
    before = scored(["desert"])[films["Desert"]]
    Movie.objects.create(title="Another", description="A desert, again a desert.")
    after = scored(["desert"])
    assert len(after) == 2
    assert after[films["Desert"]] != before


def test_an_edited_text_and_a_deleted_film_are_followed(films):
    assert films["Desert"] not in scored(["volcano"])
    Movie.objects.filter(pk=films["Desert"]).update(description="A volcano.")
    assert films["Desert"] in scored(["volcano"])
    Movie.objects.filter(pk=films["Desert"]).delete()
    assert not scored(["volcano"])


def test_the_films_are_in_the_order_of_the_ids(films):
    ids = np.array([films["Desert"], 10**9, films["Sea"]])
    scores, _ = full_text(["storm"], ids)
    assert scores[0] == scores[1] == 0 < scores[2]


def test_translations_know_other_forms_of_a_word():
    assert "storm" in translations("tormentas", True)
    assert "tormenta" in translations("storms", False)
    assert translations("zzxxq", True) == translations("zzxxq", False) == ()
