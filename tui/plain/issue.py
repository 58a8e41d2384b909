"""A draft of a transfer summary, as prompts."""

from dataclasses import replace

from registry.domain.addressing import Purpose, is_listed
from registry.domain.dates import PartialDate, refuse_future
from registry.domain.errors import InvalidValue
from registry.domain.participant import Participant
from registry.domain.voice import Agreement
from registry.services.issuing import issue_summary, recipients_listed
from registry.services.sitting import Sitting
from tui.plain.talk import Talk
from tui.screens.issue_entry import AGREED_TO, NEEDED, PURPOSES, SHOWN, STAYS, WITHHELD, Typed, read_issue


def write_summary(talk: Talk, sitting: Sitting, person: Participant) -> None:
    """Ask whom it is for and what is said of the case, and save the draft. Raises Back, and as the services."""
    listed = {one.id or "": one for one in recipients_listed(sitting)}
    purpose: Purpose = talk.choose("Why is it sent?", list(PURPOSES.items()))
    form = Typed(purpose=purpose.value)
    if is_listed(purpose):
        form = replace(form, to=talk.choose("To whom?", [(key, one.name) for key, one in listed.items()]))
    else:
        form = replace(form, reader=talk.need("Who reads it, by name"))
    form = _case(talk, form)
    form = _showing(talk, sitting, form)
    interim = talk.sure("An interim summary, for an overnight transfer, which you sign yourself?")
    if form.asked["trauma"]:
        kinds = [
            (STAYS, "it stays here"),
            (AGREED_TO, "the participant agreed that it travels"),
            (NEEDED, "it is needed there"),
        ]
        form = replace(form, trauma=talk.choose("Trauma-focused work?", kinds))
    if form.asked["needed"]:
        form = replace(form, needed=talk.need("Why they need it"))
    problems: dict[str, str] = {}
    meant = read_issue(form, listed, me=sitting.user.person.name, today=sitting.today, problems=problems)
    if meant is None:
        raise InvalidValue(" ".join(problems.values()))
    draft = issue_summary(
        sitting,
        person.id,
        purpose=meant.purpose,
        recipient=meant.recipient,
        statement=meant.statement,
        shown=meant.shown,
        not_shown=meant.not_shown,
        interim=interim,
        trauma_because=meant.trauma_because,
    )
    talk.say(
        f"Saved: a draft, version {draft.series.version}, for {draft.recipient.name}. Read and sign it under Summaries."
    )


def _case(talk: Talk, form: Typed) -> Typed:
    short = talk.several_lines("The case in short, up to three sentences, each on its own line; nothing to leave it")
    if not short:
        return form
    knowledge = talk.need("How well you know the case")
    care = talk.several_lines("Up to four points to read with care, each on its own line")
    return replace(form, short=short, knowledge=knowledge, care=care)


def _showing(talk: Talk, sitting: Sitting, form: Typed) -> Typed:
    def past(day: PartialDate) -> PartialDate:
        refuse_future(day, sitting.today, "The showing")
        return day

    kinds = [("later", "not yet"), (SHOWN, "it was shown to them"), (WITHHELD, "it will not be shown")]
    showing = talk.choose("The participant?", kinds)
    form = replace(form, showing=showing)
    if showing == WITHHELD:
        return replace(form, because=talk.need("Why not; page one prints it"))
    if showing != SHOWN:
        return form
    return replace(
        form,
        on=talk.day("Shown on", past).text,
        format=talk.need("How it was shown"),
        answer=talk.choose("What did they say?", [(one.value, one.words) for one in Agreement]),
        said=talk.ask("In their words, or nothing"),
    )
