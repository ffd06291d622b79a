"""The words of Casewatch as typed values. No input, no output, no dependencies."""
