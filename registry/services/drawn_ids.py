"""Ids of what is written down from elsewhere: drawn from the facts, so that the same facts are the same record."""

import uuid

_OURS = uuid.uuid5(uuid.NAMESPACE_URL, "https://throughcare.example/import")


def drawn_id(*facts: object) -> str:
    """Return the id of a record that an import makes: the same facts, the same id."""
    return f"urn:uuid:{uuid.uuid5(_OURS, chr(31).join(str(fact) for fact in facts))}"
