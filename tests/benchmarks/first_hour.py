"""How long a newcomer waits: from an empty virtual environment to the first answered search, by the wheel.

Packages come from wherever pip gets them, so the first figure is also the network's.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from ..environment import test_environment
from ..processes import NOT_HANDED_ON, ROOT
from ..project.serving import free_port

MOST_SECONDS = 150
PROMPT = "/?q=a+shark+scares+a+beach"
FOUND = b"Jaws"


def main() -> None:
    """Print the seconds of each step, and of all of them."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        subprocess.run(
            [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", name],
            cwd=ROOT,
            check=True,
            capture_output=True,
        )
        began = time.monotonic()
        subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
        python = folder / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python"
        wheel = next(folder.glob("*.whl"))
        # What is imported is compiled then; compiling all that is installed takes a quarter of the whole.
        install = [python, "-m", "pip", "install", "-q", "--no-compile", wheel]
        subprocess.run(install, check=True, capture_output=True)
        installed = time.monotonic()
        _first_answer(folder, python)
        ended = time.monotonic()
    print(f"  a new environment and its packages: {installed - began:.1f} s")
    print(f"  `film-finder start` to the first answered search: {ended - installed:.1f} s")
    print(f"  together: {ended - began:.1f} s")


def _first_answer(folder: Path, python: Path) -> None:
    """Start the site in a home of its own, and ask until the page has the film."""
    port = free_port()
    own = {name: value for name, value in test_environment().items() if name not in NOT_HANDED_ON}
    own |= {"HOME": str(folder), "USERPROFILE": str(folder), "FILM_FINDER_HOME": str(folder / "home")}
    command = [python, "-m", "moviereviews", "start", f"127.0.0.1:{port}", "--language", "en"]
    site = subprocess.Popen(
        command, cwd=folder, env=own, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        deadline = time.monotonic() + MOST_SECONDS
        while FOUND not in _page(f"http://127.0.0.1:{port}{PROMPT}"):
            if time.monotonic() > deadline or site.poll() is not None:
                raise SystemExit("The site has not answered.")
            time.sleep(0.1)
    finally:
        site.terminate()
        site.wait(30)


def _page(address: str) -> bytes:
    try:
        with urlopen(address, timeout=60) as answer:
            return answer.read()
    except (URLError, OSError):
        return b""


if __name__ == "__main__":
    main()
