"""Throws at the project what nobody would send on purpose: `python -m tests.fuzz [PART …] [--seed N]`."""
