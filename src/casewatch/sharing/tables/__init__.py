"""Tidy tables: subjects, one table for each kind of item, quotes and reports; CSV and Parquet."""
