"""A text is cut into whole sentences for showing, and wherever one may end for judging."""

import pytest

from movie.text.sentences import pieces, sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" One alone ", ["One alone"]),
        ("She left. He stayed!", ["She left.", "He stayed!"]),
        ("Kramer vs. the rest. The end", ["Kramer vs. the rest.", "The end"]),
        (
            "¿Quién era? ¡Él! Álex lo sabe… 40 años después.",
            ["¿Quién era?", "¡Él!", "Álex lo sabe…", "40 años después."],
        ),
    ],
)
def test_whole_sentences_end_before_a_capital_or_a_digit(text, expected):
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("She left. he stayed", ["She left. ", "he stayed"]),
        ("*Now.* “Go!”  Then\nquiet. ", ["*Now.* ", "“Go!”  ", "Then\n", "quiet. "]),
        ("At 3.15 a.m.", ["At 3.15 a.m."]),
    ],
)
def test_pieces_end_wherever_a_sentence_may_and_lose_nothing(text, expected):
    assert list(pieces(text)) == expected
    assert "".join(pieces(text)) == text
