"""The map of 10,000 real films: seconds, neighbours kept, the weight of its page, frames drawn a second."""

import csv
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import numpy as np
from django.core.management import call_command

from .setup import megabytes, start

FILMS, NEAREST = 10_000, 10
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = ["--no-sandbox", "--disable-gpu"]
START_SECONDS = 60
# Bytes of the page and all that it loads, but for posters: on the wire, and unpacked.
WEIGHT = """() => performance.getEntriesByType("navigation").concat(performance.getEntriesByType("resource"))
    .filter((entry) => !entry.name.includes("/media/"))
    .reduce(([wire, all], entry) => [wire + entry.transferSize, all + entry.decodedBodySize], [0, 0])"""
# Turns the wheel between the whole map and four times as near, a step a frame, for three seconds.
FRAMES = """(turning) => new Promise((done) => {
    const map = document.querySelector("#map");
    const box = map.getBoundingClientRect();
    const [times, begin] = [[], performance.now()];
    const frame = (now) => {
        times.push(now);
        if (now - begin > 3000) return done(times.slice(1).map((time, at) => time - times[at]));
        if (turning) map.dispatchEvent(new WheelEvent("wheel", {
            deltaY: times.length % 60 < 30 ? -30 : 30, cancelable: true,
            clientX: box.left + box.width / 2, clientY: box.top + box.height / 2,
        }));
        requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
})"""


def main() -> None:
    """Import, embed and draw real films, then visit their map."""
    data = os.environ.get("MOVIE_DATA")
    if not data:
        print("  MOVIE_DATA is not set: the map of real films was not measured")
        return
    films = add_real_films(Path(data, "tot_catalogue.csv"))
    drawn(films)
    if CHROMIUM is None or not find_spec("playwright"):
        print("  no Chromium on this machine: the page was not visited")
        return
    with served() as address:
        visited(address)


def add_real_films(path: Path) -> int:
    """Import the first films of the file and embed them; how many there are."""
    from movie.models import Movie

    csv.field_size_limit(10_000_000)
    with tempfile.TemporaryDirectory() as folder:
        part = Path(folder, "films.csv")
        with (
            path.open(newline="", encoding="utf-8") as whole,
            part.open("w", newline="", encoding="utf-8") as out,
        ):
            csv.writer(out).writerows(
                row for _, row in zip(range(FILMS + 1), csv.reader(whole), strict=False)
            )
        call_command("import_movies", part, verbosity=0)
    call_command("movie_embeddings", verbosity=0)
    return Movie.objects.count()


def drawn(films: int) -> None:
    """Print seconds and quality of the map and, beside it, of principal components; store the map."""
    from movie.embedders import get_embedder
    from movie.map.neighbours import compared_rows, kept_share, neighbours, neighbours_on_plane
    from movie.map.projection import principal_plane, project
    from movie.map.store import store_points
    from movie.search.index import get_index

    embedder = get_embedder()
    ids, rows = compared_rows(get_index(embedder))
    true, _similarities = neighbours(rows, NEAREST)
    for name, draw in (("PCA", principal_plane), ("t-SNE", project)):
        begun, worked = time.perf_counter(), time.process_time()
        points = draw(rows)
        seconds, worked = time.perf_counter() - begun, time.process_time() - worked
        kept = kept_share(true, neighbours_on_plane(points, NEAREST))
        print(f"  {films:,} films, {name}: {seconds:.1f} s ({worked:.1f} s of work)", end="")
        print(f", {kept:.1%} of the ten nearest kept; process so far at most {megabytes():.0f} MB")
    store_points(embedder.model_id, ids.tolist(), points)


@contextmanager
def served():
    """The address of a server of this database."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{listener.getsockname()[1]}"
    command = [sys.executable, "-m", "waitress", f"--listen={address}", "moviereviews.wsgi:application"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            try:
                urlopen(f"http://{address}/robots.txt", timeout=START_SECONDS).close()
                break
            except (URLError, ConnectionError):
                time.sleep(0.1)
        yield f"http://{address}"
    finally:
        server.terminate()
        server.wait(timeout=20)


def visited(address: str) -> None:
    """Print what the page weighs and how often a second it is drawn, on a screen and on a phone."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for name, width, ratio in (("desktop, 1280 px", 1280, 1), ("phone, 390 px × 2", 390, 2)):
            context = browser.new_context(
                viewport={"width": width, "height": 900}, device_scale_factor=ratio, locale="en"
            )
            page = context.new_page()
            page.goto(f"{address}/map/", timeout=START_SECONDS * 1000)
            page.locator("#map-status").filter(has_text=f"{FILMS}").wait_for(state="attached")
            wire, unpacked = page.evaluate(WEIGHT)
            idle, times = (np.array(page.evaluate(FRAMES, turning)) for turning in (False, True))
            print(f"  {name}: {wire / 1000:.0f} kB on the wire, {unpacked / 1000:.0f} kB unpacked", end="")
            print(f"; {1000 / times.mean():.0f} frames a second (standing still {1000 / idle.mean():.0f})")
            context.close()
        browser.close()


if __name__ == "__main__":
    start()
    main()
