"""Limits of the service: sizes, counts and times."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

LOOPBACK: Final = ("127.0.0.1", "localhost", "[::1]")
"""The names under which a browser on this machine may ask; any other is a page elsewhere that points its name here."""

TEXT_CHARACTERS: Final = 200_000
"""Characters of one text: some forty op-eds. Most take seconds; what is longer is for the command line."""

BATCHES: Final = "/batches"
"""Where several documents are sent at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bytes of a request and of a batch's upload, places at the worker, and what batches may be and for how long.

    An op-ed has some thousand bytes; 32 of them wait some ten seconds, which is what a person takes for an answer.
    """

    request_bytes: int = 1_000_000
    upload_bytes: int = 8_000_000
    places: int = 32
    batch_documents: int = 100
    batches: int = 8
    keep_seconds: float = 3600

    def bytes_of(self, path: str) -> int:
        """How large the body of a request to that path may be."""
        return self.upload_bytes if path == BATCHES else self.request_bytes
