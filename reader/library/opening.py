"""What the app opens: the paths that are named, else the reader's library, else the sample collection."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reader.library.collection import Library

MOST = 1000
"""So many of a library's newest articles are listed; the commands find all of them."""


def open_collection(paths: Sequence[Path]) -> Library:
    """Return what these paths hold; without paths the library, or the samples where it holds nothing."""
    if paths:
        return Library.load(paths)
    from reader.library.paths import user_paths
    from reader.library.resources import samples_dir

    file = user_paths().library
    problem = ""
    if file.exists():
        from reader.library.schema import LibraryError

        try:
            found = newest_of(file)
        except LibraryError as error:
            problem = str(error)
        else:
            if found is not None:
                return found
    library = Library.load([samples_dir()])
    if problem:
        library.notices = (f"{problem}; these are the samples", *library.notices)
    return library


def newest_of(file: Path, most: int = MOST) -> Library | None:
    """Return the newest articles of a library's file with their stories, or None when it holds none.

    Raises:
        LibraryError: The file is damaged, not a library, or not accessible.
    """
    from reader.library.door import Library as Door
    from reader.stories.group import Story

    door = Door.open(file)
    try:
        total = door.count()
        numbers = [row.number for row in door.page("", "newest", 0, most)]
        at = {number: index for index, number in enumerate(numbers)}
        articles = tuple(door.article(number) for number in numbers)
        stories: dict[str, Story] = {}
        for number in numbers:
            story = door.story_of(number)
            members = tuple(at[other] for other in story.articles if other in at)
            stories.setdefault(story.id, Story(story.id, story.title, members))
        if not articles:
            return None
        more = f"the newest {most} of {total} articles; crossread search finds all" if total > most else ""
        return Library(articles, tuple(stories.values()), notices=(more,) if more else ())
    finally:
        door.close()
