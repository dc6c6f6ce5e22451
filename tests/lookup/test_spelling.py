"""Of many names those are picked that a few slips may lead to, and none of these is missed."""

import pytest
from rapidfuzz.distance import OSA

from movie.lookup.spelling import Spelling

NAMES = [
    "solaris",
    "solari",
    "stalker",
    "amelie",
    "alien",
    "aliens",
    "heat",
    "tiburon",
    "rocky2",
    "rocky3",
    "千と千尋",
    "ran",
    "",
]


@pytest.mark.parametrize("slips", [0, 1, 2])
@pytest.mark.parametrize(
    "typed", ["solaris", "sloaris", "stlaker", "amelei", "heta", "rocky2", "千と千尋", "alienss"]
)
def test_no_name_within_so_many_slips_is_missed(typed, slips):
    near = [name for name in NAMES if OSA.distance(typed, name) <= slips]
    picked = Spelling(NAMES).like(typed, slips)
    assert set(near) <= set(picked)
    assert picked == [name for name in NAMES if name in picked]


def test_names_of_other_letters_or_lengths_are_left_aside():
    assert Spelling(NAMES).like("solaris", 1) == ["solaris", "solari"]
    assert Spelling([]).like("solaris", 2) == []
