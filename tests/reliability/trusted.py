"""Targets: files that the package itself wrote and would trust, as somebody else may have made them."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from functools import cache
from pathlib import Path

import seeds
from harness import Target

from packages import field

WIDTH = 384

Makers = dict[str, Callable[[], Target]]


def register(makers: Makers, room: Path, bundle: Callable[[], Path]) -> None:
    """Add the targets."""
    makers["encoder encoder.onnx"] = encoder
    makers["encoder head.json"] = head
    makers["encoder held_out.json"] = lambda: held_out(room)
    makers["vector cache"] = lambda: vector_cache(room)
    for suffix in (".csv", ".jsonl", ".parquet"):
        makers[f"table of claims {suffix}"] = lambda suffix=suffix: claim_table(room, suffix)
    makers["share and rehydrate"] = lambda: package(room)
    makers["provenance of scores"] = lambda: provenance(room)
    makers["shards to carry on"] = lambda: shards(room, bundle())


def tensor(name: bytes, sizes: tuple[int, ...], kind: int, raw: bytes) -> bytes:
    """A tensor of ONNX."""
    return b"".join(field(1, size) for size in sizes) + field(2, kind) + field(8, name) + field(9, raw)


def _value(name: bytes, kind: int) -> bytes:
    sizes = field(1, field(2, b"batch")) + field(1, field(2, b"length"))
    return field(1, name) + field(2, field(1, field(1, kind) + field(2, sizes)))


def _node(operator: bytes, inputs: tuple[bytes, ...], output: bytes, *attributes: bytes) -> bytes:
    ends = b"".join(field(1, name) for name in inputs) + field(2, output)
    return field(1, ends + field(4, operator) + b"".join(field(5, one) for one in attributes))


def weights() -> bytes:
    """The numbers of `tiny_encoder`."""
    return struct.pack(f"<{WIDTH}f", *(1e-6 * number for number in range(WIDTH)))


@cache
def tiny_encoder() -> bytes:
    """The smallest graph that gives a vector a token: its number times 384 weights."""
    to_float = field(1, b"to") + field(3, 1) + field(20, 2)
    nodes = (
        _node(b"Cast", (b"input_ids",), b"numbers", to_float)
        + _node(b"Unsqueeze", (b"numbers", b"axis"), b"columns")
        + _node(b"MatMul", (b"columns", b"weights"), b"hidden")
    )
    held = field(5, tensor(b"axis", (1,), 7, struct.pack("<q", 2)))
    held += field(5, tensor(b"weights", (1, WIDTH), 1, weights()))
    inputs = b"".join(field(11, _value(name, 7)) for name in (b"input_ids", b"attention_mask", b"token_type_ids"))
    output = field(12, field(1, b"hidden") + field(2, field(1, field(1, 1))))
    graph = nodes + field(2, b"tiny") + held + inputs + output
    return field(1, 8) + field(7, graph) + field(8, field(1, b"") + field(2, 17))


def encoder() -> Target:
    """The weights of an encoder, opened and used."""
    from stance.encoder import Encoder

    def take(data: bytes) -> None:
        (vector,) = Encoder(Path("encoder.onnx"), contents={"encoder.onnx": data}).embed(["China and Russia"])
        assert vector.shape == (WIDTH,), "a vector of another length"
        assert all(abs(number) < float("inf") for number in vector.tolist()), "a vector of no numbers"

    take(tiny_encoder())
    return Target("encoder encoder.onnx", (tiny_encoder(),), take)


def head() -> Target:
    """The head of a tuned encoder."""
    from stance.encoder import HEAD, Encoder

    def take(data: bytes) -> None:
        found = Encoder(Path("encoder.onnx"), contents={HEAD: data}).head()
        assert found is not None
        labels, width = found.coef.shape
        assert (labels, width % WIDTH) == (len(found.labels), 0), "a head of another shape"

    coef = [[0.25] * WIDTH, [-1.5] * WIDTH]
    given = json.dumps({"labels": ["a", "b"], "tuned_on": "x", "coef": coef, "intercept": [0.0, 1.0]}).encode()
    return Target("encoder head.json", (given,), take)


def held_out(room: Path) -> Target:
    """The scores that a tuned encoder's own rows were held out with."""
    from stance.model.encoder_scores import CROSS_FITTED, read_scores_table

    folder = room / "tuned"
    folder.mkdir(exist_ok=True)

    def take(data: bytes) -> None:
        (folder / CROSS_FITTED).write_bytes(data)
        table = read_scores_table(folder)
        assert table is not None
        table.scores_of("d", "text")

    given = json.dumps({"tuned_on": "x", "folds": ["y"], "fold_of": {"d": 0}, "scores": {"d": {"0a": [0.5, -1]}}})
    return Target("encoder held_out.json", (given.encode(),), take)


