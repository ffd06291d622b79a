"""Any text is read in linear time, and every attribution and scheme rests on its words."""

from functools import partial

from hypothesis import example, given, settings
from hypothesis import strategies as st

from casewatch.model.spans import fits
from casewatch.reading.attributions.quotations import quotations
from tests.effort import in_proportion
from tests.reading_said.helpers import said, schemes

PIECES = st.sampled_from(
    ["“", "”", '"', "‘", "’", "«", "»", "\n", "\n\n", " ", ", ", ". ", ": ", "said ", "Mara Testova ", "that ",
     "according to ", "the indictment ", "he ", "announced ", "stolen cards ", "ransomware ", "as ", "described ",
     "could ", "İstanbul ", "x", "2019 ", "from ", "to "]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@example("according to , Mara Testova “")
@given(st.lists(PIECES, max_size=60).map("".join))
def test_everything_rests_on_its_words(text: str) -> None:
    for one in said(text, "Mara Testova"):
        assert fits(text, one.spans)
        assert one.speaker
    for scheme in schemes(text, "Mara Testova").values():
        assert fits(text, scheme.spans)
    for quotation in quotations(text):
        assert quotation.outer.holds(quotation.words)


def test_long_texts_of_marks_and_verbs_take_linear_time() -> None:
    for piece in (
        "“",
        '"',
        "said ",
        "according to ",
        "stolen ",
        "that said, ",
        "“a” said X. ",
        "from 2019 ",
    ):
        assert in_proportion(partial(both, piece), 6000), piece


def both(piece: str, count: int) -> None:
    said(piece * count, "Mara Testova")
    schemes(piece * count, "Mara Testova")
