"""What reading a source yields beside articles."""

from __future__ import annotations

from dataclasses import dataclass

from reader.article import Article


@dataclass(frozen=True, slots=True)
class Refusal:
    """A source, or one record of it, that was not taken.

    Attributes:
        source: Its path, safe to show; for a record with the line or the member.
        reason: Why, in a few words.
    """

    source: str
    reason: str

    def __str__(self) -> str:
        return f"{self.source}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something about a source as a whole that the reader should know.

    Attributes:
        source: Its path, safe to show.
        text: What, in a few words.
    """

    source: str
    text: str

    def __str__(self) -> str:
        return f"{self.source}: {self.text}"


@dataclass(frozen=True, slots=True)
class Subscription:
    """A feed that a list of outlets (OPML) names; it holds no article itself.

    Attributes:
        url: The feed's address, http or https.
        title: What the list calls it, safe to show; "" when it does not.
        page: Address of the outlet's own page, or "".
        folders: The headings that it stands under, outermost first.
    """

    url: str
    title: str = ""
    page: str = ""
    folders: tuple[str, ...] = ()


Item = Article | Refusal | Notice | Subscription
"""What a source yields."""
