"""Foreign text never goes through markup: a look at every call of the screens that would parse it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

UI = Path(__file__).parents[2] / "reader" / "ui"
# Widgets whose first argument is markup unless they are told otherwise.
_PARSING = {"Static", "Label", "Button", "Link", "Digits", "Collapsible"}
_TITLES = {"border_title", "border_subtitle", "tooltip"}
_SAFE_MAKERS = {"Content", "Text", "Strip", "Segment"}


def findings(source: str) -> list[str]:
    """Return a line for each call that may give foreign text to a parser of markup."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = _name(node.func)
            if name in ("from_markup", "render_markup", "to_content", "markup_to_content"):
                found.append(f"{node.lineno}: {name}")
            elif name in ("notify", *_PARSING) and not _is_plain(node):
                found.append(f"{node.lineno}: {name} without markup=False")
            elif name == "update" and node.args and isinstance(node.args[0], ast.JoinedStr):
                found.append(f"{node.lineno}: update with a string that was put together")
            elif name == "Option" and node.args and not _is_made_safe(node.args[0]):
                found.append(f"{node.lineno}: Option of a string")
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                if (
                    isinstance(target, ast.Attribute)
                    and target.attr in _TITLES
                    and not _is_made_safe(node.value)
                ):
                    found.append(f"{node.lineno}: {target.attr} of a string")
    return found


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _is_plain(call: ast.Call) -> bool:
    """Tell whether a call parses nothing, or only what is written in the program."""
    for keyword in call.keywords:
        if keyword.arg == "markup":
            return isinstance(keyword.value, ast.Constant) and keyword.value.value is False
    return not call.args and _name(call.func) != "notify"


def _is_made_safe(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) or (
        isinstance(value, ast.Call) and _name(value.func) in _SAFE_MAKERS
    )


@pytest.mark.parametrize("path", sorted(UI.rglob("*.py")), ids=lambda path: str(path.relative_to(UI)))
def test_no_screen_parses_foreign_text(path: Path) -> None:
    assert findings(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "line",
    [
        "Content.from_markup(title)",
        "Text.from_markup(f'[b]{title}')",
        "self.notify(f'read {title}')",
        "self.notify('x', markup=True)",
        "Static(article.title)",
        "Label(f'{title}', id='x')",
        "self.query_one(Static).update(f'{title}')",
        "Option(title)",
        "self.border_title = title",
        "pane.tooltip = f'{title}'",
    ],
)
def test_what_would_parse_foreign_text_is_found(line: str) -> None:
    assert len(findings(line)) == 1


@pytest.mark.parametrize(
    "line",
    [
        "self.notify(title, markup=False)",
        "Static(title, markup=False)",
        "Static(id='x', markup=False)",
        "Option(Content(title))",
        "self.border_title = Content(title)",
        "view.update(Content(title))",
    ],
)
def test_what_parses_nothing_is_left_alone(line: str) -> None:
    assert findings(line) == []
