"""Ink and paper."""
