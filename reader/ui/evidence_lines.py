"""The evidence list as lines for a panel. No Textual here."""

from __future__ import annotations

from collections.abc import Sequence

from reader.library.judgements import Remark


def evidence_list(remarks: Sequence[Remark]) -> list[str]:
    """Return the starred passages with their sources, notes and codes, oldest first.

    Args:
        remarks: All of the reader's remarks.
    """
    stars = [remark for remark in remarks if remark.kind == "evidence"]
    if not stars:
        return [
            "Nothing is on the evidence list.",
            "",
            "In a comparison, f puts the link or the passage in focus here.",
        ]
    lines: list[str] = []
    for number, star in enumerate(stars, 1):
        for at, anchor in enumerate(star.anchors):
            head = f"{number}. " if at == 0 else "   "
            lines.append(f"{head}“{' '.join(anchor.quote.split())}”")
            if at < len(star.cited):
                cited = star.cited[at]
                parts = [cited.outlet, cited.title, cited.published]
                parts += [f"paragraph {cited.paragraph}"] if cited.paragraph else []
                lines.append("   " + ", ".join(part for part in parts if part))
        for remark in remarks:
            if remark is not star and remark.anchors == star.anchors:
                lines.append(f"   {remark.kind}: {remark.text}")
        lines.append("")
    return [*lines, "crossread evidence prints this list with context, offsets and hashes."]
