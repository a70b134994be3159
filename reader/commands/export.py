"""`crossread export [QUERY]`: articles of the library as JSON lines or Markdown."""

from __future__ import annotations

import json
from contextlib import ExitStack
from typing import TYPE_CHECKING

from reader.commands.console import DONE, Parser, complain

if TYPE_CHECKING:
    from reader.article import Article


def run(arguments: list[str]) -> int:
    """Write what a query finds, or all, oldest first."""
    parser = Parser(
        "export", "Write articles of the library that a query finds, or all of them, oldest first."
    )
    parser.add_argument("query", nargs="*", metavar="QUERY", help="as for search; none: everything")
    form = parser.add_mutually_exclusive_group()
    form.add_argument(
        "--jsonl", action="store_true", help="a JSON object a line, as 'add' reads it (the default)"
    )
    form.add_argument("--markdown", action="store_true", help="one text with headlines, dates and outlets")
    parser.add_argument("-o", metavar="FILE", dest="output", help="write there instead of standard output")
    options = parser.parse_args(arguments)

    from reader.commands.output import library_sources, open_output
    from reader.commands.shelf import opened

    with opened(read_only=True) as library, ExitStack() as stack:
        query = " ".join(options.query)
        library.count(query)  # A query that is none is said before anything is written.
        file = stack.enter_context(open_output(options.output, library_sources())) if options.output else None
        count = start = 0
        while numbers := library.listing(query, "oldest").search.numbers("oldest", start, 500):
            for number in numbers:
                article = library.article(number)
                text = _markdown(article) if options.markdown else json.dumps(_record(article))
                if file is None:
                    print(text)
                else:
                    file.write(f"{text}\n".encode("utf-8", "replace"))
            count += len(numbers)
            start += len(numbers)
    complain(f"{count:,} articles")
    return DONE


def _record(article: Article) -> dict[str, object]:
    """Return an article by the names that `crossread add` reads."""
    from reader.library.exported import exported_text

    record = {
        "id": article.id,
        "title": article.headline.value if article.headline else None,
        "text": exported_text(article),
        "published": str(article.published) if article.published else None,
        "outlet": str(article.outlet) if article.outlet else None,
        "agency": str(article.agency) if article.agency else None,
        "author": str(article.byline) if article.byline else None,
        "section": str(article.section) if article.section else None,
        "url": str(article.url) if article.url else None,
        "language": article.language,
    }
    return {name: value for name, value in record.items() if value}


def _markdown(article: Article) -> str:
    """Return an article as Markdown; what could act as markup in its words is shown as it is."""
    about = [
        article.outlet_name,
        str(article.published or "no date"),
        *([str(article.url)] if article.url else []),
    ]
    lines = [f"# {_plain(article.title)}", "", " · ".join(_plain(part) for part in about), ""]
    for block in article.prose():
        text = _plain(" ".join(block.span.of(article.text).split()))
        lines += [f"## {text}" if block.role.value == "subheading" else text, ""]
    return "\n".join(lines)


def _plain(text: str) -> str:
    return "".join(f"\\{character}" if character in "\\`*_[]<>#|~" else character for character in text)
