"""Reading in: what others shared becomes reports and facts of their file, never truth.

file ── Shipment (received subjects, withdrawals) ── claims ── Report and Reading ── store
"""
