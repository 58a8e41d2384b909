"""What differs between two versions of a participant."""

from registry.domain.identifiers import PncNumber
from registry.domain.participant import CommunicationNeeds, PersonName
from registry.domain.record_change import Amendment, Change, changes_of
from tests.domain.build import on, participant


def test_each_fact_that_differs_is_named_with_both_values() -> None:
    was = participant(known_as="Sammy", untried=True, pnc_number=PncNumber("2099/0000001G"))
    now = participant(
        name=PersonName(family="Reid", given="Sam"),
        born=on("1980"),
        aliases=(PersonName(family="Jonas", given="Sam"),),
        communication=CommunicationNeeds(language="Welsh"),
    )
    assert changes_of(Amendment(was=was, now=now)) == (
        Change(what="Name", was="JONES, Sam", now="REID, Sam"),
        Change(what="Born", was="29 February 1980", now="1980"),
        Change(what="PNC number", was="2099/0000001G", now=None),
        Change(what="Known as", was="Sammy", now=None),
        Change(what="Aliases", was=None, now="JONAS, Sam"),
        Change(what="Communication", was=None, now="speaks Welsh"),
        Change(what="Untried", was="yes", now="no"),
    )


def test_nothing_differs_from_itself() -> None:
    assert changes_of(Amendment(was=participant(), now=participant())) == ()
