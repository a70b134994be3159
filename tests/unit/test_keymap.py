"""One registry of commands; what the reader remaps is taken or refused in one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.ui.keymap import (
    DEFAULT_KEYMAP,
    FORBIDDEN,
    clashes,
    keymap_text,
    keys_markdown,
    load_keymap,
    textual_key,
)
from reader.ui.registry import BY_ID, COMMANDS, Mode

DOCS = Path(__file__).parents[2] / "docs"


def test_no_key_means_two_things_in_one_mode() -> None:
    assert clashes(DEFAULT_KEYMAP.keys) == []


def test_ids_are_unique_and_name_their_mode() -> None:
    assert len(BY_ID) == len(COMMANDS)
    assert all(command.id.startswith(f"{command.mode.value}.") for command in COMMANDS)


def test_no_default_key_is_one_that_terminals_keep() -> None:
    assert not [c.id for c in COMMANDS for key in c.keys if textual_key(key) in FORBIDDEN]


def test_partners_exist() -> None:
    assert all(command.partner in BY_ID for command in COMMANDS if command.partner)


def test_every_command_has_an_action_on_its_screen() -> None:
    from reader.ui.screens.compare import CompareScreen
    from reader.ui.screens.importing import ImportScreen
    from reader.ui.screens.library import LibraryScreen
    from reader.ui.screens.matrix import MatrixScreen
    from reader.ui.screens.naming import NamesScreen
    from reader.ui.screens.reading import ReadingScreen
    from reader.ui.screens.review import ReviewScreen

    screens = {
        Mode.LIST: LibraryScreen,
        Mode.READING: ReadingScreen,
        Mode.COMPARE: CompareScreen,
        Mode.NAMES: NamesScreen,
        Mode.MATRIX: MatrixScreen,
        Mode.IMPORT: ImportScreen,
        Mode.REVIEW: ReviewScreen,
    }
    for command in COMMANDS:
        for mode, screen in screens.items():
            if command.mode in (mode, Mode.EVERYWHERE):
                assert hasattr(screen, f"action_{command.action}"), (command.id, screen)


def test_a_missing_file_means_the_defaults(tmp_path: Path) -> None:
    assert load_keymap(tmp_path / "keys.toml") is DEFAULT_KEYMAP


def test_a_key_is_remapped(tmp_path: Path) -> None:
    path = tmp_path / "keys.toml"
    path.write_text('[keys]\n"compare.next-link" = ["]", "right"]\n"compare.right-pane" = "l"\n')
    keymap = load_keymap(path)
    assert keymap.problems == () or "taken" in keymap.problems[0]
    path.write_text('[keys]\n"compare.right-pane" = "l"\n"compare.next-link" = ["]", "right"]\n')
    keymap = load_keymap(path)
    assert keymap.problems == ()
    assert keymap.of("compare.next-link") == ("]", "right")
    assert keymap.overrides()["compare.next-link"] == "right_square_bracket,right"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[keys]\n"compare.nxt-link" = "n"', "did you mean compare.next-link?"),
        ('[keys]\n"compare.next-link" = "j"', "j is taken by everywhere.down"),
        ('[keys]\n"compare.next-link" = "ctrl+c"', "ctrl+c cannot be used"),
        ('[keys]\n"compare.next-link" = 7', "a key or a list of keys is expected"),
        ("[keys", "not read"),
        ("keys = 3", '"keys" must be a table'),
    ],
)
def test_what_cannot_be_taken_is_said_in_one_line_and_the_default_holds(
    tmp_path: Path, text: str, said: str
) -> None:
    path = tmp_path / "keys.toml"
    path.write_text(text)
    keymap = load_keymap(path)
    assert len(keymap.problems) == 1
    assert said in keymap.problems[0] and "keys.toml" in keymap.problems[0]
    assert "\n" not in keymap.problems[0]
    assert dict(keymap.keys) == dict(DEFAULT_KEYMAP.keys)


def test_the_printed_table_names_every_command() -> None:
    text = keymap_text()
    assert all(command.id in text for command in COMMANDS)


def test_the_documentation_is_the_registry() -> None:
    assert (DOCS / "keys.md").read_text("utf-8") == keys_markdown()


@pytest.mark.parametrize("page", ["keys.md", "files.md"])
def test_the_documented_example_is_taken(tmp_path: Path, page: str) -> None:
    text = (DOCS / page).read_text("utf-8")
    example = next(block for block in text.split("```toml\n")[1:] if block.startswith("[keys]")).split("```")[
        0
    ]
    path = tmp_path / "keys.toml"
    path.write_text(example, "utf-8")
    keymap = load_keymap(path)
    assert keymap.problems == ()
    assert keymap.overrides()
