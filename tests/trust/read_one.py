"""Be the process that reads one file as `crossread add` does; print what became of it and what it cost."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from reader.article import Article
from reader.importers.guard import alone, guarded
from reader.importers.registry import read_source
from reader.library.prepare import prepare


def peak() -> int:
    """Return the most memory that this process ever held, in megabytes."""
    # Not from getrusage: that begins with what the parent held.
    for line in Path("/proc/self/status").read_text().split("\n"):
        if line.startswith("VmHWM"):
            return int(line.split()[1]) // 1024
    return 0


def main(path: Path) -> None:
    """Read it."""
    alone()
    taken, last, longest, began = 0, "", 0.0, time.process_time()
    for item in guarded(read_source(path), path.name):
        if isinstance(item, Article):
            prepare(item)
            taken += 1
        else:
            last = str(item)
        longest, began = max(longest, time.process_time() - began), time.process_time()
    longest = max(longest, time.process_time() - began)
    print(json.dumps({"taken": taken, "said": last, "seconds": round(longest, 1), "megabytes": peak()}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
