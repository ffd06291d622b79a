"""Reading: a pure function from a report to a reading. No store, no network, no clock."""
