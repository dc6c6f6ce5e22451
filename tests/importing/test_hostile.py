"""No file keeps an import busy for ever or fills the memory: it is read, or ends in a sentence."""

import re

import pytest

from tests.environment import test_environment as clean_environment

from .hostile import CASES
from .measured import outcomes

MOST_MEGABYTES = 300


@pytest.fixture(scope="module")
def ended(migrated_file, tmp_path_factory):
    """How the import of each file ended."""
    folder = tmp_path_factory.mktemp("hostile")
    for case in CASES:
        case.make(folder / case.name)
    environment = clean_environment() | {"DATABASE_URL": f"sqlite:///{migrated_file}"}
    return outcomes([folder / case.name for case in CASES], environment)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_hostile_file_is_read_or_ends_in_a_sentence_within_little_memory(ended, case):
    found = ended[case.name]
    assert re.search(case.said or "^$", found.said), found.said
    assert found.megabytes < MOST_MEGABYTES
    if not case.said:
        assert (found.films, found.rejected) == (case.films, case.rejected)
    assert "\n" not in found.said and len(found.said) < 1000
