"""`crossread update`: look again at the files, folders and feeds that the library was made of."""

from __future__ import annotations

from reader.commands.console import DONE, REFUSED, Parser


def run(arguments: list[str]) -> int:
    """Take what is new or has changed; exit code 1 when something was refused or is not there any more."""
    parser = Parser("update", "Take what is new or changed in the places and feeds added before.")
    parser.add_argument("--now", action="store_true", help="ask feeds too that are not due yet")
    options = parser.parse_args(arguments)

    from reader.commands.add import show
    from reader.commands.shelf import group_stories, opened, show_line, tell
    from reader.importers.fetching.state import FetchSettings
    from reader.library.ingest import update

    with opened() as library:
        report = update(library.store, progress=show, settings=FetchSettings(force=options.now))
        show_line("")
        complete = report.stopped or group_stories(library)
        tell(report)
        if not complete:
            print("not all are grouped into stories yet: 'crossread update' goes on with it")
    return REFUSED if report.gone or report.refusals or report.stopped else DONE
