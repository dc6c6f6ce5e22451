"""What a chat model may say of a film: words that the film, the wish or a small lexicon holds."""
