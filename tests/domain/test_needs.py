"""Target needs in the words of hospital and prison, and how they stand."""

import pytest

from registry.domain.errors import InvalidValue, NotFound
from registry.domain.needs import NO_NEED, Choice, NeedStanding, TargetNeed, need_label, require_need
from tests.domain.build import need, on

ANGER = TargetNeed(id="anger", label="Anger", hospital="anger and hostility", prison="temper control")


def test_a_need_the_sender_knows_and_we_do_not_keeps_its_id() -> None:
    assert need_label({"anger": ANGER}, "anger") == "Anger"
    assert need_label({"anger": ANGER}, "theirs") == "theirs"
    assert need_label({}, NO_NEED) == "Need not recorded"


def test_a_need_that_is_required_must_exist() -> None:
    assert require_need({"anger": ANGER}, "anger") is ANGER
    with pytest.raises(NotFound):
        require_need({"anger": ANGER}, "a\ud800")


@pytest.mark.parametrize("field", ["label", "hospital", "prison"])
def test_both_houses_have_a_word_for_it(field: str) -> None:
    members = {"id": "anger", "label": "Anger", "hospital": "anger", "prison": "temper"} | {field: ""}
    with pytest.raises(InvalidValue):
        TargetNeed(**members)


def test_a_choice_is_in_the_participants_words_and_never_a_clinical_reason() -> None:
    chosen = need("anger", choice=Choice(words="Not until after my sister's visit.", on=on("2025-03")))
    assert chosen.not_advised_because is None
    with pytest.raises(InvalidValue):
        Choice(words=" ", on=on("2025-03"))


@pytest.mark.parametrize("change", [{"not_advised_because": ""}, {"note": "\x00"}, {"need": "an ger"}, {"by": ""}])
def test_bad_needs_are_refused(change: dict[str, str]) -> None:
    with pytest.raises(InvalidValue):
        need(**({"code": "anger"} if "need" not in change else {"code": change.pop("need")}), **change)


def test_standings() -> None:
    assert {one.value for one in NeedStanding} == {"present", "outstanding", "met"}
