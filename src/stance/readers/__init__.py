"""Input formats: one module a format, each a function from an open binary file to the documents in it.

To add one: a module with a `read` of the type `Reader`, a line in `READERS`, a test beside its neighbours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO

from stance.errors import DataError
from stance.readers import jsonl, plain
from stance.records import Document

Reader = Callable[[BinaryIO, str], Iterator[Document | DataError]]
"""(open file, where it is, for messages) → its documents in order; a file that is one document leaves the id empty.

A row that is no document is yielded as its fault, so that the rows after it are still read. Raises DataError where the
file as a whole is not what its suffix promises.
"""

READERS: dict[str, Reader] = {
    ".txt": plain.read,
    ".jsonl": jsonl.read,
}
"""File suffix, in lower case, → reader."""
