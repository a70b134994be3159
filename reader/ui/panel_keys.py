"""Keys of panels: those of the commands that work everywhere, so that a reader's `keys.toml` holds in them.

Enter and escape answer a panel whatever is remapped: nobody is shut in.
"""

from __future__ import annotations

from collections.abc import Mapping

from textual.binding import Binding, BindingType

from reader.ui.keymap import textual_key
from reader.ui.registry import BY_ID


def panel_bindings(commands: Mapping[str, str], fixed: Mapping[str, str]) -> list[BindingType]:
    """Return a panel's bindings.

    Args:
        commands: Textual actions by the command whose keys carry them out, remapped together with it.
        fixed: Textual actions by keys that stay, each written as a reader types it.
    """
    bindings: list[BindingType] = [
        Binding(textual_key(key), action, show=False) for key, action in fixed.items()
    ]
    bindings += [
        Binding(",".join(textual_key(key) for key in BY_ID[id].keys), action, show=False, id=id)
        for id, action in commands.items()
    ]
    return bindings
