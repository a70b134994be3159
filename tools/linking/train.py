"""Fit the linker's score on labelled pairs of texts and freeze it in `reader/comparison/data/weights.json`.

    python tools/linking/train.py EVAL_FOLDER [--report]

`EVAL_FOLDER` holds `score_links.py`, which judges, and `links/*.jsonl`, what is judged. With `--report`
nothing is written: the figures of the frozen procedure are printed fitted, cross-validated (whole events left
out, ten folds), and with each set left out in turn; the cuts run on to where few links are wrong. The same
input gives the same file, byte for byte. Needs numpy.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import random
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from reader.article import Span
from reader.comparison.candidates import candidates
from reader.comparison.conflicts import hold_down
from reader.comparison.features import NAMES, all_features
from reader.comparison.rows import Row, Vocabulary, rows, vocabulary
from reader.comparison.select import select
from reader.text.sentences import sentences

TARGET = Path(__file__).parents[2] / "reader" / "comparison" / "data" / "weights.json"
SETS = {"basil-dev": 1.5, "superpal-dev": 1.0, "ecb-dev": 0.7, "ecb-train": 0.5, "wire-dev": 0.5}
"""The sets and what their links weigh together: the marked-by-hand and the hard ones more."""
RIDGE = 1.0
CUT = 0.40
FOLDS = 10


@dataclass
class Item:
    """One pair of texts, read and labelled."""

    set: str
    event: str
    record: dict[str, Any]
    left: list[Row]
    right: list[Row]
    words: Vocabulary
    pairs: list[tuple[int, int]]
    by_pair: dict[tuple[int, int], list[float]]
    features: np.ndarray
    labels: np.ndarray
    scores: np.ndarray = field(default_factory=lambda: np.zeros(0))


def load(folder: Path, judge: ModuleType) -> list[Item]:
    """Read all sets."""
    items = []
    for name in SETS:
        for line in (folder / "links" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            left, right = rows(record["a"], sentences(record["a"])), rows(record["b"], sentences(record["b"]))
            words = vocabulary(left, right)
            found = all_features(left, right, words, candidates(left, right, words))
            pairs = sorted(found)
            labels = [label(judge, record, left[i].span, right[j].span) for i, j in pairs]
            features = np.array([found[pair] for pair in pairs]).reshape(len(pairs), len(NAMES))
            items.append(
                Item(
                    name,
                    event(record["id"]),
                    record,
                    left,
                    right,
                    words,
                    pairs,
                    found,
                    features,
                    np.array(labels),
                )
            )
    return items


def event(name: str) -> str:
    """Return which event a pair of texts is about, so that folds never share one."""
    kind, _, rest = name.partition("-")
    number = rest.replace("_", "-").split("-")[0]
    return (
        {"basil": "rival", "wire": "rival"}.get(kind, kind) + number if kind != "MultiNews_test16" else name
    )


def label(judge: ModuleType, record: dict[str, Any], left: Span, right: Span) -> int:
    """Return 1 for a pair that the scorer counts as right, 0 for a false one, -1 for one it leaves out."""
    pair = (*left, *right)
    must = [gold for gold in record["must"] if judge.hit(pair, gold)]
    optional = [gold for gold in record["optional"] if judge.hit(pair, gold)]

    def covered(golds: list[Any]) -> bool:
        sides = [(gold[0], gold[1]) for gold in golds], [(gold[2], gold[3]) for gold in golds]
        return bool(golds) and min(judge.cover(*left, sides[0]), judge.cover(*right, sides[1])) >= 0.3

    if must and covered(must + optional):
        return 1
    return -1 if covered(optional) else 0


def fit(items: list[Item]) -> tuple[float, np.ndarray]:
    """Return bias and weights of a ridge-penalised logistic regression, by Newton's method."""
    features = np.concatenate([item.features for item in items])
    labels = np.concatenate([item.labels for item in items])
    positives = {name: sum(int((i.labels == 1).sum()) for i in items if i.set == name) for name in SETS}
    importance = np.concatenate(
        [np.full(len(item.pairs), 300 * SETS[item.set] / max(1, positives[item.set])) for item in items]
    )
    features, importance, labels = features[labels >= 0], importance[labels >= 0], labels[labels >= 0]
    mean, spread = features.mean(0), features.std(0) + 1e-9
    design = np.hstack([(features - mean) / spread, np.ones((len(features), 1))])
    penalty = np.full(design.shape[1], RIDGE)
    penalty[-1] = 0.0
    beta = np.zeros(design.shape[1])
    for _ in range(25):
        likely = 1 / (1 + np.exp(-np.clip(design @ beta, -30, 30)))
        slope = design.T @ (importance * (likely - labels)) + penalty * beta
        curve = (design * (importance * likely * (1 - likely))[:, None]).T @ design + np.diag(penalty)
        step = np.linalg.solve(curve, slope)
        beta -= step
        if np.abs(step).max() < 1e-8:
            break
    weights = beta[:-1] / spread
    return float(beta[-1] - weights @ mean), weights


