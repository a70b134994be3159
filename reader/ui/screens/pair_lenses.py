"""The lenses of the compare screen: what each finds between the two articles, in a list to walk."""

from __future__ import annotations

from textual import work

from reader.article import Span
from reader.comparison.contrast import Finding, Lens, LensReport
from reader.ui.explaining import evidence_lines
from reader.ui.lens_rows import CONTRAST_NAME, LENS_NAMES, lens_rows
from reader.ui.pairing import LEFT, NO_FOCUS, RIGHT, Focus, Pairing
from reader.ui.screens.pair import PairScreen
from reader.ui.widgets.bars import Piece
from reader.ui.widgets.only_here import only_here_rows

LENSES = dict(enumerate(Lens, 1))
HEAD = 3
"""Cells of bar and border before the words in the head of a side."""
SIDE_BY_SIDE = 76
"""Cells from which on the sides of a finding stand next to each other."""


class LensKeys(PairScreen):
    """Lens 1 is the text; every other one is a list of findings that lead back into it."""

    def ask_lenses(self) -> None:
        """Ask every lens what it finds between the two, off the screen's thread."""
        pairing = self.view.pairing
        if pairing is not None and pairing.comparison is not None:
            self._find(pairing, tuple(self.indexes))

    @work(thread=True, exclusive=True, group="lenses", exit_on_error=False)
    def _find(self, pairing: Pairing, pair: tuple[int, ...]) -> None:
        from reader.comparison.lenses import lens_report

        assert pairing.comparison is not None
        names = self.session.names(pair[LEFT]), self.session.names(pair[RIGHT])
        words = self.session.word_lists()
        problem, self.session.words_problem = self.session.words_problem, ""
        if problem:
            self.from_thread(self.say, problem, warn=True)
        reports: dict[Lens, LensReport] = {
            lens: lens_report(lens, pairing.comparison, pairing.left, pairing.right, *names, words)
            for lens in Lens
            if lens is not Lens.TEXT
        }
        self.from_thread(self._lenses_found, pairing, reports)

    def _corrected(self, reports: dict[Lens, LensReport]) -> dict[Lens, LensReport]:
        """Return the reports with what the reader has said of speakers and figures."""
        from reader.comparison.corrected import corrected

        judgements, articles = self.session.desk.judgements, self.real_articles()
        speakers = [judgements.speakers(article) for article in articles]
        subjects = [judgements.subjects(article) for article in articles]
        return {lens: corrected(report, *speakers, *subjects) for lens, report in reports.items()}

    def _lenses_found(self, pairing: Pairing, reports: dict[Lens, LensReport]) -> None:
        """Show what was found, unless the pair, its links or what is hidden has changed meanwhile."""
        if pairing is not self.view.pairing or not self.is_attached:
            return
        self.found = reports
        self.lenses_judged()

    def lenses_judged(self) -> None:
        """Lay what the reader said of speakers and figures over what the lenses found."""
        if self.found:
            self.reports = self._corrected(self.found) if self.session.desk.begun else self.found
            self.fill_lens()
            self._show_top()

    def show_lens(self, number: int) -> None:
        """Show a lens by its key; 1 is the text."""
        if number == self.lens:
            return
        before, self.lens = self.lens, number
        self.set_class(number > 1, "lens-only")
        self.view.display = number == 1
        self.lens_list.display = number > 1
        self.pane.focus()
        if number > 1:
            self.lens_list.set_rows([])
            # The list has its width only after it has been laid out for the first time.
            self.call_after_refresh(self.fill_lens) if before == 1 else self.fill_lens()
        self._show_top()
        self._show_head()
        self._show_why()

    def fill_lens(self) -> None:
        """Show what the lens in use has found."""
        pairing = self.view.pairing
        if self.lens == 1 or pairing is None or pairing.comparison is None:
            return
        width = max(20, (self.lens_list.size.width or self.size.width - 4) - 1)  # A scrollbar may be there.
        if self.lens == 2:
            rows = only_here_rows(pairing, width, self.reports.get(Lens.ONLY_HERE))
        else:
            report = self.reports.get(LENSES[self.lens]) or LensReport(LENSES[self.lens], notice="Looking …")
            geometry = self.view.geometry
            apart = not self.view.face.single and width >= SIDE_BY_SIDE
            right_at = geometry.right + HEAD if apart else None
            texts = pairing.left.text, pairing.right.text
            height, ascii_only = self.lens_list.size.height, self.session.config.ascii
            rows = lens_rows(report, texts, width, right_at, height=height, ascii_only=ascii_only)
        self.lens_list.set_rows(rows, keep=self.lens_list.key)
        self._show_why()

    def finding(self) -> Finding | None:
        """Return the finding under the cursor."""
        key, report = self.lens_list.key, self.reports.get(LENSES[self.lens])
        if self.lens < 3 or report is None or not isinstance(key, int):
            return None
        return report.findings[key] if key < len(report.findings) else None

    def lens_focus(self) -> Focus:
        """What the row under the cursor of a lens is about."""
        key = self.lens_list.key
        if isinstance(key, Focus):
            return key
        finding, pairing = self.finding(), self.view.pairing
        if finding is None or pairing is None:
            return NO_FOCUS
        # What stands in a headline or a caption has no passage to go to.
        inside = [
            [said.span for said in all_said if self._in_passage(pairing, side, said.span)]
            for side, all_said in ((LEFT, finding.left), (RIGHT, finding.right))
        ]
        ends = [{pairing.passage_at(side, span.start) for span in spans} for side, spans in enumerate(inside)]
        for number, (left, right) in enumerate(pairing.links):
            if (left in ends[LEFT] or not ends[LEFT]) and (right in ends[RIGHT] or not ends[RIGHT]):
                return Focus(link=number) if ends[LEFT] or ends[RIGHT] else NO_FOCUS
        for side in (LEFT, RIGHT):
            for span in inside[side]:
                focus = self._focus_at(side, span.start)
                if focus != NO_FOCUS:
                    return focus
        return NO_FOCUS

    @staticmethod
    def _in_passage(pairing: Pairing, side: int, span: Span) -> bool:
        number = pairing.passage_at(side, span.start)
        return number >= 0 and pairing.passages[side][number].span.overlaps(span)

    def action_align(self) -> None:
        """Bring the halves of the link level; in another lens, show the finding in the text."""
        if self.lens == 1:
            super().action_align()
            return
        focus, finding = self.focus_now, self.finding()
        self.show_lens(1)
        if finding is not None:
            self._mark_finding(finding)
        if focus != NO_FOCUS:
            self.view.set_focus_on(focus)
        elif finding is not None:
            self.say("This stands outside the running text, in a headline or a caption.")

    def _mark_finding(self, finding: Finding) -> None:
        """Mark in both texts what the finding is about, as a search marks its hits."""
        spans: tuple[list[Span], list[Span]] = ([], [])
        for side, all_said in ((LEFT, finding.left), (RIGHT, finding.right)):
            spans[side].extend(sorted(said.span for said in all_said))
        self.view.set_hits(spans[LEFT], spans[RIGHT], None)

    def why_lines(self) -> tuple[list[Piece], list[Piece], list[Piece]]:
        """Return the two lines under the list: what the finding is, and why the two sides belong together."""
        finding = self.finding()
        if self.lens < 3:
            return super().why_lines()
        if finding is None:
            return [(LENS_NAMES[LENSES[self.lens]], "bold $strong")], [], []
        total = len(self.reports[LENSES[self.lens]].findings)
        at = self.lens_list.key
        first: list[Piece] = [
            (" ".join(finding.subject.split()), "bold $strong"),
            (f"  {CONTRAST_NAME[finding.contrast]}", "$link"),
            ("  less sure" if finding.weak else "", "$soft"),
        ]
        number = at + 1 if isinstance(at, int) else 0
        return first, [(f"{number} of {total}", "$soft")], [(finding.reason or "", "$soft")]

    def action_why(self) -> None:
        """Show why two passages were linked, or what a finding rests on."""
        from reader.ui.screens.help import TextScreen

        pairing, finding = self.view.pairing, self.finding()
        if pairing is None:
            return
        lines = evidence_lines(pairing, self.focus_now)
        if finding is not None:
            about = [f"{finding.subject}: {CONTRAST_NAME[finding.contrast]}", finding.reason, ""]
            for side, all_said in ((LEFT, finding.left), (RIGHT, finding.right)):
                name = pairing.articles[side].outlet_name
                for said in all_said:
                    where = f"paragraph {said.paragraph}" if said.paragraph else "outside the running text"
                    by = " ".join(part for part in (said.verb, said.by) if part)
                    about.append(f"{name}, {where}: {said.words}" + (f"  ({by})" if by else ""))
                if not all_said:
                    about.append(f"{name}: no match found")
            lines = [*about, "", *(lines if self.focus_now.is_link else [])]
        self.app.push_screen(TextScreen("Why", lines))

    def action_lens_text(self) -> None:
        """Show both texts."""
        self.show_lens(1)

    def action_lens_only(self) -> None:
        """Show what was found on one side alone."""
        self.show_lens(2)

    def action_lens_quotes(self) -> None:
        """Show who is quoted with which words."""
        self.show_lens(3)

    def action_lens_figures(self) -> None:
        """Show figures and dates."""
        self.show_lens(4)

    def action_lens_names(self) -> None:
        """Show who is called what."""
        self.show_lens(5)

    def action_lens_words(self) -> None:
        """Show how the same is worded."""
        self.show_lens(6)

    def action_lens_order(self) -> None:
        """Show what stands where."""
        self.show_lens(7)

    def action_lens_copy(self) -> None:
        """Show what was copied, cut, added."""
        self.show_lens(8)

    def action_lens_time(self) -> None:
        """Show when what was said, and versions."""
        self.show_lens(9)
