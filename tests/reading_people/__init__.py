"""Tests of people, roles and status."""
