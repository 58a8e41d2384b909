"""Which of a participant's words a place may read that is asked about their earlier work."""

from typing import Final

from registry.domain.history import History
from registry.domain.people import Tier
from registry.domain.voice import Audience, VoiceEntry, VoiceKind

_READS: Final = {Tier.PRISON: Audience.PRISON, Tier.COMMUNITY: Audience.COMMUNITY}
_OF_WHAT_WAS_DONE: Final = (VoiceKind.ACCOUNT, VoiceKind.DISPUTES)


def released_to(history: History, place: str) -> tuple[VoiceEntry, ...]:
    """Return their accounts, and what they dispute, that they released to the kind of place that is asked, newest
    first; none for a place that gave no work on record.

    A hospital that is asked does not treat them by that, and of somebody asked by name nobody has chosen anything.
    """
    tiers = {work.intervention.establishment.name: work.intervention.establishment.tier for work in history.work}
    audience = _READS.get(tiers[place]) if place in tiers else None
    told = (one for one in history.voice if audience in one.audiences and one.kind in _OF_WHAT_WAS_DONE)
    return tuple(sorted(told, key=lambda one: one.on.text, reverse=True))
