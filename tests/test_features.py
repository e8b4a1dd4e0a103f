import pickle
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.base import clone

from digest_model import ROOT
from stance.encoder import Encoder, base_encoder
from stance.features import VECTOR_COLUMNS, mask_names, plain, read_claim
from stance.features.cues import NAMES
from stance.model.config import ClaimFeatures

ENCODER = base_encoder()


@pytest.mark.parametrize(
    ("raw", "made_plain"),
    [
        ("the two\nare close", "the two are close"),
        ("a  re- emergence of the\u00a0bloc", "a re-emergence of the bloc"),
        ("short- and long-term aims", "short- and long-term aims"),
        ("“no‑limits” – they’re…", '"no-limits" - they\'re...'),
        ("  kept as it is  ", "kept as it is"),
        ("", ""),
    ],
)
def test_plain(raw, made_plain):
    assert plain(raw) == made_plain


@given(st.text())
def test_plain_text_stays_plain(text):
    once = plain(text)
    assert "\n" not in once
    assert once == once.strip()


SIDES = (("Ruritania", "Ruritanian", "Strelsau"), ("Graustark", "Edelweiss"))


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Ruritania's bond with graustark", "SIDE_A bond with SIDE_B"),
        ("A Ruritanian-Graustark pact", "A SIDE_A-SIDE_B pact"),
        ("Today Rudolf Rassendyll met Flavia. Later they left.", "Today OTHER met OTHER. Later they left."),
        ("Strelsaus is no name of a side", "Strelsaus is no name of a side"),
    ],
)
def test_names_are_masked(text, masked):
    assert mask_names(text, SIDES) == masked


def test_without_sides_only_other_names_are_masked():
    assert mask_names("When Ruritania fell", ()) == "When OTHER fell"


def cues(text, sides=SIDES):
    table = ClaimFeatures(sides=sides).transform([text])
    return {name: table[f"cue_{name}"].iloc[0] for name in NAMES}


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("This is not an alliance.", "denied_alliance"),
        ("They have forged an alliance.", "stated_alliance"),
        ("An alliance in all but name.", "quasi"),
        ("Perhaps they could.", "modal"),
        ("Although close, they differ.", "concession"),
        ("Mistrust abounds.", "limits"),
        ("They drew closer.", "closer"),
        ("Ruritania leans on Strelsau and Graustark.", "all_sides"),
        ("Ruritania stands alone.", "some_sides"),
        ("The Ruritania-Graustark bond.", "pair"),
        ("They need each other.", "both"),
        ("Will they?", "question"),
        ("\u201cNever\u201d, he said.", "quotation"),
        ("So what", "short"),
        ("They had no choice but to join.", "affirms"),
        ("She asked whether they would.", "asks"),
        ("That debate is old.", "debate"),
        ("They ought to ally.", "call"),
        ("What a fine alliance!", "irony"),
        ("A so-called \u201cpartner\u201d.", "scare_quotes"),
        ("Paris and Berlin are close.", "elsewhere_alone"),
    ],
)
def test_cues_are_found(text, cue):
    assert cues(text)[cue] >= 1
    assert cues("The harbour of the old town was repainted in the spring.")[cue] == 0


def test_a_denial_across_a_full_stop_is_none():
    assert cues("He said no. The alliance stands.")["denied_alliance"] == 0


@pytest.mark.parametrize("text", ["A friendship without limits.", "It knows no limits.", "The no-limits partnership."])
def test_what_has_no_limits_is_neither_denied_nor_limited(text):
    found = cues(text)
    assert (found["negation"], found["limits"], found["affirms"]) == (0, 0, 1)
    assert found["partnership"] >= 1


def test_an_idiom_with_a_negator_denies_no_alliance():
    assert cues("They are nothing short of an alliance.")["denied_alliance"] == 0
    assert cues("They fall short of an alliance.")["denied_alliance"] == 1


def test_a_cue_is_counted_up_to_three():
    assert cues("not not not not not")["negation"] == 3


def test_without_sides_nobody_is_named():
    found = cues("Ruritania and Graustark", sides=())
    assert (found["all_sides"], found["some_sides"]) == (0, 0)


def test_features_are_one_row_a_text_in_order_and_the_transformer_can_be_cloned_and_pickled():
    made = pickle.loads(pickle.dumps(clone(ClaimFeatures(sides=SIDES))))
    table = made.fit(["x"]).transform(["Ruritania\nfell", "a"])
    assert list(table["plain"]) == ["Ruritania fell", "a"]
    assert list(table["masked"]) == ["SIDE_A fell", "a"]
    assert len(table.columns) == 3 + len(NAMES)
    assert made.transform([]).shape == (0, 3 + len(NAMES))


def test_an_encoder_adds_its_vector():
    table = ClaimFeatures(encoder=ENCODER).transform(["They drew closer.", "They drew apart."])
    vectors = table[list(VECTOR_COLUMNS)].to_numpy()
    assert vectors.shape == (2, 384)
    assert not np.allclose(vectors[0], vectors[1])


def test_a_vector_does_not_depend_on_its_neighbours():
    alone = Encoder(ENCODER.path).embed(["They drew closer."])
    among = Encoder(ENCODER.path).embed(["A much longer sentence that stands before it.", "They drew closer.", ""])
    assert (alone[0] == among[1]).all()


def test_a_missing_extra_is_named_with_its_command(tmp_path):
    program = (
        "import sys; sys.modules['onnxruntime'] = None\n"
        "from pathlib import Path\nfrom stance.encoder import Encoder\nfrom stance.errors import UsageError\n"
        "try: Encoder(Path('none.onnx')).embed(['a'])\nexcept UsageError as error: sys.stdout.write(str(error))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "a sentence encoder needs the extra 'encoder': pip install 'stance[encoder]'"


def test_more_readings_are_kept_than_there_are_labelled_texts():
    """Folds in turn ask for all texts but their own: of a memory of fewer each would find nothing."""
    rows = sum(len(pd.read_csv(table, usecols=["label"])) for table in (ROOT / "data/labeled").glob("*.csv"))
    assert 1000 < rows < read_claim.cache_parameters()["maxsize"]
