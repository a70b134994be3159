"""Names: time of loading, time a sentence and an article, and size of the shipped tables.

    python benchmarks/names.py [FILE.jsonl] [--runs N]

FILE holds one `{"text": …}` a line; without it the sample articles are read. Every figure is the best of the
runs in one process, loading that of a fresh process. How well names are found is measured by a scorer outside
this repository, over `crossread pipe entities`.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path

from reader.entities.names import find_names
from reader.text.sentences import sentences

ROOT = Path(__file__).parents[1]
LOADING = """
import time
import reader.entities.names
from reader.entities.gazetteer import gazetteer
from reader.entities.lexicon import lexicon
from reader.entities.tagger import tagger
begun = time.process_time()
gazetteer(), lexicon(), tagger()
print((time.process_time() - begun) * 1000)
"""


def loading(runs: int) -> float:
    """Return the milliseconds that the tables take to load in a fresh process."""
    times = [
        float(
            subprocess.run([sys.executable, "-c", LOADING], capture_output=True, text=True, check=True).stdout
        )
        for _ in range(runs)
    ]
    return min(times)


def main() -> None:
    """Print the figures beside those asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    if options.file:
        lines = options.file.read_text(encoding="utf-8").splitlines()
        texts = [json.loads(line)["text"] for line in lines]
    else:
        texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "articles").rglob("*.txt"))]
    count = sum(len(sentences(text)) for text in texts)
    find_names(texts[0])
    times = []
    for _ in range(options.runs):
        begun = time.process_time()
        for text in texts:
            find_names(text)
        times.append((time.process_time() - begun) * 1000)
    size = sum(path.stat().st_size for path in (ROOT / "reader/entities/data").glob("*.gz"))
    print(f"load       {loading(options.runs):7.1f} ms   asked 100")
    print(f"a sentence {min(times) / count:7.3f} ms   asked 0.7   ({count} sentences)")
    print(f"an article {min(times) / len(texts):7.1f} ms   asked 25    ({len(texts)} articles)")
    print(f"tables     {size / 1e6:7.2f} MB   asked 2")


if __name__ == "__main__":
    main()
