"""Labels claims that were scored on the page: a session folder on disk, and the label page at an address of its own."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from contextlib import ExitStack
from hashlib import sha256
from pathlib import Path
from typing import Final

from fastapi import FastAPI

from stance.errors import UsageError
from stance.files import path_for_id, write_text
from stance.labelling.annotations import name_key
from stance.labelling.answer_log import check_person
from stance.labelling.queue import RANDOM_SHARE, QueueOrder, draw, write_queue
from stance.labelling.session import SessionView, open_session
from stance.readers.items import METADATA_FIELDS
from stance.records import Document, Question
from stance.sources.paths import METADATA
from stance.tables import csv_text
from stance.web.batches import UploadBatch
from stance.web.label_page import label_app
from stance.web.service import rows_of

MOST_SESSIONS: Final = 8

SHORT: Final = 8


class LabellingSessions:
    """The labelling sessions that were opened from reports, each the label page of one annotator behind its own key."""

    def __init__(self, folder: Path, question: Question, codebook: str) -> None:
        """`folder` gets a folder for each report whose claims are labelled; the codebook stands beside them."""
        self._folder, self._question, self._codebook = folder, question, codebook
        self._open = ExitStack()
        self._addresses: dict[tuple[str, str], str] = {}

    def start(self, app: FastAPI, batch: UploadBatch, annotator: str, order: QueueOrder, home: str) -> str:
        """The address of the annotator's label page for the claims of a batch; the queue is drawn for the first.

        Texts, queue and answers are on disk. `home` is the address of the report.

        Raises:
            UsageError: no name for an annotator, too many sessions, or one of that name elsewhere.
            DataError: they cannot be written.
        """
        check_person(annotator)
        who = (batch.token, name_key(annotator))
        if known := self._addresses.get(who):
            return known
        if len(self._addresses) >= MOST_SESSIONS:
            raise UsageError(f"{MOST_SESSIONS} people are labelling here; go on with: stance label")
        folder = self._folder / f"{batch.sent:%Y-%m-%d}-{sha256(batch.token.encode()).hexdigest()[:SHORT]}"
        documents = [outcome.document for outcome in batch.outcomes if outcome.scored]
        _write_texts(documents, folder / "texts")
        rows = rows_of(batch.outcomes, self._question)
        write_queue(draw(rows, order, limit=None, share=RANDOM_SHARE, seed=0), folder)
        opened = open_session(folder, annotator, documents, self._question, SessionView(codebook=self._codebook))
        session, key = self._open.enter_context(opened), secrets.token_urlsafe(16)
        path = f"/label/{secrets.token_urlsafe(SHORT)}"
        app.mount(path, label_app(session, annotator, key, home=home))
        self._addresses[who] = f"{path}/?key={key}"
        return self._addresses[who]

    def close(self) -> None:
        """Close every annotator's file."""
        self._open.close()


def _write_texts(documents: Sequence[Document], folder: Path) -> None:
    """The texts as files, and what is known of them, so that every later command can read them."""
    rows = [
        {"document": document.id} | {name: getattr(document, name, None) or "" for name in METADATA_FIELDS}
        for document in documents
    ]
    for document in documents:
        write_text(path_for_id(folder, document.id, ".txt"), document.text)
    write_text(folder / METADATA, csv_text(("document", *METADATA_FIELDS), rows))
