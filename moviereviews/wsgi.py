"""The WSGI application that a production server runs."""

import os
import threading

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "moviereviews.settings")

application = get_wsgi_application()

# The first visitor need not wait for the index to be read, nor the server for it to be there.
from movie.assistant import moviebot  # noqa: E402
from movie.search import fallback  # noqa: E402


def _warm_up() -> None:
    """One after the other: side by side they would only read the same things twice."""
    fallback.warm_up()
    moviebot.warm_up()


threading.Thread(target=_warm_up, daemon=True).start()
