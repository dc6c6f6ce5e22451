"""search() on 100,000 films of 1,536 dimensions."""

from .search import measure
from .setup import start

if __name__ == "__main__":
    start("openai")
    measure(100_000)
