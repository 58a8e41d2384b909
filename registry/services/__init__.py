"""Journeys: one file each tells one story."""
