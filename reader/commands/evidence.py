"""`crossread evidence`: the evidence list as a pack that can be cited."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from reader.commands.console import DONE, REFUSED, CommandError, Parser

FORMS = ("markdown", "html", "json", "csv")


def run(arguments: list[str]) -> int:
    """Print what is on the evidence list, or write it to a file."""
    parser = Parser("evidence", "Print the passages on the evidence list, with context, offsets and hashes.")
    form = parser.add_mutually_exclusive_group()
    for name in FORMS:
        form.add_argument(f"--{name}", dest="form", action="store_const", const=name)
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="write there")
    given = parser.parse_args(arguments)

    from reader.commands.output import library_sources, write_output
    from reader.export import evidence
    from reader.library.config import load_config
    from reader.library.desk import Desk
    from reader.library.paths import user_paths

    files = user_paths()
    desk = Desk(files.library, coder=load_config(files.config).coder)
    # Nothing is made on disk by looking: without a library the list is empty.
    remarks = desk.judgements.all_remarks() if desk.begun else []
    stars, notes = ([remark for remark in remarks if remark.kind == kind] for kind in ("evidence", "note"))
    if desk.problem:
        raise CommandError(desk.problem, REFUSED)
    write: Callable[..., str] = getattr(evidence, f"evidence_{given.form or 'markdown'}")
    text = write(stars, notes)
    if given.output is None:
        sys.stdout.write(text)
    else:
        write_output(text, given.output, library_sources())
    return DONE
