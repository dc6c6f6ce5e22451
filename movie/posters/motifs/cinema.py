"""The motifs of documentaries, and those of the cinema itself for films of no known genre."""

import math

from .canvas import MIDDLE, SIDE, Canvas, bounds, polar, star
from .registry import motif


@motif("documentary")
def camera_lens(c: Canvas) -> None:
    """A lens with its blades."""
    blades, turn = c.dice.randint(6, 8), c.between(0, 60)
    c.disc(MIDDLE, MIDDLE, 186, c.ground)
    c.disc(MIDDLE, MIDDLE, 152, c.second)
    for blade in range(blades):
        angle = turn + 360 / blades * blade
        c.line([polar(MIDDLE, MIDDLE, 152, angle), polar(MIDDLE, MIDDLE, 62, angle + 75)], 5, c.ground)
    c.polygon(star(MIDDLE, MIDDLE, 64, 64 * math.cos(math.pi / blades), blades, turn + 75), c.shape)
    c.disc(MIDDLE - 62, MIDDLE - 62, c.between(14, 22), c.accent)


@motif("documentary")
def globe(c: Canvas) -> None:
    """The world with its meridians and one place marked."""
    radius = c.between(168, 184)
    c.disc(MIDDLE, MIDDLE, radius, c.shape)
    for part in (0.33, 0.7):
        box = bounds(MIDDLE, MIDDLE, radius * part, radius)
        c.pen.ellipse(box, outline=c.field, width=10)
        half = radius * math.sqrt(1 - (part * 0.75) ** 2)
        for y in (MIDDLE - radius * part * 0.75, MIDDLE + radius * part * 0.75):
            c.line([(MIDDLE - half, y), (MIDDLE + half, y)], 5, c.field)
    c.disc(MIDDLE + c.between(-90, 90), MIDDLE + c.between(-90, 90), 24, c.accent)


@motif("neutral")
def quarters(c: Canvas) -> None:
    """Quarter circles in a grid."""
    cells = c.dice.choice((3, 4))
    size = 372 / cells
    corners = ((0, 0, 0), (1, 0, 90), (1, 1, 180), (0, 1, 270))
    for cell in range(cells * cells):
        left, top = 54 + cell % cells * size, 54 + cell // cells * size
        right, down, start = c.dice.choice(corners)
        colour = c.dice.choice((c.ground, c.shape, c.second, c.ground, c.shape, c.accent))
        c.sector(left + right * size, top + down * size, size - 3, start, start + 90, colour)


@motif("neutral")
def film_frame(c: Canvas) -> None:
    """A film frame with its perforation and a disc in it."""
    c.box(60, 70, 420, 410, c.ground)
    for hole in range(6):
        left = 80 + hole * 56.5
        for top in (84, 372):
            c.box(left, top, left + 34, top + 24, c.field)
    c.box(80, 124, 400, 356, c.shape)
    c.lens((c.between(200, 280), 330, 120), (MIDDLE, 240, 116), c.second)
    c.disc(c.between(160, 320), c.between(190, 220), c.between(34, 50), c.accent)


@motif("neutral", grounded=True)
def projector_light(c: Canvas) -> None:
    """A projector's cone of light on a screen."""
    y = c.between(150, 190)
    c.polygon([(120, 300), (SIDE, y - 120), (SIDE, y + 150)], c.shape)
    c.floor(420)
    c.box(40, 280, 130, 345, c.ground)
    c.disc(62, 248, 36, c.ground)
    c.disc(120, 258, 26, c.ground)
    c.disc(62, 248, 10, c.accent)
    for side in (-1, 1):
        c.line([(85, 340), (85 + side * 42, 425)], 9, c.ground)
