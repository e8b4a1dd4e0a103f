"""RTF and old Word files (.doc), of which a library or a program gives the words that are shown, a line a paragraph.

Databases of newspapers deliver articles as RTF. Old Word is read by LibreOffice, antiword or catdoc, whichever is
installed.
"""

from __future__ import annotations

import os
import re
import resource
import shutil
import signal
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO, Final

from stance.errors import DataError
from stance.readers.blocks import TextBlock, TextKind
from stance.readers.decode import decode
from stance.readers.exports import documents_in
from stance.readers.exports.roles import Coverage
from stance.readers.extras import broken, load
from stance.readers.limits import FILE_BYTES, read_whole
from stance.records import Document

_MOST_LINES: Final = 100_000
"""Lines of a file, empty ones too; finding the articles takes some 40 µs for each."""

_FONT: Final = re.compile(r"\\f(\d{1,5})(?!\d)[^;{}]{0,80}?\\fcharset(\d{1,3})")
_RAW: Final = {0xDC00 + byte: f"\\'{byte:02x}" for byte in range(128, 256)}
"""Bytes that are no UTF-8 → their escape, since they are in the encoding that the file names."""

_SECONDS: Final = 120
_PICTURE: Final = "[pic]"
"""What antiword writes for a picture."""

_OFFICE: Final = ("--headless", "--norestore", "--infilter=MS Word 97", "--convert-to", "txt:Text (encoded):UTF8")
_PROGRAMS: Final = {
    "antiword": ("-m", "UTF-8.txt", "-w", "0"),
    "catdoc": ("-d", "utf-8", "-w"),
    "soffice": _OFFICE,
    "libreoffice": _OFFICE,
}
"""Programs that write the text of a Word file, a line a paragraph, in the order in which they are looked for.

LibreOffice reads it as a Word file and as nothing else: a web page under its name would fetch pictures.
"""


def read_rtf(file: BinaryIO, where: str) -> Iterator[Document | Coverage]:
    """The document of a file, or its articles in order; paragraphs parted by blank lines. Raises as `docx.read`."""
    striprtf, data = load(".rtf", "striprtf"), read_whole(file, where)
    if b"{\\rtf" not in data[:9]:  # after a byte order mark and a line end at most
        raise DataError(f"{where}: not an RTF file; open it in a word processor and save it as .rtf")
    if re.search(rb"\\bin\d", data):
        raise DataError(f"{where}: pictures as raw bytes in it; save it without pictures, or its text as .txt")
    source = data.decode("utf-8", "surrogateescape").translate(_RAW)
    # A font table or a link made for it keeps striprtf busy without end; it loses what follows some pictures, and puts
    # addresses into the text. So it gets the fonts in a table of our own, no picture, and no link as it looks for them.
    fonts = "".join(f"{{\\f{font}\\fcharset{charset} x;}}" for font, charset in _FONT.findall(source))
    inside = re.sub(r"\\pict(?![a-z])", r"\\stylesheet", source).partition("{")[2].replace("{", "{\n")
    with broken(where, "a damaged RTF file", "open it and save it anew"):
        text = striprtf.rtf_to_text("{{\\fonttbl" + fonts + "}" + inside, errors="replace")
    text = text.translate({0: None, 0xAD: None})
    lines = [" ".join(line.split()).strip("| ") for line in text.split("\n")]
    if len(lines) > _MOST_LINES:
        raise DataError(f"{where}: more than {_MOST_LINES:,} lines; split it")
    yield from documents_in([TextBlock(TextKind.PARAGRAPH, line) for line in lines], where, "RTF file")


def read_doc(file: BinaryIO, where: str) -> Iterator[Document | Coverage]:
    """The document of an old Word file, or the articles of an export or a collection."""
    program = next((found for name in _PROGRAMS if (found := shutil.which(name)) and Path(found).is_absolute()), None)
    data = read_whole(file, where)
    if program is None:
        raise DataError(
            f"{where}: .doc needs LibreOffice, antiword or catdoc, none of which is installed; save it as .docx"
        )
    with TemporaryDirectory(prefix="stance-") as folder:
        text = _text_by(Path(program), data, Path(folder), where)
    lines = (" ".join(line.split()) for line in text.split("\n"))
    blocks = [TextBlock(TextKind.PARAGRAPH, line) for line in lines if line != _PICTURE]
    yield from documents_in(blocks, where, "Word file")


def _text_by(program: Path, data: bytes, folder: Path, where: str) -> str:
    """What the program makes of the bytes in a new folder, where it also keeps whatever it keeps."""
    (folder / "old.doc").write_bytes(data)
    settings = _PROGRAMS[program.name]
    profile = [f"-env:UserInstallation={(folder / 'profile').as_uri()}"] if settings is _OFFICE else []
    try:
        _run([str(program), *profile, *settings, "old.doc"], folder)
    except (subprocess.SubprocessError, OSError) as error:
        raise DataError(f"{where}: {program.name} cannot read it ({type(error).__name__}); save it as .docx") from None
    written = folder / "old.txt"
    with (written if written.is_file() else folder / "output").open("rb") as result:
        text = result.read(FILE_BYTES)
    return decode(text, where)


def _run(command: Sequence[str], folder: Path) -> None:
    """Run the program in the folder, its output in a file there, of bounded time and size.

    It sees nothing of the user's settings, and looks for no module of a language in a folder that holds data.
    SubprocessError where it takes too long, or fails; OSError where it cannot be started.
    """
    known = {name: value for name, value in os.environ.items() if name in {"PATH", "LANG", "TMPDIR"}}
    own = {"HOME": str(folder), "PYTHONSAFEPATH": "1"}
    with (
        (folder / "output").open("wb") as output,
        subprocess.Popen(
            command,
            cwd=folder,
            env=known | own,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        ) as process,
    ):
        try:
            if hasattr(resource, "prlimit"):  # not on macOS
                with suppress(OSError):
                    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (FILE_BYTES, FILE_BYTES))
            if process.wait(_SECONDS):
                raise subprocess.CalledProcessError(process.returncode, command)
        finally:
            with suppress(OSError):  # what it started too
                os.killpg(process.pid, signal.SIGKILL)


READS = {".rtf": read_rtf, ".doc": read_doc}
