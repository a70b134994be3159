"""Write an invented news collection as JSON lines: the same seed gives the same bytes, of any size.

    python tools/library/generate.py COUNT [--seed N] > news.jsonl

Words come with the frequencies of the program's own background table, so that the texts weigh as news does.
Every story has its names and facts, which one to nine outlets tell within some days in sentences of their
own, partly in the same words; one article in twelve is a shortened or extended copy of an earlier one.
There are 900 articles a day. Nothing here is anybody's text.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate
from math import exp
from random import Random
from typing import Any

A_DAY = 900
FIRST_DAY = date(2015, 1, 1)
_SYLLABLES = (
    "ba bel cor da den el fa gar hal im jo kel lan mar nor or pel quin ras sol tar ul ven wes yor zan".split()
)


def records(count: int, seed: int = 1) -> Iterator[dict[str, Any]]:
    """Yield so many records."""
    random = Random(seed)
    words, weights = _vocabulary()
    people = _names(random, 4_000, 2)
    outlets = [f"{name} {kind}" for name, kind in zip(_names(random, 60, 1), _kinds(), strict=False)]
    told: list[_Story] = []
    for number in range(count):
        day = FIRST_DAY + timedelta(days=number // A_DAY)
        if not told or random.random() < 0.42:
            told.append(_Story(random, words, weights, people, day))
            del told[:-1500]
        story = told[-1 - min(len(told) - 1, int(random.expovariate(1 / 60)))]
        outlet = outlets[min(len(outlets) - 1, int(random.expovariate(1 / 12)))]
        title, text = story.tell(random, words, weights)
        yield {
            "id": f"{seed}-{number}",
            "title": title,
            "text": text,
            "published": day.isoformat(),
            "source": outlet,
            "url": f"https://{outlet.split()[0].lower()}.example/{day:%Y/%m/%d}/{number}",
            "language": "en",
        }


class _Story:
    def __init__(
        self, random: Random, words: list[str], weights: list[float], people: list[str], day: date
    ) -> None:
        self.day = day
        self.names = random.sample(people, random.randint(3, 6))
        self.subject = random.sample(words[2_000:], 12)
        self.facts = [self._sentence(random, words, weights) for _ in range(18)]
        self.copies: list[tuple[str, str]] = []

    def tell(self, random: Random, words: list[str], weights: list[float]) -> tuple[str, str]:
        """Return headline and text of an article about it."""
        if self.copies and random.random() < 0.08:
            title, text = random.choice(self.copies)
            paragraphs = text.split("\n\n")
            if random.random() < 0.5:
                return title, "\n\n".join(paragraphs[: max(3, len(paragraphs) * 3 // 4)])
            return title, "\n\n".join(
                [*paragraphs, _sentence(random, random.choices(words, cum_weights=weights, k=25))]
            )
        told = random.sample(self.facts, random.randint(6, 12))
        sentences = [
            fact if random.random() < 0.25 else self._reword(random, fact, words, weights) for fact in told
        ]
        sentences += [self._sentence(random, words, weights) for _ in range(random.randint(3, 9))]
        title = " ".join([random.choice(self.names), *random.sample(self.subject, 4)]).capitalize()
        text = "\n\n".join(" ".join(sentences[at : at + 2]) for at in range(0, len(sentences), 2))
        if len(self.copies) < 3:
            self.copies.append((title, text))
        return title, text

    def _sentence(self, random: Random, words: list[str], weights: list[float]) -> str:
        chosen = random.choices(words, cum_weights=weights, k=random.randint(12, 26))
        for part in (random.choice(self.names), random.choice(self.subject)):
            chosen.insert(random.randrange(1, len(chosen)), part)
        if random.random() < 0.15:
            chosen.insert(3, f'"{" ".join(chosen[4:12])}"')
        if random.random() < 0.2:
            chosen.insert(5, str(random.randint(20, 9_000)))
        return _sentence(random, chosen)

    def _reword(self, random: Random, fact: str, words: list[str], weights: list[float]) -> str:
        said = fact.rstrip(".").split()
        for place, other in zip(
            random.sample(range(len(said)), len(said) // 3),
            random.choices(words, cum_weights=weights, k=len(said)),
            strict=False,
        ):
            if said[place].islower():
                said[place] = other
        return " ".join(said) + "."


def _sentence(random: Random, chosen: list[str]) -> str:
    return f"{chosen[0].capitalize()} {' '.join(chosen[1:])}."


def _vocabulary() -> tuple[list[str], list[float]]:
    """Return words, the commonest first, and the running sums of how often each is said."""
    from reader.stories.background import _table

    stems, tenths = _table()
    known = sorted(
        (
            (tenth, stem)
            for stem, tenth in zip(stems, tenths, strict=True)
            if stem.isascii() and stem.isalpha() and len(stem) > 1
        )
    )[:40_000]
    return [stem for _, stem in known], list(accumulate(exp(-tenth / 10) for tenth, _ in known))


def _names(random: Random, count: int, words: int) -> list[str]:
    return [
        " ".join(
            "".join(random.choices(_SYLLABLES, k=random.randint(2, 3))).capitalize() for _ in range(words)
        )
        for _ in range(count)
    ]


def _kinds() -> list[str]:
    return ["News", "Times", "Courier", "Post", "Herald", "Agency"] * 10


def main() -> None:
    """Write the collection to standard output."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    for record in records(options.count, options.seed):
        sys.stdout.write(json.dumps(record) + "\n")


if __name__ == "__main__":
    main()
