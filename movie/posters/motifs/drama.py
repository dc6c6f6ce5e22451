"""The motifs of dramas: people and what lies between them, light, roads and weather."""

from .canvas import MIDDLE, SIDE, Canvas
from .registry import motif


@motif("drama", grounded=True)
def lit_window(c: Canvas) -> None:
    """Somebody before a tall window that throws its light on the floor."""
    left, top = c.between(170, 230), c.between(50, 90)
    width, floor = c.between(150, 190), 350
    c.box(left, top, left + width, 300, c.shape)
    c.box(left + width / 2 - 5, top, left + width / 2 + 5, 300, c.field)
    c.box(left, top + 82, left + width, top + 92, c.field)
    c.floor(floor)
    c.polygon([(left, 366), (left + width, 366), (left + width + 70, 452), (left + 60, 452)], c.second)
    c.figure(left - c.between(20, 50), 376, 210, c.ground)


@motif("drama")
def two_circles(c: Canvas) -> None:
    """Two lives and what they share."""
    radius, gap, lean = c.between(112, 128), c.between(55, 82), c.between(-35, 35)
    one, other = (MIDDLE - gap, MIDDLE - lean, radius), (MIDDLE + gap, MIDDLE + lean, radius)
    c.disc(*one, c.shape)
    c.disc(*other, c.second)
    c.lens(one, other, c.ground)
    c.disc(MIDDLE, MIDDLE, 15, c.accent)


@motif("drama", grounded=True)
def road(c: Canvas) -> None:
    """Somebody on a road towards a low sun."""
    x, radius, horizon = c.between(170, 310), c.between(110, 150), 330
    c.disc(x, horizon - c.between(10, 60), radius, c.shape)
    c.floor(horizon)
    c.polygon([(x - 5, horizon), (x + 5, horizon), (x + 85, 450), (x - 85, 450)], c.second)
    c.figure(x, horizon + 22, c.between(110, 150), c.ground)


@motif("drama", grounded=True)
def stairs(c: Canvas) -> None:
    """Somebody on top of a flight of steps, before a great disc."""
    steps, low = c.dice.randint(5, 8), 452
    rise, run = 210 / steps, 330 / steps
    c.disc(c.between(250, 330), c.between(140, 170), c.between(100, 125), c.shape)
    for step in range(steps + 1):
        c.box(step * run, low - step * rise, SIDE, SIDE, c.ground)
    c.figure(c.between(365, 420), low - 210, 118, c.accent)
    c.floor(low)


@motif("drama", grounded=True, hanging=True)
def lamp(c: Canvas) -> None:
    """An empty chair under a lamp."""
    x, floor = c.between(190, 290), 390
    c.line([(x, -5), (x, 90)], 5, c.ground)
    c.cutout(x, floor, "-40 -270, 40 -270, 150 0, -150 0", c.shape)
    c.sector(x, 122, 54, 180, 360, c.ground)
    c.floor(floor)
    c.oval(x, floor + 14, 150, 22, c.second)
    c.cutout(
        x, 222, "-42 0, -24 0, -24 98, 42 98, 42 180, 32 180, 32 110, -32 110, -32 180, -42 180", c.ground
    )


@motif("drama")
def sinking_sun(c: Canvas) -> None:
    """A disc that dissolves into stripes of water."""
    radius, stripes = c.between(165, 188), c.dice.randint(5, 7)
    c.disc(MIDDLE, 235, radius, c.shape)
    for stripe in range(stripes):
        y = 245 + stripe * radius / stripes
        c.box(0, y, SIDE, y + 5 + stripe * 14 / stripes, c.field)
    boat = c.between(190, 290)
    c.polygon([(boat - 44, 216), (boat + 44, 216), (boat + 26, 238), (boat - 26, 238)], c.ground)
    c.polygon([(boat - 2, 206), (boat - 2, 118), (boat + 40, 206)], c.ground)


@motif("drama", grounded=True)
def tree(c: Canvas) -> None:
    """One tree on a hill losing its leaves."""
    x, crown = c.between(170, 310), c.between(92, 112)
    c.oval(x, 520, 420, 130, c.ground)
    c.floor(470)
    c.line([(x, 400), (x, 170)], 13, c.ground)
    c.disc(x, 165, crown, c.shape)
    c.lens((x, 165, crown), (x + crown * 0.75, 165 + crown * 0.5, crown), c.second)
    for side, height in ((-1, 195), (1, 225)):
        c.line([(x, height + 60), (x + side * 48, height)], 7, c.ground)
    c.line([(x, 400), (x, 130)], 11, c.ground)
    for _ in range(c.dice.randint(3, 5)):
        c.oval(x + c.between(50, 160), c.between(270, 370), 10, 6, c.accent)


@motif("drama", grounded=True)
def two_figures(c: Canvas) -> None:
    """Two people apart before a great disc."""
    floor, gap = 420, c.between(75, 120)
    c.disc(MIDDLE, c.between(235, 250), c.between(150, 180), c.shape)
    c.floor(floor)
    c.figure(MIDDLE - gap, floor + 6, c.between(235, 270), c.ground)
    c.figure(MIDDLE + gap, floor + 6, c.between(165, 225), c.ground)
    c.disc(MIDDLE, c.between(130, 170), 13, c.accent)
