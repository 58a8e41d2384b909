"""Receiving, as prompts: verified, whose record it is, signed for, and then the plan."""

from pathlib import Path

from registry.domain.errors import Refused
from registry.domain.stored_documents import DocumentKind
from registry.domain.verdict import Verdict
from registry.files import read_regular
from registry.services.incoming import Incoming, look_at_incoming
from registry.services.participants import show_participant
from registry.services.sitting import Sitting
from registry.services.verifying import MOST_FOREIGN
from registry.settings import Settings
from tui.plain.participant import deciding
from tui.plain.signing import signed
from tui.plain.talk import Talk
from tui.screens.match import NEW_WORDS, receive_and_answer
from tui.screens.take_in import take_in
from tui.widgets.two_people import compared


def receive(talk: Talk, sitting: Sitting, settings: Settings) -> None:
    """Verify a file, say what was found, attach it and decide its plan. Raises Back, and as the services."""
    file = Path(talk.need("File")).expanduser()
    data = read_regular(file, MOST_FOREIGN)
    try:
        found = look_at_incoming(sitting, data)
    except Refused as error:
        talk.say("REFUSED. Nothing was written.", f"Reason: {error.reason.value}. {error}")
        return
    ruling = found.ruling
    talk.say(f"{ruling.verdict.value}. {ruling.about}", f"Issuer: {ruling.issuer}", ruling.directory)
    talk.say(*(f"Note: {one.words}" for one in ruling.findings))
    talk.say(*(f"Not checked yet: {one.words}" for one in ruling.not_checked))
    reason = None
    if ruling.verdict is Verdict.INTACT:
        reason = talk.need("Nobody vouches for who signed. Why is it taken in all the same")
    if found.kind is not DocumentKind.TRANSFER_SUMMARY:
        talk.say(signed(talk, settings, sitting, take_in, data, found.kind, reason))
        talk.saved()
        return
    who = _whose(talk, found)
    folder = talk.ask("Folder for the receipt, or nothing")
    done = signed(
        talk,
        settings,
        sitting,
        receive_and_answer,
        data,
        who,
        talk.identifiers(),
        accept_intact=reason,
        accept_gap=None,
        folder=Path(folder).expanduser() if folder else None,
    )
    talk.saved()
    talk.say(done.words)
    person = show_participant(sitting, done.participant_id).participant
    deciding(person)(talk, sitting, settings)


def _whose(talk: Talk, found: Incoming) -> str | None:
    assert found.participant is not None
    for here in found.candidates:
        talk.say("", f"{here.name.banner}, on record here:")
        for label, said, ours, alike in compared(found.participant, here):
            talk.say(f"  {label}: in the document {said or 'none'}; here {ours or 'none'}. {alike}")
    options: list[tuple[str | None, str]] = [(one.id, one.name.banner) for one in found.candidates]
    # As what signs begins anew: nobody is chosen by what was answered another time.
    with talk.keeping(None):
        return talk.choose("Whose record is it? Nobody is chosen for you.", [*options, (None, NEW_WORDS)])
