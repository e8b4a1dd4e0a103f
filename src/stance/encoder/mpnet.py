"""all-mpnet-base-v2 as it is tuned: the word pieces of MiniLM come in, the lower layers stay as they are. Needs torch.

Eight of its twelve layers and all its word vectors are frozen. So no more than the upper four layers have to be shipped
(`stance.encoder.partial`): the rest is made on the user's machine of the published weights.
"""

# mypy: disable-error-code="import-not-found,import-untyped,no-any-return,misc"
from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import torch
from transformers import MPNetModel

from stance.encoder import MAX_TOKENS

FROZEN_LAYERS: Final = 8

_FIRST_PLACE: Final = 2
"""Positions are counted from there: the two before are for what fills a batch up."""
_SHIFT: Final = 4
"""Its word pieces are those of MiniLM, behind four of its own: the number of a piece is that much higher."""
_OWN: Final = {0: 1, 101: 0, 102: 2}
"""But for what fills up, where a text begins and where it ends: MiniLM's number → its own."""
_MASKED: Final = -10_000.0


class Mpnet(torch.nn.Module):
    """Called as MiniLM is: (batch, tokens) numbers of word pieces → ((batch, tokens, 768) vectors,)."""

    def __init__(self, weights: Path) -> None:
        super().__init__()
        whole = MPNetModel.from_pretrained(weights, add_pooling_layer=False, attn_implementation="eager")
        self.config, self.embeddings, self.encoder = whole.config, whole.embeddings, whole.encoder
        longest = MAX_TOKENS + 2
        places = self.embeddings.position_embeddings.weight[_FIRST_PLACE : _FIRST_PLACE + longest]
        self.register_buffer("places", places.detach().clone())
        with torch.no_grad():
            bias = self.encoder.compute_position_bias(torch.zeros(1, longest, 1))
        self.register_buffer("position_bias", bias)
        for part in self._frozen():
            part.requires_grad_(False)

    def train(self, mode: bool = True) -> Mpnet:
        """Set what is tuned to training; what is frozen drops nothing out."""
        super().train(mode)
        for part in self._frozen():
            part.eval()
        return self

    def forward(self, ids: Any, attention_mask: Any, token_type_ids: Any = None) -> tuple[Any]:  # noqa: ANN401
        """The vectors of the last layer; all sentences are of one type."""
        mask = (1.0 - attention_mask[:, None, None, :].float()) * _MASKED
        length = ids.shape[1]
        bias = self.position_bias[:, :, :length, :length]
        with torch.no_grad():
            words = self.embeddings.word_embeddings(_own_numbers(ids))
            hidden = self.embeddings.LayerNorm(words + self.places[:length])
            hidden = _through(self.encoder.layer[:FROZEN_LAYERS], hidden, mask, bias)
        return (_through(self.encoder.layer[FROZEN_LAYERS:], hidden, mask, bias),)

    def _frozen(self) -> list[Any]:
        lower = self.encoder.layer[:FROZEN_LAYERS]
        return [self.embeddings, self.encoder.relative_attention_bias, lower]


def _own_numbers(ids: Any) -> Any:  # noqa: ANN401 (torch)
    """The numbers of MPNet's word pieces for MiniLM's."""
    own = ids + _SHIFT
    for number, other in _OWN.items():
        own = torch.where(ids == number, other, own)
    return own


def _through(layers: Any, hidden: Any, mask: Any, bias: Any) -> Any:  # noqa: ANN401 (torch)
    for layer in layers:
        hidden = layer(hidden, mask, bias)[0]
    return hidden
