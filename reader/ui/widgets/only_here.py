"""Rows of the lens "only here": each passage one side alone has, with the nearest miss on the other."""

from __future__ import annotations

from reader.article import Span
from reader.comparison.contrast import LensReport
from reader.layout.cells import fit
from reader.layout.wrap import wrap
from reader.ui.explaining import score_shown, shared_words
from reader.ui.line_view import Run
from reader.ui.pairing import LEFT, RIGHT, SIDES, Focus, Pairing
from reader.ui.widgets.lists import ListRow

MEASURE = 76


def only_here_rows(pairing: Pairing, width: int, ranked: LensReport | None = None) -> list[ListRow]:
    """Return the rows for a pane `width` cells wide: left side first, then the right.

    Args:
        pairing: The two articles.
        width: Cells of the pane.
        ranked: The lens's report, whose order the passages of a side take; else that of the text.
    """
    what = _what_it_carries(pairing, ranked)
    rows: list[ListRow] = []
    text_width = max(8, min(MEASURE, width - 8))
    for side in (LEFT, RIGHT):
        article = pairing.articles[side]
        count = pairing.only_count(side)
        head = f"Only {article.outlet_name}"
        share = f"   {count} of {len(pairing.passages[side])} passages"
        rows += [ListRow(((head, (SIDES[side],)), (share, ("soft",)))), ListRow()]
        if not count:
            rows += [ListRow((("    every passage has a match", ("soft",)),)), ListRow()]
        order = {place: number for number, place in enumerate(what)}
        last = len(order)
        letters = sorted(pairing.letter_of[side].items(), key=lambda item: order.get((side, item[0]), last))
        for passage, letter in letters:
            span = pairing.passages[side][passage].span
            rows += _passage_rows(pairing, side, passage, letter, span, text_width)
            if what.get((side, passage)):
                rows.insert(-1, ListRow(((" " * 8 + fit(what[side, passage], text_width - 2), ("soft",)),)))
        rows += _part_rows(pairing, side, ranked, text_width)
    return rows


def _what_it_carries(pairing: Pairing, ranked: LensReport | None) -> dict[tuple[int, int], str]:
    """Return, best first, the passages of a report with the words on what each carries."""
    found: dict[tuple[int, int], str] = {}
    for finding in ranked.findings if ranked else ():
        if finding.weak:
            continue  # A part of a linked passage, which is told apart.
        for side, all_said in ((LEFT, finding.left), (RIGHT, finding.right)):
            for said in all_said:
                found[side, pairing.passage_at(side, said.span.start)] = finding.subject
    return found


def _part_rows(pairing: Pairing, side: int, ranked: LensReport | None, width: int) -> list[ListRow]:
    """Return the parts of one side's linked passages that the other has nothing of."""
    rows: list[ListRow] = []
    for finding in ranked.findings if ranked else ():
        for said in (finding.left, finding.right)[side] if finding.weak else ():
            passage = pairing.passage_at(side, said.span.start)
            links = pairing.links_of[side].get(passage, ())
            key = Focus(link=min(links)) if links else Focus(side=side, passage=passage)
            for number, (start, end) in enumerate(wrap(said.words, 0, len(said.words), width)):
                mark = f"{'+':>5} " if number == 0 else " " * 6
                runs: tuple[Run, ...] = ((mark, ("only",)), (said.words[start:end], ("soft",)))
                rows.append(ListRow(runs, key=key if number == 0 else None))
            rows.append(ListRow(((" " * 8 + fit(finding.reason, width - 2), ("faint",)),)))
            rows.append(ListRow())
    return rows


def _passage_rows(
    pairing: Pairing, side: int, passage: int, letter: str, span: Span, width: int
) -> list[ListRow]:
    text = pairing.articles[side].text
    rows: list[ListRow] = []
    for number, (start, end) in enumerate(wrap(text, span.start, span.end, width)):
        mark = f"{letter + '+':>5} " if number == 0 else " " * 6
        runs: tuple[Run, ...] = ((mark, ("only",)), (_flat(text[start:end]), ("text",)))
        rows.append(ListRow(runs, key=Focus(side=side, passage=passage) if number == 0 else None))
    only = pairing.only(side, passage)
    nearest = only.nearest if only is not None else None
    if nearest is None:
        rows.append(ListRow(((" " * 6 + "nothing there comes near it", ("faint",)),)))
    else:
        other = pairing.articles[1 - side].text
        words = _flat(other[nearest.span.start : nearest.span.end])
        shared = shared_words(nearest.evidence)
        note = (
            f"nearest, score {score_shown(nearest.score)}" + (f", shares {shared}" if shared else "") + ": "
        )
        line = note + words
        shown = [line[a:b] for a, b in wrap(line, 0, len(line), width - 2)]
        if len(shown) > 2:
            shown = [shown[0], shown[1] + " …"]
        rows += [ListRow(((" " * 8 + part, ("faint",)),)) for part in shown]
    rows.append(ListRow())
    return rows


def _flat(text: str) -> str:
    return " ".join(text.split())
