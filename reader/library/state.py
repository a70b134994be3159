"""What the program remembers from one run to the next: places, as text offsets, and the last theme.

A place is an offset into an article's text and not a row, so that it holds at every window size. State is
a convenience: when the file is broken, the program says so and starts afresh.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, TypeVar

from reader.library.paths import may_be_there

_T = TypeVar("_T")

MOST_PLACES = 2000
"""Places kept; the ones not visited for longest are forgotten first."""


class Place(NamedTuple):
    """Where the reader was in an article, or in a pair of articles.

    Attributes:
        offset: Character offset of the passage in focus, in the text of that side's article.
        side: 0 for the left or only article, 1 for the right one.
        layout: Name of the layout of a comparison, else "".
    """

    offset: int = 0
    side: int = 0
    layout: str = ""


@dataclass(slots=True)
class State:
    """What is remembered.

    Attributes:
        theme: Name of the theme used last, or "".
        last: Ids of the articles that were open at the end: none (the library), one, or a pair.
        sidebar: Cells of the library's sidebar, as the reader set it; 0 for the usual width.
        places: The place in each article `(id,)` and in each pair `(left id, right id)`, least recent first.
    """

    theme: str = ""
    last: tuple[str, ...] = ()
    sidebar: int = 0
    places: dict[tuple[str, ...], Place] = field(default_factory=dict)

    def place(self, *ids: str) -> Place:
        """Return the remembered place in an article or a pair; the beginning when there is none."""
        return self.places.get(ids, Place())

    def remember(self, place: Place, *ids: str) -> None:
        """Keep `place` for an article or a pair, as the most recent one."""
        self.places.pop(ids, None)
        self.places[ids] = place
        while len(self.places) > MOST_PLACES:
            del self.places[next(iter(self.places))]


def load_state(path: Path) -> tuple[State, str]:
    """Read the state at `path`.

    Returns:
        The state, and one line on what is wrong with the file, or "". A missing file is no fault.
    """
    if not may_be_there(path):
        return State(), ""
    import json

    try:
        return _from_json(json.loads(path.read_bytes())), ""
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return State(), f"{path.name} could not be read; the last places are forgotten"


def save_state(state: State, path: Path) -> None:
    """Write the state to `path`, whole or not at all, for this user alone.

    Raises:
        OSError: It could not be written.
    """
    import json

    from reader.library.atomic import write_atomically

    record = {
        "version": 1,
        "theme": state.theme,
        "last": list(state.last),
        "sidebar": state.sidebar,
        "places": [{"ids": list(ids), **place._asdict()} for ids, place in state.places.items()],
    }
    write_atomically(path, json.dumps(record, indent=1) + "\n")


def _from_json(record: object) -> State:
    """Return the state of a record that `save_state` wrote; anything else raises."""
    table = _expect(record, dict)
    state = State(theme=_expect(table["theme"], str), last=_ids(table["last"]))
    state.sidebar = max(0, _expect(table.get("sidebar", 0), int))
    for entry in _expect(table["places"], list):
        state.remember(_place(_expect(entry, dict)), *_ids(entry["ids"]))
    return state


def _place(entry: Mapping[str, object]) -> Place:
    place = Place(_expect(entry["offset"], int), _expect(entry["side"], int), _expect(entry["layout"], str))
    if place.offset < 0 or place.side not in (0, 1):
        raise ValueError(place)
    return place


def _ids(value: object) -> tuple[str, ...]:
    return tuple(_expect(entry, str) for entry in _expect(value, list)[:2])


def _expect(value: object, kind: type[_T]) -> _T:
    if type(value) is not kind:
        raise TypeError(value)
    return value
