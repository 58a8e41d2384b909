"""Summaries, as prompts: read out, approved, released."""

from pathlib import Path

from exports.text import render_text
from registry.domain.stored_documents import DocumentKind
from registry.services.listing import Listed, list_documents
from registry.services.reading_copy import NextStep, ReadingCopy, open_copy
from registry.services.reporting import diff_page
from registry.services.sitting import Sitting
from registry.settings import Settings
from tui.plain.hearing import Back
from tui.plain.signing import signed
from tui.plain.talk import Talk
from tui.screens.approve import sign_what_was_read
from tui.screens.release import made_words, release_what_was_read
from tui.screens.summaries import GONE

WIDTH = 78


def summaries(talk: Talk, sitting: Sitting, settings: Settings) -> None:
    """Choose a summary, read it, and take its next step. Raises Back, and as the services."""
    listed = [one for one in reversed(list_documents(sitting)) if one.kind == DocumentKind.TRANSFER_SUMMARY]
    listed.sort(key=lambda one: one.status != "draft")
    if not listed:
        talk.say("There is no summary here yet. Write one from a participant's record.")
        return
    words = [(one.id, f"{one.participant}, {_where(one)}, {one.purpose}") for one in listed]
    copy = open_copy(sitting, talk.choose("Which summary?", words))
    talk.say("", copy.title, copy.stands, "", *render_text(copy.page, WIDTH).splitlines())
    if copy.replaces and talk.sure("Read what it says otherwise than the version before?"):
        talk.say("", *render_text(diff_page(sitting, copy.id)[0], WIDTH).splitlines())
    if copy.next in (NextStep.APPROVAL, NextStep.AUTHOR):
        _approve(talk, sitting, settings, copy)
    elif copy.next is NextStep.RELEASE:
        _release(talk, sitting, settings, copy)


def _where(one: Listed) -> str:
    status = one.status.upper() if one.status in GONE else one.status
    return f"{status}, {f'from {one.sender}' if one.came else f'for {one.recipient}'}"


def _approve(talk: Talk, sitting: Sitting, settings: Settings, copy: ReadingCopy) -> None:
    for hit in copy.hits:
        talk.say(hit.words)
        if not talk.sure("Is this another word or person, or meant to be said here?"):
            raise Back
    if not talk.sure("Is this what is to be signed?"):
        raise Back
    entered = talk.identifiers()
    names = [hit.name for hit in copy.hits]
    talk.say(signed(talk, settings, sitting, sign_what_was_read, copy, entered, names))


def _release(talk: Talk, sitting: Sitting, settings: Settings, copy: ReadingCopy) -> None:
    if not talk.sure("Is this what is to be released?"):
        raise Back
    folder = Path(talk.need("Folder to write into", str(Path.cwd() / "exchange"))).expanduser()
    talk.say(*filter(None, (made_words(folder),)))
    entered = talk.identifiers()
    talk.say(signed(talk, settings, sitting, release_what_was_read, copy, entered, folder))
