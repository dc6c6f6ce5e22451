"""The colours of the posters, because a genre is recognised by its colours before its title is read."""

from collections.abc import Sequence
from typing import NamedTuple

from ..text.genres import genres_in

Colour = tuple[int, int, int]

LIGHT: Colour = (248, 241, 226)
DARK: Colour = (20, 21, 26)
# Below this ratio an accent lent by the second genre would vanish in the field.
ACCENT_CONTRAST = 1.7

NEUTRAL = "neutral"  # for films of no genre that is known
# For each genre, by its key, the palettes; each row: field, ground, shape, second, accent. Where a name tells
# of several genres the first here counts: "Comedia negra" is a comedy, "Drama histórico" history; drama comes
# last because it is said of nearly every film.
COLOURS = {
    "science_fiction": (
        "14294a 081326 f08a3c 3f6f9c 7fdbe0",
        "e8dfcb 182848 e4572e 7ca3ad 2c8c99",
        "0f4c5c 06202b f4d58d 3f8f96 fb6f4b",
        "3a2457 150b2b ff7f6a 7a569c 8ce0d4",
    ),
    "documentary": (
        "e6e1d3 22303a 3f7387 a9b3ae d6492f",
        "2c4a57 12222a d9d3c0 6f929c f2b441",
        "c7ccbf 2b2f2e 5c7d68 f1ecdd dd5a35",
    ),
    "animation": (
        "5cc3d6 1d2c5e ffd24a f2668b fff4dc",
        "ff8f6b 36214f ffe08a 57b8b0 fff6e4",
        "ffd454 233a7a ef5a6f 4bb4c9 fffaf0",
    ),
    "comedy": (
        "ffcb3d 1d2a4d f26b3a f9e6b8 e2364a",
        "f4e6c6 23325a f7b32b 4fa3a5 e8503a",
        "58b3ac 17303f ffd65c f6ead0 ec5b45",
        "f58a5c 2a1b3d ffe2a0 fbf0dc 27708a",
    ),
    "western": (
        "eca24f 4a1c18 f9e0a6 c65a2e b2341f",
        "e7c894 552318 cf5a2f c99562 2f6f73",
        "ad3f24 2c0f12 f6c566 7f2a20 fbe7c0",
    ),
    "war": (
        "96956a 23261a e9dcb4 55583a b5341f",
        "d8c596 2d2f22 b8432c 9a9470 b8432c",
        "4c5443 181c16 d9a45a 79816a d5472a",
    ),
    "horror": (
        "16141a 060508 b81f24 47202a efe4cc",
        "b3211f 120708 f2e3c4 6b1012 f2e3c4",
        "2a3a2c 0a110c c9d68a 58704c d6342b",
        "d8d2bd 18131a 8e1b22 8f8a80 c2262b",
    ),
    "music": (
        "2b2a6b 12103a f25d7a 5a55b5 ffcf56",
        "f26a4b 2a1438 ffd98a a5355a fff1d6",
        "f3dcb4 2a2440 e2484f 3d8f94 f0a63a",
    ),
    "crime": (
        "23272f 0d0f13 d9cdb4 5d6470 cf2f2a",
        "d8cbb0 14161b b3282d 8f8a7c b3282d",
        "a92a2a 140d10 ecdcc0 5e1519 f4c95d",
        "1d3440 0a1318 e6b34c 4a6a72 e2572f",
    ),
    "mystery": (
        "2a2b4a 10101f f0cf72 5b5c86 e2664a",
        "1f4a4c 0a2024 ecd9a0 4b807d d8643f",
        "4b2f4f 1a0f20 f2c879 7d5a80 9fd0c4",
    ),
    "thriller": (
        "ea5b24 16120f f8e6c4 8e2b12 f8e6c4",
        "1b2227 080b0d e8e0cb 55636a f0b429",
        "e9c22e 17171a f7eed3 a2761a c7281f",
        "93a59d 14191c f2f0e2 3e5158 c22f1f",
    ),
    "fantasy": (
        "4a3a78 1c1540 f3c969 8573b5 ef8fa0",
        "1f5f66 0b2a38 f2dc9b 4f9a95 e58fb1",
        "d9a5c0 33245c fbeacb 8d6aa8 f3c350",
    ),
    "adventure": (
        "f0d9a8 17494d e2703a 6fa08b c23b22",
        "1f6f78 0e2f38 f6c667 4fa39a ee6c3c",
        "ee9b4a 3a2230 fbe3b0 b5532f 1f6f78",
    ),
    "action": (
        "f2b632 17181c d8342a 8f1f1f fff3d6",
        "c22a28 16161a f7c544 7d1418 fbe9c6",
        "1b1e26 0b0c10 f0572d 8c2a1e ffd15c",
    ),
    "family": (
        "8fd0dd 1f4a5f ffd766 f7f0dc ee6a50",
        "f9dfa6 2f5d50 f08a5b 8fc1a2 d9483b",
        "f7a98b 2b4162 fff0cf 5d9c9a ffd25e",
    ),
    "romance": (
        "f6c9c0 6a1b38 d8344f ee8f92 fff3e4",
        "be2943 4a0d24 fbd3c2 ee7f80 ffe9b8",
        "f7e3cf 5c1f3f e75a5f f2a79a e9a23b",
        "6b2748 2c0d24 f58f86 a8486a ffd9a6",
    ),
    "history": (
        "e6d3a6 4a1f22 b5772f b9a174 8f2a2a",
        "6e2028 2a0c13 e6c172 a2563f f3e3bd",
        "37484a 161f22 dcc391 768778 c46a38",
    ),
    "drama": (
        "e9dcc3 1f3a44 c8553d 8aa79f e3a33b",
        "26405a 0f1b29 e8a64c 7f9cae d9583b",
        "cf7550 2b1b24 f6dcab 93433c fbf1dc",
        "93aaa4 1b2a30 f2e5c8 557a7c c4492f",
        "45263a 1a0d18 dd8f6c 8b4a5c f3cf9f",
        "dccba6 38282a a8432f a89a74 2f6a6e",
        "2f5b57 0f2526 efd9a7 6c998c e07a4a",
        "e2b45c 3b2340 fbeccb b9683f 8f2f3f",
    ),
    NEUTRAL: (
        "e7dfce 23303f d3573a 93a3a5 e5ad43",
        "34495a 14202b ecd8ac 7690a0 e2704a",
        "c9d0c6 27332f e08a4c 7d958a f7efdb",
        "55474f 1e171c e9c9a0 8f7a82 e07b5c",
    ),
}


