"""How sure a fact is: the probability that a careful analyst would find it too.

Derived from a reading and its report's text, never stored: a later fit changes it for facts
that are stored already.
"""

from casewatch.reading.confidence.facts import Confidence, confidence, event_confidence
from casewatch.reading.confidence.odds import doubtful

__all__ = ["Confidence", "confidence", "doubtful", "event_confidence"]
