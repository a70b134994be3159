"""Names: who is named in a story, what each outlet calls them, and the reader's corrections of both."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widget import Widget
from textual.worker import get_current_worker

from reader.article import READING_ROLES, Span
from reader.entities.corrections import Name
from reader.entities.keys import normal
from reader.library.resources import styles_dir
from reader.ui.asking import AskingScreen
from reader.ui.registry import Mode
from reader.ui.screens.base import bindings_for
from reader.ui.session import Session
from reader.ui.widgets.lists import ListRow, RowList
from reader.ui.widgets.name_rows import NamePage, list_rows, type_words

if TYPE_CHECKING:
    from reader.comparison.naming import Called
    from reader.entities.model import Names
    from reader.ui.blinds import Blinds


class NamesScreen(AskingScreen):
    """The names of a story at the left, the page of one of them at the right.

    Args:
        session: The run.
        index: An article of the story.
        referent: The referent of that article whose page to open; None begins in the list.
    """

    MODE = Mode.NAMES
    CSS_PATH: ClassVar = [styles_dir() / "names.tcss"]
    BINDINGS: ClassVar = bindings_for(Mode.NAMES)
    prompt_label = "search the names"

    def __init__(self, session: Session, index: int, referent: int | None = None) -> None:
        super().__init__(session)
        self.index = index
        self._referent = referent
        self._order: list[int] = []
        self._names: list[Names] = []
        self.called: tuple[Called, ...] = ()
        self._picked: frozenset[tuple[int, int]] = frozenset()
        self._before: Called | None = None
        self._query = ""
        self._sentences: dict[int, list[Span]] = {}

    def compose_body(self) -> ComposeResult:
        """Compose the list and the page."""
        with Horizontal(id="panes"):
            yield RowList(id="who")
            yield RowList(id="page", quiet=True)

    @property
    def who(self) -> RowList:
        """The list of names."""
        return self.query_one("#who", RowList)

    @property
    def page(self) -> RowList:
        """The page of the name under the list's cursor."""
        return self.query_one("#page", RowList)

    @property
    def pane(self) -> Widget:
        """The page while it has the focus, else the list."""
        return self.page if self.page.has_focus else self.who

    @property
    def known(self) -> bool:
        """Whether the names have been found."""
        return bool(self._order)

    def article_now(self) -> int | None:
        """Return the article from which the names were opened."""
        return self.index

    def action_manage_names(self) -> None:
        """Go to the list: these are the names."""
        self.action_left_pane()

    # What is shown

    def on_mount(self) -> None:
        """Find the names."""
        self.set_class(self._referent is not None, "show-page")
        (self.page if self._referent is not None else self.who).focus()
        self.who.set_rows([ListRow((("looking …", ("faint",)),))])
        self._show_bar()
        self._find()

    @work(thread=True, exclusive=True, group="names", exit_on_error=False)
    def _find(self) -> None:
        worker = get_current_worker()
        blinds = self.session.blinds
        found = self.session.naming(self.index)
        if not worker.is_cancelled:
            self.from_thread(self._found, blinds, *found)

    def _found(
        self, blinds: Blinds | None, order: list[int], names: list[Names], called: tuple[Called, ...]
    ) -> None:
        if not self.is_attached or blinds is not self.session.blinds:
            return
        before, self._before = self._before or self.one(), None
        same = self._same(before.referent.members, names) if before is not None else frozenset()
        self._picked = self._same(self._picked, names) if order == self._order else frozenset()
        self._order, self._names, self.called = order, names, called
        at = 0
        if self._referent is not None:
            member = (order.index(self.index), self._referent)
            at = next((n for n, one in enumerate(called) if member in one.referent.members), 0)
            self._referent = None
        elif before is not None:
            at = self._now(before.referent.usual, same)
        self._fill(at)

    def _same(self, members: Iterable[tuple[int, int]], names: Sequence[Names]) -> frozenset[tuple[int, int]]:
        """Return what referents are among names found anew: those that their first mentions are of now."""
        firsts: dict[tuple[int, int], Span] = {}
        for of, own in enumerate(self._names):
            for mention in own.mentions:
                firsts.setdefault((of, mention.referent), mention.span)
        spans = {(member[0], firsts[member]) for member in members if member in firsts}
        return frozenset(
            (of, mention.referent)
            for of, own in enumerate(names)
            for mention in own.mentions
            if (of, mention.span) in spans
        )

    def _now(self, usual: str, members: frozenset[tuple[int, int]]) -> int:
        """Return where a name is now; of several that it has become, the one that is called as it was."""
        found = [n for n, one in enumerate(self.called) if members.intersection(one.referent.members)]
        if found:
            return min(found, key=lambda number: self.called[number].referent.usual != usual)
        key = self.who.key
        return min(key, max(0, len(self.called) - 1)) if isinstance(key, int) else 0

    def blind_changed(self) -> None:
        """Show the names anew; until they are found, nothing tells an outlet."""
        self.close_question()
        self._before = self._before or self.one()
        self._sentences.clear()
        self.who.set_rows([ListRow((("looking …", ("faint",)),))])
        self._show_page()
        self._show_bar()
        self._find()

    def _fill(self, at: int | None = None) -> None:
        """Show the list, the cursor on the name with this number, and its page."""
        rows = list_rows(self.called, self._picked)
        notices = sorted({own.notice for own in self._names if own.notice})
        for notice in notices:
            rows += [ListRow(), ListRow(((notice, ("warn",)),))]
        self.who.set_rows(rows, keep=at)
        self._show_page()
        self._show_bar()

    def one(self) -> Called | None:
        """Return the name whose page is shown."""
        key = self.who.key
        return self.called[key] if isinstance(key, int) and key < len(self.called) else None

    def _show_page(self) -> None:
        one = self.one()
        width = self.page.size.width
        if one is None or not width:
            self.page.set_rows([])
            return
        articles = [self.session.article(index) for index in self._order]
        self.page.set_rows(NamePage(one, articles, self._names, self._sentences_of, width).rows())

    def _sentences_of(self, number: int) -> Sequence[Span]:
        found = self._sentences.get(number)
        if found is None:
            from reader.text.sentences import sentences

            article = self.session.article(self._order[number])
            found = self._sentences[number] = [
                span
                for block in article.blocks()
                if block.role in READING_ROLES
                for span in sentences(article.text, block.span.start, block.span.end, line_breaks=False)
            ]
        return found

    def _show_bar(self) -> None:
        article = self.session.article(self.index)
        several = len(self.session.library.told_with(self.index))
        right = (
            f"{len(self.called)} names · {several} articles" if several > 1 else f"{len(self.called)} names"
        )
        if self._picked:
            right = f"{len(self._picked_now())} picked · {right}"
        self.top.show([("Names", "bold $left"), ("   ", ""), (article.title, "$soft")], [(right, "$soft")])
        hidden = set() if self.page.has_focus else {"names.open"}
        self.key_bar.adapt(frozenset(hidden))

    def on_resize(self) -> None:
        """Lay the page out for the new width."""
        self.call_after_refresh(self._show_page)

    @on(RowList.Highlighted, "#who")
    def _name_highlighted(self, event: RowList.Highlighted) -> None:
        event.stop()
        self.page.set_rows([])
        self._show_page()

    @on(RowList.Chosen)
    def _row_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        self.action_open()

    # Moving about

    def action_left_pane(self) -> None:
        """Go to the list of names."""
        self.remove_class("show-page")
        self.who.focus()
        self._show_bar()

    def action_right_pane(self) -> None:
        """Go to the page of this name."""
        self.add_class("show-page")
        self.page.focus()
        self.call_after_refresh(self._page_if_empty)
        self._show_bar()

    def _page_if_empty(self) -> None:
        # Where it is narrow the page had no width before it was shown.
        if not self.page.row_count:
            self._show_page()

    def action_other_pane(self) -> None:
        """Go to the other side."""
        if self.page.has_focus:
            self.action_left_pane()
        else:
            self.action_right_pane()

    def restore_focus(self) -> None:
        """Give the focus back to the side in use."""
        self.set_focus(self.page if self.has_class("show-page") else self.who)

    def action_page(self) -> None:
        """Move down a page."""
        self._page(1.0)

    def action_page_back(self) -> None:
        """Move up a page."""
        self._page(-1.0)

    def action_open(self) -> None:
        """Read the article at the mention under the cursor; in the list, go to the page."""
        if not self.page.has_focus:
            self.action_right_pane()
            return
        match self.page.key:
            case ("mention", int(number), Span() as span):
                order = self.session.library.told_with(self.index)
                self.crossread.read(self._order[number], order, mention=span)
            case _:
                self.action_next_mention()

    def action_next_mention(self) -> None:
        """Go to the next mention."""
        self._step(1)

    def action_previous_mention(self) -> None:
        """Go to the previous mention."""
        self._step(-1)

    def _step(self, step: int) -> None:
        keys = self.page.keys
        # From the list the way begins at the first mention, or the last.
        here = keys.index(self.page.key) if self.page.has_focus and self.page.key in keys else -1
        self.action_right_pane()
        stops = [n for n, key in enumerate(keys) if isinstance(key, tuple) and key[0] == "mention"]
        if not stops:
            return
        ahead = [n for n in stops if (n > here if step > 0 else n < here)]
        at = (ahead[0] if step > 0 else ahead[-1]) if ahead else (stops[0] if step > 0 else stops[-1])
        self.page.go_to(keys[at])

    # Search

    def search(self, query: str, *, final: bool) -> None:
        """Go to the first name that has these words in one of its forms."""
        self._query = query.strip().casefold()
        if self._query and not self._seek(0, 0) and final:
            self.say(f"“{query.strip()}” is no name here")

    def move_hit(self, step: int) -> None:
        """Go some hits on, round the end."""
        key = self.who.key
        if self._query and isinstance(key, int):
            self._seek(key + step, -1 if step < 0 else 1)

    def _seek(self, begin: int, step: int) -> bool:
        count = len(self.called)
        for number in range(count):
            at = (begin + number * (step or 1)) % count
            forms = " ".join(form for own in self.called[at].referent.surfaces for form in own)
            if self._query in f"{self.called[at].referent.usual} {forms}".casefold():
                self.who.go_to(at)
                return True
        return False

    # Corrections

    def acts_changed(self) -> None:
        """Show the names as they are corrected now."""
        self._acts_seen = self.session.desk.version
        self._find()

    def _forms_of(self, one: Called) -> list[Name]:
        """Return the names that mean a referent in its articles, the one shown first."""
        found = dict.fromkeys(
            Name(referent.name, referent.type)
            for of, number in one.referent.members
            # The names that are listed: after a correction others are known before they are shown.
            for referent in (self._names[of].referents[number],)
        )
        return sorted(found, key=lambda name: name.text != one.referent.usual)

    def _ids(self) -> list[str]:
        return [self.session.library.article(index).id for index in self._order]

    def _did(self, said: str) -> None:
        self.say(f"{said}   u undoes it")
        problem, self.session.desk.problem = self.session.desk.problem, ""
        if problem:
            self.say(problem, warn=True)
        self.acts_changed()

    def action_pick(self) -> None:
        """Pick the name, or put it back."""
        one = self.one()
        if one is not None:
            members = frozenset(one.referent.members)
            self._picked = self._picked - members if self._picked & members else self._picked | members
            key = self.who.key
            self._fill(key if isinstance(key, int) else None)

    def action_merge(self) -> None:
        """Say that the picked names and this one are one."""
        one = self.one()
        others = [other for other in self._picked_now() if other is not one]
        if one is None or not others:
            self.say("Pick with x what to merge, then go to the name to merge it with, and press =.")
            return
        if self._hides(one, *others):
            return
        names = [name for each in (one, *others) for name in self._forms_of(each)]
        self._picked = frozenset()
        act = self.session.desk.names.merge(list(dict.fromkeys(names)), self._ids())
        self._did(act.said)

    def _picked_now(self) -> list[Called]:
        return [one for one in self.called if self._picked.intersection(one.referent.members)]

    def _hides(self, *names: Called) -> bool:
        """Tell whether blind mode covers one of these names, and say that it cannot be corrected now."""
        if self.session.blinds is None:
            return False
        members = {member for one in names for member in one.referent.members}
        for of, own in enumerate(self._names):
            told = self.session.library.article(self._order[of]).text
            shown = self.session.article(self._order[of]).text
            for mention in own.mentions:
                span = mention.span
                if (of, mention.referent) in members and span.of(told) != span.of(shown):
                    self.say(
                        "This stands for what is hidden: it can be corrected once the outlets are shown."
                    )
                    return True
        return False

    def action_split(self) -> None:
        """Say that the form under the cursor is another name."""
        one = self.one()
        if one is None or self._hides(one):
            return
        forms = list({normal(form): form for own in one.referent.surfaces for form in own}.values())
        match self.page.key if self.page.has_focus else None:
            case ("form", str(form)):
                apart = form
            case _ if len(forms) == 2:
                apart = next(form for form in forms if normal(form) != normal(one.referent.usual))
            case _:
                self.say(
                    "Go to one of the forms under “Written” and press -."
                    if len(forms) > 2
                    else "It is written in one way only: there is nothing to set apart."
                )
                return
        kinds = list(dict.fromkeys(name.type for name in self._forms_of(one)))
        rest = sorted(
            (form for form in forms if normal(form) != normal(apart)),
            key=lambda form: form != one.referent.usual,
        )
        act = self.session.desk.names.split(
            Name(apart, kinds[0]), [Name(form, kind) for kind in kinds for form in rest], self._ids()
        )
        self._did(act.said)

    def action_rename(self) -> None:
        """Ask for another form under which to show the name."""
        from reader.text.safe import safe_line

        one = self.one()
        if one is None or self._hides(one):
            return
        # The name that is asked about, wherever the cursor is when the answer comes.
        usual, forms, ids = one.referent.usual, self._forms_of(one), self._ids()

        def take(answer: str) -> None:
            value = safe_line(answer).strip()
            if value and value != usual:
                self._did(self.session.desk.names.rename(forms, value, ids).said)

        self.ask("the name to show", usual, take)

    def action_cancel(self) -> None:
        """Close the question; then the search; then put the picks back."""
        if self.close_question() or self.clear_search():
            return
        if self._picked:
            self._picked = frozenset()
            self._fill()
        else:
            self.clear_selection()

    def action_retype(self) -> None:
        """Ask what the name names."""
        one = self.one()
        if one is None or self._hides(one):
            return
        from reader.ui.screens.choice import ChoiceScreen

        kinds = type_words()
        at = next((n for n, (kind, _) in enumerate(kinds) if kind is one.referent.type), 0)

        def chosen(number: int | None) -> None:
            if number is not None and kinds[number][0] is not one.referent.type:
                act = self.session.desk.names.retype(self._forms_of(one), kinds[number][0], self._ids())
                self._did(act.said)

        self.app.push_screen(ChoiceScreen(f"{one.referent.usual} is", [w for _, w in kinds], at), chosen)

    def action_remove(self) -> None:
        """Say that it is no name at all."""
        one = self.one()
        if one is not None and not self._hides(one):
            act = self.session.desk.names.remove(self._forms_of(one), self._ids())
            self._did(act.said)
