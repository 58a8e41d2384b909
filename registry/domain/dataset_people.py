"""Who stands in the data set: one participant, however many linked records, and what groups are told apart by."""

from collections.abc import Iterable, Mapping
from datetime import date

from registry.domain.coarse import NOT_RECORDED, age_band
from registry.domain.entry import ParticipantLink
from registry.domain.participant import Known, Participant, Sex


def one_record_each(links: Iterable[ParticipantLink]) -> dict[str, str]:
    """Return for every linked record the record that stands for its participant; ended links join nothing."""
    stands: dict[str, str] = {}

    def of(record: str) -> str:
        while stands.get(record, record) != record:
            record = stands[record]
        return record

    for link in links:
        if link.ended_because is None:
            first, second = sorted((of(link.one), of(link.other)))
            stands[second] = first
            stands.setdefault(first, first)
    return {record: of(record) for record in stands}


def traits(records: Iterable[Participant], today: date) -> Mapping[str, str]:
    """Return sex, ethnic group, age band and learning disability of one participant with one or more records.

    What one record knows and another does not is known; what they contradict each other in is not recorded.
    """
    known = tuple(records)
    return {
        "sex": _agreed(one.sex.value for one in known if one.sex is not Sex.NOT_RECORDED),
        "ethnicity": _agreed(
            one.ethnicity.group.lower().replace(" ", "-") for one in known if one.ethnicity is not None
        ),
        "age_band": _agreed(age_band(one.born, today) for one in known),
        "learning_disability": _agreed(
            one.communication.learning_disability.value
            for one in known
            if one.communication.learning_disability is not Known.UNKNOWN
        ),
    }


def _agreed(said: Iterable[str]) -> str:
    values = set(said)
    return values.pop() if len(values) == 1 else NOT_RECORDED
