from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.library.state import MOST_PLACES, Place, State, load_state, save_state

_names = st.text(max_size=12)
_ids = st.one_of(st.tuples(_names), st.tuples(_names, _names))
_places = st.builds(Place, st.integers(0, 10**9), st.sampled_from([0, 1]), _names)


def test_a_missing_file_is_no_fault(tmp_path: Path) -> None:
    assert load_state(tmp_path / "state.json") == (State(), "")


def test_the_state_is_for_its_owner_alone(tmp_path: Path) -> None:
    save_state(State(), tmp_path / "state.json")
    assert stat.S_IMODE((tmp_path / "state.json").stat().st_mode) == 0o600


def test_a_place_is_kept_for_an_article_and_for_each_pair_apart() -> None:
    state = State()
    state.remember(Place(10), "a")
    state.remember(Place(20, 1, "ribbons"), "a", "b")
    state.remember(Place(30), "b", "a")
    assert (state.place("a"), state.place("a", "b"), state.place("b", "a"), state.place("b")) == (
        Place(10),
        Place(20, 1, "ribbons"),
        Place(30),
        Place(),
    )


def test_the_places_not_visited_for_longest_are_forgotten_first() -> None:
    state = State()
    for number in range(MOST_PLACES):
        state.remember(Place(number), str(number))
    state.remember(Place(5), "0")
    state.remember(Place(6), "new")
    assert len(state.places) == MOST_PLACES
    assert state.place("0") == Place(5)
    assert ("1",) not in state.places


@given(_names, st.lists(_names, max_size=2).map(tuple), st.dictionaries(_ids, _places, max_size=5))
def test_what_was_saved_is_what_is_loaded(
    tmp_path_factory: pytest.TempPathFactory,
    theme: str,
    last: tuple[str, ...],
    places: dict[tuple[str, ...], Place],
) -> None:
    path = tmp_path_factory.getbasetemp() / "state.json"
    state = State(theme, last, places=places)
    save_state(state, path)
    loaded, problem = load_state(path)
    assert (loaded, problem) == (state, "")
    assert list(loaded.places) == list(state.places)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe\x00",
        b'{"theme": 1, "last": [], "places": []}',
        b'{"theme": "", "last": [], "places": [{"ids": ["a"], "offset": -1, "side": 0, "layout": ""}]}',
        b'{"theme": "", "last": [], "places": [{"ids": ["a"], "offset": 1, "side": 7, "layout": ""}]}',
        b'{"theme": "", "last": [], "places": [3]}',
        b"[" * 100_000,
    ],
)
def test_a_broken_state_is_a_notice_and_a_fresh_start(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "state.json"
    path.write_bytes(content)
    state, problem = load_state(path)
    assert state == State()
    assert problem.startswith("state.json could not be read")


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(
                st.sampled_from(["theme", "last", "places", "ids", "offset", "side", "layout"]), inner
            )
        ),
        max_leaves=12,
    )
)
def test_no_content_is_an_error(tmp_path_factory: pytest.TempPathFactory, value: object) -> None:
    path = tmp_path_factory.getbasetemp() / "state.json"
    path.write_text(json.dumps(value))
    state, problem = load_state(path)
    if problem:
        assert state == State()
