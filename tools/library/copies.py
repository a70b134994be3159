"""How surely near-copies are told from retellings: precision and recall on texts with known edits.

    python tools/library/copies.py [--seed N] [--count N]

Texts are invented (`generate.py`). Copies of them are made by edits as wires and desks make them: another
headline, a credit line, paragraphs cut from the end or anywhere, paragraphs added, up to one word in twenty
changed, spelling and quotation marks changed. Retellings of the same story, up to two fifths of their
sentences word for word, must not be taken for copies. All stand in one library, a thousand at a time.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parent))

from generate import records

from reader.article import Article, Field, Line, Provenance, Role, Span
from reader.library.prepare import prepare
from reader.library.store import Store


def article(name: str, paragraphs: list[str]) -> Article:
    """Return an article of these paragraphs."""
    text, lines = "", []
    for paragraph in paragraphs:
        lines.append(Line(Span(len(text), len(text) + len(paragraph)), Role.PARAGRAPH))
        text += paragraph + "\n"
    return Article(name, text, tuple(lines), headline=Field(name, Provenance.STATED))


def credited(random: Random, original: list[str], other: list[str]) -> list[str]:
    """Return the copy with a line of credit."""
    return [*original, "Additional reporting by the staff of this newspaper."]


def cut_at_end(random: Random, original: list[str], other: list[str]) -> list[str]:
    """Return its beginning."""
    return original[: max(2, round(len(original) * random.uniform(0.35, 0.9)))]


def cut_anywhere(random: Random, original: list[str], other: list[str]) -> list[str]:
    """Return some of its paragraphs."""
    kept = max(2, round(len(original) * random.uniform(0.4, 0.9)))
    return [original[at] for at in sorted(random.sample(range(len(original)), kept))]


def added_to(random: Random, original: list[str], other: list[str]) -> list[str]:
    """Return it with paragraphs of another text."""
    made = list(original)
    for paragraph in random.sample(other, min(len(other), random.randint(1, 4))):
        made.insert(random.randint(0, len(made)), paragraph)
    return made


def words_changed(random: Random, original: list[str], other: list[str]) -> list[str]:
    """Return it with up to one word in twenty changed."""
    spare = " ".join(other).split()
    share = random.uniform(0.01, 0.05)
    return [
        " ".join(random.choice(spare) if random.random() < share else word for word in paragraph.split())
        for paragraph in original
    ]


def respelt(random: Random, original: list[str], other: list[str]) -> list[str]:
    """Return it in another spelling."""
    return [paragraph.replace('"', "'").replace("or ", "our ") for paragraph in original]


def retold(random: Random, original: list[str], other: list[str]) -> list[str]:
    """Return other paragraphs with up to two fifths of the sentences word for word."""
    kept = random.sample(original, max(1, round(len(original) * random.uniform(0.05, 0.4))))
    mixed = kept + random.sample(other, min(len(other), len(original) - len(kept)))
    random.shuffle(mixed)
    return mixed


EDITS = (credited, cut_at_end, cut_anywhere, added_to, words_changed, respelt)


def main() -> None:
    """Print precision and recall, and recall by edit."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=1_000)
    options = parser.parse_args()
    random = Random(options.seed)
    texts = [record["text"].split("\n\n") for record in records(6 * options.count, options.seed + 1)]
    random.shuffle(texts)
    missed: Counter[str] = Counter()
    tried: Counter[str] = Counter()
    right = wrong = 0
    for start in range(0, options.count, 250):
        truth: dict[str, str] = {}
        made: list[Article] = []
        for number in range(start, min(start + 250, options.count)):
            original, other = texts[2 * number], texts[2 * number + 1]
            base = f"{number:016d}"
            made.append(article(base, original))
            edit = random.choice((*EDITS, retold))
            made.append(article(base[1:] + "b", edit(random, original, other)))
            if edit is not retold:
                truth[base[1:] + "b"] = edit.__name__
                tried[edit.__name__] += 1
        with Store() as store:
            store.add([prepare(each) for each in made])
            found = {
                frozenset(pair)
                for pair in store.rows(
                    "SELECT a.id, b.id FROM article a JOIN article b ON b.number = a.original"
                    " WHERE a.share > 0"
                )
            }
        wanted = {frozenset((name, "0" + name[:-1])) for name in truth}
        right += len(found & wanted)
        wrong += len(found - wanted)
        for name, edit_name in truth.items():
            missed[edit_name] += frozenset((name, "0" + name[:-1])) not in found
    total = sum(tried.values())
    print(f"near-copies: {total} copies, P {right / (right + wrong):.4f}  R {right / total:.4f}")
    for name, count in sorted(tried.items()):
        print(f"  {name:<14} {count - missed[name]}/{count}")


if __name__ == "__main__":
    main()
