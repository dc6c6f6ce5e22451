"""The motifs of films that frighten or puzzle: crime, thriller, horror and mystery."""

import math

from .canvas import MIDDLE, SIDE, Canvas, almond, polar
from .registry import motif


@motif("crime", grounded=True)
def man_in_hat(c: Canvas) -> None:
    """A man whose face the hat hides, before a searchlight's disc."""
    x, brim = c.between(215, 265), c.between(165, 180)
    c.disc(MIDDLE + c.between(-40, 40), 228, c.between(150, 175), c.shape)
    c.cutout(x, 300, "-52 0, 52 0, 165 70, 190 180, -190 180, -165 70", c.ground)
    c.oval(x, 235, 56, 78, c.ground)
    c.cutout(x, brim, "-62 0, -52 -76, -24 -86, 2 -72, 28 -86, 54 -74, 62 0", c.ground)
    c.cutout(x, brim, "-62 0, -59 -22, 59 -22, 62 0", c.accent)
    c.oval(x, brim + 10, 122, 17, c.ground)
    c.floor(455)


@motif("crime", grounded=True)
def city_night(c: Canvas) -> None:
    """A skyline with few lit windows and one searchlight."""
    x = c.between(120, 200)
    c.polygon([(x, 330), (x + 110, -30), (x + 260, -30)], c.second)
    c.disc(c.between(330, 390), c.between(100, 140), c.between(42, 58), c.shape)
    left = -10.0
    while left < SIDE:
        width, top = c.between(52, 92), c.between(200, 340)
        c.box(left, top, left + width + 1, SIDE, c.ground)
        lit = c.dice.choice((c.ground, c.accent, c.shape))
        c.box(left + width * 0.4, top + 26, left + width * 0.4 + 13, top + 46, lit)
        left += width
    c.floor(440)


@motif("crime")
def handcuffs(c: Canvas) -> None:
    """A pair of handcuffs, one of them open."""
    radius, drop = c.between(82, 92), c.between(-55, 55)
    left, right = (118, MIDDLE - drop), (362, MIDDLE + drop)
    for step in range(1, 5):
        part = 0.25 + step * 0.1
        c.ring(118 + 244 * part, MIDDLE - drop + 2 * drop * part, 17, 8, c.second)
    c.ring(*left, radius, 26, c.shape)
    c.arc(*right, radius, 30, 300, 26, c.accent)
    for x, y, side in ((*left, 1), (*right, -1)):
        c.disc(x + side * (radius - 10), y, 27, c.shape if side == 1 else c.accent)
        c.disc(x + side * (radius - 10), y, 8, c.field)


@motif("crime")
def fingerprint(c: Canvas) -> None:
    """A fingerprint of broken rings."""
    x, y, rings = MIDDLE + c.between(-12, 12), MIDDLE, 8
    for step in range(rings):
        radius, start = 24 + step * 21, c.between(0, 360)
        colour = c.accent if step == c.dice.randrange(rings) else c.shape
        for part in range(2):
            c.arc(x, y, radius, start + part * 180, start + part * 180 + c.between(110, 166), 12, colour)


@motif("thriller")
def spiral(c: Canvas) -> None:
    """Somebody drawn into a spiral."""
    turns, start = c.between(2.6, 3.6), c.between(0, 360)
    path = [polar(MIDDLE, MIDDLE, 66 + 124 * t / 240, start + 360 * turns * t / 240) for t in range(241)]
    for step in range(240):
        c.line(path[step : step + 3], 5 + step * 0.05, c.shape)
    c.disc(MIDDLE, MIDDLE, 68, c.shape)
    c.figure(MIDDLE, MIDDLE + 52, 106, c.ground)


@motif("thriller")
def corridor(c: Canvas) -> None:
    """Frames within frames, and somebody in the last one."""
    x, y, frames = c.between(190, 290), c.between(225, 275), 5
    for step in range(frames):
        part = 1 - step / frames
        left, right = x - (x - 50) * part - 26 * (1 - part), x + (430 - x) * part + 26 * (1 - part)
        top, bottom = y - (y - 40) * part - 46 * (1 - part), y + (440 - y) * part + 46 * (1 - part)
        c.box(left, top, right, bottom, (c.ground, c.second)[step % 2])
    c.box(x - 36, y - 62, x + 36, y + 62, c.shape)
    c.figure(x, y + 62, 104, c.ground)


@motif("thriller")
def blinds(c: Canvas) -> None:
    """An eye behind slats."""
    slats, y = c.dice.randint(5, 7), MIDDLE
    c.polygon(almond(MIDDLE, y, 205, 128), c.shape)
    c.disc(MIDDLE + c.between(-45, 45), y, 92, c.ground)
    c.disc(MIDDLE, y, 30, c.accent)
    for slat in range(slats):
        top = 120 + slat * 250 / slats
        c.box(0, top, SIDE, top + c.between(9, 17), c.field)


