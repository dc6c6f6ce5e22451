"""The motifs of films to laugh, love and sing with: comedy, romance, animation, family and music."""

import math

from .canvas import MIDDLE, Canvas, almond, heart, polar
from .registry import motif


@motif("comedy")
def grin(c: Canvas) -> None:
    """A laughing face."""
    radius, tilt = c.between(160, 178), c.between(-14, 14)
    c.disc(MIDDLE, MIDDLE, radius, c.shape)
    c.sector(MIDDLE, 262, radius * 0.66, tilt, 180 + tilt, c.ground)
    tongue = polar(MIDDLE, 262, radius * 0.42, 90 + tilt)
    c.disc(*tongue, radius * 0.2, c.accent)
    for side in (-1, 1):
        eye = polar(MIDDLE, 210, 62, 90 + tilt + side * 90)
        c.oval(*eye, 16, c.between(20, 36), c.ground)


@motif("comedy")
def bowler(c: Canvas) -> None:
    """A bowler hat, a moustache and a bow tie, and nobody between them."""
    hat, crown = c.between(135, 150), c.between(96, 108)
    c.disc(MIDDLE, 250, 185, c.shape)
    c.sector(MIDDLE, hat + 45, crown, 180, 360, c.ground)
    c.box(MIDDLE - crown, hat + 14, MIDDLE + crown, hat + 38, c.accent)
    c.oval(MIDDLE, hat + 46, crown + 48, 15, c.ground)
    for side in (-1, 1):
        c.sector(MIDDLE + side * 34, 300, 36, 180, 360, c.ground)
        tie = [(MIDDLE, 388), (MIDDLE + side * 62, 356), (MIDDLE + side * 62, 420)]
        c.polygon(tie, c.accent)
    c.disc(MIDDLE, 388, 15, c.ground)


@motif("comedy", grounded=True)
def juggler(c: Canvas) -> None:
    """A juggler under an arch of balls."""
    floor, count = 420, c.dice.randint(5, 8)
    c.floor(floor)
    c.figure(MIDDLE, floor + 4, 190, c.ground)
    for side in (-1, 1):
        c.line(
            [(MIDDLE + side * 20, 290), (MIDDLE + side * 70, 315), (MIDDLE + side * 105, 262)], 13, c.ground
        )
    for step in range(count):
        ball = polar(MIDDLE, 245, 165, 180 + 180 * (step + 0.5) / count)
        c.disc(*ball, c.between(20, 34), (c.shape, c.accent, c.second)[step % 3])


@motif("romance")
def split_heart(c: Canvas) -> None:
    """A heart of two halves."""
    size, shift = c.between(158, 176), c.between(0, 26)
    outline = heart(MIDDLE, 226, size)
    c.polygon([(x + 3, y - shift / 2) for x, y in outline[:61]], c.shape)
    c.polygon([(x - 3, y + shift / 2) for x, y in outline[60:]], c.ground)
    c.disc(MIDDLE + size * 0.5, 170, c.between(14, 22), c.accent)


@motif("romance", grounded=True)
def couple(c: Canvas) -> None:
    """Two people close together under a huge moon."""
    x, floor = c.between(180, 300), 420
    c.disc(x + c.between(-30, 30), 235, c.between(160, 185), c.shape)
    c.floor(floor)
    c.figure(x - 27, floor + 5, 205, c.ground)
    c.figure(x + 27, floor + 5, 186, c.ground)
    c.polygon(heart(x, floor - 250, 22), c.accent)


@motif("romance", grounded=True)
def balloon(c: Canvas) -> None:
    """Somebody holding a heart on a string."""
    x, height = c.between(150, 200), c.between(120, 150)
    c.floor(420)
    c.figure(x, 425, 160, c.ground)
    c.line([(x + 14, 330), (x + 62, 290), (x + 100, height + 60)], 4, c.ground)
    c.line([(x + 10, 318), (x + 62, 290)], 11, c.ground)
    c.polygon(heart(x + 105, height, 96), c.shape)
    c.disc(x + 60, height - 28, 14, c.accent)


@motif("romance", grounded=True)
def tulips(c: Canvas) -> None:
    """Two flowers leaning on each other."""
    lean, floor = c.between(10, 30), 450
    for x, top, colour in ((150, c.between(110, 140), c.shape), (325, c.between(160, 200), c.accent)):
        tilt = lean if x < MIDDLE else -lean
        c.line([(x, floor), (x + tilt, top + 60)], 9, c.ground)
        c.polygon(almond(x - 34, 400, 12, 60), c.ground)
        c.sector(x + tilt, top + 40, 66, 0, 180, colour)
        for part in (-1, 0, 1):
            tip = x + tilt + part * 44
            c.polygon([(tip - 22, top + 42), (tip, top - 40), (tip + 22, top + 42)], colour)
    c.floor(floor)


