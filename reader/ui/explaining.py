"""The lines under a comparison: what the focused link is and why, in words. No Textual here."""

from __future__ import annotations

from reader.comparison.explain import explain
from reader.comparison.model import Candidate, Evidence, Kind, Link
from reader.ui.pairing import LEFT, RIGHT, SIDES, Focus, Pairing
from reader.ui.widgets.bars import Piece

KIND_WORDS = {
    Kind.VERBATIM: "the same words",
    Kind.NEAR_VERBATIM: "nearly the same words",
    Kind.PARAPHRASE: "told in other words",
}


def score_shown(score: float) -> str:
    """Return a score as ".82" or "1.0"."""
    text = f"{score:.2f}"
    return text[1:] if text.startswith("0") else text[:3]


def focus_lines(
    pairing: Pairing | None, focus: Focus, *, level: bool
) -> tuple[list[Piece], list[Piece], list[Piece]]:
    """Return (first line, its right end, second line) for what is in focus."""
    if pairing is None or pairing.comparison is None:
        return [("Looking for matching passages …", "$soft")], [], []
    if focus.is_link:
        return _link_lines(pairing, focus.link, level)
    if focus.passage in pairing.letter_of[focus.side]:
        return _only_lines(pairing, focus)
    return _nothing_lines(pairing)


def _nothing_lines(pairing: Pairing) -> tuple[list[Piece], list[Piece], list[Piece]]:
    assert pairing.comparison is not None
    if pairing.comparison.notice:
        return [(pairing.comparison.notice, "$warn")], [], []
    if not pairing.links:
        return (
            [("No match was found between these two articles.", "bold $strong")],
            [],
            [
                (
                    "They may tell different events, or one in wholly other words.  > shows another outlet.",
                    "$soft",
                )
            ],
        )
    count = len(pairing.links)
    noun = "link" if count == 1 else "links"
    return [(f"{count} {noun}", "bold $strong"), ("   ] goes to the first", "$soft")], [], []


def _link_lines(pairing: Pairing, number: int, level: bool) -> tuple[list[Piece], list[Piece], list[Piece]]:
    link = pairing.link(number)
    kind = link.kind.value
    if _is_quote(pairing, link):
        kind += " quote"
    first: list[Piece] = [
        (f"Link {number + 1} of {len(pairing.links)}", "bold $strong"),
        ("  ", ""),
        (kind, "$link"),
        ("  ", ""),
        (KIND_WORDS[link.kind], "$text"),
    ]
    first.append((" · " + _places(pairing, number), "$soft"))
    if not level:
        first.append((" · ⏎ brings both halves level", "$soft"))
    second: list[Piece] = [(explain(link, pairing.left.text, pairing.right.text), "$soft")]
    return first, [("score ", "$soft"), (score_shown(link.score), "$soft")], second


def _is_quote(pairing: Pairing, link: Link) -> bool:
    text = pairing.left.text[link.left.start : link.left.end].lstrip()
    return text[:1] in '"“„«' and bool(text)


def _places(pairing: Pairing, number: int) -> str:
    left, right = pairing.links[number]
    parts = []
    for side, passage in ((LEFT, left), (RIGHT, right)):
        parts.append(f"{pairing.passages[side][passage].block + 1} of {pairing.paragraphs[side]}")
    return f"paragraph {parts[0]} here, {parts[1]} there"


def _only_lines(pairing: Pairing, focus: Focus) -> tuple[list[Piece], list[Piece], list[Piece]]:
    article = pairing.articles[focus.side]
    letter = pairing.letter_of[focus.side].get(focus.passage, "")
    other = pairing.articles[1 - focus.side].outlet_name
    only = pairing.only(focus.side, focus.passage)
    first: list[Piece] = [
        (f"Only here {letter}", "bold $strong"),
        ("  ", ""),
        (article.outlet_name, f"${SIDES[focus.side]}"),
        (f"  no match found in {other}", "$text"),
    ]
    count = pairing.only_count(focus.side)
    at = list(pairing.letter_of[focus.side]).index(focus.passage) + 1
    right: list[Piece] = [(f"{at} of {count}", "$soft")]
    nearest = only.nearest if only is not None else None
    if nearest is None:
        return first, right, [("nothing there comes near it", "$soft")]
    return first, right, nearest_line(pairing, 1 - focus.side, nearest)


def nearest_line(pairing: Pairing, side: int, nearest: Candidate) -> list[Piece]:
    """Return the line about the best rejected candidate, which stands on `side`."""
    words = " ".join(pairing.articles[side].text[nearest.span.start : nearest.span.end].split())
    shared = shared_words(nearest.evidence)
    line: list[Piece] = [
        ("nearest  ", "$soft"),
        (words[:90] + ("…" if len(words) > 90 else ""), f"${SIDES[side]}"),
    ]
    if shared:
        line.append((f"  shares {shared}", "$soft"))
    line.append((f"  score {score_shown(nearest.score)}", "$faint"))
    return line


def shared_words(evidence: Evidence, most: int = 4) -> str:
    """Return what two passages share, as a short list."""
    seen: list[str] = []
    for item in (*evidence.names, *evidence.figures, *evidence.words):
        if item.casefold() not in (other.casefold() for other in seen):
            seen.append(item)
    return ", ".join(seen[:most])


def evidence_lines(pairing: Pairing, focus: Focus) -> list[str]:
    """Return why two passages were linked, a line a kind of evidence, for the panel behind `W`."""
    if not focus.is_link:
        return ["No link is in focus."]
    link = pairing.link(focus.link)
    evidence = link.evidence
    lines = [
        f"Link {focus.link + 1}: {link.kind.value}, score {score_shown(link.score)}",
        explain(link, pairing.left.text, pairing.right.text),
        "",
    ]
    for label, items in (
        ("shared words", evidence.words),
        ("shared names", evidence.names),
        ("shared figures", evidence.figures),
        ("shared quotes", evidence.quotes),
        ("against it", evidence.conflicts),
    ):
        if items:
            lines.append(f"{label}: {', '.join(items)}")
    if evidence.parts:
        lines += ["", "how the score comes about, in points out of 100:"]
        lines += [f"  {value:+4.0f}  {name}" for name, value in evidence.parts]
        lines.append(f"  {sum(value for _, value in evidence.parts):4.0f}  in all")
    return lines
