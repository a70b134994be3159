"""Linking: ours against what is used elsewhere, on the same sets in one run, quality and time.

    python benchmarks/linking.py EVAL_FOLDER [SET.jsonl…]
    python benchmarks/linking.py EVAL_FOLDER --growth

`EVAL_FOLDER` holds `score_links.py`, which judges, and `links/*.jsonl`; sets named beside it are judged too
(for example `tools/linking/copies.py`'s). Every method runs in this process, pair by pair, after one
warm-up pair; time is per pair, as a multiple of ours. text-matcher and CollateX run where they are
installed; CollateX only on pairs of up to 600 words together, since its time grows with their product.
`--growth` times ours alone, on the sets' articles put one behind another until there are enough words, and
says the most memory that the process has held.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import resource
import time
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import redirect_stdout
from difflib import SequenceMatcher
from io import StringIO
from math import log, sqrt
from pathlib import Path
from types import ModuleType
from typing import Any

from rapidfuzz import fuzz

from reader.article import Span
from reader.comparison.link import link_texts
from reader.comparison.terms import terms
from reader.text.sentences import sentences

Pairs = list[tuple[Span, Span]]


def ours(a: str, b: str) -> Pairs:
    return [(link.left, link.right) for link in link_texts(a, b)]


def difflib_blocks(a: str, b: str) -> Pairs:
    left, right = terms(a, Span(0, len(a))), terms(b, Span(0, len(b)))
    matcher = SequenceMatcher(None, [t.form for t in left], [t.form for t in right], autojunk=False)
    return [
        (
            Span(left[m.a].start, left[m.a + m.size - 1].end),
            Span(right[m.b].start, right[m.b + m.size - 1].end),
        )
        for m in matcher.get_matching_blocks()
        if m.size >= 4
    ]


def token_set(least: float) -> Callable[[str, str], Pairs]:
    def method(a: str, b: str) -> Pairs:
        return [
            (x, y)
            for x in sentences(a)
            for y in sentences(b)
            if fuzz.token_set_ratio(x.of(a).lower(), y.of(b).lower()) >= least
        ]

    return method


def tfidf(least: float) -> Callable[[str, str], Pairs]:
    def method(a: str, b: str) -> Pairs:
        left, right = sentences(a), sentences(b)
        bags = [
            Counter(t.key for t in terms(text, span))
            for text, spans in ((a, left), (b, right))
            for span in spans
        ]
        held = Counter(key for bag in bags for key in bag)
        vectors = []
        for bag in bags:
            weighted = {key: n * (1 + log((1 + len(bags)) / (1 + held[key]))) for key, n in bag.items()}
            size = sqrt(sum(w * w for w in weighted.values())) or 1.0
            vectors.append({key: w / size for key, w in weighted.items()})
        return [
            (x, y)
            for x, u in zip(left, vectors[: len(left)], strict=True)
            for y, v in zip(right, vectors[len(left) :], strict=True)
            if sum(w * v.get(key, 0.0) for key, w in u.items()) >= least
        ]

    return method


def five_grams(a: str, b: str) -> Pairs:
    left, right = terms(a, Span(0, len(a))), terms(b, Span(0, len(b)))
    places: dict[tuple[str, ...], int] = {}
    for j in range(len(right) - 4):
        places.setdefault(tuple(t.form for t in right[j : j + 5]), j)
    found: Pairs = []
    i = 0
    while i < len(left) - 4:
        j = places.get(tuple(t.form for t in left[i : i + 5]), -1)
        if j < 0:
            i += 1
            continue
        size = 5
        while i + size < len(left) and j + size < len(right) and left[i + size].form == right[j + size].form:
            size += 1
        found.append(
            (Span(left[i].start, left[i + size - 1].end), Span(right[j].start, right[j + size - 1].end))
        )
        i += size
    return found


def text_matcher(a: str, b: str) -> Pairs:
    from text_matcher.matcher import Matcher, Text

    with redirect_stdout(StringIO()):  # It prints what it finds.
        left, right = (Text(text, "", removeStopwords=False) for text in (a, b))
        matcher = Matcher(left, right, threshold=3, cutoff=5, ngramSize=3)
        matcher.match()
    return [(Span(*x), Span(*y)) for x, y in zip(matcher.locationsA, matcher.locationsB, strict=True)]


def collatex(a: str, b: str) -> Pairs:
    from collatex import collate

    if len(a.split()) + len(b.split()) > 600:
        raise ValueError("texts too long")
    left, right = terms(a, Span(0, len(a))), terms(b, Span(0, len(b)))
    witnesses = [
        {"id": name, "tokens": [{"t": t.form + " ", "n": t.form, "at": k} for k, t in enumerate(row)]}
        for name, row in (("A", left), ("B", right))
    ]
    table = collate({"witnesses": witnesses}, output="table", segmentation=True)
    found: Pairs = []
    for column in table.columns:
        here, there = (column.tokens_per_witness.get(name) for name in "AB")
        if not column.variant and here and there and len(here) >= 4:
            ends = [[tokens[k].token_data["at"] for k in (0, -1)] for tokens in (here, there)]
            found.append(
                (
                    Span(left[ends[0][0]].start, left[ends[0][1]].end),
                    Span(right[ends[1][0]].start, right[ends[1][1]].end),
                )
            )
    return found


METHODS: dict[str, Callable[[str, str], Pairs]] = {
    "ours": ours,
    "difflib blocks": difflib_blocks,
    "tf-idf pairs, .35": tfidf(0.35),
    "rapidfuzz token_set, 55": token_set(55),
    "rapidfuzz token_set, 60": token_set(60),
    "rapidfuzz token_set, 65": token_set(65),
    "word 5-grams": five_grams,
    "text-matcher": text_matcher,
    "CollateX": collatex,
}


def measure(
    method: Callable[[str, str], Pairs], items: list[dict[str, Any]], judge: ModuleType
) -> list[float]:
    """Return F1, precision, plagdet and milliseconds a pair of one method on one set."""
    method(items[0]["a"], items[0]["b"])
    begun = time.perf_counter()
    answers = [method(item["a"], item["b"]) for item in items]
    spent = (time.perf_counter() - begun) * 1000 / len(items)
    right = wrong = found = gold = 0
    recall: list[float] = []
    precision: list[float] = []
    granularity: list[float] = []
    for item, pairs in zip(items, answers, strict=True):
        links = [{"a": left, "b": there} for left, there in pairs]
        result = judge.judge(item, links)
        right, wrong = right + result["tp"], wrong + result["fp"]
        found, gold = found + result["found"], gold + result["must"]
        for whole, part in zip(
            (recall, precision, granularity), judge.plagdet_parts(item, links), strict=True
        ):
            whole += part
    p, r = right / max(1, right + wrong), found / max(1, gold)
    plag_p, plag_r = _mean(precision), _mean(recall)
    plagdet = _f1(plag_p, plag_r) / (log(1 + (_mean(granularity) or 1)) / log(2))
    return [_f1(p, r), p, plagdet, spent]


def _mean(values: Iterable[float]) -> float:
    listed = list(values)
    return sum(listed) / len(listed) if listed else 0.0


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def growth(items: list[dict[str, Any]]) -> None:
    """Print time and memory from a short article to a text of 5 MB a side."""
    print("| words a side | ms | microseconds a word of both | links | memory of the process, MB |")
    print("|---|---|---|---|---|")
    for size in (300, 1300, 5000, 12_500, 25_000, 50_000, 800_000):
        a, b = (_put_together(items, side, size) for side in "ab")
        rounds = max(1, min(40, 20_000 // size))
        spent = []
        for _ in range(1 + rounds if size < 100_000 else 1):
            begun = time.process_time()
            links = link_texts(a, b, evidence=False)
            spent.append(time.process_time() - begun)
        words = len(a.split()) + len(b.split())
        held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        cells = (
            f"{size:,}",
            f"{1000 * min(spent):,.1f}",
            f"{1e6 * min(spent) / words:.1f}",
            len(links),
            held,
        )
        print("|", " | ".join(map(str, cells)), "|", flush=True)


def _put_together(items: list[dict[str, Any]], side: str, size: int) -> str:
    """Return the texts of one side, each once and then again from the first, up to so many words."""
    words = [word for text in dict.fromkeys(item[side] for item in items) for word in f"{text}\n".split(" ")]
    return " ".join((words * (1 + size // len(words)))[:size])


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("eval", type=Path, nargs="?")
    parser.add_argument("more", type=Path, nargs="*")
    parser.add_argument("--growth", action="store_true", help="time ours alone on ever longer texts")
    options = parser.parse_args()
    if options.eval is None:
        print(
            "needs evaluation sets, which are not shipped: python benchmarks/linking.py EVAL_FOLDER [SET ...]"
        )
        return
    spec = importlib.util.spec_from_file_location("score_links", options.eval / "score_links.py")
    assert spec is not None and spec.loader is not None
    judge = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(judge)
    own_time: dict[str, float] = {}
    files = [*sorted((options.eval / "links").glob("*-dev.jsonl")), *options.more]
    sets = {file.stem: [json.loads(line) for line in file.open(encoding="utf-8")] for file in files}
    if options.growth:
        growth([*sets["wire-dev"], *sets["basil-dev"]])
        return
    print("| F1 (plagdet) · time |", " | ".join(sets), "|")
    print("|---" * (len(sets) + 1) + "|")
    for name, method in METHODS.items():
        cells = []
        for label, items in sets.items():
            try:
                f1, _, plagdet, spent = measure(method, items, judge)
            except ImportError:
                cells.append("not installed")
                continue
            except ValueError as error:
                cells.append(f"not run: {error}")
                continue
            own_time.setdefault(label, spent)
            cells.append(f"{f1:.2f} ({plagdet:.2f}) · {spent / own_time[label]:.1f} ×")
        print(f"| {name} |", " | ".join(cells), "|", flush=True)


if __name__ == "__main__":
    main()
