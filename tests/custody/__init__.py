"""Tests of keys at rest."""
