"""What handles messages and outlives a library that cannot be read: the trouble is said, the reading goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.message import Message
from textual.message_pump import MessagePump

if TYPE_CHECKING:
    from reader.ui.app import CrossreadApp


class Steady(MessagePump):
    """A part of the app that goes on after trouble with the library, where Textual would end its loop."""

    async def _dispatch_message(self, message: Message) -> None:
        try:
            await super()._dispatch_message(message)
        except Exception as error:
            if not cast("CrossreadApp", self.app).has_said(error):
                raise
