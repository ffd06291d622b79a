"""Reference lists as their makers publish them, read entry by entry."""