@motif("animation", grounded=True)
def living_shapes(c: Canvas) -> None:
    """A triangle, a circle and a square that look at you."""
    floor = 420
    colours = [c.shape, c.accent, c.second]
    c.dice.shuffle(colours)
    c.floor(floor)
    tall, wide, side = c.between(220, 280), c.between(58, 76), c.between(90, 115)
    c.polygon([(30, floor), (100, floor - tall), (170, floor)], colours[0])
    c.disc(245, floor - wide, wide, colours[1])
    c.box(330, floor - side, 330 + side, floor, colours[2])
    for x, y in ((100, floor - tall * 0.4), (245, floor - wide), (330 + side / 2, floor - side * 0.6)):
        for eye in (-15, 15):
            c.disc(x + eye, y, 11, c.field if y < floor - 20 else c.ground)
            c.disc(x + eye + 2, y, 6, c.ground)


@motif("animation", grounded=True)
def bounce(c: Canvas) -> None:
    """A ball and the dotted path of its bounces."""
    floor, high, radius = 420, c.between(210, 270), c.between(62, 78)
    c.floor(floor)
    path = [(30 + t * 8, floor - 16 - high * abs(math.cos(t / 45 * math.pi * 1.8))) for t in range(45)]
    for step, (x, y) in enumerate(path[:-2]):
        c.disc(x, y, 4 + step * 0.12, c.second)
    c.disc(x, y, radius, c.shape)
    c.lens((x, y, radius), (x - radius * 0.8, y + radius * 0.8, radius * 1.25), c.accent)


@motif("family", grounded=True)
def house(c: Canvas) -> None:
    """A house on a hill in the sun."""
    x, width = c.between(180, 300), c.between(84, 104)
    c.disc(x + c.between(70, 120), 120, c.between(52, 70), c.shape)
    c.oval(x, 520, 430, 140, c.ground)
    c.box(x - width, 240, x + width, 400, c.second)
    c.polygon([(x - width - 28, 244), (x, 140), (x + width + 28, 244)], c.accent)
    c.box(x - 24, 310, x + 24, 400, c.ground)
    c.box(x + 42, 276, x + 74, 308, c.shape)
    c.floor(460)


@motif("family")
def kite(c: Canvas) -> None:
    """A kite of four colours with its tail."""
    x, y, wide = c.between(225, 285), 165, c.between(92, 112)
    corners = [(x, y - 125), (x + wide, y), (x, y + 150), (x - wide, y)]
    for corner, colour in enumerate((c.shape, c.accent, c.ground, c.second)):
        c.polygon([(x, y), corners[corner], corners[(corner + 1) % 4]], colour)
    tail = [(x + 38 * math.sin(t / 6), y + 150 + t * 3.6) for t in range(36)]
    c.line(tail, 5, c.ground)
    for t in (10, 20, 30):
        for side in (-1, 1):
            bow = (tail[t][0] + side * 24, tail[t][1])
            c.polygon([tail[t], (bow[0], bow[1] - 13), (bow[0], bow[1] + 13)], c.accent)


@motif("music")
def record(c: Canvas) -> None:
    """A record and its tone arm: songs, and singers who dream of fame."""
    x, y = c.between(205, 235), c.between(240, 260)
    c.disc(x, y, 176, c.ground)
    for radius in (152, 128, 104):
        c.ring(x, y, radius, 3, c.second)
    c.disc(x, y, 72, c.shape)
    c.disc(x, y, 13, c.field)
    c.line([(425, 60), (425, 230), (x + 108, y + 82)], 13, c.accent)
    c.disc(425, 62, 30, c.accent)


@motif("music")
def sound_bars(c: Canvas) -> None:
    """Columns of sound around a middle line: musicians and their instruments."""
    bars = c.dice.choice((7, 9, 11))
    width = 390 / bars
    for bar in range(bars):
        x = 45 + (bar + 0.5) * width
        half = 20 + c.between(0.3, 1) * 150 * math.sin(math.pi * (bar + 1) / (bars + 1))
        colour = (c.shape, c.ground, c.accent)[c.dice.randrange(3)]
        c.box(x - width * 0.34, MIDDLE - half, x + width * 0.34, MIDDLE + half, colour)
        for end in (-half, half):
            c.disc(x, MIDDLE + end, width * 0.34, colour)
