"""The reader's judgements in the compare screen: one key each, shown at once, taken back with one key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from waiting import settled

from reader.article import Field, Provenance, Span
from reader.comparison.contrast import Lens
from reader.library.anchors import Anchor
from reader.library.config import Config
from reader.library.judgements import Remark, Verdict
from reader.ui.app import CrossreadApp
from reader.ui.evidence_lines import evidence_list
from reader.ui.pairing import LEFT, RIGHT, Focus
from reader.ui.screens.compare import CompareScreen

MakeApp = Callable[..., CrossreadApp]


def comparing(app: CrossreadApp) -> CompareScreen:
    assert isinstance(app.screen, CompareScreen)
    return app.screen


def under(screen: CompareScreen) -> str:
    return " ".join(text for part in screen.why_lines() for text, _ in part)


async def test_the_last_link_is_rejected_and_the_focus_goes_to_one_that_is_left(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("c")
        await settled(pilot)
        screen = comparing(app)
        last = len(screen.view.pairing.links) - 1
        screen.view.set_focus_on(Focus(link=last))
        await pilot.press("minus")
        await settled(pilot)
        assert len(screen.view.pairing.links) == last
        assert screen.view.focus_on.link < last


async def test_a_rejected_link_goes_and_comes_back_with_undo_and_the_lenses_follow(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("c")
        await settled(pilot)
        screen = comparing(app)
        before = len(screen.view.pairing.links)
        alone = screen.lens_counts()[2]
        await pilot.press("minus")
        await settled(pilot)
        assert len(screen.view.pairing.links) == before - 1
        assert screen.lens_counts()[2] != alone
        await pilot.press("u")
        await settled(pilot)
        assert len(screen.view.pairing.links) == before
        assert screen.lens_counts()[2] == alone
        await pilot.press("ctrl+r")
        await settled(pilot)
        assert len(screen.view.pairing.links) == before - 1


async def test_a_confirmed_link_says_so_and_the_same_key_withdraws_it(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("c")
        await settled(pilot)
        screen = comparing(app)
        focus = screen.view.focus_on
        await pilot.press("plus")
        await settled(pilot)
        assert "confirmed" in under(screen)
        assert screen.view.focus_on == focus
        await pilot.press("plus")
        await settled(pilot)
        assert "confirmed" not in under(screen)


async def test_two_passages_that_stand_alone_are_linked_by_hand(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("c")
        await settled(pilot)
        screen = comparing(app)
        pairing = screen.view.pairing
        left, right = (next(iter(pairing.letter_of[side])) for side in (LEFT, RIGHT))
        screen.view.set_focus_on(Focus(side=LEFT, passage=left))
        await pilot.press("plus")
        screen.view.set_focus_on(Focus(side=RIGHT, passage=right))
        await pilot.press("plus")
        await settled(pilot)
        assert (left, right) in screen.view.pairing.links
        assert screen.judged is not None and Verdict.ADDED in screen.judged.verdicts


async def test_note_code_and_star_stand_under_what_they_are_on(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("c")
        await settled(pilot)
        screen = comparing(app)
        await pilot.press("f", "a", *"odd", "enter", "t", "enter")
        await settled(pilot)
        shown = under(screen)
        assert "evidence" in shown and "note: odd" in shown and "[word-choice]" in shown
        await pilot.press("right_square_bracket")
        assert "note: odd" not in under(screen)
        await pilot.press("left_square_bracket", "T", "enter")
        await settled(pilot)
        assert "[word-choice]" not in under(screen)


async def test_a_note_left_with_escape_is_not_written(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("c")
        await settled(pilot)
        await pilot.press("a", *"no", "escape")
        await pilot.pause()
        screen = comparing(app)
        assert "note" not in under(screen)
        assert app.focused is screen.view


async def test_the_evidence_list_is_one_key_away_and_says_how_to_fill_it(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("ctrl+e")
        await pilot.pause()
        assert "Nothing is on the evidence list." in app.screen._lines  # type: ignore[attr-defined]
        await pilot.press("escape", "c")
        await settled(pilot)
        screen = comparing(app)
        link = screen.view.pairing.link(screen.view.focus_on.link)
        await pilot.press("f", "ctrl+e")
        await pilot.pause()
        text = " ".join(" ".join(app.screen._lines).split())  # type: ignore[attr-defined]
        for article, span in zip(screen.view.pairing.articles, (link.left, link.right), strict=True):
            assert " ".join(span.of(article.text).split()) in text
            assert article.outlet_name in text


async def test_the_reader_signs_as_configured_and_changes_nothing_of_another_coders(
    make_app: MakeApp,
) -> None:
    app = make_app(config=Config(coder="ann"))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("c")
        await settled(pilot)
        await pilot.press("f")
        await settled(pilot)
        judgements = app.session.desk.judgements
        (act,) = judgements.journal.acts()
        assert act.coder == "ann"
        judgements.journal.undo()
        judgements.journal.add(act.kind, act.articles, act.body, "taken in", coder="bob")
        await pilot.press("plus")  # Judged anew, so that what came in is seen.
        await settled(pilot)
        await pilot.press("f")
        await settled(pilot)
        assert [remark.coder for remark in judgements.all_remarks("evidence")] == ["bob", "ann"]
        await pilot.press("f")
        await settled(pilot)
        assert [remark.coder for remark in judgements.all_remarks("evidence")] == ["bob"]


def test_the_evidence_list_shows_no_escape_sequence_of_a_quote() -> None:
    anchor = Anchor("a", "", Span(0, 5), "red\x1b[31m \u202ewords")
    (line, *_) = evidence_list([Remark("evidence", (anchor,), "", "", "")], "f")
    assert line == "1. “red words”"


async def test_a_corrected_speaker_is_shown_and_taken_back(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("c", "3")
        await settled(pilot)
        screen = comparing(app)
        finding = screen.finding()
        assert finding is not None
        side = screen.view.side if (finding.left, finding.right)[screen.view.side] else 1 - screen.view.side
        here = (finding.left, finding.right)[side][0]

        def speakers() -> set[str]:
            found = screen.reports[Lens.QUOTES].findings
            return {said.by for f in found for said in (f.left, f.right)[side] if said.span == here.span}

        await pilot.press("r", "ctrl+u", *"Nora", "enter")
        await settled(pilot)
        assert speakers() == {"Nora"}
        await pilot.press("u")
        await settled(pilot)
        assert speakers() == {here.by}


async def test_what_a_figure_counts_is_corrected_with_the_same_key(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("c", "4")
        await settled(pilot)
        screen = comparing(app)
        await pilot.press("r", "ctrl+u", *"villages", "enter")
        await settled(pilot)
        assert "villages" in {finding.subject for finding in screen.reports[Lens.FIGURES].findings}
        await pilot.press("1", "r")
        assert not screen.query("#question")


async def test_a_passage_that_waits_for_its_other_half_is_forgotten_with_its_pair(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("c")
        await settled(pilot)
        screen = comparing(app)
        before = len(screen.view.pairing.links)
        await pilot.press("right_curly_bracket", "plus", "x")
        await settled(pilot)
        for _ in range(12):
            await pilot.press("right_curly_bracket")
        await pilot.press("plus")
        await settled(pilot)
        assert len(screen.view.pairing.links) == before


async def test_asking_again_while_a_question_is_open_asks_once(make_app: MakeApp) -> None:
    from reader.ui.asking import Question

    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("c")
        await settled(pilot)
        screen = comparing(app)
        await pilot.press("a")
        screen.view.focus()
        await pilot.press("a", *"odd", "enter")
        await settled(pilot)
        assert not screen.query(Question)
        assert "note: odd" in under(screen)


async def test_judging_while_a_search_goes_on_moves_nobody(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("c", "slash", *"russia", "enter")
        await settled(pilot)
        screen = comparing(app)
        await pilot.press("3", "right_square_bracket")
        finding = screen.finding()
        await pilot.press("f")
        await settled(pilot)
        assert screen.lens == 3 and screen.finding() == finding
        await pilot.press("1", "right_square_bracket", "right_square_bracket")
        focus = screen.view.focus_on
        await pilot.press("f")
        await settled(pilot)
        assert screen.view.focus_on == focus


async def test_what_the_lenses_show_is_of_the_links_on_the_screen(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("c")
        await settled(pilot)
        screen = comparing(app)
        stale = dict(screen.reports)
        before = screen.view.pairing
        await pilot.press("minus")
        await settled(pilot)
        now = screen.reports
        screen._lenses_found(before, stale)
        assert screen.reports is now


async def test_a_code_is_given_by_its_own_key(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("c")
        await settled(pilot)
        await pilot.press("t", "o")
        await settled(pilot)
        assert "[order]" in under(comparing(app))


async def test_only_the_last_thing_said_stands_over_the_text(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("c")
        await settled(pilot)
        await pilot.press("f", "f", "w", "w")
        await pilot.pause()
        assert len(list(app._notifications)) == 1


async def test_a_star_moves_no_line_and_an_article_that_changed_is_shown_anew(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("c")
        await settled(pilot)
        screen = comparing(app)
        pairing, face = screen.view.pairing, screen.view.face
        await pilot.press("f")
        await settled(pilot)
        assert len(evidence_list(app.session.desk.judgements.all_remarks(), "f")) > 0
        assert screen.view.pairing is pairing
        assert screen.view.face is face
        shown = app.session.article
        changed = replace(pairing.left, section=Field("World", Provenance.USER))
        monkeypatch.setattr(
            app.session, "article", lambda index: changed if index == screen.indexes[LEFT] else shown(index)
        )
        screen.acts_changed()
        assert screen.view.pairing.left is changed