def apply(items: list[Item], bias: float, weights: np.ndarray) -> None:
    """Score the items' pairs."""
    for item in items:
        item.scores = 1 / (1 + np.exp(-np.clip(item.features @ weights + bias, -30, 30)))


def figures(items: list[Item], judge: ModuleType, cut: float) -> str:
    """Return one line of figures: F1, precision and decoys for every set."""
    told = []
    for name in SETS:
        right = wrong = found = gold = decoys = 0
        for item in items:
            if item.set != name:
                continue
            scores = dict(zip(item.pairs, item.scores.tolist(), strict=True))
            hold_down(
                scores, item.by_pair, item.record["a"], item.left, item.record["b"], item.right, item.words
            )
            chosen = select(scores, item.left, item.right, item.words, cut)
            links = [{"a": item.left[i].span, "b": item.right[j].span} for i, j in chosen]
            result = judge.judge(item.record, links)
            right, wrong, decoys = right + result["tp"], wrong + result["fp"], decoys + result["decoy"]
            found, gold = found + result["found"], gold + result["must"]
        if gold:
            precision, recall = right / max(1, right + wrong), found / gold
            f1 = 2 * precision * recall / max(1e-9, precision + recall)
            told.append(f"{name} {f1:.3f} (P {precision:.3f}, {decoys})")
    return "  ".join(told)


def reliability(items: list[Item]) -> str:
    """Return for each tenth of the score how many pairs scored so, and which part of them was right."""
    scores, labels = (np.concatenate(p) for p in zip(*((i.scores, i.labels) for i in items), strict=True))
    told = []
    for tenth in range(10):
        inside = (scores >= tenth / 10) & (scores < (tenth + 1) / 10 + (tenth == 9)) & (labels >= 0)
        if inside.any():
            told.append(f".{tenth}: {labels[inside].mean():.2f} of {inside.sum()}")
    return "  ".join(told)


def report(items: list[Item], judge: ModuleType) -> None:
    """Print the figures of this procedure, fitted and left out."""
    bias, weights = fit(items)
    apply(items, bias, weights)
    for cut in (0.3, 0.35, 0.4, 0.45, 0.5):
        print("fitted        ", cut, figures(items, judge, cut))
    events = sorted({item.event for item in items})
    random.Random(1).shuffle(events)
    fold = {name: place % FOLDS for place, name in enumerate(events)}
    for k in range(FOLDS):
        apply(
            [item for item in items if fold[item.event] == k],
            *fit([item for item in items if fold[item.event] != k]),
        )
    for cut in (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.62, 0.75):
        print("event left out", cut, figures(items, judge, cut))
    for name in SETS:
        print("  reliability", name, reliability([item for item in items if item.set == name]))
    for name in SETS:
        kinds = (name[:3],)
        held = [item for item in items if item.set.startswith(kinds)]
        others = {item.event for item in held}
        apply(held, *fit([i for i in items if not i.set.startswith(kinds) and i.event not in others]))
    print("set left out  ", CUT, figures(items, judge, CUT))


def main() -> None:
    """Fit, then write or report."""
    parser = argparse.ArgumentParser()
    parser.add_argument("eval", type=Path)
    parser.add_argument("--report", action="store_true")
    options = parser.parse_args()
    spec = importlib.util.spec_from_file_location("score_links", options.eval / "score_links.py")
    assert spec is not None and spec.loader is not None
    judge = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(judge)
    items = load(options.eval, judge)
    if options.report:
        report(items, judge)
        return
    bias, weights = fit(items)
    record = {
        "fitted_on": {name: sum(item.set == name for item in items) for name in SETS},
        "pairs": sum(len(item.pairs) for item in items),
        "cut": CUT,
        "bias": round(bias, 4),
        "weights": {name: round(float(weight), 4) for name, weight in zip(NAMES, weights, strict=True)},
    }
    TARGET.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
