"""The pages: each a view that can be had as HTML, JSON, CSV and Markdown."""
