"""The run from inputs to stored facts: sources, reading and store in one line."""
