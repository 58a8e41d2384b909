"""What a reader of the audit sees of its rows: which objects they are about, and no word of what these say."""

from datetime import timedelta

import pytest

from registry.bootstrap import utc_now
from tests.copied import copied_home
from tests.homes import ADMIN, GARETH, RHIANNON, TestHome


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    folder = tmp_path_factory.mktemp("audit")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        made = copied_home(folder / "home")
        _work(made)
        yield made


def _work(home: TestHome) -> None:
    for surname, local in (("Quillfeather", "A7701"), ("Brackenbury", None)):
        numbers = ("--local-number", local) if local else ()
        born = ("--born", "1990-04-05", "--no-nhs-because", "not traced")
        assert home.type("participant", "add", "--surname", surname, "--given", "Odalys", *born, *numbers).code == 0
    assert home.type("need", "add", "quillfeather", "violence", "--on", "2026-01-05").code == 0
    refer = (
        "intervention",
        "refer",
        "quillfeather",
        "--title",
        "Horsemanship",
    )
    answer = home.type(*refer, "--need", "violence", "--on", "2026-01-06")
    assert answer.code == 0, answer.err
    assert home.type("participant", "show", "quillfeather", user=GARETH).code == 0


def _shown(home: TestHome, *words: str) -> list[dict[str, object]]:
    answer = home.type("audit", "show", *words, "--json", user=ADMIN)
    assert answer.code == 0, answer.err
    rows: list[dict[str, object]] = answer.json
    return rows


def test_every_row_says_what_it_is_about(home: TestHome) -> None:
    said = {str(row["verb"]): row["about"] for row in _shown(home, "--about", "A7701")}
    assert said["participant add"] == ["participant A7701"]
    assert said["participant show"] == ["participant A7701"]
    assert said["need add"][1].startswith("need ")  # type: ignore[index]
    assert said["intervention refer"][1].startswith("intervention ")  # type: ignore[index]
    table = home.type("audit", "show", user=ADMIN).out
    assert "participant A7701, intervention " in table
    assert "user rhiannon" in table
    assert "this unit" in table


def test_who_has_no_local_number_is_told_by_the_first_digits_of_an_id(home: TestHome) -> None:
    (row,) = _shown(home, "--about", "brackenbury", "--act", "participant add")
    (told,) = row["about"]  # type: ignore[misc]
    (whole,) = row["objects"]  # type: ignore[misc]
    assert told == f"participant {whole.removeprefix('urn:uuid:')[:8]}"
    own = ("--act", "participant")
    assert _shown(home, "--about", whole, *own) == _shown(home, "--about", "brackenbury", *own) == [row]


def test_no_name_and_nothing_clinical_is_shown(home: TestHome) -> None:
    said = home.type("audit", "show", "--last", "1000", user=ADMIN).out
    said += home.type("audit", "show", "--last", "1000", "--json", user=ADMIN).out
    for word in ("quillfeather", "brackenbury", "odalys", "horsemanship", "violence", "1990"):
        assert word not in said.casefold()


def test_rows_are_filtered_by_person_act_and_day(home: TestHome) -> None:
    assert {row["user"] for row in _shown(home, "--by", GARETH)} == {GARETH}
    assert {row["verb"] for row in _shown(home, "--act", "participant")} == {"participant add", "participant show"}
    assert {row["verb"] for row in _shown(home, "--act", "Participant Add")} == {"participant add"}
    assert not _shown(home, "--act", "part")
    assert not _shown(home, "--act", "%")
    assert {row["user"] for row in _shown(home, "--about", "A7701", "--by", RHIANNON)} == {RHIANNON}
    today = utc_now().date()
    own = ("--by", RHIANNON)
    assert _shown(home, *own, "--since", str(today - timedelta(days=1)), "--until", str(today))
    assert not _shown(home, *own, "--until", str(today - timedelta(days=2)))
    assert "No row of the audit fits." in home.type("audit", "show", "--by", "nobody", user=ADMIN).err


@pytest.mark.parametrize("about", ["nobody", "12345678", "%", "urn:uuid:", "odalys"])
def test_what_is_not_one_thing_is_refused_in_one_line(home: TestHome, about: str) -> None:
    answer = home.type("audit", "show", "--about", about, user=ADMIN)
    assert answer.code == 4
    assert len(answer.err.splitlines()) == 1


def test_the_row_of_the_reading_names_whom_it_was_about_by_id(home: TestHome) -> None:
    _shown(home, "--about", "quillfeather", "--act", "need")
    last = _shown(home, "--act", "audit show", "--last", "1")[0]
    assert last["about"] == ["participant A7701"]
    assert last["purpose"] == "need"
