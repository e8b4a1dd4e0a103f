"""Everything that takes input from outside, as targets for hostile input: a function a target, made when asked for."""

from __future__ import annotations

import contextlib
import io
import json
import random
import shutil
import tempfile
from collections.abc import Callable, Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path

import seeds
import trusted
from harness import RefusedError, Target
from hostile import mutated, mutated_package

from stance.errors import DataError, StanceError
from stance.readers import Coverage, Item
from stance.readers.items import NoDocument
from stance.records import Document

MAKERS: dict[str, Callable[[], Target]] = {}


def target(name: str) -> Target:
    """The target of that name."""
    return MAKERS[name]()


def maker(name: str) -> Callable[[Callable[[], Target]], Callable[[], Target]]:
    """Note a function as the maker of the target of that name."""

    def note(function: Callable[[], Target]) -> Callable[[], Target]:
        MAKERS[name] = function
        return function

    return note


@cache
def room() -> Path:
    """A folder of this process for files; in memory where the machine has such a place."""
    place = Path("/dev/shm")
    made = Path(tempfile.mkdtemp(prefix="stance-fuzz-", dir=place if place.is_dir() else None))
    import atexit

    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made


def check_document(document: Document) -> None:
    """What holds of every document whatever it was read from."""
    from stance.layout import lay_out

    assert isinstance(document.text, str), "a text that is none"
    assert isinstance(document.id, str), "an id that is none"
    for value in (document.id, document.text, document.title, document.authors, document.outlet, document.date):
        assert value is None or isinstance(value, str), "metadata that is no text"
        (value or "").encode()  # half a character could never be written
    check_layout(document.text, lay_out(document.text))


def check_layout(text: str, layout) -> None:
    """Blocks and sentences lie in the text, in order, and the view is as long as the text."""
    assert len(layout.view) == len(text), "a view of another length"
    end = 0
    for block in layout.blocks:
        assert end <= block.start < block.end <= len(text), "blocks out of order"
        end = block.end
        last = block.start
        for start, stop in block.sentences:
            assert last <= start < stop <= block.end, "sentences out of order"
            assert layout.view[start:stop].strip() == layout.view[start:stop], "a sentence that is not trimmed"
            last = stop


def drain(found: Iterable[Item]) -> None:
    """Read all documents; refused where every one is a fault."""
    faults, good = [], 0
    for one in found:
        if isinstance(one, NoDocument):
            continue
        if isinstance(one, Coverage):
            assert 0 <= one.unread <= 1, "more unread than there is"
        elif isinstance(one, DataError):
            assert str(one).strip(), "a fault without a word"
            faults.append(one)
        else:
            check_document(one)
            good += 1
    if faults and not good:
        raise faults[0]


def _reader(suffix: str, given: tuple[bytes, ...], mutate=mutated) -> Target:
    from stance.readers import reader_of

    read = reader_of(suffix)
    name = "f.txt.gz" if suffix == ".gz" else f"f{suffix}"
    return Target(f"reader {suffix}", given, lambda data: drain(read(io.BytesIO(data), name)), mutate)


for _suffix, _given, _mutate in (
    (".txt", lambda: seeds.PLAIN, mutated),
    (".md", lambda: (*seeds.MARKDOWN, seeds.WORDS), mutated),
    (".html", lambda: seeds.PAGES, mutated),
    (".pdf", lambda: (seeds.pdf(), seeds.packed_pdf()), mutated),
    (".docx", lambda: (seeds.word_file(),), mutated_package),
    (".csv", lambda: seeds.ROWS_CSV, mutated),
    (".eml", lambda: seeds.MESSAGES, mutated),
    (".jsonl", lambda: seeds.ROWS_JSON, mutated),
    (".rtf", lambda: seeds.RICH, mutated),
    (".parquet", seeds.parquet, mutated),
    (".json", lambda: seeds.ROWS_IN_JSON, mutated),
    (".xlsx", lambda: (seeds.excel(),), mutated_package),
    (".xls", lambda: (seeds.old_excel(),), mutated),
    (".xml", lambda: seeds.XML, mutated),
    (".ris", lambda: seeds.REFERENCES, mutated),
    (".odt", lambda: (seeds.odt(),), mutated_package),
    (".epub", lambda: (seeds.epub(),), mutated_package),
    (".zip", lambda: (seeds.archive(),), mutated_package),
    (".mhtml", lambda: seeds.SAVED_PAGES, mutated),
    (".warc", lambda: seeds.CRAWLS, mutated),
    (".msg", lambda: (seeds.outlook_message(),), mutated),
    (".gz", lambda: (seeds.gzipped(),), mutated),
):
    MAKERS[f"reader {_suffix}"] = lambda suffix=_suffix, given=_given, mutate=_mutate: _reader(suffix, given(), mutate)


