"""The one registry of commands: bindings, footer, palette, help and `crossread keys` all come from it.

Nothing here imports Textual, so that `crossread keys` can print the table without it. Keys are written as
a reader would type them ("]", "ctrl+d", "enter"); `reader.ui.keymap` turns them into Textual's names.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Mode(StrEnum):
    """Where a command works."""

    EVERYWHERE = "everywhere"
    LIST = "list"
    READING = "reading"
    COMPARE = "compare"
    NAMES = "names"
    MATRIX = "matrix"
    IMPORT = "import"
    REVIEW = "review"


class Group(StrEnum):
    """The heading under which help shows a command."""

    MOVE = "move"
    VIEW = "view"
    COMPARE = "compare"
    FIND = "find"
    CORRECT = "correct"
    TAKE = "take away"
    APP = "app"


@dataclass(frozen=True, slots=True)
class Command:
    """One thing the reader can do.

    Attributes:
        id: Unique, `mode.verb`; what `keys.toml` remaps.
        mode: Where it works.
        keys: Default keys, the first one shown.
        title: What palette and help call it.
        help: One sentence that says what happens.
        group: Its heading in help.
        footer: Label in the footer; empty when it is not shown there.
        rank: Order in the footer, lowest first; what does not fit is left out from the end.
        partner: Id of the command that the footer shows together with this one (`] [ link`).
    """

    id: str
    mode: Mode
    keys: tuple[str, ...]
    title: str
    help: str
    group: Group
    footer: str = ""
    rank: int = 50
    partner: str = ""

    @property
    def action(self) -> str:
        """The name of the Textual action that carries it out."""
        return self.id.split(".", 1)[1].replace("-", "_")


def _c(
    id: str,
    keys: str,
    title: str,
    help: str,
    group: Group,
    footer: str = "",
    rank: int = 50,
    partner: str = "",
) -> Command:
    return Command(id, Mode(id.split(".")[0]), tuple(keys.split()), title, help, group, footer, rank, partner)


_M, _V, _C, _F, _T, _A = Group.MOVE, Group.VIEW, Group.COMPARE, Group.FIND, Group.TAKE, Group.APP
_K = Group.CORRECT

COMMANDS: tuple[Command, ...] = (
    # Everywhere
    _c("everywhere.down", "j down", "Down", "Move down a line or a row.", _M, "move", 95, "everywhere.up"),
    _c("everywhere.up", "k up", "Up", "Move up a line or a row.", _M),
    _c("everywhere.top", "g home", "Top", "Go to the top.", _M),
    _c("everywhere.bottom", "G end", "Bottom", "Go to the bottom.", _M),
    _c("everywhere.half-down", "ctrl+d", "Half a page down", "Move down half a page.", _M),
    _c("everywhere.half-up", "ctrl+u", "Half a page up", "Move up half a page.", _M),
    _c("everywhere.page-down", "ctrl+f pagedown", "Page down", "Move down a page.", _M),
    _c("everywhere.page-up", "ctrl+b pageup", "Page up", "Move up a page.", _M),
    _c(
        "everywhere.search", "/", "Search", "Search in what is shown; enter keeps the hits.", _F, "search", 10
    ),
    _c("everywhere.next-hit", "n", "Next hit", "Go to the next search hit.", _F),
    _c("everywhere.previous-hit", "N", "Previous hit", "Go to the previous search hit.", _F),
    _c("everywhere.cancel", "escape", "Cancel", "Close a prompt or panel, clear the search.", _F),
    _c("everywhere.undo", "u", "Undo", "Take back what you did last; it says what.", _K),
    _c("everywhere.redo", "ctrl+r", "Redo", "Do again what was undone last.", _K),
    _c(
        "everywhere.manage-names",
        "E",
        "Names of the story",
        "Show who is named in this story, to merge, part, rename or remove names.",
        _K,
    ),
    _c("everywhere.import", "I", "Import", "Take files, pages, feeds or a text into the library.", _A),
    _c("everywhere.review", "V", "Review", "Look at what was guessed of articles, and mend it.", _K),
    _c("everywhere.evidence", "ctrl+e", "Evidence list", "Show what is on the evidence list.", _T),
    _c("everywhere.blind", "B", "Blind", "Hide whose articles these are, or show it again.", _V),
    _c("everywhere.zen", "z", "Zen", "Hide everything but the text.", _V),
    _c(
        "everywhere.theme",
        "ctrl+t",
        "Next theme",
        "Change to the next theme: dark, light, high contrast, terminal colours.",
        _V,
    ),
    _c("everywhere.place-back", "ctrl+o", "Place before", "Go back to where you were before a jump.", _M),
    _c("everywhere.redraw", "ctrl+l", "Redraw", "Draw the screen afresh.", _A),
    _c("everywhere.palette", "ctrl+p :", "All commands", "Open the palette of all commands.", _A),
    _c("everywhere.help", "? f1", "Help", "Show the keys that work here.", _A, "help", 99),
    _c("everywhere.back", "q", "Back", "Go back one screen; from the library, quit.", _A, "back", 11),
    _c("everywhere.quit", "Q", "Quit", "Quit at once; the place is kept.", _A),
    # Library
    _c("list.open", "enter", "Read", "Open the article under the cursor.", _C, "read", 2),
    _c(
        "list.compare",
        "c",
        "Compare",
        "Compare the picked articles, or this one with its best match.",
        _C,
        "compare",
        3,
    ),
    _c(
        "list.matrix",
        "M",
        "Matrix",
        "Show which outlet carries which passage of this story.",
        _C,
        "matrix",
        5,
    ),
    _c("list.pick", "x", "Pick", "Pick this article for comparison, or put it back.", _C, "pick", 4),
    _c("list.pick-all", "*", "Pick all", "Pick all that is listed: the next act goes for all of it.", _C),
    _c("list.clear-picks", "X", "Clear picks", "Put all picked articles back.", _C),
    _c(
        "list.left-pane",
        "h left",
        "Left pane",
        "Go to the pane on the left.",
        _M,
        "panes",
        30,
        "list.right-pane",
    ),
    _c("list.right-pane", "l right", "Right pane", "Go to the pane on the right.", _M),
    _c("list.next-pane", "tab", "Other pane", "Go to the other pane.", _M),
    _c(
        "list.page",
        "space",
        "Page or next unread",
        "Page down the preview; at its end go to the next unread article.",
        _M,
    ),
    _c("list.by", "S", "Sort", "By story, newest, oldest, best, outlet, headline, longest.", _V, "sort", 20),
    _c("list.merge", "=", "One story", "Join the stories of the picked articles.", _K),
    _c("list.split", "-", "Take out", "Take this article out of its story.", _K),
    _c("list.why", "W", "Why together", "Show why these articles are one story.", _C),
    _c("list.versions", "d", "Older version", "Compare this article with its older version.", _C),
    _c("list.save", "s", "Keep the filter", "Keep what is listed in the sidebar, under a name.", _T),
    _c("list.narrower", "<", "Narrower sidebar", "Make the sidebar narrower.", _V),
    _c("list.wider", ">", "Wider sidebar", "Make the sidebar wider.", _V),
    _c("list.rescan", "R", "Rescan", "Read from disk again; of your library, all that was added.", _A),
    _c("list.problems", "i", "What was refused", "Show what could not be read, and why.", _V),
    _c(
        "list.filter",
        "F",
        "Filter",
        "By words, outlet:, date:, tag:, is:unread; tab completes.",
        _F,
        "filter",
        6,
    ),
    _c("list.next-unread", "J", "Next unread", "Go to the next article that is not read.", _M),
    _c("list.previous-unread", "K", "Unread before", "Go to the unread article before.", _M),
    _c("list.mark-read", "m", "Read or unread", "Mark as read, or as unread again.", _K),
    _c("list.all-read", "A", "All read", "Mark all that is listed as read.", _K),
    _c("list.star", "f", "Star", "Give it a star, or take the star off.", _K, "star", 7),
    _c("list.tag", "t", "Tag", "Put a tag on it.", _K),
    _c("list.untag", "T", "Take a tag off", "Take a tag off it.", _K),
    _c("list.trash", "D", "Trash", "Put it in the trash, or back; or drop a filter of the sidebar.", _K),
    _c("list.list-all", "1", "All", "List all articles.", _V),
    _c("list.list-unread", "2", "Unread", "List what is not read yet.", _V),
    _c("list.list-starred", "3", "Starred", "List what has a star.", _V),
    _c("list.list-review", "4", "To review", "List articles of which something was guessed.", _V),
    # Reading
    _c("reading.page", "space", "Page", "Page down; at the end go on to the next article.", _M, "page", 1),
    _c("reading.page-back", "b", "Page back", "Page up.", _M),
    _c("reading.next-article", "J", "Next article", "Go to the next article of the list.", _M),
    _c("reading.previous-article", "K", "Previous article", "Go to the previous article of the list.", _M),
    _c(
        "reading.next-outlet",
        ">",
        "Next outlet",
        "The same story in the next outlet.",
        _C,
        "outlet",
        5,
        "reading.previous-outlet",
    ),
    _c("reading.previous-outlet", "<", "Previous outlet", "The same story in the previous outlet.", _C),
    _c(
        "reading.next-mention",
        "] .",
        "Next mention",
        "Go to the next mention of the name in focus.",
        _M,
        "mention",
        4,
        "reading.previous-mention",
    ),
    _c("reading.previous-mention", "[ comma", "Previous mention", "Go to the previous mention.", _M),
    _c(
        "reading.next-paragraph",
        "}",
        "Next paragraph",
        "Go to the next paragraph.",
        _M,
        "paragraph",
        8,
        "reading.previous-paragraph",
    ),
    _c("reading.previous-paragraph", "{", "Previous paragraph", "Go to the previous paragraph.", _M),
    _c("reading.to-text", "h left", "To the text", "Go to the text.", _M),
    _c("reading.to-names", "l right", "To the names", "Go to the names panel; j and k pick a name.", _M),
    _c("reading.names", "e", "Names", "Show or hide the names panel.", _V, "names", 6),
    _c(
        "reading.name-page",
        "enter",
        "Others, or page of a name",
        "In the text, how the others put this paragraph; in the names panel, all on the name.",
        _C,
        "page of the name",
        0,
    ),
    _c(
        "reading.compare",
        "c",
        "Compare",
        "Compare with the same story in the best matching outlet.",
        _C,
        "compare",
        2,
    ),
    _c("reading.matrix", "M", "Matrix", "Show which outlet carries which passage of this story.", _C),
    _c(
        "reading.raw", "r", "Raw view", "Show every line of the source, with what cleaning hid.", _V, "raw", 7
    ),
    _c("reading.people", "1", "People", "Highlight people, or stop.", _V),
    _c("reading.organisations", "2", "Organisations", "Highlight organisations, or stop.", _V),
    _c("reading.places", "3", "Places", "Highlight places and nationalities, or stop.", _V),
    _c("reading.figures", "4", "Dates and figures", "Highlight dates and figures, or stop.", _V),
    _c("reading.quotes", "5", "Quotes", "Highlight what is quoted, or stop.", _V),
    _c("reading.words", "6", "Hedges, loaded words", "Highlight words of the open lists, or stop.", _V),
    _c("reading.plain", "0", "No highlights", "Switch all highlights off, or on again.", _V),
    _c(
        "reading.cite",
        "y",
        "Copy with citation",
        "Copy the selection, or the paragraph in focus, with its citation.",
        _T,
        "cite",
        9,
    ),
    # Names of a story
    _c("names.open", "enter", "Read there", "Read the article at this mention.", _M, "read there", 2),
    _c(
        "names.next-mention",
        "] .",
        "Next mention",
        "Go to the next mention, in whichever outlet.",
        _M,
        "mention",
        1,
        "names.previous-mention",
    ),
    _c("names.previous-mention", "[ comma", "Previous mention", "Go to the previous mention.", _M),
    _c("names.left-pane", "h left", "To the names", "Go to the list of names.", _M),
    _c("names.right-pane", "l right", "To the page", "Go to the page of this name.", _M),
    _c("names.other-pane", "tab", "Other side", "Go to the other side.", _M, "other side", 9),
    _c("names.page", "space", "Page", "Move down a page.", _M),
    _c("names.page-back", "b", "Page back", "Move up a page.", _M),
    _c("names.pick", "x", "Pick", "Pick this name to merge it with another, or put it back.", _K, "pick", 3),
    _c("names.merge", "=", "Merge", "Say that the picked names and this one are one.", _K, "merge", 4),
    _c("names.split", "-", "Set apart", "Say that this form is another name.", _K, "set apart", 5),
    _c("names.rename", "r", "Rename", "Show this name under another form.", _K, "rename", 6),
    _c("names.retype", "t", "Change its kind", "Say that it is a person, a place …", _K, "kind", 7),
    _c("names.remove", "D", "Not a name", "Say that this is no name at all.", _K, "not a name", 8),
    # Import
    _c("import.start", "enter", "Import", "Take what stands in the line.", _A, "import", 1),
    _c("import.complete", "tab", "Complete", "Complete the path that is being typed.", _F, "complete", 2),
    _c("import.stop", "s", "Stop", "End the import; what is done is kept.", _A, "stop", 3),
    _c("import.another", "i", "Another", "Go to the line for another source.", _M, "another", 3),
    _c("import.update", "U", "Update", "Look again at what was added before.", _A, "update", 4),
    _c("import.fix", "4", "To review", "Look at what was guessed, and mend it.", _K, "review", 4),
    _c("import.library", "o", "Your library", "Go to the library imported into.", _A, "your library", 5),
    # Review
    _c("review.next", "J ]", "Next", "Go to the next article to review.", _M, "next", 3, "review.previous"),
    _c("review.previous", "K [", "Article before", "Go to the article before.", _M),
    _c("review.edit", "enter e", "Set", "Set this field.", _K, "set", 1),
    _c("review.accept", "a", "Accept", "Say that this is right.", _K, "accept", 2),
    _c("review.accept-all", "A", "Accept all", "All of this article is right; go on.", _K, "accept all", 4),
    _c("review.always", "o", "Always so", "Let it be so for all of this outlet.", _K, "always so", 5),
    _c("review.read", "r", "Read", "Open the article.", _C, "read", 6),
    # Compare
    _c(
        "compare.next-link",
        "] .",
        "Next link",
        "Go to the next pair of matching passages.",
        _M,
        "link",
        1,
        "compare.previous-link",
    ),
    _c("compare.previous-link", "[ comma", "Previous link", "Go to the previous pair.", _M),
    _c("compare.jump", "'", "Jump", "Put a letter on every link in view; pressing it goes there.", _M),
    _c(
        "compare.next-only",
        "}",
        "Next only here",
        "Go to the next passage that only one side has.",
        _M,
        "only here",
        2,
        "compare.previous-only",
    ),
    _c("compare.previous-only", "{", "Previous only here", "Go to the previous such passage.", _M),
    _c("compare.align", "enter", "Align", "Bring the two halves of this link level.", _C, "align", 3),
    _c(
        "compare.layout",
        "p",
        "Layout",
        "Change the layout: level, ribbons, interleaved. The place is kept.",
        _V,
        "layout",
        4,
    ),
    _c("compare.exchange", "x", "Swap sides", "Exchange left and right.", _C, "swap", 6),
    _c("compare.fold", "d", "Fold", "Show all, only what differs, or only what matches.", _V, "fold", 7),
    _c("compare.why", "W", "Why", "Show why the two passages were linked.", _C, "why", 5),
    _c("compare.marks", "w", "Word marks", "Mark the words that differ inside links, or stop.", _V),
    _c(
        "compare.lock",
        "L",
        "Scroll lock",
        "Let the sides scroll together, or each for itself.",
        _V,
        "lock",
        12,
    ),
    _c("compare.other-pane", "tab", "Other side", "Put the focus on the other side.", _M),
    _c("compare.left-pane", "h left", "Left side", "Put the focus on the left side.", _M),
    _c("compare.right-pane", "l right", "Right side", "Put the focus on the right side.", _M),
    _c(
        "compare.next-outlet",
        ">",
        "Next outlet",
        "Show the next outlet on the focused side.",
        _C,
        "outlet",
        9,
        "compare.previous-outlet",
    ),
    _c(
        "compare.previous-outlet", "<", "Previous outlet", "Show the previous outlet on the focused side.", _C
    ),
    _c("compare.page", "space", "Page", "Page down, both sides.", _M),
    _c("compare.page-back", "b", "Page back", "Page up, both sides.", _M),
    _c("compare.lens-text", "1", "Lens: text", "Both texts, matching passages linked.", _V),
    _c(
        "compare.lens-only",
        "2",
        "Lens: only here",
        "What was found on one side alone, with the nearest miss.",
        _V,
    ),
    _c("compare.lens-quotes", "3", "Lens: quotes", "Who is quoted with which words.", _V),
    _c("compare.lens-figures", "4", "Lens: figures, dates", "Figures and dates that differ or agree.", _V),
    _c("compare.lens-names", "5", "Lens: names", "Who is called what by which side.", _V),
    _c("compare.lens-words", "6", "Lens: words", "How the same passages are worded.", _V),
    _c("compare.lens-order", "7", "Lens: order", "What stands where in either text.", _V),
    _c("compare.lens-copy", "8", "Lens: copy", "What was copied, cut, changed, added.", _V),
    _c("compare.lens-time", "9", "Lens: time", "Which came first, and versions of one article.", _V),
    _c("compare.save", "s", "Save a report", "As Markdown, HTML, JSON, CSV, TEI or plain text.", _T),
    _c("compare.confirm", "+", "Confirm or link", "Confirm this link; or link two passages by hand.", _K),
    _c("compare.reject", "-", "Reject", "These two passages do not belong together.", _K),
    _c("compare.correct", "r", "Correct", "Say who speaks this quote, or what this figure counts.", _K),
    _c("compare.star", "f", "Evidence", "Put this on the evidence list, or take it off.", _K),
    _c("compare.note", "a", "Note", "Write a note on this.", _K),
    _c("compare.code", "t", "Code", "Give this a code of the codebook.", _K),
    _c("compare.uncode", "T", "Take a code off", "Take a code off this.", _K),
    _c("compare.cite", "y", "Copy passage", "Copy the passage of the focused side with its citation.", _T),
    _c("compare.cite-both", "Y", "Copy both", "Copy both passages with their citations.", _T, "cite both", 8),
    _c(
        "compare.matrix",
        "M",
        "Matrix",
        "Show which outlet carries which passage of this story.",
        _C,
        "matrix",
        10,
    ),
    # Matrix
    _c(
        "matrix.open", "enter", "Compare", "Compare this cell with the first known wording.", _C, "compare", 1
    ),
    _c("matrix.pick", "x", "Pick", "Pick this cell, then compare it with another.", _C, "pick", 2),
    _c("matrix.left-pane", "h left", "Outlet before", "Go to the outlet on the left.", _M),
    _c("matrix.right-pane", "l right", "Outlet after", "Go to the outlet on the right.", _M),
    _c(
        "matrix.next-outlet",
        ">",
        "Later outlets",
        "Bring later outlets into view.",
        _M,
        "outlets",
        6,
        "matrix.previous-outlet",
    ),
    _c("matrix.previous-outlet", "<", "Earlier outlets", "Bring earlier outlets into view.", _M),
    _c("matrix.sort", "S", "Sort", "By how many carry a passage, by place, by what differs.", _V, "sort", 4),
    _c(
        "matrix.filter",
        "F",
        "Filter",
        "All, those that differ, of one outlet only, quotes, unsure ones.",
        _V,
        "filter",
        5,
    ),
    _c(
        "matrix.why",
        "W",
        "Headlines",
        "Set headlines and first sentences against each other.",
        _C,
        "headlines",
        3,
    ),
    _c("matrix.save", "s", "Save a report", "As Markdown, HTML, JSON, CSV or plain text.", _T),
    _c(
        "matrix.legend",
        "i",
        "What the letters mean",
        "Say what the letters of the cells mean.",
        _V,
        "letters",
        7,
    ),
    _c("matrix.page", "space", "Page", "Page down.", _M),
    _c("matrix.page-back", "b", "Page back", "Page up.", _M),
)

BY_ID = {command.id: command for command in COMMANDS}


def commands_for(mode: Mode) -> list[Command]:
    """Return the commands that work in `mode`, those of everywhere last, in registry order."""
    own = [command for command in COMMANDS if command.mode is mode]
    return own + [
        command for command in COMMANDS if command.mode is Mode.EVERYWHERE and mode is not command.mode
    ]
