"""A read-only TAXII 2.1 server over the collections that were published."""

from casewatch.sharing.taxii.app import taxii_app

__all__ = ["taxii_app"]
