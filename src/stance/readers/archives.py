"""Archives (.zip, .gz), each file in them read as by itself, and web archives (.warc, .wet), one record at a time."""

from __future__ import annotations

import gzip
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import SEEK_END
from pathlib import PurePath, PurePosixPath
from tempfile import SpooledTemporaryFile
from typing import IO, Any, BinaryIO, Final, cast

from stance.errors import DataError, UsageError
from stance.readers.decode import decode
from stance.readers.exports.roles import Coverage
from stance.readers.extras import broken, load
from stance.readers.html import documents_from_page
from stance.readers.items import DEFAULTS, Item, NoDocument, ReadOptions, number_documents
from stance.readers.limits import FILE_BYTES, MEMBER_BYTES, MOST_MEMBERS, NOT_A_ZIP, open_zip
from stance.records import Document

_DEEPEST: Final = 2
"""Archives in archives that are opened; a third is no archive of texts."""

_SMALL: Final = 50_000_000
_MOST_TIMES: Final = 200
"""Text unfolds to some ten times its size, tables of one word to a hundred; asked of files that are not small."""

_CHUNK: Final = 1 << 20

_PAGES: Final = frozenset(("text/html", "application/xhtml+xml"))
_NOT_FOUND: Final = "page that the server did not give"
_NO_ARTICLE: Final = "page without an article"


def read_zip(file: BinaryIO, where: str, options: ReadOptions = DEFAULTS) -> Iterator[Item]:
    """The documents of every file in the archive, in order of name, an id from the name of its file.

    Hidden files, READMEs and what no reader is for are passed over; the `Coverage` at the end counts them. A file that
    cannot be read is a fault, and the files after it are read.
    """
    try:
        archive = open_zip(file)
    except DataError as fault:
        raise DataError(f"{where}: {fault}") from None
    except NOT_A_ZIP:
        raise DataError(f"{where}: not a zip archive, or cut short; fetch it again") from None
    with archive:
        members = sorted((member for member in archive.infolist() if not member.is_dir()), key=lambda m: m.filename)
        _check_sizes(members, file.seek(0, SEEK_END), where, options)
        passed_over: Counter[str] = Counter()
        for member in members:
            path = PurePosixPath(member.filename.replace("\\", "/"))
            if _is_read(path):
                yield from _member(archive, member, f"{where}, {path}", options)
            elif not is_set_aside(path):
                passed_over[path.suffix.lower() or "no suffix"] += 1
        if passed_over:
            yield Coverage("", passed_over=passed_over)


def _check_sizes(members: Sequence[zipfile.ZipInfo], packed: int, where: str, options: ReadOptions) -> None:
    """Refuse an archive of too many files, or of files that unfold to more than texts do."""
    if len(members) > MOST_MEMBERS:
        raise DataError(f"{where}: more than {MOST_MEMBERS:,} files in it; split it")
    if options.uploaded and sum(member.file_size for member in members) > _SMALL:
        raise DataError(f"{where}: unfolds to more than {_SMALL // 1_000_000} MB; run: stance score")
    if sum(member.file_size for member in members if not _unfolds(member)) > max(_SMALL, _MOST_TIMES * packed):
        raise DataError(f"{where}: unfolds to more than {_MOST_TIMES} times its size; unpack it yourself")


def _unfolds(member: zipfile.ZipInfo) -> bool:
    """Whether a file unfolds to more than any text does."""
    return member.file_size > max(_SMALL, _MOST_TIMES * member.compress_size)


def is_set_aside(path: PurePath) -> bool:
    """Whether a file of a folder or an archive is hidden (macOS and Office add some), set aside or a README."""
    return any(part.startswith((".", "_", "~$")) for part in path.parts) or path.name.upper().startswith("README")


def _is_read(path: PurePosixPath) -> bool:
    from stance.readers import FORMATS

    return not is_set_aside(path) and path.suffix.lower() in FORMATS


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, where: str, options: ReadOptions) -> Iterator[Item]:
    with SpooledTemporaryFile(max_size=FILE_BYTES) as unpacked:
        try:
            _unpack(archive, member, cast("IO[bytes]", unpacked), where)
        except DataError as fault:
            yield fault
            return
        yield from read_inside(cast("BinaryIO", unpacked), PurePosixPath(member.filename), where, options)


def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, unpacked: IO[bytes], where: str) -> None:
    """Unpack a file, within bounds; what is larger than memory should hold goes to the disk."""
    if member.flag_bits & 1:
        raise DataError(f"{where}: under a password; unpack it and read the files")
    if _unfolds(member):
        what = f"unfolds to more than {_MOST_TIMES} times its size, as no text does"
        raise DataError(f"{where}: {what}; unpack it yourself")
    size = 0
    # A broken list or a broken file trips zipfile over negative seeks, bits that are none.
    with broken(where, "damaged", "fetch the archive again"), archive.open(member) as packed:
        while chunk := packed.read(_CHUNK):
            size += len(chunk)
            if size > MEMBER_BYTES:
                most = MEMBER_BYTES // 1_000_000_000
                raise DataError(f"{where}: unfolds to more than {most} GB; unpack it and split it")
            unpacked.write(chunk)
    unpacked.seek(0)


