"""Casewatch: evidence-linked case files from open reporting on cybercriminals."""

__version__ = "0.1.0"
