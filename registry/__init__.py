"""Throughcare's registry: the record of treatment and everything that happens to it."""
