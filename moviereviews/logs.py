"""Keeps the log readable: in the machine's language, and what strangers do in one line each, however odd."""

import copy
import logging

from django.apps import apps
from django.utils import translation

LONGEST = 300


def one_line(record: logging.LogRecord) -> bool:
    """A filter that lets everything pass, without its traceback, line breaks and endless ends."""
    said = "".join(letter if letter.isprintable() else "?" for letter in record.getMessage())
    record.msg, record.args = said[:LONGEST], ()
    record.exc_info = record.exc_text = record.stack_info = None
    return True


class OneLine(logging.Filter):
    """one_line, as settings name it."""

    def filter(self, record: logging.LogRecord) -> bool:
        return one_line(record)


class MachineLanguage(logging.Formatter):
    """Writes lines for whoever runs the site, not in the language of the page that went wrong."""

    def format(self, record: logging.LogRecord) -> str:
        if not apps.ready:
            return super().format(record)
        from movie.management.machine import machine_language

        told = copy.copy(record)
        with translation.override(machine_language()):
            if isinstance(told.msg, str) and told.msg:
                told.msg = translation.gettext(told.msg)
            return super().format(told)
