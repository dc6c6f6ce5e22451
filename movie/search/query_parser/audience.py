"""Reads for whom a film should be, or should not be: children, grandparents, the whole family."""

import re

from .prompt import Prompt

NOT = re.compile(
    r"(?<!\w)(?:but )?(?:not|no|isn'?t|nothing|nada|ni)(?: (?:sea|sean|suitable|really|made|que))* $"
)


def take_audience(prompt: Prompt) -> bool:
    """Whether everybody should be able to watch it, children as well."""
    return not prompt.is_long and prompt.heard("audience") is not None


def take_refused_audience(prompt: Prompt) -> bool:
    """Whether it should not be one for children: "not for kids"."""
    if prompt.is_long:
        return False
    for said in prompt.find("audience"):
        if refusal := NOT.search(prompt.folded, 0, said.start()):
            prompt.take(refusal.start(), said.end())
            return True
    return False
