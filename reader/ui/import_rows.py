"""What the import screen says: how long it takes, what became of the sources, line by line."""

from __future__ import annotations

from reader.layout.wrap import wrap
from reader.text.safe import safe_line
from reader.ui.import_job import ImportJob
from reader.ui.widgets.lists import ListRow

_SHOWN = 500
"""Most lines of a kind that the report shows."""


def last_part(path: str) -> str:
    """Return a path's last part, a folder's with the stroke behind it."""
    name = path.rstrip("/")
    return safe_line(path[name.rfind("/") + 1 :])


def duration(seconds: float) -> str:
    """Return a time as a reader would say it: 40 s, 3 min, 2 h."""
    if seconds < 90:
        return f"{round(seconds)} s"
    return f"{round(seconds / 60)} min" if seconds < 5_400 else f"{seconds / 3_600:.1f} h"


def counts(job: ImportJob) -> list[tuple[int, str]]:
    """Return what became of the sources, each with its number; what is none is left out."""
    report = job.report
    if report is None:
        return []
    tally = report.tally
    found = [
        (tally.taken, "taken"),
        (tally.unchanged, "there already"),
        (tally.versions, "new versions of articles that were there; the older ones are kept"),
        (tally.corrected, "read anew"),
        (tally.same, "have the words of another article"),
        (tally.copies, "near-copies of another article"),
        (report.passed, "files not changed since they were read"),
        (report.feeds, "feeds noted; 'crossread update' fetches them"),
        (report.refusals, "refused"),
    ]
    return [(number, what) for number, what in found if number]


def summary(job: ImportJob) -> str:
    """Return in one line what became of it."""
    said = ", ".join(f"{number:,} {what.partition(';')[0]}" for number, what in counts(job)[:3])
    return job.problem or said or "nothing new"


def report_rows(job: ImportJob, width: int) -> list[ListRow]:
    """Return the report of an import, row by row; every row can be reached, so that it scrolls."""
    rows = [ListRow(((safe_line(str(job.wanted)), ("title",)),), key=0), ListRow()]

    def put(text: str, *names: str, number: str = "") -> None:
        lead = f"{number:>9}  "
        for at, (start, end) in enumerate(wrap(text, 0, len(text), max(20, width - len(lead) - 1))):
            shown = lead if at == 0 else " " * len(lead)
            key = len(rows) if at == 0 else None
            rows.append(ListRow(((shown, ("strong",)), (text[start:end], names)), key=key, goes_on=at > 0))

    if job.problem:
        put(safe_line(job.problem), "warn", number="!")
    report = job.report
    if report is None:
        return rows if job.problem else rows[:1]
    for number, what in counts(job):
        put(what, "text", number=f"{number:,}")
    if not counts(job):
        put("nothing new", "text")
    if report.stopped:
        put("Stopped. What is done is kept; the same import again goes on from here.", "text")
    for title, lines, more in (
        ("Refused", report.refused, report.refusals - len(report.refused)),
        ("To know", report.notices, 0),
    ):
        if lines:
            rows += [ListRow(), ListRow(((title, ("title",)),), key=len(rows) + 1)]
            for line in lines[:_SHOWN]:
                put(safe_line(line), "soft")
            more += max(0, len(lines) - _SHOWN)
            if more:
                put(f"and {more:,} more", "faint")
    return rows
