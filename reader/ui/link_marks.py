"""Which words of the link in focus are marked, and how."""

from __future__ import annotations

from reader.layout.runs import StyledSpan
from reader.ui.pairing import LEFT, RIGHT, SIDES, Pairing

LinkLayers = tuple[list[list[StyledSpan]], list[list[StyledSpan]]]
"""Layers of styles for each side, the bottom one first."""


def link_layers(pairing: Pairing, number: int) -> LinkLayers:
    """Return what differs between the halves of a link, or what they share where most of it differs."""
    from reader.comparison.marks import shared_words, word_marks
    from reader.comparison.model import Change, Kind

    words: tuple[list[StyledSpan], list[StyledSpan]] = ([], [])
    spelling: tuple[list[StyledSpan], list[StyledSpan]] = ([], [])
    link = pairing.link(number)
    texts = [article.text for article in pairing.articles]
    told_anew = link.kind is Kind.PARAPHRASE
    if told_anew:
        # In a rewritten sentence what only one side has is most of it: what is shared tells more.
        both = shared_words(texts[LEFT], link.left, texts[RIGHT], link.right)
        for side in (LEFT, RIGHT):
            words[side].extend((*span, "shared") for span in both[side])
    for mark in word_marks(texts[LEFT], link.left, texts[RIGHT], link.right):
        if mark.change is Change.SAME or (told_anew and mark.change is not Change.SPELLING):
            continue
        for side, span in ((LEFT, mark.left), (RIGHT, mark.right)):
            if span.length:
                words[side].append((*span, f"swapped-{SIDES[side]}"))
                if mark.change is Change.SPELLING:
                    spelling[side].append((*span, "spelling"))
    return [words[LEFT], spelling[LEFT]], [words[RIGHT], spelling[RIGHT]]
