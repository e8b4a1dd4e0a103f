"""Two calls of each command, shown at the end of its help and run by the tests."""

from __future__ import annotations

from itertools import groupby
from typing import Final

_CALLS: Final = """
stance claims op-ed.txt --explain --format table
stance claims op-eds -o claims.csv
stance documents op-eds
stance documents op-eds -o documents.csv
stance score op-ed.txt -o scores.csv
stance score --rows tweets.csv -o scored.xlsx
stance report op-eds -o summary.html
stance report op-eds --format csv
stance serve
stance serve --port 8080 --model models/mine
stance examples
stance examples somewhere-else
stance rehydrate package/texts --from downloads
stance rehydrate package/texts data/raw/field --from downloads
stance config
stance config --format jsonl
stance train labels.csv -o models/mine
stance train labels.csv --question question.toml --encoder none -o models/lite
stance finetune labels.csv -o models/encoder
stance finetune labels.csv --question question.toml
stance evaluate labels.csv --encoder none --card models/mine -o figures.json
stance evaluate labels.csv --encoder none --predictions new.jsonl --spans gold
stance compare models/mine models/other new-labels.csv
stance compare old.jsonl new.jsonl labels.csv
stance estimate op-eds --labels team.csv --by document
stance estimate op-eds --labels team.csv -o shares.csv
stance verify
stance verify --model models/mine
stance label op-eds --annotator ann
stance label op-eds --annotator ann --terminal --limit 100
stance merge -o team.csv
stance merge adjudication -o gold.csv
stance agree team.csv --format table
stance agree team.csv --disagreements differ.csv
stance adjudicate team.csv --texts op-eds
stance adjudicate team.csv --texts op-eds --terminal
stance migrate team.csv --from op-eds --to corrected -o moved.csv
stance migrate team.csv --from op-eds --to corrected --left lost.csv
stance export team.csv --to label-studio -o tasks.json
stance export team.csv --to wide -o wide.csv
stance import tasks.json --from label-studio -o back.csv
stance import wide.csv --from wide
stance share team.csv --texts op-eds -o package
stance share team.csv --texts op-eds --free op-eds -o package-with-texts
"""

EXAMPLES: Final = {
    "": ("stance examples && stance score examples", "stance report examples -o summary.html"),
    **{name: tuple(calls) for name, calls in groupby(_CALLS.strip().splitlines(), key=lambda call: call.split()[1])},
}
"""The calls by their command; those of the whole program stand under no name."""
