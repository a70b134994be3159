"""The evidence list as lines for a panel. No Textual here."""

from __future__ import annotations

from collections.abc import Sequence

from reader.library.judgements import Remark
from reader.text.safe import safe_line
from reader.ui.blinds import Blinds


def evidence_list(remarks: Sequence[Remark], star_key: str, blinds: Blinds | None = None) -> list[str]:
    """Return the starred passages with their sources, notes and codes, oldest first.

    Args:
        remarks: All of the reader's remarks.
        star_key: The key that puts something on the list.
        blinds: What hides the outlets, or None.
    """
    stars = [remark for remark in remarks if remark.kind == "evidence"]
    if not stars:
        return [
            "Nothing is on the evidence list.",
            "",
            f"In a comparison, {star_key} puts the link or the passage in focus here.",
        ]
    lines: list[str] = []
    for number, star in enumerate(stars, 1):
        for at, anchor in enumerate(star.anchors):
            head = f"{number}. " if at == 0 else "   "
            lines.append(f"{head}“{safe_line(anchor.quote)}”")
            if at < len(star.cited):
                cited = star.cited[at]
                source = (cited.outlet, cited.title) if blinds is None else (blinds.name(cited.outlet),)
                parts = [*source, cited.published]
                parts += [f"paragraph {cited.paragraph}"] if cited.paragraph else []
                lines.append("   " + ", ".join(part for part in parts if part))
        for remark in remarks:
            if remark is not star and remark.anchors == star.anchors:
                lines.append(f"   {remark.kind}: {remark.text}")
        lines.append("")
    return [*lines, "crossread evidence prints this list with context, offsets and hashes."]
