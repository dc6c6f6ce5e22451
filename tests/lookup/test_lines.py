"""Texts that are held as one are the texts that were given, and are found by their words."""

import pytest

from movie.lookup.lines import Lines

TEXTS = [
    "the matrix",
    "",
    "matrix",
    "the matrix reloaded",
    "mat",
    "千と千尋",
    "the the",
    "a matrix of the mind",
]


def test_texts_come_back_in_their_order():
    lines = Lines(TEXTS)
    assert list(lines) == [lines[place] for place in range(len(lines))] == TEXTS
    assert list(Lines([])) == []


@pytest.mark.parametrize("words", ["matrix", "the", "the matrix", "mat", "rix", "matrix mat", "千と千尋"])
def test_words_in_a_row_are_found_with_what_stands_before_them(words):
    lines = Lines(TEXTS)
    there = [place for place, text in enumerate(TEXTS) if f" {words} " in f" {text} "]
    found = list(lines.having(words))
    assert sorted({place for place, _ in found}) == there
    assert all(f"{before} {words}".strip() in lines[place] for place, before in found)


@pytest.mark.parametrize("start", ["mat", "the", "the m", "matrix", "千", "x"])
def test_beginnings_of_texts_and_of_words_are_found(start):
    lines = Lines(TEXTS)
    assert lines.beginning(start) == [place for place, text in enumerate(TEXTS) if text.startswith(start)]
    words = [place for place, text in enumerate(TEXTS) if f" {start}" in f" {text}"]
    assert sorted(set(lines.with_word(start))) == words
