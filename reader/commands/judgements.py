"""`crossread judgements`: the reader's judgements to a file, from a file, and how far coders agree."""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.commands.console import DONE, REFUSED, CommandError, Parser

if TYPE_CHECKING:
    from reader.library.desk import Desk
    from reader.library.journal import Journal

USAGE = """crossread judgements export [-o FILE]
       crossread judgements import FILE
       crossread judgements agreement [--json] FILE FILE [FILE ...]"""


def run(arguments: list[str]) -> int:
    """Write, read or compare judgements."""
    parser = Parser(
        "judgements",
        "Verdicts, notes and codes on passages, as JSON lines; how far coders agree on their codes.",
        usage=USAGE,
    )
    parser.add_argument("what", choices=("export", "import", "agreement"), help="what to do")
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="judgements of a reader")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="export: write here")
    parser.add_argument("--json", action="store_true", help="agreement: as JSON")
    given = parser.parse_intermixed_args(arguments)
    if given.what == "export":
        if given.files:
            parser.error("export takes no file but -o FILE")
        return _export(given.output)
    if given.what == "import":
        if len(given.files) != 1:
            parser.error("import takes one file")
        return _import(given.files[0])
    if len(given.files) < 2:
        parser.error("agreement needs the files of at least two coders")
    return _agreement(given.files, as_json=given.json)


def _export(output: Path | None) -> int:
    from reader.commands.output import library_sources, write_output
    from reader.library.coding import judgement_lines

    desk = _desk()
    # Nothing is made on disk by looking: without a library there is nothing to write.
    lines = "".join(f"{line}\n" for line in judgement_lines(_journal(desk))) if desk.begun else ""
    if output is None:
        sys.stdout.write(lines)
    else:
        write_output(lines, output, library_sources())
    return DONE


def _import(path: Path) -> int:
    from reader.library.coding import take_in

    records = _read(path)  # All of it first: a file that breaks off half-way is not taken in half.
    added = take_in(_journal(_desk()), records)
    print(f"{added} taken in, {len(records) - added} already there")
    if any(not record.get("coder") for record in records):
        print("Where no coder is named, the judgements count as your own.")
    return DONE


def _agreement(paths: list[Path], *, as_json: bool) -> int:
    from reader.library.agreement import agreement
    from reader.library.coding import codings, names_shared

    read = [_read(path) for path in paths]
    shared_names = frozenset[str]().union(*map(names_shared, read))
    coders = [codings(records, shared_names) for records in read]
    names = sorted({code for coder in coders for codes in coder.values() for code in codes.split("+")})
    shared = [unit for unit in sorted(set().union(*coders)) if sum(unit in coder for coder in coders) > 1]
    rows = [("all codes", agreement(coders))]
    for name in names:
        # One code at a time: given or not, on the units that this coder has coded at all.
        given = [
            {unit: "yes" if name in codes.split("+") else "no" for unit, codes in coder.items()}
            for coder in coders
        ]
        rows.append((name, agreement(given)))
    if as_json:
        records = [
            {
                "code": name,
                "units": found.units,
                "percent": _or_none(found.percent),
                "kappa": _or_none(found.kappa),
                "alpha": _or_none(found.alpha),
            }
            for name, found in rows
        ]
        print(json.dumps({"coders": len(coders), "rows": records}, indent=2))
    else:
        from reader.text.safe import safe_line

        print(f"{len(coders)} coders, {len(shared)} units that at least two have coded")
        print(f"{'code':<24}{'units':>6}{'agree':>8}{'kappa':>8}{'alpha':>8}")
        for name, found in rows:
            print(
                f"{safe_line(name):<24}{found.units:>6}{_shown(found.percent, percent=True):>8}"
                f"{_shown(found.kappa):>8}{_shown(found.alpha):>8}"
            )
        print("kappa: Cohen's, for two coders; alpha: Krippendorff's, nominal; -: not defined")
    return DONE if shared else REFUSED


def _desk() -> Desk:
    from reader.library.config import load_config
    from reader.library.desk import Desk
    from reader.library.paths import user_paths

    files = user_paths()
    return Desk(files.library, coder=load_config(files.config).coder)


def _journal(desk: Desk) -> Journal:
    journal = desk.journal
    if desk.problem:
        raise CommandError(desk.problem, REFUSED)
    return journal


def _read(path: Path) -> list[dict[str, Any]]:
    from reader.library.coding import read_judgements

    try:
        return list(read_judgements(path.read_text("utf-8-sig").split("\n"), path.name))
    except UnicodeDecodeError:
        raise CommandError(f"{path}: not UTF-8", REFUSED) from None
    except ValueError as error:
        raise CommandError(str(error), REFUSED) from None


def _or_none(value: float) -> float | None:
    return None if math.isnan(value) else round(value, 4)


def _shown(value: float, *, percent: bool = False) -> str:
    if math.isnan(value):
        return "-"
    return f"{value:.0%}" if percent else f"{value:.3f}"
