"""The small model's token vectors, computed by numpy with what is free of context kept.

The model's first part turns each token's form (norm, prefix, suffix, shape, white space) into a
vector, whatever stands around it: these vectors are kept by form. The second part, four
convolutions of width three over the sentence, is done here in one pass without the bookkeeping
of training. The results are those of spaCy's own `tok2vec` up to rounding.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

#: Forms are embedded in blocks of this many rows, so that a vector never depends on its company.
_BLOCK = 32
#: How many forms are kept; then all are forgotten.
_MOST = 30_000
_SMALL = np.float32(1e-8)
_ORDER = {"expand_window": 0, "maxout": 1, "layernorm": 2}


class _Layer(NamedTuple):
    """A convolution: weights and bias with the pieces of each maxout apart, and the norm's."""

    weight: Floats
    bias: Floats
    gain: Floats
    shift: Floats


class Encoder:
    """Token vectors for batches of spaCy documents. Raises `ValueError` for another model."""

    def __init__(self, tok2vec: Any) -> None:
        model = tok2vec.model
        embed, encode = model.layers
        names = [layer.name.split("(")[0] for layer in embed.layers]
        if names != ["extract_features", "list2ragged", "with_array", "with_array", "ragged2list"]:
            raise ValueError(f"unknown embedding layers: {names}")
        self._columns = embed.layers[0].attrs["columns"]
        self._hashes = embed.layers[2].layers[0]
        self._mix = embed.layers[3].layers[0]
        self._pad = int(encode.attrs["pad"])
        self._layers = [_layer(residual) for residual in encode.layers[0].layers]
        self._width = int(model.get_dim("nO"))
        self._rows: dict[bytes, int] = {}
        self._known = np.zeros((1024, self._width), dtype=np.float32)

    def __call__(self, docs: Sequence[Any]) -> None:
        """Set the `tensor` of each document to its tokens' vectors."""
        starts, at = [], self._pad
        for doc in docs:
            starts.append(at)
            at += len(doc) + self._pad
        x = np.zeros((at, self._width), dtype=np.float32)
        self._embed(docs, starts, x)
        for layer in self._layers:
            x += _convolved(x, layer)
        for doc, start in zip(docs, starts, strict=True):
            doc.tensor = x[start : start + len(doc)]

    def _embed(self, docs: Sequence[Any], starts: Sequence[int], into: Floats) -> None:
        if len(self._rows) > _MOST:
            self._rows.clear()
        features = np.concatenate([doc.to_array(self._columns) for doc in docs])
        size = features.itemsize * features.shape[1]
        raw = features.tobytes()
        keys = [raw[i : i + size] for i in range(0, len(raw), size)]
        known = self._rows
        new = {key: i for i, key in enumerate(keys) if key not in known}
        if new:
            self._learn(list(new), features[list(new.values())])
        rows = self._known[[known[key] for key in keys]]
        at = 0
        for doc, start in zip(docs, starts, strict=True):
            into[start : start + len(doc)] = rows[at : at + len(doc)]
            at += len(doc)

    def _learn(self, keys: Sequence[bytes], features: npt.NDArray[np.uint64]) -> None:
        first = len(self._rows)
        while first + len(keys) > len(self._known):
            self._known = np.concatenate([self._known, np.zeros_like(self._known)])
        for at in range(0, len(keys), _BLOCK):
            block = np.zeros((_BLOCK, features.shape[1]), dtype=np.uint64)
            part = features[at : at + _BLOCK]
            block[: len(part)] = part
            vectors = self._mix.predict(self._hashes.predict(block))
            self._known[first + at : first + at + len(part)] = vectors[: len(part)]
        self._rows.update({key: first + i for i, key in enumerate(keys)})


def _layer(residual: Any) -> _Layer:
    leaves = [node for node in residual.walk() if not node.layers]
    window, maxout, norm = sorted(leaves, key=lambda node: _ORDER.get(node.name, 9))[:3]
    if (window.name, maxout.name, norm.name) != ("expand_window", "maxout", "layernorm"):
        raise ValueError(f"unknown encoding layer: {residual.name}")
    outputs, pieces, inputs = maxout.get_param("W").shape
    weight = maxout.get_param("W").transpose(1, 0, 2).reshape(outputs * pieces, inputs)
    bias = maxout.get_param("b").reshape(outputs, pieces).T.reshape(outputs * pieces)
    return _Layer(
        np.ascontiguousarray(weight.T),
        np.ascontiguousarray(bias),
        norm.get_param("G"),
        norm.get_param("b"),
    )


def _convolved(x: Floats, layer: _Layer) -> Floats:
    """Window of three, affine, maxout over pieces, layer normalisation."""
    count, width = x.shape
    window = np.zeros((count, 3 * width), dtype=np.float32)
    window[1:, :width] = x[:-1]
    window[:, width : 2 * width] = x
    window[:-1, 2 * width :] = x[1:]
    pieces = window @ layer.weight
    pieces += layer.bias
    best = pieces[:, :width]
    for at in range(width, pieces.shape[1], width):
        best = np.maximum(best, pieces[:, at : at + width])
    best -= best.mean(axis=1, keepdims=True)
    spread = np.einsum("ij,ij->i", best, best)[:, None] / np.float32(width) + _SMALL
    best *= 1 / np.sqrt(spread)
    best *= layer.gain
    best += layer.shift
    return best
