"""Writes figures in the visitor's language."""

from django.utils.translation import gettext as _


def running_time(minutes: int | None) -> str:
    """Minutes as hours and minutes, "1 h 52 min", never broken over two lines; empty where not known."""
    if not minutes:
        return ""
    hours, rest = divmod(minutes, 60)
    parts = [_("%(hours)d h") % {"hours": hours}] * bool(hours)
    parts += [_("%(minutes)d min") % {"minutes": rest}] * bool(rest)
    return " ".join(parts).replace(" ", "\xa0")
