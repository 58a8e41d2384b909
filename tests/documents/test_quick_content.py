"""The quick look at content may raise a false alarm. It must never say yes to what decoding refuses."""

import copy
import json
import random
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from registry.documents import quick_content
from registry.documents.quick_content import surely_exists
from registry.documents.schema_check import check_schema
from registry.documents.strict import read_strict
from registry.documents.transfer_summary import content_of, decode, encode
from registry.domain.errors import Refused
from registry.domain.summary import TransferSummary
from schemas import load_schema
from tests.documents import clinic
from tests.documents.mutations import ODD, mutated, places, pruned
from tests.strategies import summaries

DATES = ("1881", "2199", "2024-02-29", "2023-02-29", "2024-06", "2024-02-30", "2024-04-31", "1900-02-29", "2100-02-29")
WORDS = ("HCR-20", "PYL", "PYL1234567", "PYL12", "PY1", "01", "3", "the participant", " x", "\u00a0x", "\nx", "x\n")
NUMBERS = ("-1", "99999", "0", "9990000018", "9990000019", 0, 1, 2, 500, 1000, 100_000)
THOROUGHLY = 60
PROOF = clinic.signed()["proof"]
thorough = settings(
    max_examples=THOROUGHLY, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def exists(document: dict[str, Any]) -> bool:
    """Return whether the document can be decoded, or is one that strict reading would not let through anyway."""
    try:
        read_strict(json.dumps(document).encode())
    except Refused:
        return True
    try:
        check_schema(document, "transfer-summary", "1.0")
        decode(document)
    except Refused:
        return False
    return True


def words_of_members() -> dict[str, list[str]]:
    """Return, for each member that takes one of a list of words, those words from every record that has it."""
    found: dict[str, list[str]] = {}
    for record in load_schema("transfer-summary", "1.0")["$defs"].values():
        for name, member in record.get("properties", {}).items():
            found.setdefault(name, []).extend(member.get("enum", member.get("items", {}).get("enum", ())))
    return found


def test_a_whole_document_surely_exists() -> None:
    for one in (clinic.signed(), clinic.signed(clinic.summary(interventions=0))):
        assert surely_exists(one)
    interim = clinic.summary(interim=True, attestation=clinic.interim_attestation())
    assert surely_exists(clinic.signed(interim, person="author"))


def test_no_change_of_one_member_gives_a_false_yes() -> None:
    document = pruned(clinic.signed(clinic.summary(interventions=1)))
    words = words_of_members()
    said_yes = said_no = 0
    for holder, step in places(document):
        kept = holder[step]
        tried = [*ODD, *DATES, *WORDS, *NUMBERS] if not isinstance(kept, dict | list) else [[], {}, kept, "x"]
        if isinstance(kept, list):
            tried += [kept * 2, kept[:1], kept[1:]]
        for value in [*tried, *words.get(str(step), ())]:
            holder[step] = value
            if surely_exists(document):
                said_yes += 1
                assert exists(document), (step, value)
            else:
                said_no += 1
        if isinstance(holder, dict):
            del holder[step]
            if surely_exists(document):
                assert exists(document), step
        holder[step] = kept
    # The look is of use only if it says both.
    assert said_yes > 500
    assert said_no > 5_000


def test_a_member_moved_in_from_elsewhere_gives_no_false_yes() -> None:
    document = clinic.signed(clinic.summary(interventions=1))
    chance = random.Random("quick look")
    records = load_schema("transfer-summary", "1.0")["$defs"]
    for _ in range(1_500):
        changed = mutated(document, chance)
        holder, _ = chance.choice([place for place in places(changed) if isinstance(place[0], dict)])
        for record in records.values():
            names = record.get("properties", {}).keys()
            if holder and holder.keys() <= names:
                name = chance.choice(sorted(names))
                holder[name] = chance.choice((*ODD, *DATES, *WORDS, "no", "closed", ["the participant"], "x"))
                break
        if surely_exists(changed):
            assert exists(changed), changed


@thorough
@given(summaries())
def test_whatever_the_domain_lets_exist_follows_the_stricter_schema_and_decodes_to_itself(one: TransferSummary) -> None:
    document = {**encode(one), "proof": PROOF}
    if surely_exists(document):
        check_schema(document, "transfer-summary", "1.0")
        assert content_of(document, sure=True).summary == one


def test_the_look_seldom_raises_a_false_alarm() -> None:
    sure = 0

    @thorough
    @given(summaries())
    def count(one: TransferSummary) -> None:
        nonlocal sure
        sure += surely_exists({**encode(one), "proof": PROOF})

    count()
    assert sure >= THOROUGHLY * 9 // 10


def test_the_calendar_of_the_look_is_the_calendar() -> None:
    import re

    day = re.compile(quick_content._DATE)
    moment = re.compile(quick_content._TIME)
    for year in range(1878, 2203):
        for month in range(14):
            for number in range(33):
                text = f"{year:04}-{month:02}-{number:02}"
                try:
                    date(year, month, number)
                except ValueError:
                    assert not day.search(text)
                    assert not moment.search(f"{text}T00:00:00Z")
                else:
                    assert bool(day.search(text)) == (1880 <= year <= 2200)
                    assert bool(moment.search(f"{text}T23:59:59Z")) == (1900 <= year <= 2199)


def test_a_false_yes_would_still_be_refused_by_name_when_the_summary_is_read() -> None:
    document = copy.deepcopy(clinic.signed())
    document["credentialSubject"]["participant"]["nhsNumber"] = "9990000019"
    assert not surely_exists(document)
    with pytest.raises(Refused, match="check digit"):
        _ = content_of(document, sure=True).summary
