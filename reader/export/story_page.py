"""A story's matrix as Markdown and as one HTML file that loads nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape as html_escape
from importlib.resources import files

import reader
from reader.comparison.matrix import Cell, MatrixCell
from reader.comparison.moments import moments
from reader.export.markdown import escape
from reader.export.place import one_line
from reader.export.story import CELL_WORDS, StoryTable

_DISCLAIMER = (
    "“No match found” means that this program found none; it is no claim that something was left out."
)


def markdown_stories(stories: Sequence[StoryTable]) -> str:
    """Return stories as Markdown, the last line ended."""
    lines = [line for story in stories for line in _markdown(story)]
    return "\n".join([*lines, "---", "", f"Made by Crossread {reader.__version__}. {_DISCLAIMER}"]) + "\n"


def html_stories(stories: Sequence[StoryTable]) -> str:
    """Return stories as one HTML5 document, the last line ended."""
    style = files("reader.export").joinpath("data", "story.css").read_text("utf-8")
    title = stories[0].title if len(stories) == 1 else f"{len(stories)} stories"
    body = "\n".join(part for story in stories for part in _html(story))
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_flat(title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n{body}\n"
        f"<footer>{_DISCLAIMER} Made by Crossread {reader.__version__}.</footer>\n</body>\n</html>\n"
    )


def _flat(text: str) -> str:
    return html_escape(" ".join(text.split()))


def _shown(cell: MatrixCell) -> str:
    if cell.cell is Cell.NONE:
        return _mark(cell.cell)
    figure = f" {cell.figure}" if cell.figure else ""
    return f"{cell.cell.value}{figure} ¶{cell.paragraph}"


def _mark(cell: Cell) -> str:
    # A dot on the line is hardly seen in a table.
    return "·" if cell is Cell.NONE else cell.value


def _totals(story: StoryTable) -> list[tuple[str, list[str]]]:
    totals = story.matrix.totals
    return [
        ("share of shared passages carried here", [f"{one.share:.0%}" for one in totals]),
        (
            "words linked to an earlier article",
            ["–" if one.copied is None else f"{one.copied:.0%}" for one in totals],
        ),
        ("speakers quoted / words in quotes", [f"{one.speakers} / {one.quoted_words}" for one in totals]),
    ]


def _markdown(story: StoryTable) -> Iterator[str]:
    articles = story.ordered()
    yield f"# {escape(story.title)}"
    yield ""
    for number, article in enumerate(articles, 1):
        when = moments(article).latest or "date not stated"
        yield f"{number}. **{escape(article.outlet_name)}**, {escape(when)}: {escape(article.title)}"
    yield ""
    if story.matrix.notice:
        yield f"> {escape(story.matrix.notice)}"
        yield ""
    yield "| | passage | " + " | ".join(str(n) for n in range(1, len(articles) + 1)) + " | carried by |"
    yield "|---|---|" + "---|" * (len(articles) + 1)
    for number, row in enumerate(story.matrix.rows, 1):
        cells = " | ".join(escape(_shown(cell)) for cell in row.cells)
        flags = " #" if row.differs else " ?" if row.unsure else ""
        yield f"| {number} | {escape(row.label)} | {cells} | {row.carried}{escape(flags)} |"
    for label, values in _totals(story):
        yield f"| | {label} | " + " | ".join(escape(value) for value in values) + " | |"
    yield ""
    yield "; ".join(f"{escape(_mark(cell))} {words}" for cell, words in CELL_WORDS.items()) + "; ¶ paragraph"
    yield ""


def _html(story: StoryTable) -> Iterator[str]:
    articles, matrix = story.ordered(), story.matrix
    yield f"<section><h1>{_flat(story.title)}</h1><ol>"
    for article in articles:
        when = moments(article).latest or "date not stated"
        yield (
            f"<li><strong>{_flat(article.outlet_name)}</strong>, {_flat(when)}: {_flat(article.title)}</li>"
        )
    yield "</ol>"
    if matrix.notice:
        yield f"<p>{_flat(matrix.notice)}</p>"
    heads = "".join(
        f'<th scope="col" title="{_flat(article.title)}">{number}'
        f"<span>{_flat(article.outlet_name)}</span></th>"
        for number, article in enumerate(articles, 1)
    )
    yield '<div class="table"><table>'
    yield f'<thead><tr><td></td><td></td>{heads}<th scope="col">by</th></tr></thead><tbody>'
    for number, row in enumerate(matrix.rows, 1):
        cells = []
        for cell, article in zip(row.cells, articles, strict=True):
            words = " … ".join(one_line(article.text, span) for span in cell.spans)
            name = cell.cell.name.lower().replace("_", "-")
            about = f"{CELL_WORDS[cell.cell]}{': ' if words else ''}{words}"
            cells.append(f'<td class="{name}" title="{_flat(about)}">{_flat(_shown(cell))}</td>')
        flags = " #" if row.differs else " ?" if row.unsure else ""
        yield (
            f'<tr><td class="n">{number}</td><th scope="row">{_flat(row.label)}</th>{"".join(cells)}'
            f'<td class="n">{row.carried}{flags}</td></tr>'
        )
    yield "</tbody><tfoot>"
    for label, values in _totals(story):
        yield (
            f'<tr><td></td><th scope="row">{label}</th>'
            + "".join(f"<td>{_flat(value)}</td>" for value in values)
            + "<td></td></tr>"
        )
    yield "</tfoot></table></div>"
    legend = "; ".join(f"<b>{_flat(_mark(cell))}</b> {words}" for cell, words in CELL_WORDS.items())
    yield f"<p class=legend>{legend}; ¶ paragraph</p>"
    # The words of each passage in print and for screen readers, which have no tooltip.
    yield "<details open><summary>Each passage in every outlet’s words</summary>"
    for number, row in enumerate(matrix.rows, 1):
        yield f"<h2>{number}. {_flat(row.label)}</h2><dl>"
        for cell, article in zip(row.cells, articles, strict=True):
            if cell.spans:
                words = " … ".join(one_line(article.text, span) for span in cell.spans)
                how = f"{CELL_WORDS[cell.cell]}, ¶{cell.paragraph}"
                yield f"<dt>{_flat(article.outlet_name)} <small>{how}</small></dt><dd>{_flat(words)}</dd>"
        yield "</dl>"
    yield "</details></section>"
