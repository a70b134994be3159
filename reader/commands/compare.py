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
    from reader.entities.model import Names

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
    parser.add_argument("-o", metavar="FILE", dest="output", help="write there instead of standard output")
    options = parser.parse_args(arguments)
    sources = [options.a, options.b]
    if sources == [STANDARD_INPUT] * 2:
        raise CommandError("standard input can be one of the two articles, not both", USAGE)
    if options.output is not None:
        _protect(sources, Path(options.output))

    articles = [_read(source) for source in sources]
    left, right = articles
    if left is None or right is None:
        return REFUSED

    from reader.comparison.compare import compare

    comparison = compare(left, right)
    if options.blind:
        left, right = _covered(left, right)
    chosen = [lens for lens in Lens if not options.lens or lens.value in options.lens]
    lenses = _lenses(chosen, comparison, left, right)
    if options.json:
        import json

        from reader.export.record import comparison_record

        record = comparison_record(left, right, comparison, lenses)
        text = json.dumps(record, ensure_ascii=False, indent=2) + "\n"
    elif options.form:
        text = _report(options.form, left, right, comparison, lenses)
    else:
        from reader.export.plain import plain_comparison

        text = plain_comparison(left, right, comparison, lenses, passages=Lens.TEXT in chosen)
        if options.output is None:
            text = "\n".join(fold(text, width()))
    if options.output is None:
        print(text, end="")
    else:
        from reader.library.atomic import write_atomically

        folder = Path(options.output).absolute().parent
        if not folder.is_dir():
            raise CommandError(f"{folder}: no such folder")

        write_atomically(Path(options.output), text, private=False)
    return DONE


def _covered(left: Article, right: Article) -> tuple[Article, Article]:
    """Return both articles with their outlets hidden; two of one outlet share its letter."""
    from reader.comparison.blind import covered

    names = [left.outlet_name, right.outlet_name]
    letters = ("A", "B" if names[0] != names[1] else "A")
    return (
        covered(left, letters[0], {names[1]: letters[1]}),
        covered(right, letters[1], {names[0]: letters[0]}),
    )


def _report(
    form: str, left: Article, right: Article, comparison: Comparison, lenses: list[LensReport]
) -> str:
    from reader.export.report import Report
    from reader.export.writing import FORMS

    return FORMS[form][2](Report((left, right), comparison, tuple(lenses)))


def _lenses(chosen: list[Lens], comparison: Comparison, left: Article, right: Article) -> list[LensReport]:
    """Return what the chosen lenses find; names are looked for only where a lens needs them."""
    from reader.comparison.contrast import Lens
    from reader.comparison.lenses import lens_report

    wanted = [lens for lens in chosen if lens is not Lens.TEXT]
    if not wanted:
        return []
    names = _names(left), _names(right)
    words = _words() if Lens.WORDING in wanted else None
    return [lens_report(lens, comparison, left, right, *names, words) for lens in wanted]


def _words() -> WordLists:
    from reader.comparison.word_lists import WordListError, WordLists
    from reader.library.paths import user_paths

    try:
        return WordLists.load(user_paths().words)
    except WordListError as error:
        raise CommandError(str(error)) from error


def _names(article: Article) -> Names:
    from reader.article import READING_ROLES
    from reader.entities.names import find_names

    blocks = [block.span for block in article.blocks() if block.role in READING_ROLES]
    return find_names(article.text, blocks, language=article.language or "en")


def _protect(sources: list[str], output: Path) -> None:
    """Refuse to write over an article: sources are never written to."""
    for source in sources:
        if source != STANDARD_INPUT and output.exists() and Path(source).exists() and output.samefile(source):
            raise CommandError(
                f"{output}: is one of the articles compared, and those are never written to", USAGE
            )


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
