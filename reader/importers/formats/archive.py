"""Archives: each member is a source of its own. Nothing is ever unpacked to the disk."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO, cast

from reader.importers.draft import Draft
from reader.importers.errors import Refused
from reader.importers.folder import is_source
from reader.importers.items import Notice, Refusal
from reader.importers.limits import MEMBERS, UNPACKED
from reader.importers.source import Source
from reader.importers.unpacking import Counted, Inflated
from reader.text.safe import safe_line

_ENCRYPTED = 0x1


def gzip_drafts(source: Source) -> Iterator[Source]:
    """Yield what a gzip file holds."""
    inner = source.filename.removesuffix(".gz").removesuffix(".gzip")
    stream = io.BufferedReader(Inflated(source.stream()), 65_536)
    yield Source(
        cast(IO[bytes], stream), source.name, identity=source.identity, filename=inner, depth=source.depth + 1
    )


def zip_drafts(source: Source) -> Iterator[Source | Draft | Refusal | Notice]:
    """Yield the members of a zip archive, or the chapters when it is a book."""
    with _opened(source) as archive:
        names = {info.filename for info in archive.infolist()}
        if "META-INF/container.xml" in names:
            from reader.importers.formats.epub import book_drafts

            yield from book_drafts(archive, source)
        elif "[Content_Types].xml" in names or "content.xml" in names:
            raise Refused("an office document: save it as text")
        else:
            yield from _members(archive, source)


def tar_drafts(source: Source) -> Iterator[Source | Refusal | Notice]:
    """Yield the members of a tar archive in its order; it is read once, from front to back."""
    import tarfile

    left, passed_over = UNPACKED, 0
    with tarfile.open(fileobj=source.stream(), mode="r|") as archive:
        for number, info in enumerate(archive):
            if number >= MEMBERS:
                raise Refused(f"an archive of more than {MEMBERS} members")
            if info.isdir():
                continue
            path = PurePosixPath(info.name)
            if _is_hidden(path):
                passed_over += 1
                continue
            name = f"{source.name}!{info.name}"
            file = archive.extractfile(info) if info.isreg() and not info.issparse() else None
            if file is None:
                yield Refusal(safe_line(name), "a link or a device, not a file")
                continue
            member = Counted(file, info.size, left)
            yield _member(member, name, f"{source.identity}!{info.name}", path.name, source)
            left -= member.given
    if passed_over:
        yield _left_out(source, passed_over)


def _opened(source: Source) -> zipfile.ZipFile:
    # A directory at its end is how a zip is read: what cannot be sought in is taken into memory.
    stream = source.stream()
    try:
        archive = zipfile.ZipFile(stream if stream.seekable() else io.BytesIO(source.read_all()))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
        raise Refused("a zip archive that is broken") from error
    if len(archive.infolist()) > MEMBERS:
        raise Refused(f"an archive of more than {MEMBERS} members")
    if len({info.header_offset for info in archive.infolist()}) < len(archive.infolist()):
        # One packed stream under many names grows beyond any measure.
        raise Refused("an archive whose members lie upon each other")
    return archive


def _members(archive: zipfile.ZipFile, source: Source) -> Iterator[Source | Refusal | Notice]:
    left = UNPACKED
    passed_over = 0
    for info in sorted(archive.infolist(), key=lambda info: info.filename):
        path = PurePosixPath(info.filename.replace("\\", "/"))
        if info.is_dir():
            continue
        if _is_hidden(path):
            passed_over += 1
            continue
        name = f"{source.name}!{info.filename}"
        try:
            member = Counted(open_member(archive, info), info.compress_size, left)
            yield _member(member, name, f"{source.identity}!{info.filename}", path.name, source)
        except Refused as error:
            yield Refusal(safe_line(name), str(error))
            continue
        left -= member.given
    if passed_over:
        yield _left_out(source, passed_over)


def _member(member: Counted, name: str, identity: str, filename: str, source: Source) -> Source:
    stream = cast(IO[bytes], io.BufferedReader(member, 65_536))
    return Source(stream, name, identity=identity, filename=filename, depth=source.depth + 1)


def _is_hidden(path: PurePosixPath) -> bool:
    hidden = any(part.startswith((".", "__MACOSX")) for part in path.parts if part not in ("..", "."))
    return hidden or not is_source(path.name)


def _left_out(source: Source, count: int) -> Notice:
    return Notice(source.name, f"hidden files and READMEs left out: {count}")


def open_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> IO[bytes]:
    """Open one member.

    Raises:
        Refused: When it is a link, locked, packed in an unusual way, or broken.
    """
    if stat.S_ISLNK(info.external_attr >> 16):
        raise Refused("a link, not a file")
    if info.flag_bits & _ENCRYPTED:
        raise Refused("locked by a password")
    # Other methods cannot be unpacked in steps that are bounded.
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Refused("packed in a way that is not read")
    try:
        return archive.open(info)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, ValueError) as error:
        raise Refused("a member that is broken") from error
