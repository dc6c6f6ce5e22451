"""The report of a student's project: lines on a terminal, or one page of HTML with nothing from elsewhere."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from .findings import Finding, State

LONGEST_TOPIC = 19  # signs, in the language of the longer words


def html(folder: Path, findings: Sequence[Finding]) -> str:
    """The page, in the language of the moment."""
    title = _("Workshop check: %(folder)s") % {"folder": folder.resolve().name}
    shown = {"title": title, "summary": summary(findings), "findings": findings}
    return render_to_string("movie/workshop_report.html", shown)


def summary(findings: Sequence[Finding]) -> str:
    """Such as "9 done, 2 missing, 1 wrong"."""
    counts = Counter(finding.state for finding in findings)
    return ", ".join(f"{counts[state]} {state.label}" for state in State)


def line(finding: Finding) -> str:
    """One finding on a terminal."""
    step = f" -> {finding.step}" if finding.step else ""
    return f"{finding.state.label!s:<8} {finding.topic:<{LONGEST_TOPIC}} {finding.said}{step}"
