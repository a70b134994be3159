"""Saving a report of the comparison on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.comparison.contrast import Lens
from reader.ui.saving import SavingScreen
from reader.ui.screens.pair import PairScreen

if TYPE_CHECKING:
    from reader.export.report import Report


class SaveKeys(SavingScreen, PairScreen):
    """The comparison as a file: first its form, then its name; nothing is replaced unasked."""

    def action_save(self) -> None:
        """Save what is shown as a report."""
        from reader.export.writing import FORMS, report_name
        from reader.ui.screens.choice import ChoiceScreen

        pairing = self.view.pairing
        if pairing is None or pairing.comparison is None or not self.reports:
            self.say("The comparison is not finished yet.")
            return
        forms = list(FORMS)

        def take(choice: int | None) -> None:
            if choice is not None:
                form = forms[choice]
                report = self.report()
                sources = [article.source for article in self.real_articles()]
                self.save(report_name(report, form), lambda: FORMS[form][2](report), sources)

        self.app.push_screen(ChoiceScreen("Save as", [FORMS[name][1] for name in forms]), take)

    def report(self) -> Report:
        """Return the comparison as it stands: judgements laid over it, outlets hidden if they are hidden."""
        from reader.export.report import Report

        pairing = self.view.pairing
        assert pairing is not None and pairing.comparison is not None
        lenses = tuple(self.reports[lens] for lens in Lens if lens in self.reports)
        if self.judged is not None:
            return Report.of_judged(pairing.articles, self.judged, lenses)
        return Report(pairing.articles, pairing.comparison, lenses)
