"""One line of JSON as a record, checked as far as every file of records needs it."""

from __future__ import annotations

import json
from typing import Any


def parse_record(line: str) -> dict[str, Any]:
    """Return the object that a line of JSON holds.

    Raises:
        ValueError: It is none, is nested too deeply, or holds half a character, which JSON can write and no
            database takes.
    """
    try:
        record = json.loads(line)
        if not isinstance(record, dict):
            raise ValueError("expected an object")
        json.dumps(record, ensure_ascii=False).encode()
    except RecursionError:
        raise ValueError("nested too deeply") from None
    except UnicodeEncodeError as error:
        raise ValueError(f"\\u{ord(error.object[error.start]):04x} is half a character") from None
    return record
