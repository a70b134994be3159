"""Saving a report of the comparison on the screen."""

from __future__ import annotations

from pathlib import Path

from reader.comparison.contrast import Lens
from reader.export.report import Report
from reader.export.writing import FORMS, is_source, report_name
from reader.ui.asking import AskingScreen
from reader.ui.screens.pair import PairScreen


class SaveKeys(AskingScreen, PairScreen):
    """The comparison as a file: first its form, then its name; nothing is replaced unasked."""

    def action_save(self) -> None:
        """Save what is shown as a report."""
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
                self.ask("name of the file", report_name(report, form), lambda n: self._save(report, form, n))

        self.app.push_screen(ChoiceScreen("Save as", [FORMS[name][1] for name in forms]), take)

    def report(self) -> Report:
        """Return the comparison as it stands: judgements laid over it, outlets hidden if they are hidden."""
        pairing = self.view.pairing
        assert pairing is not None and pairing.comparison is not None
        judged = self.judged
        verdicts = tuple(str(verdict or "") for verdict in judged.verdicts) if judged else ()
        notes = (
            tuple(
                tuple(remark.text or "on the evidence list" for remark in remarks)
                for remarks in judged.remarks
            )
            if judged
            else ()
        )
        lenses = tuple(self.reports[lens] for lens in Lens if lens in self.reports)
        return Report(pairing.articles, pairing.comparison, lenses, verdicts, notes)

    def _save(self, report: Report, form: str, name: str) -> None:
        from reader.ui.screens.choice import ChoiceScreen

        if not name.strip():
            self.say("Nothing was saved.")
            return
        path = Path(name.strip()).expanduser()
        if is_source(path, *(article.source for article in self.real_articles())):
            self.say(f"{path} is one of the articles, and those are never written to.", warn=True)
            return
        if not path.exists():
            self._write(report, form, path)
            return

        def take(choice: int | None) -> None:
            if choice == 1:
                self._write(report, form, path)
            elif choice == 0:
                self.ask("name of the file", name, lambda other: self._save(report, form, other))

        self.app.push_screen(
            ChoiceScreen(f"{path} is there already", ["Choose another name", "Replace it"]), take
        )

    def _write(self, report: Report, form: str, path: Path) -> None:
        from reader.library.atomic import write_atomically

        try:
            if not path.absolute().parent.is_dir():
                raise FileNotFoundError(2, "no such folder", str(path.parent))
            write_atomically(path, FORMS[form][2](report), private=False)
        except OSError as error:
            self.say(f"{path}: {error.strerror or type(error).__name__}", warn=True)
        else:
            self.say(f"Saved: {path}")
