"""What is in the trash is shown with the story that it was taken from."""

from __future__ import annotations

from collections.abc import Callable

from held import numbers
from waiting import settled

from reader.ui.app import CrossreadApp
from reader.ui.screens.library_facts import facts_of
from reader.ui.screens.library_rows import TRASH


async def test_an_article_in_the_trash_is_previewed_beside_the_others_of_its_story(
    make_app: Callable[..., CrossreadApp],
) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        first, second = numbers(app)[:2]
        app.session.library.trash([first], True)
        app.list_only(TRASH)
        await settled(pilot)
        assert app.home.current() == first
        facts = facts_of(app.session, first, lambda: False)
        assert facts is not None
        assert facts.articles == (first, second)
        assert facts.compared
        assert not [notice for notice in app.session.notices if "failed" in notice]
