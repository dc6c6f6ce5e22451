"""Posters drawn for the films that have none, so a catalogue never shows a wall of grey boxes."""

import hashlib
import io
import random
from collections.abc import Sequence
from functools import cache

import numpy as np
from PIL import Image, ImageDraw

from .lettering import CAPITAL, TEXT_WIDTH, Block, fit_title, load_font, settable
from .motifs import SIDE, Motif, motifs
from .palettes import Colour, Palette, contrast, family_palettes, genre_families, lend_accent, text_colour

STYLE = 2  # raised when the drawing changes

WIDTH, HEIGHT = 480, 720  # pixels
MARGIN = (WIDTH - TEXT_WIDTH) // 2  # pixels between the text and the edge
YEAR_SIZE = 38  # font size in pixels
RULE = 58  # width in pixels of the coloured rule before the year
GRAIN = 2.6  # standard deviation of the grain in steps of brightness
LIGHT_STEPS = 5  # steps of brightness by which the top is lighter and the foot darker
ART_GAP = 30  # pixels between the text and the art
MOST_ZOOM = 1.07  # how many times larger than its file a motif is at the most
TITLE_ABOVE = 0.35  # share of the posters with the title above the art


def draw_poster(
    title: str, year: int | None, genres: Sequence[str], motif: Motif | None = None, written: str = ""
) -> bytes:
    """A WebP picture of 480 by 720 pixels, below 40 kB, always the same for the same film.

    `genres` are names in English or Spanish; the first picks the colours, the second may lend its accent
    colour. Palette, sizes and places are dealt out by title and year; so is one of the first genre's motifs
    where none is given. What is `written` on it is another title of the film, such as that of a language:
    nothing else of the picture changes by it.
    """
    dice = random.Random(film_digest(title, year))
    families = genre_families(genres)
    palette = dice.choice(family_palettes(families[0]))
    if len(families) > 1:
        palette = lend_accent(palette, dice.choice(family_palettes(families[1])))
    dealt = dice.choice(motifs()[families[0]])
    poster = compose(settable(written or title), year, motif or dealt, palette, dice)
    return encode(add_grain(poster, dice), "WEBP", quality=80, method=2)


def film_digest(title: str, year: int | None) -> int:
    """The number from which everything random about a film's poster follows."""
    text = f"{STYLE}\n{year}\n{title}"
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest())


def compose(title: str, year: int | None, motif: Motif, palette: Palette, dice: random.Random) -> Image.Image:
    """The poster without its grain."""
    block = fit_title(title)
    above = dice.random() < TITLE_ABOVE and not motif.hanging
    zone = text_height(block) + MARGIN + ART_GAP
    poster = Image.new("RGB", (WIDTH, HEIGHT), palette.field)
    place_art(poster, draw_art(motif, palette, dice), motif, palette, zone, above)
    background = palette.ground if motif.grounded and not above else palette.field
    write_text(poster, block, year, MARGIN + 4 if above else HEIGHT - zone + ART_GAP, background, palette)
    return poster


def draw_art(motif: Motif, palette: Palette, dice: random.Random) -> Image.Image:
    """The motif in pixels of the poster, enlarged a little, mirrored for every second film."""
    art = motif.draw(palette, dice.uniform(1, MOST_ZOOM))
    return art.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if dice.random() < 0.5 else art


def place_art(
    poster: Image.Image, art: Image.Image, motif: Motif, palette: Palette, zone: int, above: bool
) -> None:
    """Pastes the art beside the text's zone: standing on it, hanging from the top or in the middle."""
    room = HEIGHT - zone
    top = 0 if motif.hanging else room - SIDE if motif.grounded else (room - SIDE) // 2
    if motif.grounded and not above:
        poster.paste(palette.ground, (0, min(room, top + SIDE), WIDTH, HEIGHT))
    window = art.crop((0, max(0, -top), SIDE, min(SIDE, room - top)))
    poster.paste(window, (0, max(0, top) + (zone if above else 0)))


def write_text(
    poster: Image.Image, block: Block, year: int | None, top: int, background: Colour, palette: Palette
) -> None:
    """Writes a rule, the year and the title from this height on, in whichever colour reads best."""
    pen, colour = ImageDraw.Draw(poster), text_colour(background)
    base = top + round(YEAR_SIZE * CAPITAL)
    pen.rectangle((MARGIN, top, MARGIN + RULE - 1, base - 1), rule_colour(palette, background))
    if year is not None:
        pen.text((MARGIN + RULE + 12, base), str(year), colour, load_font(YEAR_SIZE), anchor="ls")
    for number, line in enumerate(block.lines):
        low = base + block.gap + block.size * (CAPITAL + block.leading * number)
        pen.text((MARGIN, round(low)), line, colour, load_font(block.size), anchor="ls")


def rule_colour(palette: Palette, background: Colour) -> Colour:
    """The colour of the palette that stands out most from the background beside the text."""
    return max(palette.accent, palette.shape, key=lambda colour: contrast(colour, background))


def text_height(block: Block) -> int:
    """Pixels that rule, year and title take together."""
    return round(YEAR_SIZE * CAPITAL) + (block.gap + block.height if block.lines else 0)


def add_grain(poster: Image.Image, dice: random.Random) -> Image.Image:
    """The poster with a soft light from above and the grain of paper."""
    grain = np.roll(paper_grain(), (dice.randrange(HEIGHT), dice.randrange(WIDTH)), (0, 1)) + soft_light()
    return Image.fromarray(np.clip(np.asarray(poster, np.int16) + grain[..., None], 0, 255).astype(np.uint8))


@cache
def paper_grain() -> np.ndarray:
    """Shape (720, 480): what the paper adds to each pixel, in steps of brightness."""
    noise = np.random.default_rng(STYLE).normal(0, GRAIN, (HEIGHT, WIDTH))
    return noise.round().astype(np.int16)


@cache
def soft_light() -> np.ndarray:
    """Shape (720, 480): what the light adds to each pixel, strongest above, in steps of brightness."""
    rows = np.linspace(LIGHT_STEPS, -LIGHT_STEPS, HEIGHT)
    return np.repeat(rows[:, None], WIDTH, axis=1).round().astype(np.int16)


def encode(picture: Image.Image, kind: str, **options: int) -> bytes:
    """The picture as the bytes of a file."""
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()
