"""How the screens look at three sizes. After a change on purpose: pytest tests/ui --snapshot-update."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from waiting import settled

from reader.ui.app import CrossreadApp

MakeApp = Callable[..., CrossreadApp]
SIZES = {"120x36": (120, 36), "100x30": (100, 30), "80x24": (80, 24), "60x20": (60, 20)}
SCREENS = {
    "library": (),
    "reading": ("enter",),
    "names": ("enter", "E", "j", "j", "j", "j", "l"),
    "level": ("c", "right_square_bracket", "right_square_bracket", "right_square_bracket"),
    "ribbons": ("c", "p", "right_square_bracket", "right_square_bracket"),
}


@pytest.mark.parametrize("size", ["120x36", "80x24", "60x20"])
@pytest.mark.parametrize("screen", SCREENS)
def test_screen(make_app: MakeApp, snap_compare: Callable[..., bool], screen: str, size: str) -> None:
    """Library, reading and both two-sided layouts look as they did."""
    assert_looks(make_app(), snap_compare, SCREENS[screen], size)


@pytest.mark.parametrize(
    "keys",
    [
        pytest.param(("enter", "r"), id="raw"),
        pytest.param(("enter", "}", "}", "enter"), id="peek"),
        pytest.param(("enter", "5", "6", "l", "j"), id="panel-and-quiet-layers"),
        pytest.param(("enter", "E", "x", "j", "t"), id="kind-of-a-name"),
        pytest.param(("c", "p", "p"), id="interleaved"),
        pytest.param(("c", "2"), id="only-here"),
        pytest.param(("c", "question_mark"), id="help"),
        pytest.param(("c", "W"), id="why"),
    ],
)
def test_other_views(make_app: MakeApp, snap_compare: Callable[..., bool], keys: tuple[str, ...]) -> None:
    """Raw view, interleaved layout, lens, help and the reasons for a link look as they did."""
    assert_looks(make_app(), snap_compare, keys, "120x36")


@pytest.mark.parametrize("theme", ["light", "contrast", "ansi"])
def test_themes(make_app: MakeApp, snap_compare: Callable[..., bool], theme: str) -> None:
    """Each theme keeps the relations of the first."""
    assert_looks(make_app(theme=theme), snap_compare, SCREENS["level"], "120x36")


def assert_looks(
    app: CrossreadApp, snap_compare: Callable[..., bool], keys: tuple[str, ...], size: str
) -> None:
    async def run_before(pilot) -> None:  # type: ignore[no-untyped-def]
        await settled(pilot)
        for key in keys:
            await pilot.press(key)
            await settled(pilot)

    assert snap_compare(app, terminal_size=SIZES[size], run_before=run_before)


@pytest.mark.parametrize(
    "keys",
    [
        pytest.param((), id="library"),
        pytest.param(("x", "j"), id="picked"),
        pytest.param(("enter", "j"), id="reading"),
        pytest.param(("c", "right_square_bracket"), id="level"),
        pytest.param(("c", "3", "j"), id="quotes"),
        pytest.param(("c", "4", "j"), id="figures"),
        pytest.param(("M", "j"), id="matrix"),
        pytest.param(("enter", "E", "j", "j"), id="names"),
    ],
)
def test_without_colour(
    make_app: MakeApp,
    snap_compare: Callable[..., bool],
    monkeypatch: pytest.MonkeyPatch,
    keys: tuple[str, ...],
) -> None:
    """With NO_COLOR every mark is still told from the others: by its letter, weight, line or ground."""
    monkeypatch.setenv("NO_COLOR", "1")
    assert_looks(make_app(), snap_compare, keys, "100x30")
