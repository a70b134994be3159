"""Compare: the same story in two outlets, matching passages linked."""

from __future__ import annotations

from typing import ClassVar

from reader.library.resources import styles_dir
from reader.ui.registry import Mode
from reader.ui.screens.base import bindings_for
from reader.ui.screens.pair_judge import JudgeKeys
from reader.ui.screens.pair_lenses import LensKeys
from reader.ui.screens.pair_links import LinkKeys
from reader.ui.screens.pair_outlets import OutletKeys
from reader.ui.screens.pair_save import SaveKeys
from reader.ui.screens.pair_search import SearchKeys
from reader.ui.screens.pair_take import TakeKeys


class CompareScreen(JudgeKeys, SaveKeys, LensKeys, LinkKeys, OutletKeys, SearchKeys, TakeKeys):
    """Two articles side by side, with all that the keys do."""

    CSS_PATH: ClassVar = [styles_dir() / "compare.tcss"]
    BINDINGS: ClassVar = bindings_for(Mode.COMPARE)
