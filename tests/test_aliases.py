"""Aliases: one speaker under several names is one in rows and sums."""

from __future__ import annotations

import json

import pytest

from calling import call
from stance.aliases import canonical_name, read_aliases
from stance.errors import DataError

TEXTS = {
    "one": "Feng Zhongping said that China and Russia are partners. China needs Russia.",
    "two": "Z. P. Feng, a scholar, said that China and Russia are no allies. Russia needs China.",
}


@pytest.fixture
def folder(tmp_path):
    texts = tmp_path / "texts"
    texts.mkdir()
    for name, text in TEXTS.items():
        (texts / f"{name}.txt").write_text(text, encoding="utf-8")
    (tmp_path / "aliases.csv").write_text(
        "alias,name,note\nfeng zhongping,Feng Zhongping,\nZ. P. Feng,Feng Zhongping,initials\n"
    )
    return tmp_path


@pytest.mark.parametrize(
    ("speaker", "name"),
    [
        ("erdogan", "Recep Erdoğan"),
        ("Erdoğan", "Recep Erdoğan"),
        ("Erdoğan; Recep Erdogan; Ann Lee", "Recep Erdoğan; Ann Lee"),
        ("Erdoğan's office", "Erdoğan's office"),
        (None, None),
        ("AUTHOR", "AUTHOR"),
    ],
)
def test_a_speaker_goes_by_the_name_of_its_alias(tmp_path, speaker, name):
    table = tmp_path / "aliases.csv"
    table.write_text("alias,name\nErdogan,Recep Erdoğan\nRecep Erdogan,Recep Erdoğan\n", encoding="utf-8")
    assert canonical_name(speaker, read_aliases(table)) == name


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("name\nAnn Lee\n", "no column 'alias'; the header must have alias and name"),
        ("alias,name\nLee,\n", "row 2: name is empty"),
        ("alias,name\nLee,Ann Lee\nlee,Bo Lee\n", "row 3: 'lee' is 'Ann Lee' above and 'Bo Lee' here"),
    ],
)
def test_a_faulty_table_is_refused_by_row(tmp_path, text, fault):
    table = tmp_path / "aliases.csv"
    table.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=fault.replace("(", r"\(")):
        read_aliases(table)


def speakers(folder, *options):
    result = call("claims", folder / "texts", "--format", "jsonl", *options, code=0)
    rows = [json.loads(line) for line in result.stdout.splitlines() if line.startswith("{")]
    return {row["speaker"] for row in rows} - {"AUTHOR"}


def test_rows_of_two_documents_have_one_speaker(folder):
    assert len(speakers(folder)) == 2
    assert speakers(folder, "--aliases", folder / "aliases.csv") == {"Feng Zhongping"}


def test_the_sums_of_a_report_are_over_one_speaker_and_its_provenance_names_the_table(folder):
    out = folder / "sums.csv"
    call("report", folder / "texts", "--aliases", folder / "aliases.csv", "-o", out, code=0)
    assert sum("Feng" in line for line in out.read_text(encoding="utf-8").splitlines()) == 1
    facts = json.loads((folder / "sums.csv.meta.json").read_text(encoding="utf-8"))
    assert facts["aliases"]["file"].endswith("aliases.csv")


def test_aliases_and_shards_exclude_one_another(folder):
    call("score", folder / "texts", "--aliases", folder / "aliases.csv", "--shards", folder / "out", code=2)


def test_an_alias_that_is_nobodys_is_named(folder):
    table = folder / "more.csv"
    table.write_text((folder / "aliases.csv").read_text("utf-8") + "Sea Cook,The Cook\n", encoding="utf-8")
    told = call("claims", folder / "texts", "--format", "jsonl", "--aliases", table, code=0).stderr
    assert "aliases are no speaker's here: sea cook" in told
    assert "feng" not in told
