"""The report of a student's project as one page of HTML, without anything from elsewhere."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .findings import Finding, State

STYLE = """
body { font: 1rem/1.5 system-ui, sans-serif; color: #1b1b1f }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid #ccc }
.done { color: #14532d } .missing { color: #7a4a00 } .wrong { color: #9b1c1c }
td.done, td.missing, td.wrong { font-weight: 600 }
code { overflow-wrap: anywhere }
@media print { body { margin: 0 } }
"""
PAGE = """<!doctype html>
<html lang="{}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{}</title><style>{}</style></head>
<body><h1>{}</h1><p>{}</p>
<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table></body></html>
"""
ROW = '<tr><td class="{}">{}</td><th scope="row">{}</th><td>{}</td><td>{}</td></tr>\n'


def html(folder: Path, findings: Sequence[Finding]) -> str:
    """The page, in the language of the moment."""
    title = _("Workshop check: %(folder)s") % {"folder": folder.resolve().name}
    heads = (_("state"), _("what"), _("found"), _("next step"))
    rows = format_html_join("", ROW, [_cells(finding) for finding in findings])
    return format_html(
        PAGE,
        get_language() or "en",
        title,
        SafeString(STYLE),
        title,
        summary(findings),
        format_html_join("", '<th scope="col">{}</th>', [(name,) for name in heads]),
        rows,
    )


def summary(findings: Sequence[Finding]) -> str:
    """Such as "9 done, 2 missing, 1 wrong"."""
    counts = Counter(finding.state for finding in findings)
    return ", ".join(f"{counts[state]} {state.label}" for state in State)


def line(finding: Finding) -> str:
    """One finding on a terminal."""
    step = f" -> {finding.step}" if finding.step else ""
    return f"{finding.state.label!s:<8} {finding.topic:<16} {finding.said}{step}"


def _cells(finding: Finding) -> tuple[str, ...]:
    return finding.state, str(finding.state.label), finding.topic, finding.said, finding.step
