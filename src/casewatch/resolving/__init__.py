"""Resolving: who is who across reports, which texts are copies, which events are one happening.

Pure functions of readings and judgements. The outcome depends on the set of reports, never on
the order in which they come. `resolve` is the way in.
"""

from casewatch.resolving.decisions import Judgement
from casewatch.resolving.resolve import Resolution, resolve

__all__ = ["Judgement", "Resolution", "resolve"]
