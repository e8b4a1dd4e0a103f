"""Old Word files (.doc): read by LibreOffice, antiword or catdoc, whichever is installed."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO, Final

from stance.errors import DataError
from stance.readers.blocks import TextBlock, TextKind
from stance.readers.decode import decode
from stance.readers.exports import documents_in
from stance.readers.exports.roles import Coverage
from stance.readers.limits import read_whole
from stance.records import Document

_SECONDS: Final = 120
_PROGRAMS: Final = {
    "antiword": ("-m", "UTF-8.txt", "-w", "0", "old.doc"),
    "catdoc": ("-d", "utf-8", "-w", "old.doc"),
    "soffice": ("--headless", "--convert-to", "txt:Text (encoded):UTF8", "old.doc"),
    "libreoffice": ("--headless", "--convert-to", "txt:Text (encoded):UTF8", "old.doc"),
}
"""Programs that write the text of a Word file, a line a paragraph, in the order in which they are looked for."""


def read(file: BinaryIO, where: str) -> Iterator[Document | Coverage]:
    """The document of an old Word file, or the articles of an export or a collection.

    Raises:
        DataError: none of the programs is installed, or it makes no text of the file.
    """
    program = next(filter(shutil.which, _PROGRAMS), None)
    data = read_whole(file, where)
    if program is None:
        raise DataError(
            f"{where}: .doc needs LibreOffice, antiword or catdoc, none of which is installed; save it as .docx"
        )
    with TemporaryDirectory(prefix="stance-") as folder:
        (Path(folder) / "old.doc").write_bytes(data)
        try:
            done = subprocess.run(
                [program, *_PROGRAMS[program]], cwd=folder, capture_output=True, timeout=_SECONDS, check=True
            )
        except (subprocess.SubprocessError, OSError) as error:
            raise DataError(f"{where}: {program} cannot read it ({type(error).__name__}); save it as .docx") from None
        written = Path(folder) / "old.txt"
        text = decode(written.read_bytes() if written.exists() else done.stdout, where)
    blocks = [TextBlock(TextKind.PARAGRAPH, " ".join(line.split())) for line in text.split("\n")]
    if not any(block.text for block in blocks):
        raise DataError(
            f"{where}: no text in this Word file; if it shows pictures of text, run OCR and read its result"
        )
    yield from documents_in(blocks)


READS = {".doc": read}
