"""The reader's judgements of passages and links: verdicts, notes, codes, the evidence list, corrections.

Each is an act of the journal (`reader.library.journal`), tied to the text by anchors, never to a machine
result: after another linking, another cleaning, or in another version of the article the judgement still
finds its passage, or is kept and counted as lost. Machine results are never changed; `judged` lays the
judgements over them.

Every coder's notes, codes and stars stand side by side. Of verdicts and corrections one counts: the reader's
own (the journal's coder, or nobody named) before anybody else's, and the latest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from reader.article import Article, Span
from reader.library.anchors import Anchor
from reader.library.cited import Cited
from reader.library.journal import Act, Draft, Journal
from reader.text.safe import safe_line, safe_text

if TYPE_CHECKING:
    from reader.comparison.model import Candidate, Comparison, Link, OnlyHere, Passage


class Verdict(StrEnum):
    """What the reader says of a link."""

    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    ADDED = "added"
    """Not found by the machine, put in by the reader."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A note, a code or a star on a passage or on both passages of a link.

    Attributes:
        kind: "note", "code" or "evidence".
        anchors: One passage, or two.
        text: The note's words or the code's name; "" for a star.
        coder: Who; "" when nobody is named.
        at: When, ISO 8601 in UTC.
        cited: For a star what is needed to cite each passage, even when its article is gone.
    """

    kind: str
    anchors: tuple[Anchor, ...]
    text: str
    coder: str
    at: str
    cited: tuple[Cited, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """A comparison with the reader's judgements laid over it.

    Attributes:
        comparison: Rejected links taken out, added ones put in, what only one side has recounted.
        verdicts: One for each of its links; None where the reader has said nothing.
        rejected: The links taken out.
        remarks: For each of its links the notes, codes and stars on that pair.
        lost: How many verdicts on this pair of articles find their passages no more.
    """

    comparison: Comparison
    verdicts: tuple[Verdict | None, ...]
    rejected: tuple[Link, ...] = ()
    remarks: tuple[tuple[Remark, ...], ...] = ()
    lost: int = 0


_VERDICT_KINDS = {
    "link.confirm": Verdict.CONFIRMED,
    "link.reject": Verdict.REJECTED,
    "link.add": Verdict.ADDED,
}


class Judgements:
    """The reader's judgements, read from the journal and written to it.

    Args:
        journal: Where they are kept.
    """

    def __init__(self, journal: Journal) -> None:
        self.journal = journal
        self._read_at: tuple[int, int] | None = None
        self._verdicts: list[_Said] = []
        self._remarks: list[Remark] = []
        self._corrections: list[_Said] = []

    # What the reader does

    def confirm(self, left: Article, right: Article, link: Link) -> Act:
        """Confirm a link: it stays, whatever a later linking says."""
        return self._verdict("link.confirm", left, right, link.left, link.right, "link confirmed")

    def reject(self, left: Article, right: Article, link: Link) -> Act:
        """Reject a link: it is not shown again between these passages."""
        return self._verdict("link.reject", left, right, link.left, link.right, "link rejected")

    def add_link(self, left: Article, right: Article, here: Span, there: Span) -> Act:
        """Link two passages that the machine did not."""
        return self._verdict("link.add", left, right, here, there, "link added")

    def withdraw(self, left: Article, right: Article, link: Link) -> Act:
        """Say nothing more of a link: what the machine says counts again."""
        return self._verdict("link.clear", left, right, link.left, link.right, "verdict withdrawn")

    def note(self, places: Iterable[tuple[Article, Span]], text: str) -> Act:
        """Put a note on a passage, or on both passages of a link; an empty text removes it."""
        return self._remark("note", places, text, "note added" if text else "note removed")

    def code(self, places: Iterable[tuple[Article, Span]], code: str) -> Act:
        """Give a passage or a link a code of the codebook."""
        return self._remark("code.add", places, code, f"coded {code}")

    def uncode(self, places: Iterable[tuple[Article, Span]], code: str) -> Act:
        """Take a code off."""
        return self._remark("code.remove", places, code, f"code {code} removed")

    def star(self, places: Iterable[tuple[Article, Span]], starred: bool = True) -> Act:
        """Put a passage or a link on the evidence list, or take it off."""
        said = "on the evidence list" if starred else "off the evidence list"
        return self._remark("evidence.add" if starred else "evidence.remove", places, "", said)

    def correct_speaker(self, article: Article, quote: Span, speaker: str) -> Act:
        """Say who speaks a quote; "" for unknown."""
        said = f"speaker corrected: {speaker}" if speaker else "speaker unknown"
        return self._remark("speaker", [(article, quote)], speaker, said)

    def correct_subject(self, article: Article, figure: Span, subject: str) -> Act:
        """Say what a figure counts."""
        return self._remark("subject", [(article, figure)], subject, f"subject corrected: {subject}")

    # What is in force

    def judged(self, left: Article, right: Article, comparison: Comparison) -> Judged:
        """Lay the judgements of two articles over their comparison."""
        self._read()
        return _lay_over(left, right, comparison, self._verdicts, self._own_first(self._remarks))

    def remarks(self, article: Article) -> list[tuple[Span, Remark]]:
        """Return notes, codes and stars on an article's passages, in the order of the text."""
        self._read()
        found = [
            (span, remark)
            for remark in self._remarks
            for anchor in remark.anchors
            if anchor.is_of(article) and (span := anchor.find(article.text)) is not None
        ]
        return sorted(found, key=lambda item: (item[0], not self.mine(item[1].coder), item[1].at))

    def all_remarks(self, kind: str = "") -> list[Remark]:
        """Return all notes, codes and stars in force, oldest first; only of one kind if given."""
        self._read()
        return [remark for remark in self._remarks if kind in ("", remark.kind)]

    def speakers(self, article: Article) -> dict[Span, str]:
        """Return the corrected speakers of an article's quotes by the quote's span."""
        return self._corrected("speaker", article)

    def subjects(self, article: Article) -> dict[Span, str]:
        """Return the corrected subjects of an article's figures by the figure's span."""
        return self._corrected("subject", article)

    def mine(self, coder: str) -> bool:
        """Tell whether what this coder said is the reader's own; what was said before one was named is."""
        return coder in ("", safe_line(self.journal.coder))

    def _own_first(self, remarks: Iterable[Remark]) -> list[Remark]:
        return sorted(remarks, key=lambda remark: not self.mine(remark.coder))

    def _corrected(self, kind: str, article: Article) -> dict[Span, str]:
        self._read()
        own: dict[Span, str] = {}
        others: dict[Span, str] = {}
        for said in self._corrections:
            anchor = said.anchors[0]
            if (
                said.kind == kind
                and anchor.is_of(article)
                and (span := anchor.find(article.text)) is not None
            ):
                (own if said.mine else others)[span] = said.text
        return {**others, **own}

    def _verdict(self, kind: str, left: Article, right: Article, here: Span, there: Span, said: str) -> Act:
        anchors = [Anchor.of(left, here), Anchor.of(right, there)]
        return self._add(kind, anchors, {}, said)

    def _remark(self, kind: str, places: Iterable[tuple[Article, Span]], text: str, said: str) -> Act:
        where = list(places)
        text = safe_text(text).text
        body: dict[str, Any] = {"text": text}
        if kind == "evidence.add":
            body["cited"] = [asdict(Cited.of(article, span)) for article, span in where]
        anchors = [Anchor.of(article, span) for article, span in where]
        family = kind.split(".")[0]
        takes_off = kind.endswith(".remove") or (family == "note" and not text)
        off = "note" if family == "note" else f"{family}.remove"
        # What was said of the place in another version has other anchors: it is taken off by its own.
        drafts = [
            self._draft(off, remark.anchors, {"text": remark.text if family == "code" else ""})
            for remark in self._held_there(family, text, where)
            if takes_off or _key(remark.anchors) != _key(anchors)
        ]
        if not drafts:
            return self._add(kind, anchors, body, said)
        if not takes_off:
            drafts.append(self._draft(kind, anchors, body))
        return self.journal.add_many(drafts, said)[-1]

    def _held_there(self, family: str, text: str, where: list[tuple[Article, Span]]) -> list[Remark]:
        """Return the reader's own remarks of a kind that stand at a place now, whenever they were made."""
        if family not in ("note", "code", "evidence"):
            return []
        self._read()
        return [
            remark
            for remark in self._remarks
            if remark.kind == family
            and self.mine(remark.coder)
            and (family != "code" or remark.text == text)
            and _stand_at(remark.anchors, where)
        ]

    def _add(self, kind: str, anchors: list[Anchor], body: dict[str, Any], said: str) -> Act:
        draft = self._draft(kind, anchors, body)
        return self.journal.add(kind, draft.articles, draft.body, said)

    def _draft(self, kind: str, anchors: Iterable[Anchor], body: Mapping[str, Any]) -> Draft:
        where = list(anchors)
        record = {**body, "anchors": [anchor.record() for anchor in where]}
        return Draft(kind, [anchor.article for anchor in where], record, self.journal.coder, "")

    def _read(self) -> None:
        """Fold the acts in force, later ones over earlier ones; nothing to do while no act was added."""
        version = self.journal.version()
        if version == self._read_at:
            return
        verdicts: list[_Said] = []
        remarks: dict[tuple[str, ...], Remark] = {}
        corrections: list[_Said] = []
        for act in self.journal.acts():
            try:
                anchors = tuple(Anchor.from_record(item) for item in act.body.get("anchors", ()))
            except (ValueError, AttributeError, TypeError):
                continue  # A row written by another hand; the journal keeps it, nothing hangs on it.
            if not anchors:
                continue
            # Another hand may have written the file that this was taken in from.
            text, coder = safe_text(str(act.body.get("text", ""))).text, safe_line(act.coder)
            family = act.kind.split(".")[0]
            said = _Said(act.kind, anchors, text, "" if self.mine(coder) else coder)
            if family == "link" and len(anchors) == 2:
                verdicts.append(said)
            elif family in ("note", "code", "evidence"):
                if family != "note":
                    text = safe_line(text)
                key = (family, said.who, *_key(anchors), *((text,) if family == "code" else ()))
                remarks.pop(key, None)
                if act.kind.endswith(".remove") or (family == "note" and not text):
                    continue
                cited = act.body.get("cited")
                cited = cited if isinstance(cited, list) else []
                remarks[key] = Remark(
                    family,
                    anchors,
                    text,
                    coder,
                    safe_line(act.at),
                    tuple(Cited.from_record(item) for item in cited if isinstance(item, dict)),
                )
            elif family in ("speaker", "subject"):
                corrections.append(replace(said, text=safe_line(text)))
        self._verdicts = verdicts
        self._remarks = list(remarks.values())
        self._corrections = corrections
        self._read_at = version


