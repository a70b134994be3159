"""Compare two articles: their passages, the links between them, and what each side alone has."""

from __future__ import annotations

from reader.article import Article
from reader.comparison.languages import not_linked
from reader.comparison.link import link_passages
from reader.comparison.model import Candidate, Comparison, Kind, Link, OnlyHere, Passage
from reader.text.sentences import sentences

READING_CUT = 0.62
"""Pairs that score less are not shown as links but as the nearest match: from here on nine of ten links
between rival outlets' articles are right. Side by side a false link costs a reader more than a missed one; a
pipe that wants the best balance of both gets every pair from `link_texts`."""


def passages(article: Article) -> tuple[Passage, ...]:
    """Return the sentences of an article's running text; headline and captions are not passages."""
    return tuple(
        Passage(span, index)
        for index, block in enumerate(article.prose())
        for span in sentences(article.text, block.span.start, block.span.end, line_breaks=False)
    )


def compare(left: Article, right: Article) -> Comparison:
    """Compare two articles. Articles in different languages are not linked, and the notice says so."""
    here, there = passages(left), passages(right)
    if left.language and right.language and left.language != right.language:
        return Comparison(
            here,
            there,
            links=(),
            only_left=tuple(OnlyHere(passage) for passage in here),
            only_right=tuple(OnlyHere(passage) for passage in there),
            notice=not_linked(left.language, right.language),
        )
    linking = link_passages(
        left.text,
        [passage.span for passage in here],
        right.text,
        [passage.span for passage in there],
        left.language or right.language or "en",
        READING_CUT,
    )
    links = tuple(link for link in linking.links if _says_enough(link))
    linked_left = {link.left for link in links}
    linked_right = {link.right for link in links}
    # What shares a single name is no link, but the nearest there is.
    near_left, near_right = dict(linking.nearest_left), dict(linking.nearest_right)
    left_index = {passage.span: index for index, passage in enumerate(here)}
    right_index = {passage.span: index for index, passage in enumerate(there)}
    for link in linking.links:
        if not _says_enough(link):
            near_left[left_index[link.left]] = Candidate(link.right, link.score, link.evidence)
            near_right[right_index[link.right]] = Candidate(link.left, link.score, link.evidence)
    return Comparison(
        here,
        there,
        links,
        only_left=tuple(
            OnlyHere(passage, near_left.get(index))
            for index, passage in enumerate(here)
            if passage.span not in linked_left
        ),
        only_right=tuple(
            OnlyHere(passage, near_right.get(index))
            for index, passage in enumerate(there)
            if passage.span not in linked_right
        ),
    )


def _says_enough(link: Link) -> bool:
    """Tell whether two passages share more than one name: two events in one town are not one event."""
    shared = link.evidence
    return link.kind is not Kind.PARAPHRASE or bool(
        shared.words or shared.figures or shared.quotes or len(shared.names) > 1
    )
