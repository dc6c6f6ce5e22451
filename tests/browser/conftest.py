"""A real server with the sample catalogue, and a headless Chromium that visits it."""

import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from ..environment import test_environment as clean_environment
from ..openai_server import OpenAIServer, running
from ..processes import ROOT, free_port

# The first has no windows to draw, and takes half the time of the others.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--renderer-process-limit=1",  # none is begun in reserve
]
DEFAULT_POSTER = Path("media/movie/images/default.jpg")
START_SECONDS = 180
# How long a page may take to show what is expected: several browsers share the machine.
expect.set_options(timeout=20_000)
# What htmx writes of a request that a newer one replaces, which is no error.
GIVEN_UP = ("htmx:sendAbort", "htmx:afterRequest")


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of the machine's own Chromium."""
    if CHROMIUM is None:
        pytest.skip("No Chromium here: the browser's tests need the package chromium-headless-shell.")
    return CHROMIUM


@pytest.fixture(scope="session")
def site_folder(
    chromium: str, sample_project: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A copy of the project, with the sample catalogue embedded offline."""
    folder = tmp_path_factory.mktemp("site") / "project"
    shutil.copytree(sample_project("en"), folder, symlinks=True)
    (folder / DEFAULT_POSTER).parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / DEFAULT_POSTER, folder / DEFAULT_POSTER)
    return folder


@pytest.fixture(scope="session")
def site(site_folder: Path) -> Iterator[str]:
    """Address of a server of its own, without a chat model."""
    with served(site_folder) as address:
        yield address


@pytest.fixture(scope="session")
def talking_site(site_folder: Path) -> Iterator[tuple[str, OpenAIServer]]:
    """Address of a server of the same films whose chat model is the protocol server, and that server."""
    with (
        running(lambda server: server.keys.add("none")) as model,
        served(
            site_folder,
            CHAT_MODEL="test-chat",
            CHAT_BASE_URL=model.url,
            CHAT_REST_SECONDS="0.001",  # what one test has broken, the next has whole again
            CHAT_TURN_SECONDS="60",
            SEARCHES_PER_MINUTE="10000",
        ) as address,
    ):
        yield address, model


@contextmanager
def served(folder: Path, **variables: str) -> Iterator[str]:
    """The address of a server of the project in a folder, started as `make run` does."""
    address = f"127.0.0.1:{free_port()}"
    with (folder / f"server-{address[10:]}.log").open("w") as log:
        server = subprocess.Popen(
            [
                *(sys.executable, "-m", "waitress"),
                *(f"--listen={address}", "--threads=8", "moviereviews.wsgi:application"),
            ],
            cwd=folder,
            env=clean_environment() | variables,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            # A search, so that the encoder is loaded before anybody is waited for.
            wait_for(f"http://{address}/?q=a+shark", server, Path(log.name))
            yield f"http://{address}"
        finally:
            server.terminate()
            server.wait(timeout=20)


def wait_for(address: str, server: subprocess.Popen, log: Path) -> None:
    """Return once the server answers; fail with what it said where it has ended or stays silent."""
    deadline = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        try:
            urlopen(address, timeout=START_SECONDS).close()
            return
        except (URLError, ConnectionError):
            time.sleep(0.05)
    pytest.fail(f"The server did not start:\n{log.read_text()}")


# Not for the whole session: while Playwright runs, Django takes the thread for an event loop's and
# refuses to use the database in other folders' tests.
@pytest.fixture(scope="package")
def browser(chromium: str) -> Iterator[Browser]:
    """One Chromium, which every test uses through a context of its own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


def choose_language(page: Page, name: str) -> None:
    """Switch the page's language, in the menu where the header is a phone's."""
    menu = page.locator("button.menu")
    if menu.is_visible():
        menu.click()
    page.get_by_role("button", name=name).click()


class Complaints(list[str]):
    """What a browser had to complain about: errors, broken policies, requests to other hosts."""

    def __init__(self, site: str) -> None:
        self.site = site

    def watch(self, context: BrowserContext) -> None:
        """Collect them from every page of the context."""
        context.on("console", self._told)
        context.on("weberror", lambda error: self.append(str(error.error)))
        context.on("request", lambda request: self._asked(request.url))

    def excuse(self, words: str) -> None:
        """Forget those with these words in them; there must be some."""
        kept = [complaint for complaint in self if words not in complaint]
        assert len(kept) < len(self), f"Nobody complained of {words!r}."
        self[:] = kept

    def _told(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(GIVEN_UP):
            self.append(message.text)

    def _asked(self, address: str) -> None:
        if not address.startswith((f"{self.site}/", "data:")):
            self.append(f"asked for {address}")


@pytest.fixture
def complaints(site: str) -> Complaints:
    """What the browser complains about during the test; a test that expects some excuses them."""
    return Complaints(site)


@pytest.fixture
def visit(browser: Browser, site: str, complaints: Complaints) -> Iterator[Callable[..., Page]]:
    """Opens a page of the site in a context of its own, and in the end accepts no complaint.

    Keywords are those of Playwright's `new_context`, such as java_script_enabled and color_scheme.
    """
    with visiting(browser, site, complaints) as visit:
        yield visit


@contextmanager
def visiting(browser: Browser, site: str, complaints: Complaints) -> Iterator[Callable[..., Page]]:
    """What opens pages of a site as `visit` does."""
    contexts = []

    def visit(path: str = "/", *, width: int = 1280, **options: Any) -> Page:
        size = {"width": width, "height": 900}
        usual = {"locale": "en", "reduced_motion": "reduce", "base_url": site, "viewport": size}
        # Set up anew in each context it takes as long as a page: whoever proves it allows it.
        usual["service_workers"] = "block"
        context = browser.new_context(**usual | options)
        context.set_default_timeout(10_000)
        complaints.watch(context)
        contexts.append(context)
        page = context.new_page()
        page.goto(path)
        return page

    try:
        yield visit
    finally:
        for context in contexts:
            context.close()
    assert complaints == []
