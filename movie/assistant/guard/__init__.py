"""What a chat model may say: only what the films, the wish and the talk hold."""
