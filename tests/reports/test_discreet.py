"""A paper that is safe to hold: for every programme of the catalogue, nothing in the file gives its holder away."""

import re
from dataclasses import replace

import pytest

from exports.text import render_text
from registry.catalogue.loader import load_needs
from registry.domain.catalogue import Programme
from registry.domain.closure import Outcome
from registry.domain.intervention import State
from registry.domain.plan import LineKind
from registry.reports.certificate import certificate
from registry.reports.participant import participant_copy
from registry.reports.source import Source
from tests.domain.test_plan import ask
from tests.reports import samples
from tests.reports.discreet_papers import (
    DISCREET,
    HOW,
    PROGRAMMES,
    forbidden_in,
    numbers_in,
    papers,
    parts_of,
    source_of,
)


@pytest.mark.parametrize("programme", PROGRAMMES, ids=[one.id for one in PROGRAMMES])
def test_nothing_in_the_file_gives_the_holder_away(programme: Programme) -> None:
    for document in papers(source_of(programme)):
        parts = parts_of(document)
        text = "\n".join(parts)
        assert forbidden_in(parts) == set()
        assert programme.title.casefold() not in text.casefold() or programme.title.casefold() in (
            programme.activity.casefold()
        )
        assert not re.search(rf"(?<!\w){re.escape(programme.id)}(?!\w)", text)
        assert programme.activity.casefold() in text.casefold()
        assert numbers_in(document, text) == []


def test_there_are_as_many_as_the_catalogue_has() -> None:
    assert len(PROGRAMMES) == 149


def test_our_own_sentences_pass_our_own_filter() -> None:
    for document in papers(source_of(PROGRAMMES[0])):
        for line in render_text(document, 400).splitlines():
            assert DISCREET.is_safe(line), line


@pytest.mark.parametrize(
    "name", ["sotp-luke.pdf", "Parole copy.pdf", "luke_kaizen.pdf", "A9876ZX.pdf", "9990000123.html", "my-offence.txt"]
)
def test_a_file_name_that_says_more_is_found(name: str) -> None:
    assert not DISCREET.is_safe_name(name)


@pytest.mark.parametrize("name", ["my-copy.pdf", "my-certificate.html", "luke.txt", "copy 22 November 2026.pdf"])
def test_a_plain_file_name_is_left_alone(name: str) -> None:
    assert DISCREET.is_safe_name(name)


@pytest.mark.parametrize(
    "said", ["It was at the wardround.", "The warders saw it.", "My officer came.", "No escort that day.", "In cuffs."]
)
def test_words_of_where_somebody_is_held_are_found(said: str) -> None:
    assert not DISCREET.is_safe(said)


@pytest.mark.parametrize("said", ["I look forward to it.", "An award for cooking.", "A steward helped."])
def test_and_words_that_only_hold_them_are_left_alone(said: str) -> None:
    assert DISCREET.is_safe(said)


def test_completion_is_certified_only_where_it_is_defined_and_judged() -> None:
    summary = samples.example("full")
    source = Source.of_summary(summary, check=None, needs=load_needs())
    titles = {work.title: certificate(source, work, discreet=None).title for work in summary.subject.interventions}
    assert titles == {
        "Index-offence work": "Certificate of completion",
        "Life Minus Violence - Enhanced": "Certificate of completion",
        "Kaizen: general violence": "Certificate of work done",
        "Core Sex Offender Treatment Programme": "Certificate of work done",
    }
    done = next(work for work in summary.subject.interventions if work.outcome is Outcome.COMPLETED)
    running = replace(done, closure=None, state=State.IN_PROGRESS)
    assert "complet" not in render_text(certificate(source, running, discreet=DISCREET)).casefold()


def test_a_discreet_copy_keeps_the_words_that_are_safe() -> None:
    source = Source.of_summary(samples.example("a"), check=None, needs=load_needs())
    text = " ".join(render_text(participant_copy(source, HOW, mark="")).split())
    assert "“walk first, talk after”" in text
    assert "You came to 24 of the 26 sessions we offered you." in text
    assert "For 1 session we had nobody free to bring you." in text
    assert "Siân" in text


def test_what_waits_for_the_law_is_told_without_a_word_of_why() -> None:
    summary = samples.example("a")
    assert summary.subject.plan is not None
    waits = [
        replace(line, kind=LineKind.ASK_FIRST, rule="not-convicted", ask=ask(), resume=None, decision=None)
        for line in summary.subject.plan.lines
    ]
    plan = replace(summary.subject.plan, lines=tuple(waits))
    source = Source.of_summary(
        replace(summary, subject=replace(summary.subject, plan=plan)), check=None, needs=load_needs()
    )
    text = " ".join(render_text(participant_copy(source, HOW, mark="")).split())
    assert "this has to wait for now. It says nothing about you." in text
    assert "we are asking what you have done" not in text
    assert "convict" not in text
