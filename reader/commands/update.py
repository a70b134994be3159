"""`crossread update`: look again at the files and folders that the library was made of."""

from __future__ import annotations

import os

from reader.commands.console import DONE, REFUSED, Parser, complain


def run(arguments: list[str]) -> int:
    """Take what is new or has changed; exit code 1 when something was refused or is not there any more."""
    Parser("update", "Take what is new or changed in the places added before.").parse_args(arguments)

    from reader.commands.add import show
    from reader.commands.shelf import group_stories, opened, show_line, tell
    from reader.library.ingest import ingest

    with opened() as library:
        places = [path for (path,) in library.store.rows("SELECT path FROM place ORDER BY path")]
        gone = [path for path in places if not os.path.lexists(path)]
        for path in gone:
            complain(f"{path}: is not there any more; its articles stay in the library")
        report = ingest(library.store, [path for path in places if path not in gone], progress=show)
        show_line("")
        complete = report.stopped or group_stories(library)
        tell(report)
        if not complete:
            print("not all are grouped into stories yet: 'crossread update' goes on with it")
    return REFUSED if gone or report.refusals or report.stopped else DONE
