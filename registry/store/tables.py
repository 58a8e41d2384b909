"""Every table, known to one METADATA once this is imported: what the migrations are compared with."""

from registry.store import unit_of_work as _every_table  # noqa: F401 - the unit of work imports every aggregate
from registry.store.base import METADATA

__all__ = ["METADATA"]