@maker("exports")
def exports() -> Target:
    """Blocks of a file of any kind, straight into the layouts of exports and the rules that find collections."""
    from stance.readers.blocks import TextBlock, TextKind
    from stance.readers.exports import documents_in

    kinds = list(TextKind)
    roles = (None, None, None, "title", "outlet", "date", "byline", "body")

    def take(data: bytes) -> None:
        lines = data.decode("utf-8", "replace").split("\n\n")
        blocks = [
            TextBlock(kinds[len(line) * 7 % 31 % len(kinds)], line.strip(), roles[len(line) * 5 % 13 % len(roles)])
            for line in lines
        ]
        drain(documents_in(blocks, "made", "file"))

    return Target("exports", (*seeds.EXPORTS, seeds.MESSY), take)


@maker("pages of a PDF")
def pages_of_a_pdf() -> Target:
    """Lines with any place and size, as a PDF may have them, into the rules that make paragraphs."""
    from stance.readers.pages import Line, paragraphs_of

    def take(data: bytes) -> None:
        chance = random.Random(data)
        lines = [line for line in data.decode("utf-8", "replace").split("\n") if line.strip()]
        odd = (0.0, -1.0, 1e-9, 1e30, -1e30, 11.0, 11.0, 11.0)
        made = [
            Line(line.strip(), chance.choice((72.0, 72.0, 90.0, *odd)), 700.0 - 14 * k, chance.choice(odd))
            for k, line in enumerate(lines)
        ]
        cuts = sorted(chance.randrange(len(made) + 1) for _ in range(3))
        pages = [made[: cuts[0]], made[cuts[0] : cuts[1]], made[cuts[1] :]]
        check_document(Document(id="x", text="\n\n".join(paragraphs_of(pages))))

    return Target("pages of a PDF", seeds.PLAIN, take)


@maker("answer of a server")
def answer_of_a_server() -> Target:
    """The raw bytes that a web server answers with, head and body, through a real connection to this machine."""
    import socketserver
    import threading

    from stance.sources.documents import open_source
    from stance.sources.paths import Source

    current = [b""]

    class Answer(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            while self.rfile.readline().strip():
                pass
            self.wfile.write(current[0])

    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_address[1]}/keepers"
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # the reader hung up first

    def take(data: bytes) -> None:
        if b"ocation" in data or b"efresh" in data:  # an answer must never send the test to another machine
            raise RefusedError("not tried")
        current[0] = data
        drain(open_source(Source(None, "", None, url=address)))

    import gzip

    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nConnection: close\r\n"
    body = seeds.PAGES[0]
    given = (
        head + b"\r\n" + body,
        head + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(body, mtime=0),
        head.replace(b"text/html", b"text/plain") + b"Content-Length: %d\r\n\r\n" % len(seeds.WORDS) + seeds.WORDS,
        head + b"Transfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n" % (len(body), body),
        b"HTTP/1.1 404 Gone away\r\n\r\n",
    )
    return Target("answer of a server", given, take)


