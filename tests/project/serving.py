"""The site as `manage.py serve` serves it, in a folder of its own, for tests that are its visitors."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.request import urlopen

from ..processes import Project, free_port, wait_until

# A site with addresses that answer slowly, and leave a file when they begin, and that tell who answers, how
# often it was asked, and by whom.
SLOW_SITE = """
import os, pathlib, time, uuid
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse, StreamingHttpResponse
from django.urls import include, path

asked = []

def begun():
    pathlib.Path(f"begun-{uuid.uuid4().hex}").touch()

def slow(request):
    begun()
    asked.append(request.get_full_path())
    time.sleep(float(request.GET["s"]))
    return HttpResponse("answered")

def count(request):
    return HttpResponse(len(asked))

def process(request):
    return HttpResponse(os.getpid())

def words(request):
    def tell():
        begun()
        for number in range(10):
            time.sleep(0.1)
            yield f"word {number} "
    return StreamingHttpResponse(tell())

def whoever(request):
    return HttpResponse(f"{request.META['REMOTE_ADDR']} {request.scheme} {request.get_host()}")

urlpatterns = [path("slow/", slow), path("count/", count), path("process/", process),
               path("words/", words), path("whoever/", whoever), path("", include("moviereviews.urls"))]
application = get_wsgi_application()
"""
# Nobody searches here: what first searches would wait for (moviereviews/wsgi.py) is not loaded.
SETTINGS = """
from moviereviews.settings import *
ROOT_URLCONF, WSGI_APPLICATION = "slow_site", "slow_site.application"
"""


@contextmanager
def serving(project: Project, *options: str) -> Iterator[tuple[subprocess.Popen, int]]:
    """The server's process and its port; killed at the end, if it still runs. For options see `serve`."""
    (project.folder / "slow_site.py").write_text(SLOW_SITE)
    (project.folder / "slow_settings.py").write_text(SETTINGS)
    project.variables["DJANGO_SETTINGS_MODULE"] = "slow_settings"
    port = free_port()
    process = project.start("manage.py", "serve", f"127.0.0.1:{port}", *options)
    try:
        wait_until(lambda: answers(f"http://127.0.0.1:{port}/healthz"), process)
        yield process, port
    finally:
        process.kill()
        process.communicate()


def wait_for_begun(project: Project, requests: int, process: subprocess.Popen) -> None:
    """Wait until the server has begun to answer so many slow requests."""
    wait_until(lambda: len(list(project.folder.glob("begun-*"))) >= requests, process)


def answers(address: str) -> bool:
    """Whether somebody answers there, with whatever status below 400."""
    try:
        return urlopen(address, timeout=5).status < 400
    except OSError:  # nobody listens yet, or no answer within the time
        return False
