"""Bundles that somebody changed, bombs, faults and expressions: each must do no harm; most of them take a while."""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys

import command_faults  # noqa: F401  (adds its own to the list)
import pytest
import seeds
from bombs import BOMBS, fits, run_all
from faults import FAULTS
from regexes import measure, patterns
from tampering import CHANGES, try_one
from targets import room, small_bundle

from calling import call

EXPONENTIAL = re.compile(r"(?:a+)+$")


SAMPLE = set(random.Random(0).sample(sorted(CHANGES), 60))
"""Of the ways to change a bundle those that every run tries."""


@pytest.mark.parametrize(
    "what", [what if what in SAMPLE else pytest.param(what, marks=pytest.mark.slow) for what in CHANGES]
)
def test_a_changed_bundle_is_refused_before_anything_of_it_runs(what):
    row = try_one(what)
    assert row["fine"], row


def test_a_bundle_of_another_scikit_learn_is_made_anew_with_one_command(tmp_path):
    from stance.bundle import load_model as load
    from stance.bundle import save_model

    bundle, question = tmp_path / "bundle", seeds.ROOT / "data/labeled/question.toml"
    save_model(load(small_bundle()), bundle)
    manifest = json.loads((bundle / "model.json").read_text())
    manifest["versions"]["scikit-learn"] = "0.24.2"
    (bundle / "model.json").write_text(json.dumps(manifest))
    call("verify", "-m", bundle, code=5)
    table = room() / "few.csv"
    table.write_text(seeds.TRAINING)
    call("train", table, "--question", question, "--encoder", "none", "--output", bundle, code=0)
    call("verify", "-m", bundle, code=0)


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in BOMBS if not name.startswith("text:")])
def test_a_bomb_takes_neither_all_time_nor_all_memory(name):
    (row,) = run_all([name])
    assert fits(row), row


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_nothing_is_lost_to_a_fault(fault):
    one = f"asdict({fault.__module__}.{fault.__name__}(random.Random(0)))"
    few = "command_faults.KILLS = 5"
    code = (
        f"import json, random, faults, command_faults; from dataclasses import asdict; {few}; print(json.dumps({one}))"
    )
    path = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", code], env=path, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout.splitlines()[-1])["lost"] == 0


def test_no_expression_grows_faster_than_the_square_of_its_text():
    found = patterns()
    assert len(found) > 50
    assert EXPONENTIAL.pattern not in {pattern.pattern for pattern in found.values()}


@pytest.mark.slow
@pytest.mark.parametrize("where", patterns())
def test_an_expression_is_at_worst_quadratic(where):
    _, growth, seconds, text = measure(patterns()[where], random.Random(0))
    assert growth < 6 or seconds < 0.1, (growth, seconds, text)
