"""Large texts are read piece by piece and give what they would give as a whole."""

import csv
import io
import json
import random

import pytest

from movie.importing.readers import lines, pieces, recognise
from movie.importing.readers.lines import Lines
from movie.importing.readers.pieces import Pieces, TooLong, loads

VALUES = [
    [],
    [1, 22, 333, 4444],
    [{"a": [1, {"b": "]}"}]}, {}, {"c": '\\"[{'}],
    ["ñ", "🎬", "\u2028", '"', "\\"],
    [None, True, False, -0.5, 1e300],
    [{"title": f"Film {number}", "text": "x" * number} for number in range(40)],
]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 64])
@pytest.mark.parametrize("value", VALUES, ids=range(len(VALUES)))
@pytest.mark.parametrize("indent", [None, 2])
def test_list_cut_anywhere_gives_the_same_items(monkeypatch, size, value, indent):
    monkeypatch.setattr(pieces, "CHUNK", size)
    text = json.dumps(value, indent=indent)
    assert [item for item, _ in Pieces(io.StringIO(text)).items()] == value


@pytest.mark.parametrize("size", [1, 5, 1000])
def test_names_and_values_of_an_object_come_in_order(monkeypatch, size):
    monkeypatch.setattr(pieces, "CHUNK", size)
    value = {"page": 12, "a": [1, 2], "ñ": {"b": []}, "last": 345}
    found = Pieces(io.StringIO(json.dumps(value)))
    assert {name: found.value()[0] for name in found.names()} == value


def test_length_of_each_item_is_that_of_its_text():
    items = [{"title": "Alien"}, 5, "ab"]
    sizes = [size for _, size in Pieces(io.StringIO(json.dumps(items))).items()]
    assert sizes == [len(json.dumps(item)) for item in items]


@pytest.mark.parametrize(
    "text", ["[1, 2", "[", "", "{}", '[{"a": ]', "[1 2 x]", '["abc'], ids=lambda text: text or "nothing"
)
def test_text_that_breaks_off_is_an_error(text):
    with pytest.raises(ValueError):
        list(Pieces(io.StringIO(text)).items())


@pytest.mark.parametrize("text", ['{"a" 1}', "{1: 2}", '{"a": 1', "[]"])
def test_object_that_is_none_is_an_error(text):
    found = Pieces(io.StringIO(text))
    with pytest.raises(ValueError):
        for _ in found.names():
            found.value()


def test_value_longer_than_any_film_is_refused_and_one_below_is_not(monkeypatch):
    monkeypatch.setattr(pieces, "CHUNK", 10)
    monkeypatch.setattr(pieces, "LONGEST_FILM", 1_000)
    assert list(Pieces(io.StringIO(json.dumps(["x" * 900]))).items())[0][1] == 902
    with pytest.raises(TooLong, match="more than 1,000 characters"):
        list(Pieces(io.StringIO(json.dumps(["x" * 1_100]))).items())


@pytest.mark.parametrize(
    ("text", "value"),
    [("12", 12), ("9" * 400, float("inf")), ("9" * 5_000, float("inf")), ("-" + "9" * 5_000, float("-inf"))],
    ids=["short", "400 digits", "5,000 digits", "below"],
)
def test_number_of_any_length_is_read(text, value):
    assert loads(f"[{text}]") == [int("9" * 400) if text == "9" * 400 else value]


WITHIN = [
    ({"movies": [{"title": "A"}]}, ["A"]),
    ({"genres": [{"name": "x"}], "movies": [{"title": "A"}, {"title": "B"}]}, ["A", "B"]),
    ({"pages": [1, 2, 3], "movies": [{"title": "A"}], "of": {"a": {"b": 1}}}, ["A"]),
    ({"mixed": [{"title": "X"}, 1, {"title": "Y"}], "movies": [{"title": "A"}]}, ["A"]),
    ({"title": "A", "cast": [{"name": "x"}, {"name": "y"}]}, ["A"]),
    ({"cast": [{"name": "x"}], "Title": "A"}, ["A"]),
    ({"title": {"0": "A", "1": "B"}, "year": {"0": 1}}, ["A", "B"]),
]


@pytest.mark.parametrize(("content", "titles"), WITHIN, ids=range(len(WITHIN)))
@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize("size", [3, 1 << 20])
def test_films_of_an_object_are_its_longest_list_its_columns_or_itself(
    tmp_path, monkeypatch, content, titles, indent, size
):
    monkeypatch.setattr(pieces, "CHUNK", size)
    path = tmp_path / "films.json"
    path.write_text(json.dumps(content, indent=indent))
    found = [row.cells.get("title", row.cells.get("Title")) for row in recognise(path).rows()]
    assert found == titles


@pytest.mark.parametrize("seed", range(5))
def test_lines_taken_back_come_again(seed):
    draw = random.Random(seed)
    text = [f"line {number}\n" for number in range(50)]
    found, seen = Lines(io.StringIO("".join(text))), []
    while len(seen) < len(text):
        found.begin_row()
        taken = [next(found) for _ in range(min(draw.randint(1, 6), len(text) - len(seen)))]
        back = draw.randrange(len(taken))
        found.take_back(back)
        seen += taken[: len(taken) - back]
        assert found.number == len(seen)
    assert seen == text


def test_row_of_many_lines_is_read_until_patience_is_spent_for_nothing(monkeypatch):
    monkeypatch.setattr(lines, "PATIENCE", 500)
    found = Lines(io.StringIO("x\n" * 10_000))
    for _ in range(400):
        next(found)
    found.take_back(399)
    found.begin_row()
    for _ in range(lines.FEW_LINES + 400):
        next(found)  # what was read for nothing is less than what may be
    found.take_back(419)
    found.take_back(0)
    found._patience = 0
    found.begin_row()
    with pytest.raises(csv.Error, match=f"for {lines.FEW_LINES} lines"):
        for _ in range(100):
            next(found)


@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_good_rows_between_open_quotes_are_read_however_many_there_are(tmp_path, separator):
    path = tmp_path / "films.csv"
    opened, header = ('"a"', '"b"', '"c'), ("title", "year", "genre")
    rows = [header, *((f"Film {n}", "1999", "War") if n % 2 else opened for n in range(3_000))]
    path.write_text("\n".join(separator.join(row) for row in rows) + "\n")
    titles = [row.cells["title"] for row in recognise(path).rows() if not row.problem]
    films = [title for title in titles if title.startswith("Film")]
    # The last quotes close each other by chance, and take a film along.
    assert films == [f"Film {n}" for n in range(1, 3_000, 2)][: len(films)]
    assert len(films) >= 1_499


def test_cell_of_many_lines_is_read_whole_beside_a_few_open_quotes(tmp_path):
    text = "\n".join(f"line {number}" for number in range(5_000))
    path = tmp_path / "films.csv"
    path.write_text(f'title,description\n"open,x\nAlien,"{text}"\n"open,y\nBrazil,"{text}"\n')
    found = {
        row.cells["title"]: row.cells["description"] for row in recognise(path).rows() if not row.problem
    }
    assert found == {"Alien": text, "Brazil": text}


@pytest.mark.parametrize("count", [2, 30])
def test_columns_of_one_name_are_all_kept_apart(tmp_path, count):
    path = tmp_path / "films.csv"
    header = ["title", "title (2)", *["title"] * count]
    path.write_text(",".join(header) + "\n" + ",".join(map(str, range(len(header)))) + "\n")
    (row,) = recognise(path).rows()
    assert list(row.cells.values()) == list(map(str, range(len(header))))
    assert row.cells["title"] == "0"
