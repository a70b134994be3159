"""What the reader says of links and passages in the compare screen: verdicts, notes, codes, stars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.article import Article, Span
from reader.comparison.contrast import Lens
from reader.ui.asking import AskingScreen
from reader.ui.pairing import LEFT, NO_FOCUS, RIGHT, Pairing
from reader.ui.screens.pair_lenses import LENSES, LensKeys
from reader.ui.widgets.bars import Piece

if TYPE_CHECKING:
    from reader.library.codebook import Code
    from reader.library.judgements import Judgements, Remark

VERDICT_MARK = {"confirmed": "✓ confirmed", "added": "✓ linked by you"}


class JudgeKeys(AskingScreen, LensKeys):
    """The reader's judgements: each one act, undone with one key, kept by the words it is about."""

    _half: tuple[Pairing, int, int] | None = None
    """Side and passage that wait for their other half, and the pair they are of."""

    @property
    def judgements(self) -> Judgements:
        """The reader's judgements."""
        return self.session.desk.judgements

    def _places(self) -> list[tuple[Article, Span]]:
        """Return the passages in focus: both of a link, or the one that a side alone has."""
        pairing, focus = self.view.pairing, self.focus_now
        if pairing is None or pairing.comparison is None or focus == NO_FOCUS:
            self.say("Go to a link with ] or to a passage with } first.")
            return []
        if focus.is_link:
            ends = pairing.links[focus.link]
            real = self.real_articles()
            return [(real[side], pairing.passages[side][ends[side]].span) for side in (LEFT, RIGHT)]
        return [(self.real_articles()[focus.side], pairing.passages[focus.side][focus.passage].span)]

    def _done(self, said: str) -> None:
        self.say(f"{said} · {self.session.keymap.shown('everywhere.undo')} takes it back")
        self._look_for_acts()

    def action_confirm(self) -> None:
        """Confirm the link in focus, or link two passages that stand alone, one after the other."""
        pairing, focus = self.view.pairing, self.focus_now
        if not self._places() or pairing is None:
            return
        if focus.is_link:
            link = pairing.link(focus.link)
            if self._verdict(focus.link) == "confirmed":
                self._done(self.judgements.withdraw(*self.real_articles(), link).said)
            else:
                self._done(self.judgements.confirm(*self.real_articles(), link).said)
            return
        here = (focus.side, focus.passage)
        if self._half is None or self._half[0] is not pairing or self._half[1] == focus.side:
            self._half = (pairing, *here)
            other = pairing.articles[1 - focus.side].outlet_name
            self.say(f"Now go to its match in {other} and press the same key; esc forgets it.")
            return
        ends = dict((self._half[1:], here))
        self._half = None
        spans = [pairing.passages[side][ends[side]].span for side in (LEFT, RIGHT)]
        self._done(self.judgements.add_link(*self.real_articles(), spans[LEFT], spans[RIGHT]).said)

    def action_reject(self) -> None:
        """Say that the two passages of the link in focus do not belong together."""
        pairing, focus = self.view.pairing, self.focus_now
        if pairing is None or not focus.is_link:
            self.say("Go to a link with ] first.")
            return
        self._done(self.judgements.reject(*self.real_articles(), pairing.link(focus.link)).said)

    def action_star(self) -> None:
        """Put what is in focus on the evidence list, or take it off."""
        places = self._places()
        if places:
            starred = any(remark.kind == "evidence" for remark in self._own_remarks_here())
            self._done(self.judgements.star(places, not starred).said)

    def action_note(self) -> None:
        """Write a note on what is in focus; an empty one removes it."""
        places = self._places()
        if not places:
            return
        before = next((remark.text for remark in self._own_remarks_here() if remark.kind == "note"), "")

        def take(text: str) -> None:
            if text.strip() != before:
                self._done(self.judgements.note(places, text.strip()).said)

        self.ask("note (empty removes it)", before, take)

    def action_correct(self) -> None:
        """Say who speaks the quote under the cursor, or what the figure counts; the focused side's."""
        finding, pairing, lens = self.finding(), self.view.pairing, LENSES[self.lens]
        if finding is None or pairing is None or lens not in (Lens.QUOTES, Lens.FIGURES):
            self.say("Go to a quote in lens 3 or a figure in lens 4 first.")
            return
        sides = [finding.left, finding.right]
        side = self.view.side if sides[self.view.side] else 1 - self.view.side
        said, outlet = sides[side][0], pairing.articles[side].outlet_name
        article = self.real_articles()[side]
        quote = lens is Lens.QUOTES
        before = said.by if quote else finding.subject

        def take(text: str) -> None:
            text = " ".join(text.split())
            if text == before or (not text and not quote):
                return
            correct = self.judgements.correct_speaker if quote else self.judgements.correct_subject
            self._done(correct(article, said.span, text).said)

        asked = "who says this; empty for unknown" if quote else "what this figure counts"
        self.ask(f"{outlet}: {asked}", before, take)
        self.say(f"{outlet}: {asked}")

    def action_code(self) -> None:
        """Give what is in focus a code of the codebook."""
        places = self._places()
        if places:
            held = {remark.text for remark in self._own_remarks_here() if remark.kind == "code"}
            self._choose("Code", [code for code in self._codes() if code.name not in held], places, add=True)

    def action_uncode(self) -> None:
        """Take a code off what is in focus."""
        places = self._places()
        if not places:
            return
        held = [remark.text for remark in self._own_remarks_here() if remark.kind == "code"]
        known = {code.name: code for code in self._codes()}
        from reader.library.codebook import Code

        codes = [known.get(name) or Code(name, "", name) for name in held]
        if codes:
            self._choose("Take off", codes, places, add=False)
        else:
            self.say("No code is on this.")

    def _codes(self) -> list[Code]:
        from reader.library.codebook import DEFAULT, load_codebook

        files = self.session.files
        book = load_codebook(files.codebook) if files is not None else DEFAULT
        for problem in book.problems[:1]:
            self.say(problem, warn=True)
        return list(book.codes)

    def _choose(
        self, title: str, codes: list[Code], places: list[tuple[Article, Span]], *, add: bool
    ) -> None:
        from reader.ui.screens.choice import ChoiceScreen

        def take(choice: int | None) -> None:
            if choice is None:
                return
            act = (self.judgements.code if add else self.judgements.uncode)(places, codes[choice].name)
            self._done(act.said)

        lines = [f"{code.title}  {code.description}".strip() for code in codes]
        if lines:
            keys = [code.key for code in codes]
            self.app.push_screen(ChoiceScreen(title, lines, keys=keys if all(keys) else ()), take)
        else:
            self.say("Every code of the codebook is on this already.")

    def action_cancel(self) -> None:
        """Forget a passage that waits for its other half; else what escape does anyway."""
        if not self.close_question() and self._half is not None:
            self._half = None
            self.say("Forgotten.")
        else:
            super().action_cancel()

    # What is shown of it

    def _verdict(self, link: int) -> str:
        if self.judged is None or link >= len(self.judged.verdicts):
            return ""
        return str(self.judged.verdicts[link] or "")

    def _own_remarks_here(self) -> list[Remark]:
        """Return those of them that are the reader's own: another coder's are not his to change."""
        return [remark for remark in self._remarks_here() if self.judgements.mine(remark.coder)]

    def _remarks_here(self) -> list[Remark]:
        """Return the notes, codes and stars on what is in focus."""
        pairing, focus = self.view.pairing, self.focus_now
        if pairing is None or not self.session.desk.begun or focus == NO_FOCUS:
            return []
        if focus.is_link:
            return list(self.judged.remarks[focus.link]) if self.judged is not None else []
        article = self.real_articles()[focus.side]
        here = pairing.passages[focus.side][focus.passage].span
        return [
            remark
            for span, remark in self.judgements.remarks(article)
            if span == here and len(remark.anchors) == 1
        ]

    def why_lines(self) -> tuple[list[Piece], list[Piece], list[Piece]]:
        """Return the two lines under the texts, with what the reader has said of what is in focus."""
        first, right, second = super().why_lines()
        said: list[Piece] = []
        focus = self.focus_now
        verdict = VERDICT_MARK.get(self._verdict(focus.link)) if focus.is_link else None
        if verdict:
            said += [(f"{verdict}  ", "$left")]
        for remark in self._remarks_here():
            mark = {"evidence": "★ evidence", "code": f"[{remark.text}]"}.get(remark.kind)
            said += [(f"{mark or 'note: ' + remark.text}  ", "$left")]
        return first, right, [*said, *second]
