"""What a summary says of a sensitive annex, and all that it says."""

from dataclasses import dataclass

from registry.domain.text import check_name


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexMention:
    """There is an annex, and whom to ask. Present only where the annex's decision-maker chose that it be said."""

    decided_by: str

    def __post_init__(self) -> None:
        check_name(self.decided_by, "The decision-maker's name")
