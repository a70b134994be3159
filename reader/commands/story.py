"""`crossread story PATH…`: for each story found, which outlets tell what, and how each has it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reader.commands.console import DONE, REFUSED, CommandError, Parser, complain, fold, width

if TYPE_CHECKING:
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
        _table(library, story.articles, story.title) for story in library.stories if len(story.articles) > 1
    ]
    if not stories:
        complain("no story that more than one of these articles tells")
        return REFUSED
    _write(_text(stories, options, fold_lines=output is None), output)
    return REFUSED if missing or library.refused else DONE


def _table(library: Library, indexes: tuple[int, ...], title: str) -> StoryTable:
    from reader.comparison.headlines import headline_contrast, lead_contrast
    from reader.comparison.table import story_matrix
    from reader.export.story import StoryTable

    articles = [library.article(index) for index in indexes]
    names = [library.names(index) for index in indexes]
    return StoryTable(
        title,
        articles,
        story_matrix(articles, names),
        headline_contrast(articles, names),
        lead_contrast(articles, names),
    )


def _text(stories: list[StoryTable], options: object, *, fold_lines: bool) -> str:
    from reader.export.story import csv_stories, plain_stories, stories_record

    if getattr(options, "json", False):
        import json

        return json.dumps(stories_record(stories), ensure_ascii=False, indent=2) + "\n"
    if getattr(options, "csv", False):
        return csv_stories(stories)
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
