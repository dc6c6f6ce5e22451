"""The colours of the posters, because a genre is recognised by its colours before its title is read."""

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from PIL import ImageColor

from ..text.genres import genres_in

Colour = tuple[int, int, int]

LIGHT: Colour = (248, 241, 226)
DARK: Colour = (20, 21, 26)
# Below this ratio an accent lent by the second genre would vanish in the field.
ACCENT_CONTRAST = 1.7

NEUTRAL = "neutral"  # for films of no genre that is known
COLOURS: dict[str, list[str]] = tomllib.loads((Path(__file__).parent / "palettes.toml").read_text("utf-8"))


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
    return [Palette(*map(ImageColor.getrgb, row.split())) for row in COLOURS[family]]


def neutral_codes() -> list[str]:
    """The colours of the motifs' files, as SVG writes them, in the order of a palette."""
    return COLOURS[NEUTRAL][0].split()


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