class Palette(NamedTuple):
    """Flat colours of one poster."""

    field: Colour  # behind everything, and the sky
    ground: Colour  # the darkest: floors and silhouettes
    shape: Colour  # the large form
    second: Colour  # a tone between field and shape
    accent: Colour  # small and loud


def genre_family(genre: str) -> str:
    """The key of the genre that a name in English or Spanish is drawn as, "neutral" where it is unknown."""
    spoken = genres_in(genre)
    return next((family for family in COLOURS if family in spoken), NEUTRAL)


def genre_families(genres: Sequence[str]) -> list[str]:
    """The known families of a film in the order of its genres, each once; at least "neutral"."""
    families = dict.fromkeys(genre_family(genre) for genre in genres)
    return [family for family in families if family != NEUTRAL] or [NEUTRAL]


def family_palettes(family: str) -> list[Palette]:
    """The palettes among which the films of a family are dealt out."""
    return [Palette(*(parse_colour(code) for code in row.split())) for row in COLOURS[family]]


def lend_accent(palette: Palette, lender: Palette) -> Palette:
    """The palette with the lender's accent colour, if that stands out from field and shape."""
    visible = min(contrast(lender.accent, other) for other in (palette.field, palette.shape, palette.ground))
    return palette._replace(accent=lender.accent) if visible >= ACCENT_CONTRAST else palette


def text_colour(background: Colour) -> Colour:
    """The lighter or darker of the two text colours, whichever reads better on the background."""
    return max(LIGHT, DARK, key=lambda colour: contrast(colour, background))


def contrast(one: Colour, other: Colour) -> float:
    """The contrast ratio of WCAG 2, from 1 (the same) to 21 (black and white)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: Colour) -> float:
    """The relative luminance of WCAG 2, from 0 (black) to 1 (white)."""
    red, green, blue = (linear_channel(channel / 255) for channel in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear_channel(channel: float) -> float:
    """One sRGB channel between 0 and 1, freed of its gamma."""
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def parse_colour(code: str) -> Colour:
    """The colour of six hexadecimal digits."""
    red, green, blue = bytes.fromhex(code)
    return red, green, blue
