"""Keeps the log readable: what strangers do is one line each, however long and odd it is."""

import logging

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