def vector_cache(room: Path) -> Target:
    """A file of kept vectors, which may hold anything: what comes back is a vector, from there or computed."""
    import numpy as np

    from stance.encoder.vector_cache import VectorCache

    made = VectorCache(room, "made")
    for text in ("one", "two", "three"):
        made.vector(text, lambda text: np.full(WIDTH, len(text), np.float32))
    made.close()
    given = made.path.read_bytes()
    broken = made.path.with_name("broken.sqlite")

    def take(data: bytes) -> None:
        broken.write_bytes(data)
        for journal in broken.parent.glob("broken.sqlite-*"):
            journal.unlink()
        cache = VectorCache(room, "broken")
        vector = cache.vector("two", lambda text: np.full(WIDTH, 7, np.float32))
        cache.close()
        assert vector.shape == (WIDTH,), "a vector of another length"
        assert np.isfinite(vector).all(), "a vector of no numbers"

    return Target("vector cache", (given,), take)


def claim_table(room: Path, suffix: str) -> Target:
    """A table whose rows are claims already."""
    from stance.claim_table import read_claim_table

    given = {".csv": lambda: seeds.ROWS_CSV, ".jsonl": lambda: seeds.ROWS_JSON, ".parquet": seeds.parquet}[suffix]()
    path = room / f"claims{suffix}"

    def take(data: bytes) -> None:
        path.write_bytes(data)
        table = read_claim_table(path)
        for _, row in table.rows:
            table.text_of(row).encode(errors="surrogatepass")

    return Target(f"table of claims {suffix}", tuple(given), take)


def package(room: Path) -> Target:
    """A label table made into a package, and its texts brought back: nothing is written elsewhere, nothing half."""
    import shutil

    from stance.labelling.replication import Parts, rehydrate, share

    place = room / "sharing"
    (place / "texts").mkdir(parents=True, exist_ok=True)
    (place / "texts/a.txt").write_bytes(seeds.TALK.encode())
    table, output = place / "labels.csv", place / "package"

    def take(data: bytes) -> None:
        table.write_bytes(data)
        shutil.rmtree(output, ignore_errors=True)
        before = sorted(room.glob("*"))
        try:
            share(Parts(tables=[table], texts=place / "texts", free=place / "texts"), output)
            rehydrate(output / "texts", place / "texts")
        finally:
            assert sorted(room.glob("*")) == before, "written elsewhere"
            assert sorted(place.glob("*")) in ([table, output, place / "texts"], [table, place / "texts"])

    return Target("share and rehydrate", seeds.LABELS, take)


def provenance(room: Path) -> Target:
    """What stands beside scores and says by which bundle they were made."""
    from stance.commands.label_tables import read_all_annotations

    labels = room / "for-scores.csv"
    labels.write_bytes(seeds.LABELS[0])
    scores = room / "scored.jsonl"
    scores.write_bytes(b"")

    def take(data: bytes) -> None:
        (room / "scored.jsonl.meta.json").write_bytes(data)
        read_all_annotations([labels], None, scores)

    facts = {"bundle": {"path": str(room / "nowhere"), "name": "x"}, "inputs": []}
    return Target("provenance of scores", (json.dumps(facts).encode(),), take)


def shards(room: Path, bundle: Path) -> Target:
    """A folder of shards that a run is to carry on, with a file that is none of its own."""
    from stance.records import Document
    from stance.scale import DoneBefore, Work, score_to_shards
    from stance.tables import Format

    folder = room / "shards"
    folder.mkdir(exist_ok=True)
    documents = [Document(id="a", text="Gas is cheap.")]  # off topic, so that nothing is parsed

    def take(data: bytes) -> None:
        name = data[:40].hex() or "x"
        for file in folder.iterdir():
            file.unlink()
        (folder / f"{name}.jsonl").write_bytes(data)
        list(score_to_shards(documents, Work(bundle=bundle), folder, Format.JSONL, resume=DoneBefore()))
        assert (folder / f"{name}.jsonl").read_bytes() == data, "another's file is touched"

    return Target("shards to carry on", seeds.ROWS_JSON, take)
