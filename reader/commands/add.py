"""`crossread add SOURCE...`: take articles into the library."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.commands.console import DONE, REFUSED, Parser

if TYPE_CHECKING:
    from reader.library.ingest import Progress


def run(arguments: list[str]) -> int:
    """Add sources and group them into stories; exit code 1 when something was refused."""
    parser = Parser("add", "Take files, folders, patterns, pages, feeds or standard input into the library.")
    parser.add_argument(
        "sources", nargs="+", metavar="SOURCE", help="a file, a folder, '*.txt', an https:// address, or -"
    )
    parser.add_argument("--again", action="store_true", help="read files too that have not changed")
    parser.add_argument(
        "--most",
        type=whole_number,
        metavar="N",
        help="articles of one source at most; 0 for all (1,000,000 of a file, 10,000 of a feed)",
    )
    options = parser.parse_args(arguments)

    from reader.commands.shelf import group_stories, opened, show_line, tell
    from reader.library.ingest import ingest

    with opened(make=True) as library:
        limit = {} if options.most is None else {"most": options.most}
        report = ingest(library.store, options.sources, progress=show, again=options.again, **limit)
        show_line("")
        complete = report.stopped or group_stories(library)
        tell(report)
        if not complete:
            print("not all are grouped into stories yet: 'crossread update' goes on with it")
        sums = library.sidebar()
        print(f"library: {sums.articles:,} articles, {sums.stories:,} stories")
    return REFUSED if report.refusals or report.stopped else DONE


def whole_number(text: str) -> int:
    """Return a number that was typed; argparse says what is wrong with it."""
    number = int(text.replace(",", ""))
    if number < 0:
        raise ValueError
    return number


def show(progress: Progress) -> None:
    """Show how far it is, where standard error is a terminal."""
    from reader.commands.shelf import show_line

    bar = "#" * round(20 * progress.share)
    left = f", about {_time(progress.remaining)} left" if 0.01 < progress.share < 1 else ""
    show_line(f"[{bar:<20}] {progress.articles:,} articles, {progress.rate:,.0f} a second{left}")


def _time(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
