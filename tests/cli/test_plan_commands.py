"""A reported course: asked about, answered, recognised; its repeat stopped; a transfer timed. As a person types it."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from registry.services.plans import overlaps_known
from tests.copied import copied_home
from tests.homes import GARETH, Answer, TestHome

WHO = "Penry"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestHome]:
    folder = tmp_path_factory.mktemp("units")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        made = copied_home(folder / "ashmere")
        _record(made)
        yield made


def _record(home: TestHome) -> None:
    """A man whom a prison list credits with TSP, and who needs thinking skills and has nothing for fire."""
    done(
        home.type("participant", "add", "--surname", WHO, "--given", "Owen", "--born", "1990", "--no-nhs-because", "x")
    )
    done(home.type("need", "add", WHO, "thinking-skills", "--standing", "outstanding"))
    done(home.type("need", "add", WHO, "firesetting", "--standing", "present"))
    made = home.type(
        *("intervention", "refer", WHO, "TSP", "--on", "2019", "--at-name", "HMP Wexmoor", "--at-tier", "prison"),
        "--json",
    )
    one = done(made).json["id"]
    done(home.type("intervention", "open", one, "--on", "2019"))
    done(home.type("intervention", "close", one, "--outcome", "completed", "--on", "2019", "--recorded", "reported"))
    done(home.type("catalogue", "offer", "TSP", user=GARETH))


def done(answer: Answer) -> Answer:
    assert answer.code == 0, answer.err
    return answer


def test_nothing_is_changed_into_credit_and_nothing_is_written(home: TestHome) -> None:
    before = home.type("plan", "changes", WHO)
    assert before.code == 4
    refused = home.type(
        *("plan", "decide", WHO, "tsp", "--choice", "change", "--to", "credit"),
        *("--reason", "he did it", "--discussed", "agrees"),
    )
    assert (refused.code, refused.out) == (1, "")
    assert "--choice recognise" in refused.err
    assert home.type("plan", "changes", WHO).code == 4


def test_a_question_that_could_not_be_answered_is_not_put(home: TestHome) -> None:
    accept = ("plan", "decide", WHO, "tsp", "--choice", "accept", "--reason", "worth asking", "--discussed", "agrees")
    assert "in the past" in home.type(*accept, "--by", "y").err
    assert "The question is blank." in home.type(*accept, "--question", "  ").err
    put_off = ("plan", "decide", WHO, "tsp", "--choice", "defer", "--reason", "later", "--discussed", "agrees")
    assert "in the past" in home.type(*put_off, "--again", "1/2/2020").err
    assert "more than 5 years ahead" in home.type(*put_off, "--again", "2099").err
    assert home.type("plan", "changes", WHO).code == 4, "nothing was written"


def test_a_decision_says_which_line_it_was_about_and_that_silence_decides_nothing(home: TestHome) -> None:
    plan = done(home.type("plan", "show", WHO, "--json")).json
    number, line = next((at, one) for at, one in enumerate(plan["lines"], 1) if one["kind"] == "ask-first")
    key = line["key"]
    accept = ("--choice", "accept", "--reason", "worth asking", "--discussed", "agrees")
    done(home.type("plan", "decide", WHO, key, *accept, "--owner", "Dr Femi Ade"))
    put = done(home.type("plan", "show", WHO, "--json")).json["lines"][number - 1]["decision"]["ask"]
    assert f"{put['owner']} recognises the work with reasons" in put["endRule"], "whoever owns it, decides it"
    rule = ("--end-rule", "If nobody replies he starts it again")
    by_number = done(home.type("plan", "decide", WHO, str(number), *accept, *rule)).out
    said = f"The line {key} said ask first: Thinking Skills Programme (TSP). Your choice: accept."
    assert said in by_number
    assert "If nobody replies he starts it again. Nobody's silence decides" in " ".join(by_number.split())
    assert said in done(home.type("plan", "decide", WHO, key.upper(), *accept)).out


def test_a_question_is_owned_sent_on_one_page_answered_and_recognised(home: TestHome, tmp_path: Path) -> None:
    decide = ("plan", "decide", WHO, "tsp", "--discussed", "agrees")
    accepted = done(home.type(*decide, "--choice", "accept", "--reason", "worth asking", "--owner", "Dr Femi Ade"))
    assert "Dr Femi Ade asks by" in accepted.out
    for to, there, absent in (
        ("wexmoor", "HMP Wexmoor", "A question for you"),
        ("participant", "A question for you, Owen", "Thinking Skills"),
    ):
        page = tmp_path / f"{to}.pdf"
        done(home.type("plan", "query", WHO, "tsp", "--to", to, "-o", str(page)))
        read = PdfReader(io.BytesIO(page.read_bytes()))
        assert len(read.pages) == 1, "a query is one page"
        text = read.pages[0].extract_text()
        assert there in text
        assert absent not in text
    stranger = home.type("plan", "query", WHO, "tsp", "--to", "nobody", "-o", str(tmp_path / "no.pdf"))
    assert stranger.code == 1
    assert "Asked are: the participant, HMP Wexmoor." in stranger.err
    said = ("--words", "Completed 4 March 2019.", "--evidence", "letter of 3 May, on file")
    done(home.type("plan", "answer", WHO, "tsp", "--from", "wexmoor", *said))
    plan = done(home.type("plan", "show", WHO, "--json")).json
    asked = next(line for line in plan["lines"] if line["kind"] == "ask-first")
    assert asked["answers"][0]["of"] == "HMP Wexmoor"
    assert asked["decision"]["ask"]["owner"] == "Dr Femi Ade"
    short = home.type(*decide, "--choice", "recognise", "--reason", "ok")
    assert "basis" in short.err
    done(home.type(*decide, "--choice", "recognise", "--reason", "their letter, and he explained the model to me"))
    plan = done(home.type("plan", "show", WHO, "--json")).json
    recognised = next(line for line in plan["lines"] if line["kind"] == "ask-first")
    assert recognised["decision"]["signature"]["value"].startswith("z")
    assert recognised["cautions"] == asked["cautions"], "a decision takes no caution away"
    shown = " ".join(done(home.type("plan", "show", WHO)).out.split())
    assert "Recognised: Thinking Skills Programme" in shown
    assert "“Completed 4 March 2019.”" in shown


def test_an_answer_is_from_somebody_asked_or_marked_and_none_is_lost(home: TestHome) -> None:
    who = "Karras"
    done(home.type("participant", "add", "--surname", who, "--given", "Ben", "--born", "1985", "--no-nhs-because", "x"))
    refer = ("intervention", "refer", who, "TSP", "--on", "2019", "--recorded", "reported", "--json")
    one = done(home.type(*refer, "--at-name", "HMP Wexmoor", "--at-tier", "prison")).json["id"]
    done(home.type("intervention", "open", one, "--on", "2019"))
    done(home.type("intervention", "close", one, "--outcome", "completed", "--on", "2019", "--recorded", "reported"))
    decide = ("plan", "decide", who, "tsp", "--discussed", "agrees")
    own = ("--question", "Which of the sixteen sessions did he come to?")
    accept = ("--choice", "accept", "--reason", "worth asking", *own, "--ask")
    assert "nobody sends a question to themselves" in home.type(*decide, *accept, home.unit.name.upper()).err
    done(home.type(*decide, *accept, "HMP Marlwood"))
    answer = ("plan", "answer", who, "tsp", "--words")
    for stranger in ("his cousin", "hmp", "x"):
        refused = home.type(*answer, "He did it.", "--from", stranger)
        assert refused.code == 1
        assert "Asked are: the participant, HMP Wexmoor, HMP Marlwood." in refused.err
    done(home.type(*answer, "All sixteen.", "--from", "wexmoor", "--on", "-3"))
    done(home.type(*answer, "I think twelve.", "--from", "the participant", "--on", "-2"))
    last = done(home.type(*answer, "We hold nothing.", "--from", "wexmoor", "--on", "-1")).out
    assert "Read it beside 2 earlier answers: HMP Wexmoor," in " ".join(last.split())
    assert "just so already" in home.type(*answer, "We hold nothing.", "--from", "wexmoor", "--on", "-1").err
    assert "one of those asked" in home.type(*answer, "All.", "--from", "wexmoor", "--unasked").err
    assert "not one of those asked" in done(home.type(*answer, "He came.", "--from", "Dr Ann Lowe", "--unasked")).out
    letter = "their letter, and he explained the model to me; his risk is reduced"
    told = done(home.type(*decide, "--choice", "recognise", "--reason", letter))
    assert "Your reason says “risk is reduced”." in " ".join((told.out + told.err).split())
    shown = " ".join(done(home.type("plan", "show", who)).out.split())
    assert f"“{letter}” (the words of Dr Rhiannon Pryce on risk; completed work says nothing about it)." in shown
    assert "Was asked Which of the sixteen sessions did he come to? Of the participant, HMP Wexmoor" in shown
    for number, words in enumerate(("“All sixteen.”", "“I think twelve.”", "“We hold nothing.”", "“He came.”"), 1):
        assert f"Answer {number} of 4 {words}" in shown
    assert "Dr Ann Lowe; not one of those asked here" in shown
    assert "own judgement and not credit" in shown
    assert "Meanwhile No repeat" not in shown
    assert "since it was decided" not in shown
    done(home.type(*answer, "He never came.", "--from", "marlwood"))
    shown = " ".join(done(home.type("plan", "show", who)).out.split())
    assert "Answered since it was decided: HMP Marlwood (" in shown
    assert "What Dr Rhiannon Pryce decided on" in shown
    assert "An answer has come since: read it, and decide again." in shown
    assert "; answered since" in shown
    done(home.type(*decide, "--choice", "recognise", "--reason", "he came to twelve, by his own account"))
    assert "since it was decided" not in done(home.type("plan", "show", who)).out
    assert "since it was decided" not in done(home.type("plan", "changes", who)).out


def test_its_repeat_is_stopped_counted_and_goes_on_with_a_reason_that_stays(home: TestHome) -> None:
    stopped = home.type("intervention", "refer", WHO, "TSP")
    assert (stopped.code, stopped.out) == (1, "")
    assert "recorded as completed at HMP Wexmoor (2019)" in stopped.err
    assert "recognised it on" in stopped.err
    assert done(home.type("plan", "counts", "--json")).json["avoided"] == 1
    asked = done(home.type("refresher", "ask", WHO, "TSP", "--words", "The planning part again.", "--json")).json
    again = ("--again-because", "refresher-by-choice", "--words", "He asked for the planning part.")
    made = done(home.type("intervention", "refer", WHO, "TSP", *again, "--json")).json
    assert made["repeat"]["reason"] == "refresher-by-choice"
    assert done(home.type("intervention", "open", made["id"])).out, "asked once, not twice"
    (given,) = done(home.type("refresher", "list", WHO, "--json")).json
    assert (given["id"], given["answer"]) == (asked["id"], "given")
    counts = done(home.type("plan", "counts", "--json")).json
    assert (counts["avoided"], counts["begunAgain"]) == (0, {"refresher-by-choice": 1})
    late = home.type("refresher", "answer", asked["id"], "refused", "--reason", "no place")
    assert "given already" in late.err
    needless = home.type("intervention", "refer", WHO, "LMVE", *again)
    assert "Nothing is repeated here" in needless.err


def test_what_changed_since_somebody_decided_and_which_decision_it_touches(home: TestHome) -> None:
    plan = done(home.type("plan", "changes", WHO))
    assert "Since version" in plan.out
    done(home.type("need", "add", WHO, "anger", "--standing", "present"))
    found = done(home.type("plan", "changes", WHO)).out
    assert "Anger · not available here: Work on anger" in found
    assert home.type("plan", "changes", WHO, "--since", "99").code == 4


def test_who_could_is_named_only_where_somebody_noted_it(home: TestHome) -> None:
    assert "No unit is noted yet that" in done(home.type("plan", "show", WHO)).out
    noted = home.type("catalogue", "elsewhere", "FIPMO", "--at", "Fenholt House", user=GARETH)
    assert "--tier" in noted.err
    done(home.type("catalogue", "elsewhere", "FIPMO", "--at", "Fenholt House", "--tier", "medium", user=GARETH))
    shown = " ".join(done(home.type("plan", "show", WHO)).out.split())
    assert "Fenholt House, which delivers Firesetting Intervention Programme" in shown


def test_an_offer_is_brought_up_to_date_and_not_doubled(home: TestHome) -> None:
    done(home.type("catalogue", "offer", "TSP", "--places", "3", "--rolling", user=GARETH))
    done(home.type("catalogue", "offer", "TSP", "--places", "1", user=GARETH))
    (offer,) = done(home.type("catalogue", "offers", "--json")).json
    assert (offer["places"], offer["rolling"]) == (1, True)
    assert "at any point" in done(home.type("catalogue", "offers")).out


def test_an_overlap_judgement_is_signed_and_believed_only_while_it_fits(home: TestHome) -> None:
    given = ("--strength", "partial", "--basis", "both manuals", "--caution", "the words differ")
    wrong = home.type("overlap", "add", "TSP", "RR2", "--need", "thinking-skills", "--skip", "nothing", *given)
    assert "has no module" in wrong.err
    assert "does not overlap itself" in home.type("overlap", "add", "TSP", "TSP", "--need", "anger", *given).err
    made = done(home.type("overlap", "add", "TSP", "RR2", "--need", "thinking-skills", *given, "--json")).json
    assert made["signature"]["method"].startswith(f"{home.unit.id}#z6Mk")
    again = home.type("overlap", "add", "TSP", "RR2", "--need", "thinking-skills", *given)
    assert (again.code, again.err.count("\n")) == (1, 1)
    assert f"TSP covers part of RR2 (partial) stands as {made['id'].removeprefix('urn:uuid:')[:8]}." in again.err
    with home.sit("rhiannon") as sat, sat.looking_up() as uow:
        _, trust = overlaps_known(sat, uow, "urn:uuid:nobody")
        assert trust == {made["id"]: "own-record"}
    with home.sit("rhiannon") as sat:
        with sat.writing("a clerk changes a word") as uow:
            (kept,) = uow.overlaps.all()
            uow.overlaps.save(replace(kept, caution="no difference at all"))
        with sat.looking_up() as uow:
            assert overlaps_known(sat, uow, "urn:uuid:nobody")[1] == {made["id"]: "unverified"}


def test_a_module_to_skip_is_named_by_its_title_and_what_covers_nothing_lets_none_be_skipped(home: TestHome) -> None:
    given = ("--need", "thinking-skills", "--basis", "both manuals", "--caution", "the words differ")
    judged = ("overlap", "add", "RR2", "BC-MI", *given)
    skip = ("--skip", "managing  MYSELF", "--skip", "managing-myself")
    made = done(home.type(*judged, "--strength", "partial", *skip, "--json")).json
    assert made["skipModules"] == ["managing-myself"]
    wrong = home.type(*judged, "--strength", "partial", "--skip", "managing")
    assert "managing-myself (Managing myself)" in wrong.err
    assert "lets no module be skipped" in home.type(*judged, "--strength", "none", *skip).err
    assert "RR2 covers nothing of BC-MI, judged by" in done(home.type(*judged, "--strength", "none")).out
    listed = done(home.type("overlap", "list")).out
    assert "nothing of BC-MI" in " ".join(listed.split())
    assert "part of BC-MI" in " ".join(listed.split())


def test_an_overlap_judgement_is_taken_back_by_its_judge_and_stays_in_sight(home: TestHome) -> None:
    judged = ("overlap", "add", "TSP", "BBR", "--need", "thinking-skills", "--strength", "substantial")
    both = ("--basis", "both manuals", "--caution", "the words differ")
    assert "says nothing" in home.type(*judged, "--basis", ".", "--caution", "the words differ").err
    made = done(home.type(*judged, *both, "--json")).json
    one = made["id"].removeprefix("urn:uuid:")[:8]
    take = ("overlap", "withdraw", one, "--reason")
    assert "says nothing" in home.type(*take, "x").err
    assert home.type("overlap", "withdraw", "ffffffff", "--reason", "a mistake").code == 4
    other = home.type(*take, "I see it otherwise", user=GARETH)
    assert (other.code, other.out) == (1, "")
    assert "theirs to withdraw" in other.err
    with home.sit("rhiannon") as sat, sat.looking_up() as uow:
        assert made["id"] in {known.id for known in overlaps_known(sat, uow, "urn:uuid:nobody")[0]}
    gone = done(home.type(*take, "the new manual has another third module", "--json")).json
    assert gone["signature"]["method"].startswith(f"{home.unit.id}#z6Mk")
    assert "already" in home.type(*take, "once more, to be sure").err
    with home.sit("rhiannon") as sat, sat.looking_up() as uow:
        assert made["id"] not in {known.id for known in overlaps_known(sat, uow, "urn:uuid:nobody")[0]}
    (listed,) = [known for known in done(home.type("overlap", "list", "--json")).json if known["id"] == made["id"]]
    assert listed["withdrawn"]["reason"] == "the new manual has another third module"
    assert "another third module" in " ".join(done(home.type("overlap", "list")).out.split())
    with home.sit("rhiannon") as sat:
        with sat.writing("a clerk changes who took it back") as uow:
            (kept,) = uow.overlap_withdrawals.all()
            uow.overlap_withdrawals.save(replace(kept, reason="because I say so"))
        with sat.looking_up() as uow:
            assert overlaps_known(sat, uow, "urn:uuid:nobody")[1][made["id"]] == "unverified"


def test_an_overlap_is_judged_of_one_edition_by_naming_it(home: TestHome) -> None:
    given = ("--need", "thinking-skills", "--strength", "slight", "--basis", "both manuals", "--caution", "few words")
    made = done(home.type("overlap", "add", "bc-mi/seven-modules", "rr2", *given, "--json")).json
    assert (made["covers"], made["covered"]) == ("BC-MI/seven-modules", "RR2")
    itself = home.type("overlap", "add", "BC-MI/first-template", "BC-MI/seven-modules", *given)
    assert "does not overlap itself" in itself.err


def test_counts_are_laid_out_by_whom_they_were_about(home: TestHome) -> None:
    done(home.type("participant", "amend", WHO, "--ethnicity", "n", "--sex", "male"))
    assert "Black African" in done(home.type("participant", "show", WHO)).out
    assert "is no ethnic category" in home.type("participant", "amend", WHO, "--ethnicity", "white").err
    (share, *_) = [
        one
        for one in done(home.type("plan", "counts", "--json")).json["shares"]
        if one["what"] == "done again, with a reason"
    ]
    assert share["bySex"] == {"male": 1}
    assert share["byEthnicity"] == {"Black": 1}
    assert share["byLearningDisability"] == {"not recorded": 1}
    assert share["byTierBefore"] == {"not recorded": 1}
    assert share["byProgramme"] == {"Thinking Skills Programme": 1}
    done(home.type("placement", "add", WHO, "--since", "2018", "--at-name", "HMP Wexmoor", "--at-tier", "prison"))
    assert done(home.type("plan", "counts", "--json")).json["shares"][0]["byTierBefore"] == {"prison": 1}
    shown = done(home.type("plan", "counts", "--by", "ethnicity"))
    assert "Black" in shown.out
    assert "not told" in shown.out
    assert not re.search(r"[0-9]+ *$", shown.out, flags=re.MULTILINE), "no small number stands beside a group"


def test_a_transfer_from_the_first_request_to_the_day_he_came(home: TestHome) -> None:
    neither = home.type("transfer", "open", WHO, "--referred", "1/3/26")
    assert "One end of a transfer is this unit" in neither.err
    unknown = home.type("transfer", "open", WHO, "--from", "HMP Wexmoor", "--requested", "1/3/26")
    assert "--tier" in unknown.err
    opened = ("transfer", "open", WHO, "--from", "HMP Wexmoor", "--tier", "prison", "--requested", "1/3/26")
    assert "not recorded" in done(home.type(*opened)).out
    assert "open already" in home.type(*opened).err
    done(home.type("transfer", "refer", WHO, "--on", "3/3/26"))
    done(
        home.type("transfer", "assess", WHO, "--by", "Dr Ann Lowe", "--on", "10/3/26", "--reused", "HCR-20 of January")
    )
    accept = ("transfer", "accept", WHO, "--by", "Dr Ann Lowe", "--on")
    assert "is before" in home.type(*accept, "1/2/26").err
    done(home.type(*accept, "12/3/26"))
    again = ("transfer", "accept", WHO, "--by", "Dr Ewa Nkosi", "--on", "13/3/26")
    assert "The acceptance is recorded already: 12 March 2026 by Dr Ann Lowe." in home.type(*again).err
    assert "transfer amend" in home.type(*again).err
    assert "7 of 14 days" in done(home.type("transfer", "show")).out
    moved = done(home.type("transfer", "complete", WHO, "--on", "30/3/26")).out
    assert "20 of 14 days, 6 over" in moved
    assert "29 of 28 days, 1 over" in moved
    assert "Mental Health Act 2025" in moved
    assert home.type("transfer", "end", WHO, "--reason", "no bed").code == 1
    assert done(home.type("transfer", "show")).out.startswith("No transfer is open.")
    assert done(home.type("plan", "counts", "--json")).json["assessmentsAvoided"] == 1


def test_a_move_between_hospitals_is_counted_in_days_alone(home: TestHome) -> None:
    opened = ("transfer", "open", WHO, "--from", "Aldermoor", "--tier", "medium", "--requested", "-60")
    shown = done(home.type(*opened)).out
    assert "60 days so far; no transfer is recorded" in shown
    assert "over" not in shown
    assert "The 14 and 28 days are laid down for transfers from prison to hospital" in shown
    done(home.type("transfer", "end", WHO, "--reason", "no bed"))