@dataclass(frozen=True, slots=True)
class _Said:
    """A verdict or a correction, of whoever gave it."""

    kind: str
    anchors: tuple[Anchor, ...]
    text: str
    who: str
    """"" for the reader."""

    @property
    def mine(self) -> bool:
        return not self.who


def _stand_at(anchors: tuple[Anchor, ...], where: list[tuple[Article, Span]]) -> bool:
    """Tell whether anchors stand at a passage, or for the most part at both passages of a link."""
    if len(anchors) != len(where):
        return False
    return any(
        all(
            anchor.is_of(article)
            and (found := anchor.find(article.text)) is not None
            and (found == span or (len(where) == 2 and _mostly(found, span)))
            for anchor, (article, span) in zip(order, where, strict=True)
        )
        for order in (anchors, anchors[::-1])
    )


def _mostly(one: Span, other: Span) -> bool:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared * 2 > min(one.end - one.start, other.end - other.start)


def _key(anchors: Iterable[Anchor]) -> tuple[str, ...]:
    """Return what tells one place from another, whichever side stands left."""
    # The offset tells apart two places with the same words.
    return tuple(sorted(f"{anchor.article}\0{anchor.span.start}\0{anchor.quote}" for anchor in anchors))


def _lay_over(
    left: Article, right: Article, comparison: Comparison, said: list[_Said], remarks: list[Remark]
) -> Judged:
    from reader.comparison.model import Candidate

    by_pair, lost = _verdicts(left, right, comparison, said)
    kept = [link for link in comparison.links if by_pair.get(_ends(link)) is not Verdict.REJECTED]
    rejected = tuple(link for link in comparison.links if by_pair.get(_ends(link)) is Verdict.REJECTED)
    there_already = {_ends(link) for link in kept}
    kept += [
        _link_by_hand(left, right, pair)
        for pair, verdict in by_pair.items()
        if verdict is not Verdict.REJECTED and pair not in there_already
    ]
    kept.sort(key=_ends)
    nearest: list[dict[Span, Candidate]] = [
        {item.passage.span: item.nearest for item in side if item.nearest is not None}
        for side in (comparison.only_left, comparison.only_right)
    ]
    for link in rejected:
        nearest[0].setdefault(link.left, Candidate(link.right, link.score, link.evidence))
        nearest[1].setdefault(link.right, Candidate(link.left, link.score, link.evidence))
    result = replace(
        comparison,
        links=tuple(kept),
        only_left=_alone(comparison.left_passages, {link.left for link in kept}, nearest[0]),
        only_right=_alone(comparison.right_passages, {link.right for link in kept}, nearest[1]),
    )
    placed_remarks = [
        (remark, pair)
        for remark in remarks
        if len(remark.anchors) == 2
        and (place := _place(remark.anchors, left, right)) is not None
        and (pair := _passages(place, comparison)) is not None
    ]
    return Judged(
        result,
        tuple(by_pair.get(_ends(link)) for link in kept),
        rejected,
        tuple(tuple(remark for remark, pair in placed_remarks if pair == _ends(link)) for link in kept),
        lost,
    )


