"""Runs a management command in this process, and keeps all that a shell would see of it."""

import io
from dataclasses import dataclass
from typing import Any

from django.core.management import CommandError, call_command


@dataclass(frozen=True)
class Done:
    """How a command ended and what it said; the sentence it failed with ends `complaints`."""

    code: int
    output: str
    complaints: str

    @property
    def lines(self) -> list[str]:
        return self.output.splitlines()


def manage(command: str, *arguments: Any, **options: Any) -> Done:
    """Run `manage.py command arguments`."""
    output, complaints, code = io.StringIO(), io.StringIO(), 0
    try:
        call_command(command, *map(str, arguments), stdout=output, stderr=complaints, **options)
    except CommandError as error:
        code = error.returncode
        complaints.write(str(error))
    return Done(code, output.getvalue(), complaints.getvalue())
