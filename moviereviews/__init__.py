"""The project. What has to be said before numpy is imported is said here."""

import os

# OpenBLAS's threads wait for the next product in a busy loop: after each search they would take a
# processor for some 25 ms from the rest of the page, and from other visitors. So they sleep at once.
os.environ.setdefault("OPENBLAS_THREAD_TIMEOUT", "4")
