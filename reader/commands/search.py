"""`crossread search QUERY`: the library's articles that a query finds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reader.commands.console import DONE, Parser, complain, width

if TYPE_CHECKING:
    from reader.library.door import Library, Row


def run(arguments: list[str]) -> int:
    """Print what a query finds, the best first; nothing found is no failure."""
    from reader.library.query.model import FIELDS

    parser = Parser("search", "Print the articles of the library that a query finds (see docs/search.md).")
    parser.add_argument(
        "query", nargs="+", metavar="QUERY", help=f"words, {', '.join(f'{f}:' for f in FIELDS)}"
    )
    parser.add_argument(
        "--json", action="store_true", help="a JSON object a line, with the places of the hits"
    )
    parser.add_argument("--sort", choices=_orders(), default="relevance", help="relevance, unless you say")
    parser.add_argument(
        "--limit", type=_limit, default=0, metavar="N", help="at most so many (20; all with --json)"
    )
    options = parser.parse_args(arguments)
    query = " ".join(options.query)

    from reader.commands.shelf import opened

    with opened(read_only=True) as library:
        count = library.count(query)
        most = options.limit or (count if options.json else 20)
        start = 0
        while start < min(most, count):
            rows = library.page(query, options.sort, start, min(200, most - start))
            if not rows:
                break
            for row in rows:
                if options.json:
                    _print_json(library, query, row)
                else:
                    _print(library, query, row)
            start += len(rows)
        notice = library.listing(query, options.sort).notice
        if notice:
            complain(notice)
        if not count:
            meant = library.did_you_mean(query)
            complain("nothing found" + (f"; did you mean: {meant}" if meant else ""))
        elif not options.json and start < count:
            complain(f"{start:,} of {count:,} are shown; --limit shows more")
    return DONE


def _limit(text: str) -> int:
    from argparse import ArgumentTypeError

    if not text.isdecimal() or not int(text[:9]):
        raise ArgumentTypeError("must be a whole number from 1")
    return int(text[:9])


def _orders() -> tuple[str, ...]:
    from reader.library.query.search import ORDERS

    return ORDERS


def _print(library: Library, query: str, row: Row) -> None:
    from reader.commands.console import fold
    from reader.text.safe import safe_line

    found = library.snippet(row.number, query, 3 * width())
    print(f"{row.published or 'no date':<10}  {safe_line(row.outlet)}  {safe_line(row.title)}")
    for line in fold(f"  {safe_line(found.text)}", width())[:3]:
        print(line)


def _print_json(library: Library, query: str, row: Row) -> None:
    import json

    from reader.library.query.hits import hits

    article = library.article(row.number)
    record: dict[str, Any] = {
        "id": row.id,
        "story": library.story_of(row.number).id,
        "outlet": row.outlet,
        "title": row.title,
        "date": row.published or None,
        "words": row.words,
        "source": article.source,
        "unread": row.unread,
        "starred": row.starred,
        "tags": list(row.tags),
        "hits": [list(span) for span in hits(article, library.listing(query, "newest").search.tree)],
        "snippet": library.snippet(row.number, query).text,
    }
    print(json.dumps(record))
