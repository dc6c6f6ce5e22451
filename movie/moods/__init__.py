"""The moods of films: guessed, written by a chat model, stored, understood and searched."""
