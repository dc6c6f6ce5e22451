"""What templates are given to write figures with."""

import pytest
from django.utils import translation

from movie.templatetags.movie_tags import running_time


@pytest.mark.parametrize(
    ("minutes", "written"),
    [(112, "1 h 52 min"), (52, "52 min"), (120, "2 h"), (1, "1 min"), (1200, "20 h"), (None, ""), (0, "")],
)
@pytest.mark.parametrize("language", ["en", "es"])
def test_running_time_is_hours_and_minutes_that_stay_together(language, minutes, written):
    with translation.override(language):
        assert running_time(minutes) == written.replace(" ", "\xa0")