def _verdicts(
    left: Article, right: Article, comparison: Comparison, said: list[_Said]
) -> tuple[dict[tuple[Span, Span], Verdict], int]:
    """Return what counts of each pair of passages, and how many verdicts find their passages no more.

    Verdicts are folded where they stand now, not where they stood: one that was given in an earlier version
    is changed and withdrawn in a later one.
    """
    found: dict[tuple[Span, Span], dict[str, Verdict]] = {}
    lost: dict[tuple[str, ...], None] = {}
    for item in said:
        if _sides(item.anchors, left, right) is None:
            continue
        place = _place(item.anchors, left, right)
        pair = _passages(place, comparison) if place is not None else None
        verdict = _VERDICT_KINDS.get(item.kind)
        if pair is None:
            key = (item.who, *_key(item.anchors))
            lost.pop(key, None)
            if verdict is not None:
                lost[key] = None
            continue
        by_coder = found.setdefault(pair, {})
        by_coder.pop(item.who, None)
        if verdict is not None:
            by_coder[item.who] = verdict
        elif item.mine:
            by_coder.clear()  # The reader wants the machine's word: what others said until now is set aside.
    return {
        pair: by_coder.get("") or list(by_coder.values())[-1] for pair, by_coder in found.items() if by_coder
    }, len(lost)


