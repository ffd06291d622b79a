"""Assistants: a store given to language models as read-only tools, its texts as data."""
