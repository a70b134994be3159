"""Collections for tests of the library's screen: a folder of stories, and a library of any number of rows."""

from __future__ import annotations

from pathlib import Path

from reader.article import Article, Field, Line, Provenance, Role, Span
from reader.library.days import day_number
from reader.library.door import Library
from reader.library.prepare import prepare
from reader.library.store import Store

FERRY = """The Port Alma ferry was stopped in the harbour on {day} when its bow door jammed, a pilot said.

No passenger was hurt and the ferry company said {number} people were taken ashore in boats.

"We shut the door by hand and waited," said the ferry's captain, Ada Renn."""
BRIDGE = """Engineers closed the Tolma bridge on {day} when a crack was found in its northern pier.

Drivers were sent over the old weir road, {number} kilometres longer, the roads office said."""


def folder_of_news(folder: Path) -> Path:
    """Write a ferry told by three outlets, by one in two versions, a bridge by one, and an undated page."""

    def write(name: str, title: str, outlet: str, date: str, text: str, url: str = "") -> None:
        head = f"---\ntitle: {title}\noutlet: {outlet}\n"
        head += f"date: {date}\n" if date else ""
        head += f"url: {url}\n" if url else ""
        (folder / f"{name}.md").write_text(f"{head}---\n\n{text}\n")

    ferry, other, bridge = (
        FERRY.format(day="Monday", number=40),
        FERRY.format(day="Monday", number=14),
        BRIDGE.format(day="Monday", number=9),
    )
    write("a", "Ferry stopped by jammed door", "Courier", "2015-03-02", ferry)
    write("b", "Jammed door stops Port Alma ferry", "Beacon", "2015-03-03", other)
    url, title = "https://gazette.test/ferry", "Port Alma ferry held by its bow door"
    write("c", title, "Gazette", "2015-03-03", ferry + "\n\nMore soon.", url)
    later = ferry + "\n\nThe ferry sailed again at night, the ferry company said."
    write("d", title, "Gazette", "2015-03-04", later, url)
    write("e", "Tolma bridge closed", "Beacon", "2015-03-06", bridge)
    write("f", "Orchard prize for Lena Voss", "Courier", "", "The orchard prize went to Lena Voss.")
    return folder


def library_of_rows(count: int) -> Library:
    """Return a library of so many articles in stories of three, written without reading or grouping any.

    All have the same text, as nothing is made of it; numbers, sums and stories are as the store makes them.
    """
    title, text = "Harbour council meets", "Harbour council meets\n\nThe harbour council met on Monday.\n"
    article = Article(
        id="0" * 16,
        text=text,
        lines=(Line(Span(0, len(title)), Role.HEADLINE), Line(Span(23, 57), Role.PARAGRAPH)),
        source="a.txt",
        headline=Field(title, Provenance.STATED, span=Span(0, len(title))),
    )
    store, packed = Store(), prepare(article).packed
    first = day_number("2015-03-02")
    with store.writing() as connection:
        connection.execute("INSERT INTO body(id, packed) VALUES (1, ?)", (packed,))
        outlets = [(number, f"Outlet {number}") for number in range(3)]
        connection.executemany("INSERT INTO outlet(id, name) VALUES (?, ?)", outlets)
        connection.executemany(
            "INSERT INTO story(number, id, centre, first, last, n, outlets) VALUES (?, ?, ?, ?, ?, 3, 3)",
            [
                (story, f"s{story}", first + 3 * story, first + 3 * story, first + 3 * story + 2)
                for story in range(count // 3)
            ],
        )
        connection.executemany(
            "INSERT INTO article(number, id, body, outlet, published, title, source, facts, words, origin,"
            " heading, same, story) VALUES (?, ?, 1, ?, '2015-03-02', ?, '', '', 7, 0, 0, 0, ?)",
            [(first + n, f"a{n}", n % 3, f"{title} {n}", n // 3) for n in range(count // 3 * 3)],
        )
    return Library(store)
