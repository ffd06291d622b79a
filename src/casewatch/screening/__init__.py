"""Screening: who in the store's case files or in a loaded reference list could bear a name.

Never a finding: each candidate comes with what speaks for and against it, and with how much
evidence that is. A name alone is never enough, and a common one says so.
"""
