"""A poster is always the same for the same film, readable, small, and never fails on an odd title."""

import hashlib
import io
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PIL import Image

from movie.moods.train import examples
from movie.posters import drawing, lettering, palettes
from movie.posters.motifs import motifs
from movie.text import split_genres
from movie.text.genres import genres

ROOT = Path(__file__).parent.parent.parent
TITLES = ("M", "Jaws", "Amélie", "Y tu mamá también", "The Passion of Joan of Arc", "(500) Days of Summer")
ODD_TITLES = {
    "empty": "",
    "blanks": " \t\n ",
    "control": "\x00\x07\u200b\u202eA\x1bB\ufeff",
    "surrogate": "Lone \ud800 half",
    "arabic": "باب الحديد",
    "japanese": "七人の侍",
    "emoji": "🎬🍿",
    "combining": "Z\u0310\u0311\u0312algo",
    "one long word": "Donaudampfschifffahrtsgesellschaft" * 8,
    "wide letters": "W" * 300,
    "many words": "and the next reel " * 17,
    "dots": "... ??? !!!",
}
DIRTY_GENRES = {
    "Drama.": "drama",
    " DRAMA ": "drama",
    "Ciencia ficción": "science_fiction",
    "ciencia-ficcion": "science_fiction",
    "sci-fi": "science_fiction",
    "Science Fiction": "science_fiction",
    "Bélica": "war",
    "Guerra": "war",
    "Suspenso": "thriller",
    "Suspense": "thriller",
    "Terror": "horror",
    "Musical": "music",
    "Música": "music",
    "Animación": "animation",
    "Comedia negra": "comedy",
    "Comedia romántica": "comedy",
    "Cine negro": "crime",
    "Policíaco": "crime",
    "Crimen": "crime",
    "Misterio": "mystery",
    "Acción": "action",
    "Aventuras": "adventure",
    "Fantasía": "fantasy",
    "Histórica": "history",
    "Drama histórico": "history",
    "Familiar": "family",
    "Documental": "documentary",
    "Romance": "romance",
    "Oeste": "western",
    "": "neutral",
    "Foreign": "neutral",
}