def read_inside(file: BinaryIO, path: PurePosixPath, where: str, options: ReadOptions) -> Iterator[Item]:
    """The documents of one file in another; whatever is wrong with it is a fault of its own."""
    from stance.readers import reader_of

    if where.count(".zip") + where.count(".gz") > _DEEPEST:
        yield DataError(f"{where}: archives in archives; unpack it and read the files")
        return
    stem = PurePosixPath(path.stem).stem if path.suffix.lower() == ".gz" else path.stem  # "rows" of rows.jsonl.gz
    try:
        options = replace(options, unpack=not options.uploaded)
        for item in number_documents(reader_of(path.suffix.lower(), options)(file, where), stem):
            yield replace(item, name=item.name or where) if isinstance(item, Coverage) else item
    except (DataError, UsageError) as fault:
        yield fault if isinstance(fault, DataError) else DataError(f"{where}: {fault}")
    except OSError as error:
        yield DataError(f"{where}: cannot be read ({error.strerror or error}); unpack it and read the files")


def read_gzip(file: BinaryIO, where: str, options: ReadOptions = DEFAULTS) -> Iterator[Item]:
    """The documents of the one file in it, read as it unfolds."""
    from stance.readers import FORMATS, reader_of

    path = PurePosixPath(where.removesuffix(".gz").removesuffix(".GZ"))
    suffix = path.suffix.lower()
    if suffix not in FORMATS or suffix == ".gz":
        raise DataError(f"{where}: no reader for '{suffix}' in it; unpack it, or name it as what it is (x.jsonl.gz)")
    try:
        with gzip.GzipFile(fileobj=file, mode="rb") as unpacked:
            yield from reader_of(suffix, options)(cast("BinaryIO", unpacked), where)
    except (gzip.BadGzipFile, zlib.error, EOFError) as error:
        raise DataError(f"{where}: a damaged gzip file ({error}); fetch it again") from None


def read_warc(file: BinaryIO, where: str, options: ReadOptions = DEFAULTS) -> Iterator[Item]:
    """The documents of the records in order, each with its address.

    Pictures and the like are passed over, and pages that hold no article; the `Coverage` at the end counts them.
    """
    archives = load(".warc", "archiveiterator")
    passed_over: Counter[str] = Counter()
    records = iter(archives.ArchiveIterator(file, arc2warc=True))
    while True:
        with broken(where, "no web archive, or damaged", "fetch it again"):
            record = next(records, None)
        if record is None:
            break
        if record.rec_type in {"response", "resource", "conversion"}:
            yield from _documents_of_record(record, where, options, passed_over)
    if passed_over:
        yield Coverage("", passed_over=passed_over)


def _documents_of_record(
    record: Any,  # noqa: ANN401  (warcio has no types)
    where: str,
    options: ReadOptions,
    passed_over: Counter[str],
) -> Iterator[Item]:
    url = record.rec_headers.get_header("WARC-Target-URI")
    headers = record.http_headers or record.rec_headers
    kind = (headers.get_header("Content-Type") or "").partition(";")[0].strip().lower()
    is_text = record.rec_type == "conversion" or kind == "text/plain"
    why = _why_passed_over(record, kind, is_text=is_text)
    if why:
        passed_over[why] += 1
        return
    try:
        data = record.content_stream().read(FILE_BYTES)
        if is_text:
            text = decode(data, f"{where}, {url}").strip()
            yield from [Document(id="", text=text, url=url)] if text else []
            return
        for item in documents_from_page(data, f"{where}, {url}", options, url=url):
            yield replace(item, url=url) if isinstance(item, Document) else item
    except DataError:
        passed_over[_NO_ARTICLE] += 1
        yield NoDocument()
    except (OSError, ValueError, EOFError, zlib.error):  # packed, and broken in it
        passed_over["damaged record"] += 1


def _why_passed_over(record: Any, kind: str, *, is_text: bool) -> str | None:  # noqa: ANN401
    """Why a record has no page to read: its kind, or a server that gave an error or another address in its place."""
    answer = record.http_headers
    if answer and not str(answer.get_statuscode() or "200").startswith("2"):
        return _NOT_FOUND
    return None if is_text or kind in _PAGES else kind or "record without a type"


READS_ARCHIVES = {".zip": read_zip, ".gz": read_gzip}
READS_PAGES = {".warc": read_warc, ".wet": read_warc}
