"""The answer to a write names whose record it is, and not to a contributor, who opens nothing else."""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

import pytest

from registry.domain.access import Role
from registry.domain.errors import NotFound
from registry.domain.participant import Participant
from registry.domain.plan import Trust
from registry.services.sitting import Sitting
from registry.services.whose import banner_of, banner_of_work, participant_of_work
from tests.copied import copied_home
from tests.homes import RHIANNON
from tests.store import rows

THEIRS = replace(rows.ANOTHER, id="urn:uuid:77777777-0000-4000-8000-000000000001", participant_id=rows.urn(4000))


class Ward(NamedTuple):
    sitting: Sitting
    daniel: Participant
    work: str


@pytest.fixture(scope="module")
def ward(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ward]:
    """Daniel, with work recorded here and work that came with a summary."""
    folder = tmp_path_factory.mktemp("whose")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        home = copied_home(folder / "ashmere")
        for name, number in (("Okafor|Daniel", "9990000018"), ("Quill|Sam", "9990000123")):
            family, given = name.split("|")
            person = ("participant", "add", "--surname", family, "--given", given, "--born", "4/5/1988")
            assert home.type(*person, "--nhs", number, "--known-as", "Dan").code == 0
        work = home.type("intervention", "refer", "okafor", "--title", "Grief work", "--on", "t", "--json")
        assert work.code == 0, work.err
        with home.sit(RHIANNON) as sitting:
            with sitting.writing("test") as uow:
                (daniel,) = (one for one in uow.participants.all() if one.name.family == "Okafor")
                uow.documents.add(rows.document(200, participant_id=daniel.id))
                uow.imports.keep(rows.urn(200), daniel.id, trust=Trust.SIGNED, work=[(THEIRS, None)])
            yield Ward(sitting, daniel, work.json["id"])


def test_the_answer_names_whose_record_it_is_in_one_line(ward: Ward) -> None:
    first, second = ward.daniel.banner(ward.sitting.today)
    assert second == "Known as Dan"
    assert banner_of(ward.sitting, "okafor") == first
    assert banner_of_work(ward.sitting, ward.work) == first


def test_a_contributor_is_told_nothing_of_whom_they_named(ward: Ward) -> None:
    contributor = replace(ward.sitting, user=replace(ward.sitting.user, roles=(Role.CONTRIBUTOR,)))
    assert banner_of(contributor, "okafor") == "For the participant whom you named."
    assert banner_of(contributor, "nobody") == "For the participant whom you named."
    with pytest.raises(NotFound):
        banner_of(ward.sitting, "nobody")


def test_work_is_the_participants_here_also_where_it_came_with_a_summary(ward: Ward) -> None:
    assert participant_of_work(ward.sitting, ward.work) == ward.daniel
    assert participant_of_work(ward.sitting, "77777777") == ward.daniel
    with pytest.raises(NotFound):
        participant_of_work(ward.sitting, "99999999")