@motif("thriller", grounded=True)
def long_shadow(c: Canvas) -> None:
    """Somebody small and the far larger shadow on the wall behind."""
    x, floor = c.between(150, 190), 420
    c.box(60, 60, 420, floor, c.shape)
    c.figure(x + 120, floor, c.between(300, 330), c.second)
    c.floor(floor)
    c.figure(x, floor + 2, c.between(120, 145), c.ground)


@motif("horror")
def jaws(c: Canvas) -> None:
    """An open mouth full of teeth: a shark or a beast that attacks people."""
    teeth, height = c.dice.randint(6, 8), c.between(130, 160)
    c.polygon(almond(MIDDLE, MIDDLE, 215, height + 24), c.shape)
    c.polygon(almond(MIDDLE, MIDDLE, 180, height), c.ground)
    edge = almond(MIDDLE, MIDDLE, 180, height)[:61]
    for tooth in range(teeth):
        (left, top), (right, low) = edge[5 + tooth * 50 // teeth], edge[5 + (tooth + 1) * 50 // teeth]
        tip = max(top, low) * 0.45 + MIDDLE * 0.55 - 14
        for flip in (1, -1):
            rows = [MIDDLE + flip * (y - MIDDLE) for y in (top - 5, tip, low - 5)]
            c.polygon(zip((left, (left + right) / 2, right), rows, strict=True), c.accent)


@motif("horror", grounded=True)
def haunted_house(c: Canvas) -> None:
    """A crooked house against the moon."""
    x = c.between(200, 280)
    c.disc(x + c.between(-50, 50), 218, c.between(140, 165), c.shape)
    c.cutout(x, 390, "-300 90, -70 0, 80 -4, 300 90", c.ground)
    c.cutout(x, 390, "-62 5, -78 -158, -98 -154, -44 -260, 26 -164, 48 -184, 104 -110", c.ground)
    c.cutout(x, 390, "-62 5, -70 -90, 20 -160, 84 -116, 74 5", c.ground)
    c.cutout(x, 390, "-48 -132, -26 -134, -24 -94, -46 -92", c.accent)
    c.cutout(x, 390, "32 -90, 50 -89, 48 -60, 32 -60", c.accent)
    c.floor(450)


@motif("horror")
def claws(c: Canvas) -> None:
    """Four long slashes."""
    lean = c.between(60, 110)
    for slash in range(4):
        x, top, low = 105 + slash * 85, c.between(50, 100), c.between(370, 435)
        steps = [step / 20 for step in range(21)]
        left = [(x + lean * (0.5 - t) - 22 * math.sin(math.pi * t), top + (low - top) * t) for t in steps]
        right = [(px + 30 * math.sin(math.pi * t), py) for t, (px, py) in zip(steps, left, strict=True)]
        c.polygon(left + right[::-1], c.accent if slash == 2 else c.shape)


@motif("mystery")
def keyhole(c: Canvas) -> None:
    """Somebody seen through a keyhole."""
    wide = c.between(96, 112)
    c.disc(MIDDLE, MIDDLE, 192, c.ground)
    c.disc(MIDDLE, 180, wide, c.shape)
    c.polygon([(MIDDLE - 42, 200), (MIDDLE + 42, 200), (MIDDLE + 100, 370), (MIDDLE - 100, 370)], c.shape)
    c.figure(MIDDLE + c.between(-18, 18), 370, c.between(170, 205), c.accent)


@motif("mystery", grounded=True)
def door_ajar(c: Canvas) -> None:
    """A door ajar, its light on the floor."""
    x, floor, gap = c.between(170, 260), 370, c.between(50, 80)
    c.floor(floor)
    c.box(x, 60, x + 130, floor, c.shape)
    c.polygon([(x + gap, 60), (x + 130, 60), (x + 130, floor), (x + gap, floor + 34)], c.ground)
    c.polygon([(x, floor), (x + gap, floor), (x + gap - 40, 452), (x - 130, 452)], c.second)
    c.disc(x + gap + 16, 225, 8, c.accent)
    c.figure(x - 62, floor + 26, 165, c.ground)


@motif("mystery")
def magnifier(c: Canvas) -> None:
    """A magnifying glass over one footprint."""
    x, y = c.between(195, 220), c.between(190, 210)
    c.line([polar(x, y, 120, 45), polar(x, y, 272, 45)], 40, c.ground)
    c.disc(x, y, 148, c.ground)
    c.disc(x, y, 122, c.shape)
    c.oval(x + 4, y - 26, 34, 50, c.accent)
    c.oval(x + 2, y + 58, 24, 27, c.accent)
