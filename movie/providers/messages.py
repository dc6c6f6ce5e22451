"""The messages of a chat, and how to do without the role that some models do not know."""

import re
from collections.abc import Sequence

Message = dict[str, str]  # "role" and "content"
# What servers say whose models know no role but the user's and their own (Gemma, early Mistral).
NO_SYSTEM = re.compile(
    r"(system|developer) .{0,40}(not |un)(supported|enabled|allowed)|only user(,| and) (and )?assistant",
    re.IGNORECASE,
)


def without_system(messages: Sequence[Message]) -> list[Message]:
    """The messages with each instruction put before what the user says next."""
    told: list[Message] = []
    instructions: list[str] = []
    for message in messages:
        if message["role"] == "system":
            instructions.append(message["content"])
        elif instructions and message["role"] == "user":
            content = "\n\n".join([*instructions, message["content"]])
            told, instructions = [*told, {**message, "content": content}], []
        else:
            told.append(message)
    left = "\n\n".join(instructions)
    return [*told, {"role": "user", "content": left}] if left else told
