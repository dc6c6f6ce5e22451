"""The motifs of films of power and fight: action, history, war and western."""

import math

from .canvas import MIDDLE, SIDE, Canvas, almond, polar, star
from .registry import motif


@motif("action")
def blast(c: Canvas) -> None:
    """An explosion in three colours."""
    tips, turn = c.dice.randint(11, 15), c.between(0, 30)
    for outer, colour in ((198, c.ground), (150, c.shape), (96, c.accent)):
        c.polygon(star(MIDDLE, MIDDLE, outer, outer * 0.62, tips, turn), colour)
        turn += 180 / tips
    c.disc(MIDDLE, MIDDLE, 34, c.ground)


@motif("action")
def speed(c: Canvas) -> None:
    """Slanting bars rushing one way."""
    bars = c.dice.choice((5, 7))
    for bar in range(bars):
        y, height = 60 + bar * 360 / bars, 360 / bars - 12
        left, right = c.between(20, 200), 420 - abs(bar - bars // 2) * 200 / bars
        colour = c.accent if bar == bars // 2 else (c.ground, c.shape)[bar % 2]
        c.polygon([(left + 36, y), (right + 36, y), (right, y + height), (left, y + height)], colour)


@motif("action")
def crosshair(c: Canvas) -> None:
    """Somebody running in a telescopic sight."""
    x, y = MIDDLE + c.between(-14, 14), MIDDLE
    c.disc(x, y, 168, c.shape)
    c.ring(x, y, 182, 20, c.ground)
    for turn in range(0, 360, 90):
        c.line([polar(x, y, 205, turn), polar(x, y, 112, turn)], 9, c.ground)
    c.figure(x, y + 96, 190, c.ground)
    c.disc(x, y - 30, 13, c.accent)


@motif("history", grounded=True)
def temple(c: Canvas) -> None:
    """A temple front before the sun."""
    columns, half = c.dice.randint(4, 6), 165
    c.disc(MIDDLE + c.between(-60, 60), 170, c.between(100, 120), c.shape)
    c.cutout(MIDDLE, 200, "-185 0, 0 -88, 185 0", c.ground)
    c.box(MIDDLE - half, 208, MIDDLE + half, 230, c.ground)
    gap = (2 * half - 34) / (columns - 1)
    for column in range(columns):
        left = MIDDLE - half + column * gap
        c.box(left, 236, left + 34, 384, c.accent if column == columns - 2 else c.ground)
    c.box(MIDDLE - half - 14, 390, MIDDLE + half + 14, 412, c.ground)
    c.box(MIDDLE - half - 42, 418, MIDDLE + half + 42, SIDE, c.ground)
    c.floor(442)


@motif("history")
def crown(c: Canvas) -> None:
    """A crown on a disc."""
    points, half = c.dice.choice((3, 5)), 128
    c.disc(MIDDLE, MIDDLE, 185, c.second)
    step = 2 * half / (points - 1)
    outline = [(MIDDLE - half, 330)]
    for point in range(points):
        tip = (MIDDLE - half + point * step, 150 if point % 2 else 178)
        outline += [tip, (tip[0] + step / 2, 262)] if point < points - 1 else [tip]
        c.disc(*tip, 17, c.accent)
    c.polygon([*outline, (MIDDLE + half, 330)], c.ground)
    c.box(MIDDLE - half, 296, MIDDLE + half, 312, c.shape)
    c.disc(MIDDLE, 304, 19, c.accent)


@motif("war", grounded=True)
def barbed_wire(c: Canvas) -> None:
    """Barbed wire before a sun."""
    c.disc(MIDDLE + c.between(-70, 70), 220, c.between(125, 155), c.shape)
    for row, y in enumerate((150, 245, 340)):
        sag = c.between(8, 24)
        wire = [(x, y + sag * math.sin(math.pi * x / SIDE)) for x in range(-8, 489, 16)]
        c.line(wire, 5, c.ground)
        for knot in range(3 + row % 2 * 2, 31, 7):
            x, height = wire[knot]
            for turn in (55, 125):
                c.line([polar(x, height, 19, turn), polar(x, height, 19, turn + 180)], 5, c.ground)
    c.polygon([(400, 70), (426, 70), (426, SIDE), (400, SIDE)], c.ground)
    c.floor(430)


@motif("war", grounded=True)
def helmet(c: Canvas) -> None:
    """A helmet on a rifle stuck in the ground."""
    x, radius = c.between(210, 270), c.between(82, 96)
    c.disc(x + c.between(-50, 50), 230, c.between(150, 175), c.shape)
    c.line([(x, 150), (x, 430)], 15, c.ground)
    c.polygon([(x - 15, 200), (x + 15, 200), (x + 24, 292), (x - 24, 292)], c.ground)
    c.sector(x, 170, radius, 180, 360, c.ground)
    c.polygon(
        [(x - radius - 20, 184), (x - radius, 164), (x + radius, 164), (x + radius + 20, 184)], c.ground
    )
    c.box(x - radius - 1, 152, x + radius + 1, 162, c.accent)
    c.oval(x, 470, 330, 70, c.ground)
    c.floor(450)


@motif("war", grounded=True)
def bombers(c: Canvas) -> None:
    """Three aeroplanes above a burning horizon."""
    x, y = c.between(215, 265), c.between(138, 158)
    c.disc(MIDDLE, 430, c.between(150, 185), c.shape)
    for shift, drop, size in ((0, 0, 1.25), (-135, 60, 0.85), (130, 80, 0.85)):
        left, top = x + shift, y + drop
        c.oval(left, top, 13 * size, 66 * size, c.ground)
        c.polygon(almond(left, top - 10 * size, 86 * size, 13 * size), c.ground)
        c.polygon(almond(left, top + 50 * size, 32 * size, 8 * size), c.ground)
    c.oval(120, 480, 260, 80, c.ground)
    c.oval(400, 490, 260, 70, c.ground)
    c.floor(450)


@motif("western", grounded=True)
def desert(c: Canvas) -> None:
    """A cactus before a huge sun, mesas behind."""
    x, sun = c.between(120, 190), c.between(270, 320)
    c.disc(sun, 230, c.between(140, 165), c.shape)
    c.polygon([(270, 430), (300, 300), (410, 300), (450, 430)], c.second)
    c.floor(415)
    for left, top, low in ((x, 170, 430), (x - 56, 235, 310), (x + 56, 210, 285)):
        c.box(left - 17, top, left + 17, low, c.ground)
        c.disc(left, top, 17, c.ground)
        c.disc(left, min(low, 430), 17, c.ground)
    c.box(x - 56, 293, x, 327, c.ground)
    c.box(x, 268, x + 56, 302, c.ground)


@motif("western")
def sheriff_star(c: Canvas) -> None:
    """A sheriff's badge."""
    tips, turn = c.dice.choice((5, 6)), c.between(-105, -75)
    c.disc(MIDDLE, MIDDLE, 190, c.ground)
    outline = star(MIDDLE, MIDDLE, 148, 78, tips, turn)
    c.polygon(outline, c.shape)
    for tip in outline[::2]:
        c.disc(*tip, 18, c.shape)
    c.ring(MIDDLE, MIDDLE, 52, 8, c.ground)
    c.disc(MIDDLE, MIDDLE, 17, c.accent)


@motif("western", grounded=True)
def rider(c: Canvas) -> None:
    """A rider's hat and shoulders against the sun."""
    x = c.between(220, 260)
    c.disc(x + c.between(-40, 40), 235, c.between(160, 180), c.shape)
    c.oval(x, 245, 52, 70, c.ground)
    c.cutout(x, 205, "-66 0, -54 -93, -20 -101, 0 -85, 20 -101, 54 -93, 66 0", c.ground)
    c.cutout(x, 190, "-170 -22, -66 0, 66 0, 170 -22, 92 34, -92 34", c.ground)
    c.cutout(x, 298, "-66 0, 66 0, 180 92, 200 182, -200 182, -180 92", c.ground)
    c.cutout(x, 296, "-60 0, 60 0, 0 76", c.accent)
    c.floor(455)