def _file_target(
    name: str, given: tuple[bytes, ...], read: Callable[[Path], object], file: str, mutate=mutated
) -> Target:
    """A target that reads a file from disk."""

    def take(data: bytes) -> None:
        path = room() / file
        path.write_bytes(data)
        read(path)

    return Target(name, given, take, mutate)


@maker("label table")
def label_table() -> Target:
    """A table of labels, with its document at hand; and as annotations of annotators."""
    from stance.labelling.annotations import read_annotations
    from stance.labels import read_labels
    from stance.question import read_question

    asked = read_question(seeds.ROOT / "data/labeled/question.toml")
    texts = {"a": seeds.TALK}

    def read(path: Path) -> None:
        try:
            for claim in read_labels([path], asked, texts).claims:
                if claim.document == "a" and claim.start is not None:
                    assert claim.text == seeds.TALK[claim.start : claim.end], "a label beside its words"
        finally:
            with contextlib.suppress(StanceError):
                read_annotations([path], None)

    return _file_target("label table", seeds.LABELS, read, "labels.csv")


@maker("question file")
def question_file() -> Target:
    """A question, used as it would be."""
    from stance.question import missing_entities, question_from_dict, question_to_dict, read_question

    def read(path: Path) -> None:
        question = read_question(path)
        assert question_from_dict(question_to_dict(question)) == question, "a question that does not come back"
        assert set(missing_entities(seeds.TALK, question)) <= {side[0] for side in question.sides}

    return _file_target("question file", seeds.QUESTIONS, read, "question.toml")


@maker("project file")
def project_file() -> Target:
    """A `stance.toml`."""
    from stance.commands.project import read_project

    return _file_target("project file", seeds.PROJECTS, read_project, "stance.toml")


@maker("sources.csv")
def sources_csv() -> Target:
    """A `sources.csv` beside a text: as metadata, and as a list of what to fetch by hash."""
    from stance.labelling.replication import rehydrate
    from stance.sources import find_sources, read_documents

    folder = room() / "sources"
    folder.mkdir(exist_ok=True)
    (folder / "a.txt").write_bytes(seeds.WORDS)
    empty = room() / "empty"
    empty.mkdir(exist_ok=True)

    def take(data: bytes) -> None:
        (folder / "sources.csv").write_bytes(data)
        with contextlib.suppress(StanceError):
            rehydrate(folder, empty)
        drain(read_documents(find_sources([str(folder)])))

    return Target("sources.csv", seeds.SOURCES, take)


def _exchange(name: str) -> Target:
    from stance.labelling.exchange import FORMATS
    from stance.labelling.exchange.rows import load_csv as load
    from stance.tables import csv_text

    table_file = room() / "made.csv"
    table_file.write_bytes(seeds.LABELS[0].replace(b'"",', b",").replace(b"ann,,1", b"ann,China and Russia,1"))
    dumped = FORMATS[name].dump(load(table_file))

    def read(path: Path) -> None:
        table = FORMATS[name].load(path)
        csv_text(table.columns, table.rows).encode()

    seed = dumped if isinstance(dumped, bytes) else dumped.encode()
    mutate = mutated_package if isinstance(dumped, bytes) else mutated
    return _file_target(f"import {name}", (seed,), read, "labels.import", mutate)


for _name in ("csv", "jsonl", "label-studio", "prodigy", "doccano", "wide", "uima", "refi-qda"):
    MAKERS[f"import {_name}"] = lambda name=_name: _exchange(name)


@maker("answers of an annotator")
def answers_of_an_annotator() -> Target:
    """An annotator's file as a crash or a hand may have left it, opened to go on; and merged into a table."""
    from stance.labelling.answer_log import AnswerLog, answer_file
    from stance.labelling.merge import merge
    from stance.labelling.queue import write_queue

    folder = room() / "session"
    write_queue([], folder)
    (folder / "queue.jsonl").write_bytes(seeds.QUEUES[0])

    def take(data: bytes) -> None:
        path = answer_file(folder, "ann")
        path.write_bytes(data)
        with AnswerLog(path) as answers:
            assert path.read_bytes().endswith(b"\n") or not path.read_bytes(), "a last line that is not whole"
            len(answers.answers)
        merge(folder, lambda: {"a": seeds.TALK})

    return Target("answers of an annotator", seeds.ANSWERS, take)


