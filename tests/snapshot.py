"""Extraction and scores of our own texts as they stand, so that a change of either is seen, row by row.

Kept is a line a claim: where it stands, its speaker, its stance, and a hash of every other field. `make snapshot`
writes the lines anew and prints what moved; the diff of `tests/data/snapshot/` then goes into the commit that moved it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path

from stance import Document, ScoredClaim, extract_claims, load_model, score_claims
from stance.records import claim_row

ROOT = Path(__file__).parents[1]
DATA = ROOT / "tests" / "data"
KEPT = DATA / "snapshot"
SETS = ("raw", "examples", "passages", "cases")
TOLERANCE = 0.05
"""As much may a probability move, as for `stance verify`: other processors round the encoder's values otherwise."""


def documents_of(name: str) -> list[Document]:
    """The documents of one set, in order of their ids."""
    if name in ("raw", "examples"):
        folder = ROOT / ("data/raw" if name == "raw" else "examples")
        return [Document(id=path.stem, text=path.read_bytes().decode()) for path in sorted(folder.glob("*.txt"))]
    lines = (DATA / "attribution" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = sorted((json.loads(line) for line in lines), key=lambda row: row["id"])
    return [Document(id=row["id"], text=row["text"], authors=row.get("authors") or None) for row in rows]


def lines_of(name: str) -> Iterator[str]:
    """The lines of one set as the present code and the shipped bundle give them."""
    model = load_model(ROOT / "models" / "china-russia")
    for document in documents_of(name):
        for scored in score_claims(extract_claims(document), model):
            yield line_of(scored)


def line_of(scored: ScoredClaim) -> str:
    """document, span, hash of the claim's fields, speaker, stance and its probability, parted by tabs."""
    claim = scored.claim
    digest = hashlib.sha256(json.dumps(claim_row(claim), ensure_ascii=False).encode()).hexdigest()[:10]
    speaker = " ".join((claim.speaker or "-").split())
    likeliest = f"{max(scored.probabilities):.3f}"
    return "\t".join([claim.document, f"{claim.start}-{claim.end}", digest, speaker, scored.stance, likeliest])


def kept_lines(name: str) -> list[str]:
    """The lines of one set as they were kept."""
    return (KEPT / f"{name}.tsv").read_text(encoding="utf-8").splitlines()


def moved(before: Sequence[str], after: Sequence[str]) -> list[str]:
    """What is no longer as it was, "-" a line before and "+" a line after it, in order."""
    pairs = [[_comparable(line) for line in lines] for lines in (before, after)]
    differences = []
    for kind, first, last, start, end in SequenceMatcher(None, *pairs, autojunk=False).get_opcodes():
        if kind != "equal":
            differences += [f"- {line}" for line in before[first:last]] + [f"+ {line}" for line in after[start:end]]
        else:
            paired = zip(before[first:last], after[start:end], strict=True)
            differences += [text for old, new in paired if _score_moved(old, new) for text in (f"- {old}", f"+ {new}")]
    return differences


def _comparable(line: str) -> str:
    return line.rpartition("\t")[0].rpartition("\t")[0]


def _score_moved(old: str, new: str) -> bool:
    (old_stance, old_p), (new_stance, new_p) = (line.split("\t")[-2:] for line in (old, new))
    if abs(float(old_p) - float(new_p)) > TOLERANCE:
        return True
    # A stance that two labels contend for may be either: its probability then says so.
    return old_stance != new_stance and float(old_p) > 0.5 + TOLERANCE


def refresh() -> None:
    """Write every set anew and print what moved."""
    KEPT.mkdir(exist_ok=True)
    for name in SETS:
        after = list(lines_of(name))
        before = kept_lines(name) if (KEPT / f"{name}.tsv").is_file() else []
        differences = moved(before, after)
        (KEPT / f"{name}.tsv").write_text("\n".join(after) + "\n", encoding="utf-8")
        count = sum(line.startswith("+") for line in differences)
        print(f"{name}: {len(after)} claims, {count} moved", *differences, sep="\n")


if __name__ == "__main__":
    refresh()
