"""The square a motif is drawn on, with its colours and dice, and the outlines that motifs share."""

import math
import random
from collections.abc import Iterable

from PIL import Image, ImageChops, ImageDraw

from ..palettes import Colour, Palette

SIDE = 480  # units, and pixels of the finished poster
OVERSAMPLING = 2
MIDDLE = SIDE / 2

Point = tuple[float, float]


class Canvas:
    """A square picture 480 units wide with the colours and the dice of one poster."""

    def __init__(self, palette: Palette, dice: random.Random) -> None:
        self.field, self.ground, self.shape, self.second, self.accent = palette
        self.dice = dice
        self.image = Image.new("RGB", (SIDE * OVERSAMPLING,) * 2, self.field)
        self.pen = ImageDraw.Draw(self.image)

    def between(self, low: float, high: float) -> float:
        """A number of units dealt out between low and high."""
        return self.dice.uniform(low, high)

    def polygon(self, points: Iterable[Point], colour: Colour) -> None:
        """A filled polygon."""
        self.pen.polygon([(x * OVERSAMPLING, y * OVERSAMPLING) for x, y in points], fill=colour)

    def cutout(self, x: float, y: float, offsets: str, colour: Colour) -> None:
        """A polygon whose corners are offsets from x, y: "-10 0, 10 0, 0 -20" is a triangle."""
        corners = (corner.split() for corner in offsets.split(","))
        self.polygon([(x + float(right), y + float(down)) for right, down in corners], colour)

    def box(self, left: float, top: float, right: float, bottom: float, colour: Colour) -> None:
        """A filled upright rectangle."""
        self.polygon([(left, top), (right, top), (right, bottom), (left, bottom)], colour)

    def floor(self, top: float) -> None:
        """The ground from this height down to the lower edge."""
        self.box(-1, top, SIDE + 1, SIDE + 1, self.ground)

    def oval(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        """A filled ellipse around a centre; width and height are its half axes."""
        self.pen.ellipse(bounds(x, y, width, height), fill=colour)

    def disc(self, x: float, y: float, radius: float, colour: Colour) -> None:
        """A filled circle."""
        self.oval(x, y, radius, radius, colour)

    def ring(self, x: float, y: float, radius: float, width: float, colour: Colour) -> None:
        """A circle's outline; the width grows inwards."""
        self.pen.ellipse(bounds(x, y, radius, radius), outline=colour, width=round(width * OVERSAMPLING))

    def sector(self, x: float, y: float, radius: float, start: float, end: float, colour: Colour) -> None:
        """A filled slice of a circle; degrees run clockwise from three o'clock."""
        self.pen.pieslice(bounds(x, y, radius, radius), start, end, fill=colour)

    def arc(
        self, x: float, y: float, radius: float, start: float, end: float, width: float, colour: Colour
    ) -> None:
        """A part of a circle's outline; degrees run clockwise from three o'clock."""
        edges = bounds(x, y, radius, radius)
        self.pen.arc(edges, start, end, fill=colour, width=round(width * OVERSAMPLING))

    def line(self, points: Iterable[Point], width: float, colour: Colour) -> None:
        """A line through the points with round joints."""
        scaled = [(x * OVERSAMPLING, y * OVERSAMPLING) for x, y in points]
        self.pen.line(scaled, fill=colour, width=round(width * OVERSAMPLING), joint="curve")

    def lens(
        self, one: tuple[float, float, float], other: tuple[float, float, float], colour: Colour
    ) -> None:
        """The common part of two circles, each given as x, y, radius."""
        common = ImageChops.darker(self.disc_mask(*one), self.disc_mask(*other))
        self.image.paste(colour, mask=common)

    def disc_mask(self, x: float, y: float, radius: float) -> Image.Image:
        """White inside the circle, black outside."""
        mask = Image.new("L", self.image.size)
        ImageDraw.Draw(mask).ellipse(bounds(x, y, radius, radius), fill=255)
        return mask

    def figure(self, x: float, foot: float, height: float, colour: Colour) -> None:
        """A person in a long coat, standing at x, foot."""
        head = height * 0.088
        self.disc(x, foot - height + head, head, colour)
        shoulder, hem, top = height * 0.14, height * 0.11, foot - height * 0.79
        self.oval(x, top + height * 0.05, shoulder, height * 0.07, colour)
        left, right = x - shoulder, x + shoulder
        low, mid = foot - height * 0.32, top + height * 0.05
        self.polygon([(left, mid), (right, mid), (x + hem, low), (x - hem, low)], colour)
        self.box(x - hem * 0.8, low, x - hem * 0.12, foot, colour)
        self.box(x + hem * 0.12, low, x + hem * 0.8, foot, colour)


def bounds(x: float, y: float, width: float, height: float) -> tuple[float, float, float, float]:
    """The box in pixels around a centre; width and height are half of the box's, in units."""
    edges = (x - width, y - height, x + width, y + height)
    return tuple(edge * OVERSAMPLING for edge in edges)


def polar(x: float, y: float, radius: float, degrees: float) -> Point:
    """The point at a distance from a centre; degrees run clockwise from three o'clock."""
    return x + radius * math.cos(math.radians(degrees)), y + radius * math.sin(math.radians(degrees))


def star(x: float, y: float, outer: float, inner: float, tips: int, turn: float = -90) -> list[Point]:
    """The corners of a star; the first tip points to the angle turn."""
    radii = (outer, inner) * tips
    return [polar(x, y, radius, turn + 180 / tips * step) for step, radius in enumerate(radii)]


def heart(x: float, y: float, size: float) -> list[Point]:
    """The outline of a heart about twice size wide, from its notch clockwise to its notch."""
    turns = [math.tau * step / 120 for step in range(121)]
    return [(x + size * math.sin(t) ** 3, y - size * heart_height(t)) for t in turns]


def heart_height(turn: float) -> float:
    """The height of a heart's outline, between -1.06 and 0.75, at an angle in radians."""
    return (13 * math.cos(turn) - 5 * math.cos(2 * turn) - 2 * math.cos(3 * turn) - math.cos(4 * turn)) / 16


def almond(x: float, y: float, width: float, height: float) -> list[Point]:
    """The outline of an eye or a leaf; width and height are halves."""
    steps = [step / 30 for step in range(-30, 31)]
    upper = [(x + width * step, y - height * math.cos(step * math.pi / 2)) for step in steps]
    return upper + [(px, 2 * y - py) for px, py in reversed(upper)]
