"""The library's file as commands open it: an error is one line with the way on."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from reader.commands.console import USAGE, CommandError, complain

if TYPE_CHECKING:
    from reader.library.door import Library
    from reader.library.ingest import Report


@contextmanager
def opened(*, make: bool = False, read_only: bool = False) -> Iterator[Library]:
    """Open the library; without `make` there has to be one.

    Raises:
        CommandError: There is none, it cannot be opened, or a query cannot be understood.
    """
    from reader.library.door import Library
    from reader.library.paths import may_be_there, user_paths
    from reader.library.query.model import QueryError
    from reader.library.schema import LibraryError, NoLeave

    path = user_paths().library
    if not make and not may_be_there(path):
        raise CommandError(f"there is no library yet ({path}): 'crossread add FOLDER' makes one")
    try:
        try:
            library = Library.open(path, read_only=read_only)
        except NoLeave:
            if make:
                raise
            library = Library.open(path, read_only=True)  # What only reads goes on.
        try:
            yield library
        finally:
            library.close()
    except LibraryError as error:
        raise CommandError(str(error)) from error
    except QueryError as error:
        raise CommandError(f"query: {error}", USAGE) from error


def group_stories(library: Library) -> bool:
    """Group what is not grouped yet; tell whether it was done to the end."""
    from reader.library.grouping import link_pending

    left = library.store.value("SELECT count(*) FROM vector WHERE linked = 0")
    try:
        while done := link_pending(library.store):
            left -= done
            show_line(f"grouping into stories: {max(0, left):,} articles left")
    except KeyboardInterrupt:
        return False
    finally:
        show_line("")
    return True


def show_line(text: str) -> None:
    """Show a line on a terminal that the next one takes the place of; elsewhere nothing."""
    if sys.stderr.isatty():
        from reader.commands.console import width

        sys.stderr.write(f"\r{text[: width() - 1]}\x1b[K")
        sys.stderr.flush()


def tell(report: Report) -> None:
    """Say on standard error what was not taken, and on standard output what was."""
    for line in report.notices:
        complain(line)
    for line in report.refused:
        complain(line)
    if report.refusals > len(report.refused):
        complain(f"{report.refusals - len(report.refused):,} more were refused")
    tally = report.tally
    parts = [
        (tally.taken, "taken"),
        (tally.versions, "taken as new versions"),
        (tally.corrected, "read anew"),
        (tally.unchanged, "there already"),
        (report.refusals, "refused"),
    ]
    print("articles: " + (", ".join(f"{count:,} {what}" for count, what in parts if count) or "none"))
    details = [
        (tally.same, "have the words of another article"),
        (tally.copies, "are near-copies of another"),
        (report.passed, "files have not changed since they were read"),
        (report.feeds, "feeds were noted: 'crossread update' fetches them"),
    ]
    for count, what in details:
        if count:
            print(f"  {count:,} {what}")
    if report.stopped:
        complain("stopped; what is done is kept, and the same command goes on from here")
