"""MISP: native events with objects of MISP's own templates, and a feed folder."""
