"""`crossread story PATH…`: for each story found, which outlets tell what, and how each has it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reader.commands.console import DONE, REFUSED, CommandError, Parser, complain, fold, width

if TYPE_CHECKING:
    from reader.article import Article
    from reader.entities.model import Names
    from reader.export.story import StoryTable
    from reader.library.collection import Library


def run(arguments: list[str]) -> int:
    """Print the matrix of every story that several articles tell; what cannot be read is named."""
    parser = Parser("story", "Print, for each story found, the matrix of its passages by its outlets.")
    parser.add_argument("paths", metavar="PATH", nargs="+", help="files and folders")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--plain", action="store_true", help="numbered plain text (the default)")
    form.add_argument("--json", action="store_true", help="JSON with offsets")
    form.add_argument("--csv", action="store_true", help="a table, one line for each passage and article")
    form.add_argument("--markdown", action="store_true", help="Markdown")
    form.add_argument("--html", action="store_true", help="one HTML file that needs nothing else")
    parser.add_argument("--blind", action="store_true", help="hide the outlets: A, B, C …")
    parser.add_argument("-o", metavar="FILE", dest="output", help="write there instead of standard output")
    options = parser.parse_args(arguments)
    output = Path(options.output) if options.output is not None else None
    if output is not None and not output.absolute().parent.is_dir():
        raise CommandError(f"{output.absolute().parent}: no such folder")

    from reader.library.collection import Library

    missing = [path for path in options.paths if not Path(path).exists()]
    for path in missing:
        complain(f"{path}: no such file or folder")
    library = Library.load([Path(path) for path in options.paths if path not in missing])
    for line in library.refused:
        complain(line)
    if output is not None and any(_is_source(output, article.source) for article in library.articles):
        raise CommandError(f"{output}: is one of the articles, and those are never written to")

    stories = [
        _table(library, story.articles, story.title, blind=options.blind)
        for story in library.stories
        if len(story.articles) > 1
    ]
    if not stories:
        complain("no story that more than one of these articles tells")
        return REFUSED
    _write(_text(stories, options, fold_lines=output is None), output)
    return REFUSED if missing or library.refused else DONE


def _table(library: Library, indexes: tuple[int, ...], title: str, *, blind: bool) -> StoryTable:
    from reader.comparison.headlines import headline_contrast, lead_contrast
    from reader.comparison.table import story_matrix
    from reader.export.story import StoryTable

    articles = [library.article(index) for index in indexes]
    names = [library.names(index) for index in indexes]
    matrix = story_matrix(articles, names)
    if blind:
        from reader.comparison.blind import covered_matrix

        real = articles
        articles, names, title = _covered(articles, title)
        matrix = covered_matrix(matrix, real, articles)
    return StoryTable(
        title,
        articles,
        matrix,
        headline_contrast(articles, names),
        lead_contrast(articles, names),
    )


def _covered(articles: list[Article], title: str) -> tuple[list[Article], list[Names], str]:
    """Return articles with their outlets hidden, and the names in them; a title that tells one is another."""
    from reader.article import READING_ROLES
    from reader.comparison.blind import covered
    from reader.entities.names import find_names

    letters: dict[str, str] = {}
    for article in articles:
        letters.setdefault(article.outlet_name, chr(65 + len(letters) % 26) * (1 + len(letters) // 26))
    hidden = [
        covered(a, letters[a.outlet_name], {n: x for n, x in letters.items() if n != a.outlet_name})
        for a in articles
    ]
    names = [
        find_names(
            a.text, [b.span for b in a.blocks() if b.role in READING_ROLES], language=a.language or "en"
        )
        for a in hidden
    ]
    told = next((h.title for a, h in zip(articles, hidden, strict=True) if a.title == title), hidden[0].title)
    return hidden, names, told


def _text(stories: list[StoryTable], options: object, *, fold_lines: bool) -> str:
    from reader.export.story import csv_stories, plain_stories, stories_record

    if getattr(options, "json", False):
        import json

        return json.dumps(stories_record(stories), ensure_ascii=False, indent=2) + "\n"
    if getattr(options, "csv", False):
        return csv_stories(stories)
    if getattr(options, "markdown", False) or getattr(options, "html", False):
        from reader.export.story_page import html_stories, markdown_stories

        return markdown_stories(stories) if getattr(options, "markdown", False) else html_stories(stories)
    text = plain_stories(stories)
    return "\n".join(fold(text, width())) if fold_lines else text


def _write(text: str, output: Path | None) -> None:
    if output is None:
        print(text, end="")
        return
    from reader.library.atomic import write_atomically

    write_atomically(output, text, private=False)


def _is_source(output: Path, source: str) -> bool:
    path = Path(source.partition("#")[0])
    return output.exists() and path.exists() and output.samefile(path)
