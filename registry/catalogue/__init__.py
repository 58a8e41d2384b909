"""The programmes as data."""
