"""The same labels, seed and versions give the same bundle, byte for byte, whatever differs between two processes."""

import hashlib
import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from calling import call
from digest_model import LABELS
from model_data import QUESTION, labelled_claims, moon_model
from stance.bundle import load_model, save_model
from stance.bundle.packing import pack_fitted
from stance.model.training import train_model

TRAIN = """
import sys
from functools import partial
from pathlib import Path
sys.path.insert(0, sys.argv[1])
padding = [object() for _ in range(int(sys.argv[3]))]  # other addresses
from model_data import QUESTION, labelled_claims
from stance.bundle import save_model
from stance.encoder import choose_encoder
from stance.model.training import train_model
encoder = choose_encoder(sys.argv[4])
save_model(train_model(labelled_claims(), question=QUESTION, encoder=encoder, codebook="# Codebook"), Path(sys.argv[2]))
"""


def hashes(folder):
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in sorted(folder.iterdir())}


def trained_twice(room, encoder):
    """The hash of each file of two trainings in two processes."""
    for number, (seed, zone) in enumerate([("0", "UTC"), ("77", "Asia/Tokyo")]):
        words = [str(Path(__file__).parent), str(room / str(number)), str(number * 9999), encoder]
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "OMP_NUM_THREADS": str(number + 1)}
        subprocess.run([sys.executable, "-c", TRAIN, *words], env=environment, check=True, cwd=room)
    return hashes(room / "0"), hashes(room / "1")


@pytest.mark.parametrize("encoder", ["none", pytest.param("base", marks=pytest.mark.slow)])
def test_two_trainings_in_two_processes_give_one_hash(tmp_path, encoder):
    first, second = trained_twice(tmp_path, encoder)
    assert first == second
    assert len(first) >= 4


def test_loading_and_saving_changes_no_byte(tmp_path):
    save_model(moon_model(), tmp_path / "a")
    save_model(load_model(tmp_path / "a"), tmp_path / "b")
    assert hashes(tmp_path / "a") == hashes(tmp_path / "b")


def test_another_seed_or_label_gives_another_hash():
    rows = labelled_claims()
    packed = {pack_fitted(train_model(given, question=QUESTION)) for given in (rows, rows[:-4])}
    assert len(packed) == 2


def test_what_a_user_keeps_beside_a_bundle_stays(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # not where the texts of the project are, which a call would read
    table, place = tmp_path / "t.csv", tmp_path / "mine"
    table.write_text(LABELS)

    train = partial(call, "train", table, "--encoder", "none", "-o")
    train(place, code=0)
    (place / "notes.txt").write_text("mine")
    (place / "plans/deep").mkdir(parents=True)
    (place / "plans/deep/a.txt").write_text("mine too")
    (place / "plans/link").symlink_to("deep")
    place.chmod(0o750)
    (tmp_path / "link").symlink_to("mine")
    for output in (place, tmp_path / "link"):
        train(output, code=0)
        assert (place / "notes.txt").read_text() == "mine"
        assert (place / "plans/link/a.txt").read_text() == "mine too"
        assert (place / "plans/link").is_symlink()
        assert place.stat().st_mode & 0o777 == 0o750
    assert (tmp_path / "link").is_symlink()
    other = tmp_path / "other"
    other.mkdir()
    (other / "notes.txt").write_text("mine")
    refused = train(other, code=5)
    assert "using" not in refused.stderr  # before any work is done
    assert [file.name for file in other.iterdir()] == ["notes.txt"]
