"""Sharing: case files leave and come in, with their words, modality, precision and sources.

`gather` makes neutral rows of case files; each format is a pure function of those rows, and a
reader of the format is its inverse. What comes in becomes reports and facts of the file.
"""
