"""Runs inside a copy of a student's project, in a process of its own: asks its pages, or runs a command.

`python probe.py TASK.json ANSWER.json` reads what to do and writes what came of it. It imports Django and
nothing of this project, for it runs with the student's settings.
"""

import json
import os
import sys
import traceback
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any


def main(task: dict[str, Any]) -> dict[str, Any]:
    """What came of the task; `error` is the last line of what went wrong."""
    sys.path.insert(0, os.getcwd())
    os.environ["DJANGO_SETTINGS_MODULE"] = task["settings"]
    try:
        import django
        from django.conf import settings

        settings.ALLOWED_HOSTS = ["*"]
        django.setup()
        return run_command(task) if "command" in task else ask_pages(task)
    except BaseException as error:  # whatever a student's code raises, SystemExit too
        return {"error": traceback.format_exception_only(error)[-1].strip()}


def run_command(task: dict[str, Any]) -> dict[str, Any]:
    """Run one management command."""
    from django.core.management import call_command

    call_command(task["command"])
    return {"ended": True}


def ask_pages(task: dict[str, Any]) -> dict[str, Any]:
    """Ask each address of the views with the prompt under every name they read: by GET, by POST, as JSON."""
    from django.test import Client
    from django.urls import get_resolver

    asked = dict.fromkeys(task["parameters"], task["prompt"])
    client = Client(raise_request_exception=False)
    as_json = partial(client.post, content_type="application/json")
    pages = []
    for address in addresses(get_resolver().url_patterns, set(task["views"])):
        for ask in (client.get, client.post, as_json):
            response = ask(f"/{address}", asked, follow=True)
            text = response.content.decode(errors="replace") if not response.streaming else ""
            raised = getattr(response, "exc_info", None)
            error = traceback.format_exception_only(*raised[:2])[-1].strip() if raised else ""
            found = [title for title in task["titles"] if title in text]
            pages.append(
                {"address": f"/{address}", "status": response.status_code, "error": error, "titles": found}
            )
    return {"pages": pages}


def addresses(patterns: list[Any], views: set[str], before: str = "") -> Iterator[str]:
    """The addresses without parameters that lead to views of these names."""
    for pattern in patterns:
        route = before + str(pattern.pattern).lstrip("^").rstrip("$").replace("\\Z", "")
        if hasattr(pattern, "url_patterns"):
            yield from addresses(pattern.url_patterns, views, route)
        elif view_name(pattern.callback) in views and not set(route) & set("<>("):
            yield route


def view_name(callback: Any) -> str:
    """The name of a view, of a class or of a function, decorated or not."""
    return getattr(callback, "view_class", callback).__name__


if __name__ == "__main__":
    wanted = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    answer = main(wanted)
    Path(sys.argv[2]).write_text(json.dumps(answer), encoding="utf-8")