def open_poster(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def every_motif():
    return [(family, motif) for family, known in motifs().items() for motif in known]


def test_same_film_same_bytes():
    films = [(title, 1950 + number, ["Drama", "War"]) for number, title in enumerate(TITLES)]
    assert [drawing.draw_poster(*film) for film in films] == [drawing.draw_poster(*film) for film in films]


def test_second_process_same_bytes():
    code = (
        "import hashlib; from movie.posters.drawing import draw_poster;"
        "print(hashlib.sha256(draw_poster('Amélie', 2001, ['Comedia', 'Romance'])).hexdigest())"
    )
    env = {"PYTHONHASHSEED": "7", "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    here = drawing.draw_poster("Amélie", 2001, ["Comedia", "Romance"])
    assert done.stdout.strip() == hashlib.sha256(here).hexdigest()


def test_global_dice_untouched():
    random.seed(1)
    expected = random.random()
    random.seed(1)
    drawing.draw_poster("Jaws", 1975, ["Thriller"])
    assert random.random() == expected


def test_other_title_year_or_genre_other_bytes():
    films = [
        (title, year, [genre]) for title in TITLES for year in (1954, 1955) for genre in ("Drama", "War")
    ]
    assert len({drawing.draw_poster(*film) for film in films}) == len(films)


@pytest.mark.parametrize("family", sorted(palettes.COLOURS))
def test_every_family_small_webp_of_right_size(family):
    for title in TITLES:
        content = drawing.draw_poster(title, 1999, [family])
        poster = open_poster(content)
        assert (poster.format, poster.size) == ("WEBP", (480, 720))
        assert len(content) < 40_000


@pytest.mark.parametrize(
    ("family", "motif"),
    every_motif(),
    ids=lambda part: getattr(part, "name", None),
)
def test_every_motif_with_every_palette_below_40_kb(family, motif):
    for number, palette in enumerate(palettes.family_palettes(family)):
        dice = random.Random(number)
        poster = drawing.compose("THE PASSION OF JOAN OF ARC", 1928, motif, palette, dice)
        content = drawing.encode(drawing.add_grain(poster, dice), "WEBP", quality=80, method=2)
        assert len(content) < 40_000


def test_frequent_families_have_several_motifs():
    assert len(motifs()["drama"]) >= 4
    for family in ("comedy", "crime", "adventure", "science_fiction", "romance", "thriller"):
        assert len(motifs()[family]) >= 2
    assert set(motifs()) == set(palettes.COLOURS)


@pytest.mark.parametrize("title", ODD_TITLES.values(), ids=ODD_TITLES.keys())
@pytest.mark.parametrize("year", [None, 1954])
def test_odd_title_draws_a_poster(title, year):
    content = drawing.draw_poster(title, year, [])
    assert open_poster(content).size == (480, 720)
    assert len(content) < 40_000


@pytest.mark.parametrize("name", ["empty", "blanks", "arabic", "japanese", "emoji"])
def test_unsettable_title_leaves_no_text(name):
    assert lettering.settable(ODD_TITLES[name]) == ""


def test_partly_settable_title_drops_missing_letters():
    assert lettering.settable("Amélie 🎬 (アメリ)") == "AMÉLIE ()"
    assert lettering.settable("AB\u202eC 日本") == "ABC"
    assert lettering.settable("AB 日本語") == ""


def test_letters_beyond_the_font_lose_only_their_accents():
    assert lettering.settable("ở đâu Señor ﬁn") == "O ĐÂU SEÑOR FIN"


@pytest.mark.parametrize("title", [*TITLES, *ODD_TITLES.values(), "A " * 150, "Wall-E", "x" * 41])
def test_title_stays_in_its_place(title):
    block = lettering.fit_title(lettering.settable(title))
    font = lettering.load_font(block.size)
    assert len(block.lines) <= lettering.MOST_LINES
    assert block.height <= lettering.TITLE_HEIGHT + 1
    assert all(font.getbbox(line)[2] <= lettering.TEXT_WIDTH + 4 for line in block.lines)


def test_short_title_is_large_and_uncut():
    block = lettering.fit_title("SEVEN SAMURAI")
    assert block.lines == ["SEVEN", "SAMURAI"]
    assert block.size > 90


def test_endless_title_ends_in_ellipsis():
    block = lettering.fit_title(lettering.settable(ODD_TITLES["many words"]))
    assert block.size == lettering.SMALLEST
    assert block.lines[-1].endswith(lettering.ELLIPSIS)


def test_year_none_draws_other_poster_without_it():
    assert drawing.draw_poster("Jaws", None, ["Horror"]) != drawing.draw_poster("Jaws", 1975, ["Horror"])


@pytest.mark.parametrize(("genre", "family"), DIRTY_GENRES.items())
def test_dirty_genre_hits_its_family(genre, family):
    assert palettes.genre_family(genre) == family


def test_every_genre_has_palettes_of_its_own_and_all_else_is_neutral():
    assert set(palettes.COLOURS) - {palettes.NEUTRAL} == set(genres())
    for key, genre in genres().items():
        assert all(palettes.genre_family(label) == key for label in genre.labels.values())


def test_film_of_the_sample_is_drawn_in_the_same_colours_in_both_languages():
    told = zip(examples("en"), examples("es"), strict=True)
    drawn = [[palettes.genre_families(split_genres(film.genre)) for film in pair] for pair in told]
    assert all(english == spanish != [palettes.NEUTRAL] for english, spanish in drawn)


def test_unknown_genres_are_skipped_or_neutral():
    assert palettes.genre_families(["Foreign", "Drama.", "DRAMA", "Bélico"]) == ["drama", "war"]
    assert palettes.genre_families([]) == ["neutral"]


@pytest.mark.parametrize("family", sorted(palettes.COLOURS))
def test_text_contrast_at_least_four_and_a_half_even_in_light_and_shade(family):
    for palette in palettes.family_palettes(family):
        for background in (palette.field, palette.ground):
            text = palettes.text_colour(background)
            for step in (-drawing.LIGHT_STEPS, 0, drawing.LIGHT_STEPS):
                shaded = tuple(min(255, max(0, channel + step)) for channel in background)
                assert palettes.contrast(text, shaded) >= 4.5


@pytest.mark.parametrize("family", sorted(palettes.COLOURS))
def test_shapes_stand_out_from_the_field(family):
    for palette in palettes.family_palettes(family):
        assert max(palettes.contrast(palette.field, other) for other in palette[1:3]) >= 2


def test_art_joins_the_text_zone_in_flat_colour():
    for family, motif in every_motif():
        palette = palettes.family_palettes(family)[0]
        edge = drawing.draw_art(motif, palette, random.Random(3)).crop((0, 478, 480, 480))
        assert edge.getcolors() == [(960, palette.ground if motif.grounded else palette.field)], motif.name


def test_default_is_a_small_jpeg():
    stored = Image.open(ROOT / "media/movie/images/default.jpg")
    assert (stored.format, stored.size) == ("JPEG", (480, 720))
    assert (ROOT / "media/movie/images/default.jpg").stat().st_size < 40_000


def test_poster_takes_little_time():
    drawing.draw_poster("Warm up", 2000, ["Drama"])
    start = time.perf_counter()
    for year in range(20):
        drawing.draw_poster("The Lord of the Rings: The Fellowship of the Ring", year, ["Adventure"])
    assert (time.perf_counter() - start) / 20 < 0.2


def test_another_title_is_written_on_the_same_picture(monkeypatch):
    composed, compose = [], drawing.compose
    monkeypatch.setattr(drawing, "compose", lambda *facts: composed.append(facts) or compose(*facts))
    own = drawing.draw_poster("Jaws", 1975, ["Horror"])
    other = drawing.draw_poster("Jaws", 1975, ["Horror"], None, "Tiburón")
    assert own != other
    assert [facts[0] for facts in composed] == ["JAWS", "TIBURÓN"]
    assert composed[0][1:4] == composed[1][1:4]  # year, motif and palette
