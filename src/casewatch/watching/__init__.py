"""Watching: series of activity, upticks and changes, with a false-alarm rate that is kept."""
