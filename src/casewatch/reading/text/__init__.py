"""The report's text as paragraphs, sentences and, where asked for, parsed tokens."""
