"""Safety: hears when somebody is in distress, before anybody else reads the words, and says where help is."""

from .detection import Distress, distress_in
from .help import Help, help_for, help_text

__all__ = ["Distress", "Help", "distress_in", "help_for", "help_text"]
