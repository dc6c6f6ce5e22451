"""The offline encoder with and without threadpoolctl, which lets it choose how many threads BLAS takes."""

import json
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from statistics import median

RUNS, VISITORS = 3, 8
PROMPT = "a pianist hides in a ruined city until the war is over"
TEXTS = 40
# As the project does it, as it would be without the package, and as the encoder's own default has it.
WAYS = {
    "one thread, by threadpoolctl": "",
    "without threadpoolctl": "import sys; sys.modules['threadpoolctl'] = None",
    "four threads, the encoder's default": "from movie.embedders import offline; offline.THREADS = 4",
}


def main() -> None:
    """Print what each way takes at best, and how many times as long as the first."""
    taken: dict[str, list[dict[str, float]]] = {way: [] for way in WAYS}
    for _ in range(RUNS):
        for way, before in WAYS.items():
            code = f"{before}\nfrom tests.benchmarks.encoder import measured; measured()"
            ran = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
            taken[way].append(json.loads(ran.stdout))
    first: dict[str, float] = {}
    for way, runs in taken.items():
        least = {name: min(run[name] for run in runs) for name in runs[0]}
        first = first or least
        ratios = ", ".join(f"{name} {ms:.1f} ms ({ms / first[name]:.1f} ×)" for name, ms in least.items())
        print(f"  {way}: {ratios}")
    print(f"  (at best of {RUNS} runs; of {VISITORS} at once the median)")


def measured() -> None:
    """Print milliseconds as JSON: loading, a request alone, one of eight at once, a film in a batch."""
    from movie.embedders.offline import OfflineEmbedder

    embedder = OfflineEmbedder()
    loading = _milliseconds(embedder.prepare)
    alone = min(_milliseconds(lambda: embedder.embed_query(PROMPT)) for _ in range(TEXTS))
    with ThreadPoolExecutor(VISITORS) as pool:
        one_of = median(
            pool.map(lambda _: _milliseconds(lambda: embedder.embed_query(PROMPT)), range(TEXTS * 2))
        )
    films = [f"Film {number}\n{PROMPT}. " + f"{PROMPT}. " * 9 for number in range(TEXTS)]
    batch = _milliseconds(lambda: embedder.embed_documents(films)) / TEXTS
    print(json.dumps({"loading": loading, "a request": alone, "one of eight": one_of, "a film": batch}))


def _milliseconds(action) -> float:
    begin = time.perf_counter()
    action()
    return (time.perf_counter() - begin) * 1000


if __name__ == "__main__":
    main()
