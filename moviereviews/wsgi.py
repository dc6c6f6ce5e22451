"""The WSGI application that a production server runs."""

import os
import threading

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "moviereviews.settings")

application = get_wsgi_application()

# The first visitor need not wait for the index to be read, nor the server for it to be there.
from movie.search.answering import warm_up  # noqa: E402

threading.Thread(target=warm_up, daemon=True).start()
