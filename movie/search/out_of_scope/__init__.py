"""Out-of-scope detection: tells requests that a film may answer from recipes, sums or random letters."""

from .classifier import is_out_of_scope, out_of_scope_score
from .names import name_score

__all__ = ["is_out_of_scope", "name_score", "out_of_scope_score"]
