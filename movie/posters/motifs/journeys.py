"""The motifs of films that go far away: adventure, science fiction and fantasy."""

import math

from .canvas import MIDDLE, SIDE, Canvas, Point, polar, star
from .registry import motif


@motif("adventure", grounded=True)
def mountains(c: Canvas) -> None:
    """A peak with a flag, the sun behind it."""
    x, top, far = c.between(210, 300), c.between(115, 145), c.between(60, 130)
    c.disc(x - c.between(70, 120), 180, c.between(80, 105), c.shape)
    c.cutout(far, 230, "-190 220, 0 0, 230 220", c.second)
    c.cutout(x, top, "-262 360, 0 0, 292 360", c.ground)
    c.cutout(x, top, "0 0, 65 80, 22 66, 0 96, -26 64, -58 80", c.second)
    c.line([(x, top + 6), (x, top - 58)], 5, c.ground)
    c.cutout(x, top, "0 -58, 46 -44, 0 -28", c.accent)
    c.floor(440)


@motif("adventure")
def compass(c: Canvas) -> None:
    """A compass rose with two-coloured points."""
    turn = c.between(-35, 35)
    c.disc(MIDDLE, MIDDLE, 182, c.ground)
    c.ring(MIDDLE, MIDDLE, 164, 7, c.second)
    c.polygon(star(MIDDLE, MIDDLE, 100, 34, 4, turn + 45), c.second)
    for point in range(4):
        tip, angle = polar(MIDDLE, MIDDLE, 158, turn + point * 90 - 90), turn + point * 90 - 90
        for side, colour in ((-45, c.accent if point == 0 else c.shape), (45, c.field)):
            c.polygon([(MIDDLE, MIDDLE), tip, polar(MIDDLE, MIDDLE, 40, angle + side)], colour)


@motif("adventure", grounded=True)
def sailing_ship(c: Canvas) -> None:
    """A ship under sail on round waves."""
    x, sea = c.between(200, 280), 390
    c.disc(x + c.between(60, 110), 150, c.between(70, 100), c.second)
    c.polygon([(x - 8, 330), (x - 8, 70), (x - 140, 330)], c.shape)
    c.polygon([(x + 8, 330), (x + 8, 110), (x + 118, 330)], c.accent)
    c.polygon([(x - 150, 345), (x + 150, 345), (x + 96, 405), (x - 96, 405)], c.ground)
    c.floor(sea + 18)
    for step in range(9):
        c.disc(step * 60, sea + 30, 34, c.ground)


@motif("science_fiction")
def ringed_planet(c: Canvas) -> None:
    """A planet with its ring and a moon."""
    radius, tilt = c.between(108, 124), math.radians(c.between(-28, -14))
    turns = [math.tau * step / 90 for step in range(91)]
    rows = [(210 * math.cos(turn), 52 * math.sin(turn)) for turn in turns]
    cos, sin = math.cos(tilt), math.sin(tilt)
    ring = [(MIDDLE + x * cos - y * sin, MIDDLE + x * sin + y * cos) for x, y in rows]
    c.line(ring[44:], 17, c.accent)
    c.disc(MIDDLE, MIDDLE, radius, c.shape)
    c.lens((MIDDLE, MIDDLE, radius), (MIDDLE + radius * 0.55, MIDDLE + radius * 0.4, radius), c.second)
    c.line(ring[:47], 17, c.accent)
    c.disc(c.between(80, 120), c.between(70, 100), c.between(18, 28), c.second)
    for _ in range(c.dice.randint(4, 7)):
        c.disc(c.between(20, 460), c.dice.choice((c.between(20, 100), c.between(390, 450))), 5, c.accent)


@motif("science_fiction", grounded=True)
def rocket(c: Canvas) -> None:
    """A rocket rising from its own smoke: astronauts lift off on their way into space."""
    x, top = c.between(200, 280), c.between(55, 95)
    c.polygon([(x - 20, 310), (x + 20, 310), (x + 60, SIDE), (x - 60, SIDE)], c.second)
    c.polygon([(x - 22, top + 205), (x + 22, top + 205), (x, top + 310)], c.accent)
    for side in (-1, 1):
        c.polygon(
            [(x + side * 28, top + 130), (x + side * 88, top + 230), (x + side * 20, top + 205)], c.accent
        )
    c.polygon(almond_tip(x, top, 52, 210), c.shape)
    c.disc(x, top + 92, 21, c.ground)
    for step in range(8):
        c.disc(step * 70 - 5, 450, c.between(38, 68), c.ground)
    c.floor(450)


def almond_tip(x: float, top: float, width: float, height: float) -> list[Point]:
    """The outline of a rocket's body, pointed above and cut straight below; width is its half."""
    steps = [step / 30 for step in range(31)]
    right = [(x + width * math.sin(step * math.pi * 0.8), top + height * step) for step in steps]
    return right + [(2 * x - px, py) for px, py in reversed(right)]


@motif("science_fiction")
def orbits(c: Canvas) -> None:
    """Planets on rings around a sun."""
    for step, radius in enumerate((78, 116, 154, 192)):
        c.ring(MIDDLE, MIDDLE, radius, 4, c.second)
        planet = polar(MIDDLE, MIDDLE, radius - 2, c.between(0, 360))
        c.disc(*planet, c.between(11, 20) + step * 2, c.accent if step % 2 else c.shape)
    c.disc(MIDDLE, MIDDLE, c.between(40, 52), c.shape)


@motif("science_fiction", grounded=True)
def strange_sky(c: Canvas) -> None:
    """Somebody small under an enormous planet."""
    x, y, radius = c.between(170, 310), 238, c.between(165, 188)
    c.disc(x, y, radius, c.shape)
    for stripe in range(3):
        high = y - 60 + stripe * 46
        half = math.sqrt(radius**2 - (high - y) ** 2) - 3
        c.line([(x - half, high), (x + half, high)], 13 - stripe * 3, c.second)
    c.oval(MIDDLE, 490, 400, 88, c.ground)
    c.figure(x - c.between(-60, 60), 414, 88, c.ground)
    c.disc(x + (150 if x < MIDDLE else -150), 75, 22, c.accent)
    c.floor(460)


@motif("fantasy", grounded=True)
def castle(c: Canvas) -> None:
    """A castle before a full moon."""
    x = c.between(210, 270)
    c.disc(x + c.between(-60, 60), 215, c.between(135, 160), c.shape)
    c.oval(x, 505, 400, 110, c.ground)
    c.box(x - 90, 300, x + 90, 430, c.ground)
    for shift, top in ((-100, c.between(205, 245)), (0, c.between(145, 175)), (95, c.between(225, 265))):
        c.box(x + shift - 29, top, x + shift + 29, 430, c.ground)
        c.cutout(x + shift, top, "-42 0, 0 -92, 42 0", c.ground)
        c.box(x + shift - 6, top + 26, x + shift + 6, top + 52, c.accent)
    c.floor(450)


@motif("fantasy")
def crescent(c: Canvas) -> None:
    """A great crescent and its stars."""
    shift, radius = c.between(58, 84), c.between(158, 174)
    c.disc(MIDDLE - 15, MIDDLE, radius, c.shape)
    c.disc(MIDDLE - 15 + shift, MIDDLE - shift * 0.35, radius * 0.82, c.field)
    c.polygon(star(MIDDLE + 50, MIDDLE - 25, 62, 15, 4), c.accent)
    c.polygon(star(MIDDLE + 140, MIDDLE + 85, 34, 9, 4), c.accent)
    c.polygon(star(MIDDLE + 150, MIDDLE - 130, 26, 7, 4), c.shape)
