"""What can still be found in the file of a library that SQLite refuses: read page by page, as a dump.

Each row is known by its shape: a packed article unpacks, an act of the journal has its eight columns. The
schema, and the pages that lead to others, are where damage shuts a whole file: what they still say is a hint.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any

from reader.library.dump import OWN_TABLES, line_of, opening_line
from reader.library.packing import to_record, unpack
from reader.library.pages import ROWS, Pages

_ID = re.compile("[0-9a-f]{16}")
_KIND = re.compile(r"[a-z]+(\.[a-z]+)*")

_ALL = ("article", *OWN_TABLES)
_TREES = frozenset({"body", "tag_id", *OWN_TABLES})
"""Tables that are known by their pages, where the way to these is whole, and an index that looks like one."""

Found = dict[tuple[str, Any], dict[str, Any]]


def salvage(path: Path, lost: Callable[[str], None] = lambda _: None) -> Iterator[str]:
    """Yield the lines of a dump of all that can be found, without line breaks.

    What was deleted may come back where its page was not used again; of rows that are found twice the one on
    a page that is in use counts, else the later one. Which article is a version of which is not found.

    Args:
        path: The library's file.
        lost: Called with a line on what could not be read.

    Raises:
        OSError: The file cannot be read.
    """
    yield opening_line()
    yield from map(line_of, on_pages(path, lost))


def on_pages(
    path: Path,
    lost: Callable[[str], None] = lambda _: None,
    *,
    tables: Collection[str] = _ALL,
    wanted: Callable[[str], bool] = lambda id: True,
) -> Iterator[dict[str, Any]]:
    """Yield the records of a dump that can be found, articles first.

    Args:
        path: The library's file.
        lost: Called with a line on what could not be read.
        tables: Tables of the reader's own, and "article", that are looked for.
        wanted: Tells by its id whether an article is looked for.

    Raises:
        OSError: The file cannot be read.
    """
    pages = Pages(path)
    trees = _trees(pages)
    own: Found = {}
    articles: dict[str, tuple[bool, int, int]] = {}
    # Pages that are in use come last, so that what stands on them counts.
    for page in sorted(range(1, pages.count + 1), key=trees.__contains__):
        for kind, row, values in pages.rows(page):
            packed = values[1] if kind == ROWS and len(values) == 2 and values[0] is None else None
            if not isinstance(packed, bytes):
                _keep(own, kind, row, values, trees.get(page, ""))
            elif "article" in tables:
                id, place = _id_of(packed), (page in trees, row, page)
                if id and wanted(id) and place >= articles.get(id, place):
                    articles[id] = place
    # Read a second time, as a million articles need not be held.
    for page in sorted({page for _, _, page in articles.values()}):
        for kind, row, values in pages.rows(page):
            if kind == ROWS and len(values) == 2 and isinstance(values[1], bytes):
                id = _id_of(values[1])
                if id in articles and articles[id][1:] == (row, page):
                    yield {"article": to_record(unpack(values[1]))}
    for (table, _), record in sorted(own.items(), key=lambda item: (item[0][0], str(item[0][1]))):
        if table in tables:
            yield {table: record}
    if pages.broken:
        lost(f"{len(pages.broken):,} rows in damaged pages")


def _trees(pages: Pages) -> dict[int, str]:
    """Return which pages are whose, as far as those that lead there say: no more than a hint."""
    roots: dict[str, int] = {}
    # The schema stands below the first page; where that is lost, it may still be found.
    for looked in (pages.below(1), range(1, pages.count + 1)):
        for page in looked:
            if pages.kind(page) == ROWS:
                for _, _, values in pages.rows(page):
                    match values:
                        case ["table" | "index", str(name), str(), int(root), *_] if name in _TREES:
                            roots[name] = root
        if roots:
            break
    return {page: name for name, root in sorted(roots.items()) for page in pages.below(root)}


def _id_of(packed: bytes) -> str:
    """Return the id of a packed article; "" when it is none, or broken."""
    try:
        return unpack(packed).id
    except Exception:  # Any bytes at all may stand there.
        return ""


def _keep(own: Found, kind: int, row: int, values: list[Any], tree: str = "") -> None:
    """Keep a row of the reader's own tables in the place of an earlier one; pass over all others.

    Args:
        own: What is kept.
        kind: The kind of its page.
        row: Its number, if it has one.
        values: What it holds.
        tree: The table or index that its page is of, where that is known.
    """
    table, key, record = "", values[:1] and values[0], dict[str, Any]()
    match values:
        case [None, str(at), str(coder), str(act), str(articles), str(body), str(said), int(state)] if (
            kind == ROWS and _KIND.fullmatch(act) and _is_json(articles) and _is_json(body)
        ):
            table, key = "act", row
            record = {"id": row, "at": at, "coder": coder, "kind": act, "articles": articles, "body": body}
            record |= {"said": said, "state": state}
        case _ if kind == ROWS:
            return
        case [str(id), int(read), int(starred), int(trashed)] if _ID.fullmatch(id):
            table, record = "state", {"id": id, "read": read, "starred": starred, "trashed": trashed}
        case [str(id)] if _ID.fullmatch(id):
            table, record = "alone", {"id": id}
        case [str(path)] if path.startswith(("/", "\\")) or path[1:3] == ":\\":
            table, record = "place", {"path": path}
        case [str(one), str(other)] if table := _pair(one, other, tree):
            key = one if table == "saved" else (one, other)
            record = dict(zip(OWN_TABLES[table], (one, other), strict=True))
        # Version 3 brought six columns more, which the rows of before do not have on the disk.
        case [str(url), str(title), str(page), str(folders), *rest] if "://" in url and len(rest) <= 6:
            table, outlet, gone = "feed", str(rest[0]) if rest else "", len(rest) > 4 and bool(rest[4])
            record = {"url": url, "title": title, "page": page, "folders": folders, "outlet": outlet}
            record["gone"] = int(gone)
    if table:
        own[table, key] = record


def _pair(one: str, other: str, tree: str) -> str:
    """Return which of the reader's own tables a row of two texts is of, or "".

    Where its page does not say, its look does: of ids are two in `joined`, one in `tag` and in the index
    `tag_id`. A tag may look like an id, a saved query too.
    """
    if tree in ("tag", "joined", "saved", "tag_id"):
        return tree if tree in OWN_TABLES else ""
    if _ID.fullmatch(other):
        return "joined" if _ID.fullmatch(one) else "tag"
    return "" if _ID.fullmatch(one) else "saved"


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True