@maker("queue of a session")
def queue_of_a_session() -> Target:
    """A session's queue, read and sat down to."""
    from stance.labelling.answer_log import AnswerLog, answer_file
    from stance.labelling.queue import read_queue
    from stance.labelling.session import AnnotationSession
    from stance.question import read_question

    folder = room() / "queue"
    folder.mkdir(exist_ok=True)
    asked = read_question(seeds.ROOT / "data/labeled/question.toml")

    def take(data: bytes) -> None:
        (folder / "queue.jsonl").write_bytes(data)
        with AnswerLog(answer_file(folder, "ann")) as answers:
            AnnotationSession(read_queue(folder), answers, [Document(id="a", text=seeds.TALK)], asked)

    return Target("queue of a session", seeds.QUEUES, take)


@maker("scores file")
def scores_file() -> Target:
    """Scores as JSONL: as a coder beside annotators, and to order a queue by."""
    from stance.commands.label_tables import read_scored
    from stance.labelling.annotations import add_model_scores, read_annotations
    from stance.labelling.queue import QueueOrder, draw

    labels = room() / "codes.csv"
    labels.write_bytes(seeds.LABELS[0])
    row = {"document": "a", "start": 0, "end": 19, "text": "China and Russia", "stance": "exists", "novelty": 0.5}
    row |= {f"p_{name}": 0.25 for name in ("exists", "possible", "unlikely", "none")}
    given = b"".join(json.dumps(row | {"start": n}).encode() + b"\n" for n in (0, 3, 30))

    def read(path: Path) -> None:
        with contextlib.suppress(StanceError):
            add_model_scores(read_annotations([labels], None), path)
        draw(read_scored(path), QueueOrder.UNCERTAIN, limit=2, share=0.5, seed=0)

    return _file_target("scores file", (given,), read, "scores.jsonl")


@maker("layout and gate")
def layout_and_gate() -> Target:
    """Any text at all, half characters too, through layout, sentences, gate, and the heads of a document."""
    from stance.layout import lay_out
    from stance.question import missing_entities, read_question
    from stance.readers.metadata import with_metadata

    asked = read_question(seeds.ROOT / "data/labeled/question.toml")

    def take(data: bytes) -> None:
        text = data.decode("utf-8", "surrogateescape")
        check_layout(text, lay_out(text))
        missing_entities(text, asked)
        assert with_metadata(Document(id="x", text=text)).text == text

    return Target("layout and gate", (*seeds.PLAIN, *seeds.MARKDOWN), take)


@maker("claims")
def claims() -> Target:
    """Any text at all, half characters too, to attributed claims: every offset is right."""
    from stance.pipeline import extract_claims

    def take(data: bytes) -> None:
        text = data.decode("utf-8", "surrogateescape")
        check_claims(text, extract_claims(Document(id="x", text=text)))

    return Target("claims", seeds.PLAIN, lambda data: take(data[:6000]))


def check_claims(text: str, found) -> None:
    """Every claim is the words at its place, and names places inside of the text."""
    assert [claim.start for claim in found] == sorted(claim.start for claim in found), "claims out of order"
    for claim in found:
        assert text[claim.start : claim.end] == claim.text, "a claim that is not its words"
        assert claim.start <= claim.content_start <= claim.content_end <= claim.end, "content outside of its claim"
        for start, end in ((claim.speaker_start, claim.speaker_end), (claim.cue_start, claim.cue_end)):
            assert (start is None) == (end is None), "half a place"
            assert start is None or 0 <= start < end <= len(text), "a place outside of the text"


