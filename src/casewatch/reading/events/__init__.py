"""Events: typed occurrences with roles, place, date, term, offences and modality."""
