"""`crossread names PATH…`: who is named in the articles of each story, and what each outlet calls them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.commands.console import DONE, REFUSED, Parser, complain, fold, width

if TYPE_CHECKING:
    from reader.article import Article
    from reader.comparison.naming import Called
    from reader.entities.model import Names
    from reader.library.door import Library


def run(arguments: list[str]) -> int:
    """Print the naming table of files or folders; what cannot be read is named, and the rest is told."""
    parser = Parser("names", "Print who is named in each story, and what each outlet calls them.")
    parser.add_argument("paths", nargs="+", metavar="PATH", help="a file or a folder")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--plain", action="store_true", help="plain text (the default)")
    form.add_argument("--json", action="store_true", help="JSON with the offsets of every label")
    parser.add_argument("--as-found", action="store_true", help="leave your own corrections out")
    options = parser.parse_args(arguments)

    from reader.library.config import load_config
    from reader.library.desk import Desk
    from reader.library.door import Library
    from reader.library.paths import may_be_there, user_paths

    missing = [path for path in options.paths if not may_be_there(Path(path))]
    for path in missing:
        complain(f"{path}: no such file or folder")
    library = Library.of_paths([Path(path) for path in options.paths if path not in missing])
    files = user_paths()
    library.book.model = load_config(files.config).names_spacy
    if not options.as_found:
        library.book.desk = Desk(files.library)
    for line in library.refused:
        complain(line)
    if options.json:
        import json

        stories = [_record(*_table(library, story.articles)) for story in library.stories()]
        print(json.dumps({"stories": stories}, ensure_ascii=False, indent=2))
    else:
        blocks = ["\n".join(_plain(*_table(library, story.articles))) for story in library.stories()]
        for line in fold("\n\n".join(blocks), width()) if blocks else ["No articles were found."]:
            print(line)
    if library.book.desk.problem:
        complain(library.book.desk.problem)
    return REFUSED if missing or library.refused else DONE


def _table(library: Library, story: Sequence[int]) -> tuple[list[Article], list[Names], tuple[Called, ...]]:
    from reader.comparison.naming import story_naming

    articles = [library.article(index) for index in story]
    names = [library.names(index) for index in story]
    return articles, names, story_naming(articles, names, library.corrections(story))


def _plain(articles: list[Article], names: list[Names], table: Sequence[Called]) -> Iterator[str]:
    """Yield lines: the story, then each referent with what each outlet calls it."""
    outlets = _outlets(articles)
    several = f"{len(articles)} articles" if len(articles) > 1 else articles[0].outlet_name
    yield f"{articles[0].title} ({several})"
    for outlet, own in zip(outlets, names, strict=True):
        if own.notice:
            yield f"  {outlet}: {own.notice}"
    if not table:
        yield "  no names found"
    for one in table:
        referent = one.referent
        yield ""
        yield f"  {referent.usual} · {referent.type} · {_times(referent.count)}"
        for index, outlet in enumerate(outlets):
            if not referent.surfaces[index] and not one.labels[index]:
                continue
            said = ", ".join(referent.surfaces[index])
            labels = ", ".join(
                label.words + (f" ({label.how})" if label.how != "beside the name" else "")
                for label, _ in one.distinct(index)
            )
            yield f"    {outlet}: {_count(one, index, names)} · {said}" + (
                f" · called {labels}" if labels else ""
            )


def _record(articles: list[Article], names: list[Names], table: Sequence[Called]) -> dict[str, Any]:
    return {
        "articles": [
            {
                "id": article.id,
                "source": article.source,
                "outlet": article.outlet.value if article.outlet else None,
                "headline": article.title,
                "notice": own.notice,
            }
            for article, own in zip(articles, names, strict=True)
        ],
        "names": [
            {
                "name": one.referent.usual,
                "full": one.referent.name,
                "type": str(one.referent.type),
                "count": one.referent.count,
                "reasons": sorted({merge.reason for merge in one.referent.merges}),
                "articles": [
                    {
                        "article": index,
                        "count": _count(one, index, names),
                        "names": list(one.referent.surfaces[index]),
                        "labels": [
                            {"words": label.words, "span": list(label.span), "found": str(label.how)}
                            for label in one.labels[index]
                        ],
                    }
                    for index in range(len(articles))
                    if one.referent.surfaces[index] or one.labels[index]
                ],
            }
            for one in table
        ],
    }


def _outlets(articles: Sequence[Article]) -> list[str]:
    """Return the outlets' names, those with several articles in the story numbered."""
    names = [article.outlet_name for article in articles]
    return [
        f"{name} ({names[: index + 1].count(name)})" if names.count(name) > 1 else name
        for index, name in enumerate(names)
    ]


def _count(one: Called, index: int, names: Sequence[Names]) -> int:
    return sum(names[of].referents[number].count for of, number in one.referent.members if of == index)


def _times(count: int) -> str:
    return f"{count} mentions" if count > 1 else "1 mention"