def _sides(anchors: tuple[Anchor, ...], left: Article, right: Article) -> tuple[Anchor, Anchor] | None:
    """Return two anchors as left and right, or None when they are not of these two articles."""
    for here, there in (anchors, anchors[::-1]):
        if here.is_of(left) and there.is_of(right):
            return here, there
    return None


def _place(anchors: tuple[Anchor, ...], left: Article, right: Article) -> tuple[Span, Span] | None:
    """Return where two anchors stand in these two articles, or None when one is not there."""
    sides = _sides(anchors, left, right)
    if sides is None:
        return None
    here, there = sides[0].find(left.text), sides[1].find(right.text)
    return (here, there) if here is not None and there is not None else None


def _passages(place: tuple[Span, Span], comparison: Comparison) -> tuple[Span, Span] | None:
    """Return the passages that two spans lie in for the most part: what the reader marked may be shorter."""
    here = _most(place[0], comparison.left_passages)
    there = _most(place[1], comparison.right_passages)
    return (here, there) if here is not None and there is not None else None


def _most(span: Span, passages: Iterable[Passage]) -> Span | None:
    def shared(other: Span) -> int:
        return min(span.end, other.end) - max(span.start, other.start)

    best = max((passage.span for passage in passages), key=shared, default=None)
    return best if best is not None and shared(best) > 0 else None


def _alone(
    passages: Iterable[Passage], linked: set[Span], nearest: Mapping[Span, Candidate]
) -> tuple[OnlyHere, ...]:
    from reader.comparison.model import OnlyHere

    return tuple(
        OnlyHere(passage, nearest.get(passage.span)) for passage in passages if passage.span not in linked
    )


def _link_by_hand(left: Article, right: Article, pair: tuple[Span, Span]) -> Link:
    """Return the link of two passages as the machine sees it, or a bare one where it sees nothing."""
    from reader.comparison.link import link_passages
    from reader.comparison.model import Kind, Link

    language = left.language or right.language or "en"
    found = link_passages(left.text, [pair[0]], right.text, [pair[1]], language, 0.0).links
    return found[0] if found else Link(*pair, Kind.PARAPHRASE, 0.0)


def _ends(link: Link) -> tuple[Span, Span]:
    return (link.left, link.right)
