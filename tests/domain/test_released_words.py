"""What a prison or a community team that is asked may read of the participant's own words."""

from registry.domain.people import EstablishmentRef, Tier
from registry.domain.released_words import released_to
from registry.domain.voice import Audience, VoiceEntry, VoiceKind
from tests.domain.build import history, intervention, on, urn, work


def said(name: str, day: str, *audiences: Audience, kind: VoiceKind = VoiceKind.ACCOUNT) -> VoiceEntry:
    return VoiceEntry(
        id=urn(name),
        participant_id=urn("participant"),
        kind=kind,
        on=on(day),
        text=name,
        typed_by="Dr Ewa Nkosi",
        audiences=(Audience.SELF, *audiences),
    )


def test_a_place_that_is_asked_reads_what_they_released_to_its_kind_and_no_more() -> None:
    places = {
        name: EstablishmentRef(id=urn(name), name=name, tier=tier)
        for name, tier in (("HMP Elm", Tier.PRISON), ("Kestrel Team", Tier.COMMUNITY), ("Oak Clinic", Tier.MEDIUM))
    }
    given = tuple(work(intervention(name, establishment=place)) for name, place in places.items())
    entries = (
        said("to the prison", "2026-01-01", Audience.PRISON),
        said("disputed there", "2026-03-01", Audience.PRISON, kind=VoiceKind.DISPUTES),
        said("to both", "2026-02-01", Audience.PRISON, Audience.COMMUNITY),
        said("to the teams", "2026-01-01", Audience.TREATING_TEAMS),
        said("a hope", "2026-01-01", Audience.PRISON, Audience.COMMUNITY, kind=VoiceKind.HOPE),
    )
    record = history(work=given, voice=entries)

    def read(place: str) -> list[str | None]:
        return [one.text for one in released_to(record, place)]

    assert read("HMP Elm") == ["disputed there", "to both", "to the prison"]
    assert read("Kestrel Team") == ["to both"]
    assert read("Oak Clinic") == []
    assert read("HMP Ash") == []
    assert read("the ward officer") == []
