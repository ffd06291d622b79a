"""STIX 2.1: bundles as plain JSON, with an extension of our own for what STIX has no place for."""
