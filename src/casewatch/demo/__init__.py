"""The reports shipped with the package: a first store for a newcomer to look at."""
