"""The only door to a provider's SDK, for embeddings and for chat."""
