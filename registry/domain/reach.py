"""Whose records a person may open: those of the establishments they belong to, and for an hour what they broke the
glass for.

A participant is *of* an establishment when the record was entered for it, when a stay there is recorded, or when they
belong to a group that it runs. Once of it, they stay of it: who treated somebody must be able to send the countersigned
summary after an overnight move, to answer a receiving team and to withdraw what was wrong.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """The ids of a person's establishments, and of the participants of others that they may read for the moment."""

    establishments: frozenset[str]
    under_glass: frozenset[str] = frozenset()
