"""Another member's name never stands in what is written about one."""

import pytest

from registry.domain.dates import PartialDate
from registry.domain.other_names import other_names_in
from registry.domain.participant import Participant, PersonName
from tests.domain.build import urn


def person(number: int, family: str, given: str, known_as: str | None = None) -> Participant:
    return Participant(
        id=urn(number),
        name=PersonName(family=family, given=given),
        born=PartialDate("1990"),
        no_nhs_number_because="x",
        known_as=known_as,
    )


ANN = person(1, "Reid", "Ann")
OTHERS = (person(2, "Żółć", "Paweł"), person(3, "Smith-Day", "Will", "Bill"), person(4, "Reid", "Una"))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Led the check-in with a peer.", ()),
        ("Reid will lead; Ann was calm.", ()),
        ("Argued with zolc.", ("zolc",)),
        ("Sat by Paweł’s side, and Bill's.", ("Paweł’s", "Bill's")),
        ("smith-day left", ("smith-day",)),
        ("Will left early", ("Will",)),
        ("Una, PAWEL and Day", ("Una", "PAWEL", "Day")),
    ],
)
def test_names_of_others_are_found(text: str, names: tuple[str, ...]) -> None:
    assert other_names_in(text, ANN, OTHERS) == names
