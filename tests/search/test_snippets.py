"""The sentence that explains a match is one of the description's own, with the words in common marked."""

import pytest

from movie.search.snippets import LONGEST, plain, why
from movie.search.text_query import analyse

STORY = "A teacher moves to the coast. At night a shark attacks the swimmers! Who will believe her?"


def marked(segments) -> list[str]:
    return [segment.text for segment in segments if segment.marked]


def test_sentence_with_the_words_of_the_request_is_chosen():
    assert (
        plain(why(STORY, analyse("a shark that attacks").words)) == "At night a shark attacks the swimmers!"
    )
    assert plain(why(STORY, analyse("the teacher").words)) == "A teacher moves to the coast."


def test_words_in_common_are_marked_whatever_their_form_and_no_others():
    assert marked(why(STORY, analyse("SHARKS attacking a swimmer").words)) == ["shark", "attacks", "swimmers"]
    assert marked(why("Una canción de amor.", analyse("las canciones del cantante").words)) == ["canción"]


def test_without_a_word_in_common_nothing_is_marked():
    segments = why(STORY, analyse("spaceship").words)
    assert marked(segments) == []
    assert plain(segments) in STORY


def test_pieces_together_are_the_sentence_as_it_is_written():
    sentence = "¡Ay, «tiburón» — y más tiburones… al 100 %!"
    assert plain(why(sentence, analyse("tiburón").words)) == sentence


@pytest.mark.parametrize("description", ["", " ", "\n\t"])
def test_without_a_description_there_is_no_reason(description):
    assert why(description, analyse("a shark").words) == []


def test_rarer_word_chooses_among_sentences_with_as_many_in_common():
    story = "A man waits. A man meets a sharpshooter. A man leaves."
    assert plain(why(story, analyse("a man and a sharpshooter").words)) == "A man meets a sharpshooter."
    assert plain(why("She sees the cat. She sees the lighthouse.", analyse("lighthouse cat").words)).endswith(
        "lighthouse."
    )


@pytest.mark.parametrize("before", [0, 10, 200])
def test_long_sentence_is_cut_to_what_surrounds_the_word(before):
    story = "word " * before + "shark" + " word" * 200
    text = plain(why(story, analyse("shark").words))
    assert "shark" in text
    assert len(text) <= LONGEST + 4
    assert (text.startswith("… "), text.endswith(" …")) == (before == 200, True)
    assert text.strip("… ") in story


def test_sentence_without_blanks_is_cut_as_well():
    text = plain(why("x" * 3000, analyse("shark").words))
    assert 0 < len(text) <= LONGEST + 4


@pytest.mark.parametrize("prompt", ["", "🦈", "\x00", "the of and", "(((", "a" * 4000])
def test_any_request_gets_a_sentence(prompt):
    assert plain(why(STORY, analyse(prompt).words)) in STORY
