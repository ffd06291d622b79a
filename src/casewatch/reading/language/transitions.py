"""The model's greedy parser, stepped with numpy: all sentences of a batch move together.

The states and their moves are spaCy's own; only the scores are computed here. spaCy's loop over
the same states gives up and takes back the interpreter's lock some hundred times for every
state, which costs more than all of the arithmetic.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]


class Stepper:
    """Parses spaCy documents that have their token vectors. Raises `ValueError` for another model.

    The trees are those of the parser's own `predict`, up to rounding of scores.
    """

    def __init__(self, parser: Any) -> None:
        model = parser.model
        if parser.cfg["beam_width"] != 1 or model.attrs["unseen_classes"]:
            raise ValueError("not a greedy parser of moves that are all known")
        reduce, lower, upper = model.layers
        if lower.name != "precomputable_affine" or lower.get_dim("nP") != 2:
            raise ValueError(f"unknown layer of states: {lower.name}")
        self._parser = parser
        self._reduce, self._lower = reduce, lower
        self._bias = np.ascontiguousarray(lower.get_param("b").ravel())
        self._weight = np.ascontiguousarray(upper.get_param("W").T)
        self._upper_bias = upper.get_param("b")
        self._slots = np.arange(lower.get_dim("nF"), dtype=np.int32)
        self._step: Any = None

    def __call__(self, docs: Sequence[Any]) -> list[Any]:
        """The final state of each document's parse."""
        features = self._features(docs)
        if self._step is None:
            # Only asked for the tokens that a state looks at: any documents' will do.
            self._step = self._parser.model.predict(list(docs[:1]))
        ids_of, move = self._step.get_token_ids, self._parser.transition_states
        slots, count = self._slots, len(self._slots)
        weight, bias = self._weight, self._upper_bias
        found = self._parser.moves.init_batch(docs)
        open_ = [state for state in found if not state.is_final()]
        while open_:
            rows = ids_of(open_)
            rows += 1  # the row of no token comes first
            rows *= count
            rows += slots
            sums = np.add.reduce(features[rows], axis=1)
            scores = np.maximum(sums[:, 0::2], sums[:, 1::2]) @ weight
            scores += bias
            open_ = move(open_, scores)
        return list(found)

    def _features(self, docs: Sequence[Any]) -> Floats:
        """What each token adds to a state, by its slot there; a row for every token and slot.

        The bias is part of the first slot, which every state fills.
        """
        vectors = self._reduce.predict(list(docs))
        table = self._lower.predict(vectors)
        flat: Floats = table.reshape(table.shape[0], len(self._slots), -1)
        flat[:, 0] += self._bias
        return flat.reshape(-1, flat.shape[2])