@cache
def small_bundle() -> Path:
    """A bundle of a small model, made once a process."""
    from stance.bundle import save_model
    from stance.labels import read_labels
    from stance.model.training import train_model
    from stance.question import read_question

    asked = read_question(seeds.ROOT / "data/labeled/question.toml")
    labels = read_labels([seeds.ROOT / "data/labeled/digests.csv"], asked, {})
    path = room() / "bundle"
    save_model(train_model(labels.claims[::9], question=asked), path)
    return path


@cache
def tuned_bundle() -> Path:
    """A bundle whose encoder is the tiny one of `trusted`, with a head and held-out scores; made once a process."""
    import numpy as np

    from stance.bundle import save_model
    from stance.encoder import WEIGHTS, Head, tuned_encoder, write_head
    from stance.folds import make_folds
    from stance.labels import read_labels
    from stance.manifest import hash_labels
    from stance.model.encoder_scores import collect_scores, write_scores_table
    from stance.model.training import train_model
    from stance.question import read_question

    asked = read_question(seeds.ROOT / "data/labeled/question.toml")
    rows = read_labels([seeds.ROOT / "data/labeled/digests.csv"], asked, {}).claims[::9]
    folder, chance = room() / "tiny", np.random.default_rng(0)
    folder.mkdir()
    (folder / WEIGHTS).write_bytes(trusted.tiny_encoder())
    coef = chance.normal(0, 1e-4, (len(asked.labels), trusted.WIDTH)).astype(np.float32)
    intercept = np.zeros(len(asked.labels), np.float32)
    write_head(Head(labels=asked.labels, coef=coef, intercept=intercept, tuned_on=hash_labels(rows)), folder)
    parts = [
        (str(number), [rows[i] for i in fold.test], chance.normal(0, 1, (len(fold.test), len(asked.labels))))
        for number, fold in enumerate(make_folds(rows))
    ]
    write_scores_table(collect_scores(parts, hash_labels(rows)), folder)
    path = room() / "tuned bundle"
    save_model(train_model(rows, question=asked, encoder=tuned_encoder(folder)), path)
    return path


def _bundle(name: str, mutate=mutated) -> Target:
    """A bundle with one file broken and the manifest's hash made to fit: what lies behind that check counts."""
    from stance.bundle import load_model
    from stance.model.scoring import verify_model

    honest = small_bundle()
    broken = room() / "broken"
    shutil.copytree(honest, broken, dirs_exist_ok=True)
    manifest = json.loads((honest / "model.json").read_text())

    def take(data: bytes) -> None:
        (broken / name).write_bytes(data)
        if name != "model.json":
            manifest["files"][name] = sha256(data).hexdigest()
            (broken / "model.json").write_text(json.dumps(manifest))
        verify_model(load_model(broken))

    slim = dict(manifest) | {"scores": {}}
    given = json.dumps(slim).encode() if name == "model.json" else (honest / name).read_bytes()
    return Target(f"bundle {name}", (given,), take, mutate)


def _label_page(name: str, *, settling: bool) -> Target:
    """Requests of any kind to the page of a session, most of them with its key; every answer is one on disk."""
    from service import label_page

    application = label_page(room() / name, settling=settling)
    return Target(name, application.seeds, application.take)


MAKERS["label API"] = lambda: _label_page("label API", settling=False)
MAKERS["adjudicate API"] = lambda: _label_page("adjudicate API", settling=True)
MAKERS["bundle model.json"] = lambda: _bundle("model.json")
MAKERS["bundle golden.jsonl"] = lambda: _bundle("golden.jsonl")
MAKERS["bundle pipeline.skops"] = lambda: _bundle("pipeline.skops", mutated_package)


@maker("API")
def API() -> Target:  # noqa: N802
    """Requests of any kind to every route of the service, head and body."""
    from service import service

    application = service(small_bundle())
    return Target("API", application.seeds, application.take)


@maker("command line")
def command_line() -> Target:
    """Calls of every command with options and values of any kind."""
    from calls import Calls

    calls = Calls(small_bundle(), room() / "work")
    return Target("command line", calls.seeds, calls.take, calls.mutate)


trusted.register(MAKERS, room(), small_bundle)
