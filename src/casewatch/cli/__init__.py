"""The command line: parses words, calls the parts, prints what they give. Holds no rules."""
