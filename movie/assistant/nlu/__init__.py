"""Understands a turn of a talk without a chat model: small talk, references to what was shown."""
