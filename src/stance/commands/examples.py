"""Two calls of each command, shown at the end of its help and run by the tests."""

from __future__ import annotations

from typing import Final

EXAMPLES: Final = {
    "": (
        "stance examples && stance score examples",
        "stance report examples -o summary.html",
    ),
    "claims": (
        "stance claims op-ed.txt --explain --format table",
        "stance claims op-eds -o claims.csv",
    ),
    "documents": (
        "stance documents op-eds",
        "stance documents op-eds -o documents.csv",
    ),
    "score": (
        "stance score op-ed.txt -o scores.csv",
        "stance score --rows tweets.csv -o scored.xlsx",
    ),
    "report": (
        "stance report op-eds -o summary.html",
        "stance report op-eds --format csv",
    ),
    "serve": (
        "stance serve",
        "stance serve --port 8080 --model models/mine",
    ),
    "examples": (
        "stance examples",
        "stance examples somewhere-else",
    ),
    "rehydrate": (
        "stance rehydrate package/texts --from downloads",
        "stance rehydrate package/texts data/raw/field --from downloads",
    ),
    "config": (
        "stance config",
        "stance config --format jsonl",
    ),
    "train": (
        "stance train labels.csv -o models/mine",
        "stance train labels.csv --question question.toml --encoder none -o models/lite",
    ),
    "finetune": (
        "stance finetune labels.csv -o models/encoder",
        "stance finetune labels.csv --question question.toml",
    ),
    "evaluate": (
        "stance evaluate labels.csv --encoder none --card models/mine -o figures.json",
        "stance evaluate labels.csv --encoder none --predictions new.jsonl --spans gold",
    ),
    "compare": (
        "stance compare models/mine models/other new-labels.csv",
        "stance compare old.jsonl new.jsonl labels.csv",
    ),
    "estimate": (
        "stance estimate op-eds --labels team.csv --by document",
        "stance estimate op-eds --labels team.csv -o shares.csv",
    ),
    "verify": (
        "stance verify",
        "stance verify --model models/mine",
    ),
    "label": (
        "stance label op-eds --annotator ann",
        "stance label op-eds --annotator ann --terminal --limit 100",
    ),
    "merge": (
        "stance merge -o team.csv",
        "stance merge adjudication -o gold.csv",
    ),
    "agree": (
        "stance agree team.csv --format table",
        "stance agree team.csv --disagreements differ.csv",
    ),
    "adjudicate": (
        "stance adjudicate team.csv --texts op-eds",
        "stance adjudicate team.csv --texts op-eds --terminal",
    ),
    "migrate": (
        "stance migrate team.csv --from op-eds --to corrected -o moved.csv",
        "stance migrate team.csv --from op-eds --to corrected --left lost.csv",
    ),
    "export": (
        "stance export team.csv --to label-studio -o tasks.json",
        "stance export team.csv --to wide -o wide.csv",
    ),
    "import": (
        "stance import tasks.json --from label-studio -o back.csv",
        "stance import wide.csv --from wide",
    ),
    "share": (
        "stance share team.csv --texts op-eds -o package",
        "stance share team.csv --texts op-eds --free op-eds -o package-with-texts",
    ),
}
