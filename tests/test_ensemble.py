"""An encoder of several members gives each text the mean of the scores that these give it."""

import numpy as np
import pytest

from model_data import QUESTION
from stance.encoder import HEAD, WEIGHTS, Encoder, Head, base_encoder, write_head
from stance.encoder.graph import graph_fault
from stance.encoder.quantization import join_encoders, join_heads, quantize_graph
from stance.errors import ModelError

TEXTS = ["They drew closer.", "They drew apart, as everybody had said that they would.", ""]


def head(seed, labels=QUESTION.labels):
    rng = np.random.default_rng(seed)
    numbers = rng.normal(0, 0.2, (len(labels), 385)).astype(np.float32)
    return Head(labels=labels, coef=numbers[:, 1:], intercept=numbers[:, 0], tuned_on=f"rows {seed}")


def test_the_joint_head_gives_the_mean_of_the_members_logits():
    heads, vectors = [head(0), head(1), head(2)], np.random.default_rng(3).normal(0, 1, (3, 384))
    joint = join_heads(heads, "all rows")
    alone = [one.coef @ vector + one.intercept for one, vector in zip(heads, vectors, strict=True)]
    assert joint.coef @ vectors.ravel() + joint.intercept == pytest.approx(np.mean(alone, axis=0), abs=1e-5)
    assert (joint.labels, joint.tuned_on) == (QUESTION.labels, "all rows")


def test_members_that_were_tuned_to_other_labels_are_not_joined():
    with pytest.raises(ValueError, match="the same labels, in the same order"):
        join_heads([head(0), head(1, labels=QUESTION.labels[::-1])], "all rows")


@pytest.fixture(scope="module")
def members(tmp_path_factory):
    """Two members with the weights of the untuned encoder, and other heads."""
    pytest.importorskip("onnx", reason="the extra 'finetune' is not installed")
    places = [tmp_path_factory.mktemp(f"member{number}") for number in range(2)]
    for number, place in enumerate(places):
        quantize_graph(base_encoder().path, place / WEIGHTS)
        write_head(head(number), place)
    return [place / WEIGHTS for place in places]


def test_an_encoder_of_two_members_scores_as_their_mean_and_keeps_what_they_share_once(members, tmp_path):
    join_encoders(members, tmp_path, tuned_on="all rows")
    joint = Encoder(tmp_path / WEIGHTS)
    alone = [Encoder(path).scores(TEXTS) for path in members]
    assert joint.scores(TEXTS) == pytest.approx(np.mean(alone, axis=0), abs=1e-4)
    assert joint.embed(TEXTS).shape == (3, 2 * 384)
    assert graph_fault((tmp_path / WEIGHTS).read_bytes()) is None
    assert (tmp_path / WEIGHTS).stat().st_size < 1.1 * members[0].stat().st_size


def test_an_encoder_that_is_joined_already_takes_one_more_member(members, tmp_path):
    two, three = tmp_path / "two", tmp_path / "three"
    for place in (two, three):
        place.mkdir()
    join_encoders(members, two, tuned_on="all rows")
    join_encoders([two / WEIGHTS, members[0]], three, tuned_on="all rows")
    alone = [Encoder(path).scores(TEXTS) for path in (two / WEIGHTS, members[0])]
    assert Encoder(three / WEIGHTS).scores(TEXTS) == pytest.approx(np.mean(alone, axis=0), abs=1e-4)


def test_a_member_without_a_head_is_not_joined(members, tmp_path):
    members[1].with_name(HEAD).rename(tmp_path / HEAD)
    with pytest.raises(ValueError, match="a tuned one, with a head"):
        join_encoders(members, tmp_path, tuned_on="all rows")
    (tmp_path / HEAD).rename(members[1].with_name(HEAD))


def test_a_head_over_more_vectors_than_the_graph_gives_is_told(tmp_path):
    (tmp_path / WEIGHTS).write_bytes(base_encoder().path.read_bytes())
    write_head(join_heads([head(0), head(1)], "all rows"), tmp_path)
    with pytest.raises(ModelError, match="gives vectors that are none"):
        Encoder(tmp_path / WEIGHTS).scores(TEXTS)


@pytest.mark.parametrize("width", [0, 1, 383, 385])
def test_a_head_is_as_wide_as_some_members_vectors(width, tmp_path):
    odd = Head(labels=("a", "b"), coef=np.zeros((2, width), np.float32), intercept=np.zeros(2, np.float32), tuned_on="")
    write_head(odd, tmp_path)
    with pytest.raises(ModelError, match="not the head of an encoder"):
        Encoder(tmp_path / WEIGHTS).head()
