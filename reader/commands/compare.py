"""`crossread compare A B`: two articles compared, on standard output or into a file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from reader.commands.console import DONE, REFUSED, USAGE, CommandError, Parser, complain, fold, width

if TYPE_CHECKING:
    from reader.article import Article
    from reader.comparison.contrast import Lens, LensReport
    from reader.comparison.model import Comparison
    from reader.comparison.word_lists import WordLists
    from reader.export.report import Report
    from reader.library.name_book import NameBook

STANDARD_INPUT = "-"
FORM_HELP = {
    "html": "one HTML file that needs nothing else",
    "markdown": "Markdown",
    "csv": "a table, a line a link or finding",
    "tei": "TEI P5, parallel segmentation",
}


def run(arguments: list[str]) -> int:
    """Compare two articles; a source that cannot be read is named, and nothing is compared."""
    from reader.comparison.contrast import Lens

    parser = Parser("compare", "Print what two articles share, how they differ, and what each alone has.")
    parser.add_argument("a", metavar="A", help="a file, or - for standard input")
    parser.add_argument("b", metavar="B", help="another one")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--plain", action="store_true", help="numbered plain text (the default)")
    form.add_argument("--json", action="store_true", help="JSON with offsets and evidence")
    for name in ("html", "markdown", "csv", "tei"):
        form.add_argument(f"--{name}", dest="form", action="store_const", const=name, help=FORM_HELP[name])
    parser.add_argument("--blind", action="store_true", help="hide the outlets: A and B")
    parser.add_argument(
        "--lens",
        action="append",
        choices=[lens.value for lens in Lens],
        metavar="NAME",
        help=f"only this one, may be repeated: {', '.join(lens.value for lens in Lens)}",
    )
    parser.add_argument("--as-found", action="store_true", help="leave out what you judged and corrected")
    parser.add_argument("-o", metavar="FILE", dest="output", help="write there instead of standard output")
    options = parser.parse_args(arguments)
    sources = [options.a, options.b]
    if sources == [STANDARD_INPUT] * 2:
        raise CommandError("standard input can be one of the two articles, not both", USAGE)
    if options.output is not None:
        from reader.commands.output import check_output

        check_output(options.output, sources, USAGE)

    articles = [_read(source) for source in sources]
    left, right = articles
    if left is None or right is None:
        return REFUSED

    chosen = [lens for lens in Lens if not options.lens or lens.value in options.lens]
    report = _report((left, right), chosen, blind=options.blind, as_found=options.as_found)
    if options.json or options.form:
        from reader.export.writing import FORMS

        text = FORMS["json" if options.json else options.form][2](report)
    else:
        from reader.export.plain import plain_comparison

        text = plain_comparison(report, passages=Lens.TEXT in chosen)
        if options.output is None:
            text = "\n".join(fold(text, width()))
    if options.output is None:
        print(text, end="")
    else:
        from reader.commands.output import write_output

        write_output(text, options.output, sources)
    return DONE


def _report(pair: tuple[Article, Article], chosen: list[Lens], *, blind: bool, as_found: bool) -> Report:
    """Return the two compared, with what the reader judged and corrected laid over it as the app does."""
    from reader.comparison.compare import compare
    from reader.export.report import Report
    from reader.library.config import load_config
    from reader.library.desk import Desk
    from reader.library.name_book import NameBook
    from reader.library.paths import user_paths

    files = user_paths()
    desk = Desk(None if as_found else files.library)
    comparison = compare(*pair)
    judged = None
    if desk.begun:
        judged = desk.judgements.judged(*pair, comparison)
        comparison = judged.comparison
    shown = _covered(*pair) if blind else pair
    book = NameBook(shown.__getitem__)
    book.desk, book.model = desk, load_config(files.config).names_spacy
    lenses = _lenses(chosen, comparison, shown, book)
    if judged is None:
        return Report(shown, comparison, tuple(lenses))
    from reader.comparison.corrected import corrected

    said = [*map(desk.judgements.speakers, pair), *map(desk.judgements.subjects, pair)]
    report = Report.of_judged(shown, judged, [corrected(lens, *said) for lens in lenses])
    if desk.problem:
        complain(desk.problem)
    return report


def _covered(left: Article, right: Article) -> tuple[Article, Article]:
    """Return both articles with their outlets hidden; two of one outlet share its letter."""
    from reader.comparison.blind import covered

    names = [left.outlet_name, right.outlet_name]
    letters = ("A", "B" if names[0] != names[1] else "A")
    return (
        covered(left, letters[0], {names[1]: letters[1]}),
        covered(right, letters[1], {names[0]: letters[0]}),
    )


def _lenses(
    chosen: list[Lens], comparison: Comparison, pair: tuple[Article, Article], book: NameBook
) -> list[LensReport]:
    """Return what the chosen lenses find; names are looked for only where a lens needs them."""
    from reader.comparison.contrast import Lens
    from reader.comparison.lenses import lens_report

    wanted = [lens for lens in chosen if lens is not Lens.TEXT]
    if not wanted:
        return []
    names = book.names(0), book.names(1)
    words = _words() if Lens.WORDING in wanted else None
    return [lens_report(lens, comparison, *pair, *names, words) for lens in wanted]


def _words() -> WordLists:
    """Return the reader's word lists; where one cannot be read, say so and take the program's."""
    from reader.comparison.word_lists import WordListError, WordLists
    from reader.library.paths import user_paths

    try:
        return WordLists.load(user_paths().words)
    except WordListError as error:
        complain(f"{error}; the program's own word lists are used")
        return WordLists.load()


def _read(source: str) -> Article | None:
    """Return the article, or None when it was refused; then its name and the reason have been printed."""
    from reader.importers.decode import decode
    from reader.importers.errors import Refused
    from reader.importers.registry import read_article, read_text

    try:
        if source == STANDARD_INPUT:
            text, _ = decode(sys.stdin.buffer.read())
            return read_text(text, source)
        return read_article(Path(source))
    except Refused as error:
        complain(f"{source}: {error}")
        return None
