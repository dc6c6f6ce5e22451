"""The pictures of the posters: one plain motif per idea, because a thumbnail has room for no more.

A motif is an SVG file in `art/`, in the folder of its genre; a browser shows it. Its five colours are those
of the first neutral palette, which a poster exchanges for its own, and its shapes are circles, ellipses,
polygons and polylines. It leaves the field at the upper edge and either the field or the ground at the
lower one, so the title can stand on flat colour there.
"""

from functools import cache
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from PIL import Image, ImageDraw

from .palettes import Colour, Palette, neutral_codes

ART = Path(__file__).parent / "art"
SVG = "{http://www.w3.org/2000/svg}"
SIDE = 480  # units of a motif, and pixels of the finished poster
OVERSAMPLING = 2


class Motif(NamedTuple):
    """A picture and how it joins the rest of the poster."""

    name: str
    description: str  # what is drawn
    grounded: bool  # the lower edge is ground, not field
    hanging: bool  # something hangs from the upper edge, so the title must stand below
    shapes: list[ElementTree.Element]

    def draw(self, palette: Palette, zoom: float = 1) -> Image.Image:
        """The motif in a palette, 480 by 480 pixels of its middle when it is zoomed."""
        colours = dict(zip(neutral_codes(), palette, strict=True))
        scale = OVERSAMPLING * zoom
        picture = Image.new("RGB", (round(SIDE * scale),) * 2, palette.field)
        pen = ImageDraw.Draw(picture)
        for shape in self.shapes:
            _draw_shape(pen, shape, colours, scale)
        edge, side = (picture.width - SIDE * OVERSAMPLING) // 2, SIDE * OVERSAMPLING
        return picture.reduce(OVERSAMPLING, (edge, edge, edge + side, edge + side))


@cache
def motifs() -> dict[str, list[Motif]]:
    """All motifs by the genre whose films they suit, in the order of their names."""
    families = sorted(path for path in ART.iterdir() if path.is_dir())
    return {family.name: [_read(file) for file in sorted(family.glob("*.svg"))] for family in families}


def _read(file: Path) -> Motif:
    picture = ElementTree.parse(file).getroot()
    title, *shapes = picture
    joins = picture.get("class", "").split()
    return Motif(file.stem, title.text or "", "grounded" in joins, "hanging" in joins, shapes)


def _draw_shape(
    pen: ImageDraw.ImageDraw, shape: ElementTree.Element, colours: dict[str, Colour], scale: float
) -> None:
    fill, stroke = (colours.get(shape.get(name, "none")) for name in ("fill", "stroke"))
    width = round(float(shape.get("stroke-width", 0)) * scale)
    match shape.tag.removeprefix(SVG):
        case "polygon":
            pen.polygon(_corners(shape, scale), fill=fill)
        case "polyline":
            pen.line(_corners(shape, scale), fill=stroke, width=width, joint="curve")
        case _:
            pen.ellipse(_bounds(shape, scale, width / 2), fill=fill, outline=stroke, width=width)


def _corners(shape: ElementTree.Element, scale: float) -> list[tuple[float, ...]]:
    """The corners of a polygon or a line in pixels, of which `scale` make a unit."""
    pairs = (pair.split(",") for pair in shape.get("points", "").split())
    return [tuple(float(number) * scale for number in pair) for pair in pairs]


def _bounds(shape: ElementTree.Element, scale: float, beyond: float) -> tuple[float, float, float, float]:
    """The box around an ellipse in pixels, `beyond` its radius: half of its line's width."""
    radius = shape.get("r")
    x, y = (float(shape.get(name, 0)) * scale for name in ("cx", "cy"))
    wide, high = (float(shape.get(name, radius)) * scale + beyond for name in ("rx", "ry"))
    return x - wide, y - high, x + wide, y + high
