"""Conversation on top of the search: with a chat model where one is set up, in plain ways where none is."""
