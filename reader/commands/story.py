"""`crossread story PATH…`: for each story found, which outlets tell what, and how each has it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reader.commands.console import DONE, REFUSED, Parser, complain, fold, width

if TYPE_CHECKING:
    from reader.article import Article
    from reader.comparison.model import Comparison
    from reader.entities.model import Names
    from reader.export.story import StoryTable
    from reader.library.door import Library


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
    parser.add_argument("--as-found", action="store_true", help="leave out what you judged and corrected")
    parser.add_argument("-o", metavar="FILE", dest="output", help="write there instead of standard output")
    options = parser.parse_args(arguments)
    if options.output is not None:
        from reader.commands.output import check_output

        check_output(options.output, options.paths)

    from reader.library.config import load_config
    from reader.library.desk import Desk
    from reader.library.door import Library
    from reader.library.paths import may_be_there, user_paths

    missing = [path for path in options.paths if not may_be_there(Path(path))]
    for path in missing:
        complain(f"{path}: no such file or folder")
    library = Library.of_paths([Path(path) for path in options.paths if path not in missing])
    for line in library.refused:
        complain(line)
    older = library.older()
    if older:
        complain(f"{'an older version' if older == 1 else f'{older} older versions'} of articles left out")
    sources = library.sources()
    if options.output is not None:
        check_output(options.output, sources)
    files = user_paths()
    library.book.model = load_config(files.config).names_spacy
    if not options.as_found:
        library.book.desk = Desk(files.library)

    stories = [
        _table(library, story.articles, story.title, blind=options.blind)
        for story in library.stories()
        if len(story.articles) > 1
    ]
    if not stories:
        complain("no story that more than one of these articles tells")
        return REFUSED
    if library.book.desk.problem:
        complain(library.book.desk.problem)
    text = _text(stories, options, fold_lines=options.output is None)
    if options.output is None:
        print(text, end="")
    else:
        from reader.commands.output import write_output

        write_output(text, options.output, sources)
    return REFUSED if missing or library.refused else DONE


def _table(library: Library, indexes: tuple[int, ...], title: str, *, blind: bool) -> StoryTable:
    from reader.comparison.headlines import headline_contrast, lead_contrast
    from reader.comparison.table import story_matrix
    from reader.export.story import StoryTable

    articles = [library.article(index) for index in indexes]
    names = [library.names(index) for index in indexes]
    matrix = story_matrix(articles, names, _judged(library, indexes))
    if blind:
        from reader.comparison.blind import covered_matrix

        real = articles
        articles, names, title = _covered(library, articles, title)
        matrix = covered_matrix(matrix, real, articles)
    return StoryTable(
        title,
        articles,
        matrix,
        headline_contrast(articles, names),
        lead_contrast(articles, names),
    )


def _judged(library: Library, indexes: tuple[int, ...]) -> dict[tuple[int, int], Comparison]:
    """Return the comparisons with the reader's judgements laid over them; none where there are none."""
    if not library.book.desk.begun:
        return {}
    pairs = [(i, j) for j in range(len(indexes)) for i in range(j)]
    judgements = library.book.desk.judgements
    return {
        (i, j): judgements.judged(
            library.article(indexes[i]),
            library.article(indexes[j]),
            library.comparison(indexes[i], indexes[j]),
        ).comparison
        for i, j in pairs
    }


def _covered(library: Library, articles: list[Article], title: str) -> tuple[list[Article], list[Names], str]:
    """Return articles with their outlets hidden, and the names in them; a title that tells one is another."""
    from reader.comparison.blind import covered
    from reader.library.name_book import NameBook

    letters: dict[str, str] = {}
    for article in articles:
        letters.setdefault(article.outlet_name, chr(65 + len(letters) % 26) * (1 + len(letters) // 26))
    hidden = [
        covered(a, letters[a.outlet_name], {n: x for n, x in letters.items() if n != a.outlet_name})
        for a in articles
    ]
    book = NameBook(hidden.__getitem__)
    book.desk, book.model = library.book.desk, library.book.model
    names = [book.names(number) for number in range(len(hidden))]
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
