"""Drawings as plain numbers: places and widths, which templates turn into SVG."""
