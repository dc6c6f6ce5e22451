"""Emojis in words: what stands in a text, and what it says."""

import pytest

from movie.text.emojis import FILE, emojis_in, spoken, without_emojis


@pytest.mark.parametrize(
    "text, found",
    [
        ("🦈🏖️", ["🦈", "🏖"]),
        ("a 🦈 and a 🦈", ["🦈"]),
        ("👩‍❤️‍👨 🏃‍♀️", ["👩❤👨", "🏃♀"]),
        ("👍🏽👍", ["👍"]),
        ("🇪🇸🇫🇷", ["🇪🇸", "🇫🇷"]),
        ("☂️⏳⛩️✈️❄️", ["☂", "⏳", "⛩", "✈", "❄"]),
        ("no emoji: ñ, 12, “…”, →, ™, 映画", []),
        ("", []),
    ],
)
def test_emojis_are_found_whatever_their_colour_each_once(text, found):
    assert emojis_in(text) == found


def test_text_without_its_emojis_keeps_its_words():
    assert without_emojis("🦈 de los 70 🏖️!") == "de los 70 !"
    assert without_emojis("🦈🏖️") == ""


@pytest.mark.parametrize(
    "emoji, words", [("🦈", "shark"), ("🏖", "beach umbrella"), ("😂", "tears joy"), ("🇪🇸", "")]
)
def test_emoji_is_said_by_its_name(emoji, words):
    assert spoken(emoji) == words


def test_every_emoji_that_texts_are_told_in_is_found_and_can_be_said():
    emojis = [line.split("\t")[0] for line in FILE.read_text(encoding="utf-8").splitlines()]
    assert all(len(emojis_in(emoji)) == 1 and spoken(emojis_in(emoji)[0]) for emoji in emojis)
