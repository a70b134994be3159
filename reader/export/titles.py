"""What the lenses and contrasts are called in reports: contrast, never a verdict."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from reader.comparison.contrast import Contrast, Lens

LENS_TITLES: Mapping[Lens, str] = MappingProxyType(
    {
        Lens.TEXT: "Text",
        Lens.ONLY_HERE: "Only here: no match found on the other side",
        Lens.QUOTES: "Quotes",
        Lens.FIGURES: "Figures and dates",
        Lens.NAMES: "Names: who is called what",
        Lens.WORDING: "Wording of the same passages",
        Lens.ORDER: "Order: what stands where",
        Lens.COPY: "Copy trace",
        Lens.TIME: "Time and versions",
    }
)

CONTRAST_WORDS: Mapping[Contrast, str] = MappingProxyType(
    {
        Contrast.SAME: "= same",
        Contrast.CUT: "q cut",
        Contrast.ALTERED: "~ altered",
        Contrast.OTHER_SPEAKER: "& other speaker",
        Contrast.DIFFERS: "# differs",
        Contrast.LABEL: "~ other label",
        Contrast.MOVED: "> elsewhere",
        Contrast.ADDED: "+ added",
        Contrast.ONLY_LEFT: "+ only left",
        Contrast.ONLY_RIGHT: "+ only right",
    }
)
