"""The parts of what is heard in a turn without a chat model: each takes what it understands."""
