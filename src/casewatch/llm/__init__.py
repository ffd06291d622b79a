"""The optional reader: a language model behind any OpenAI-compatible address.

What it answers is outside text like any other: a fact is kept only where its quote stands in the
report to the letter, and nothing in a report is followed as an instruction.
"""

from casewatch.llm.reader import LlmReader
from casewatch.llm.settings import Settings, settings_from

__all__ = ["LlmReader", "Settings", "settings_from"]
