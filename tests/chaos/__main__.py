"""`python -m tests.chaos`: a hundred kills at random moments, in a project of its own; 1 for a fault."""

import argparse
import random
import sys
import tempfile
from collections import Counter
from functools import partial
from pathlib import Path

from ..openai_server import KEY, running
from ..processes import Project
from .kills import COMMANDS, Chaos
from .serving import ServerChaos


def main() -> int:
    """Kill, tell each kill, and count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    chosen = parser.parse_args()
    print(f"seed {chosen.seed}")
    with tempfile.TemporaryDirectory() as folder, running() as server:
        project = Project.prepared(Path(folder) / "project")
        project.variables = {"openai_apikey": KEY, "OPENAI_BASE_URL": server.url, "CHAT_MODEL": "test"}
        chaos = Chaos(project, chosen.seed, server)
        chaos.prepare(list(COMMANDS))
        served = ServerChaos(chaos)
        kinds = [*(partial(chaos.kill, name) for name in COMMANDS), served.kill]
        counted: Counter[str] = Counter()
        for killed in (kinds[number % len(kinds)]() for number in range(chosen.kills)):
            counted.update(kills=1, in_time=killed.in_time, faults=len(killed.faults))
            told = "; ".join(killed.faults) or "whole"
            print(f"{killed.command} after {killed.seconds:.2f} s: {told}", flush=True)
    print(f"{counted['kills']} kills, {counted['in_time']} in time, {counted['faults']} faults")
    return bool(counted["faults"])


if __name__ == "__main__":
    sys.exit(main())
