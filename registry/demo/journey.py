"""The whole journey: record, issue, approve, release, receive, plan, decide, print. Told in one line a step."""

from dataclasses import dataclass

from exports.page import Document
from exports.pdf import render_pdf
from registry.demo import desmond, monday, thursday
from registry.demo.cast import ASHMERE, BOARD, THORNFIELD, UnitCast
from registry.demo.homes import Homes, Manifest
from registry.demo.stories import STORIES, Story
from registry.domain.addressing import Purpose, Recipient, RecipientKind
from registry.domain.dates import PartialDate
from registry.domain.errors import NotAllowed
from registry.domain.plan import Plan
from registry.domain.voice import Shown
from registry.files import PRIVATE_FOLDER, make_private_folder, write_private
from registry.services.approving import approve_summary
from registry.services.backing_up import create_backup
from registry.services.issuing import find_recipient, issue_summary
from registry.services.outgoing import Outgoing
from registry.services.plans import show_onward
from registry.services.receipts import import_receipt, write_receipt
from registry.services.receiving import receive_summary
from registry.services.releasing import Released, release_summary
from registry.services.reporting import plan_page, report_parole


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo(Homes):
    """One run of the demo in a folder of its own."""

    def run(self) -> Manifest:
        """Make everything and return what was made. Raises NotAllowed when something stands in the folder."""
        if self.folder.exists() and not (self.folder.is_dir() and not any(self.folder.iterdir())):
            raise NotAllowed(f"{self.folder} is not empty.", hint="Name another folder with --dir.")
        for part in (self.folder, *(self.folder / name for name in ("exchange", "reports", "passphrases"))):
            make_private_folder(part)
        self.folder.chmod(PRIVATE_FOLDER)
        self._lay_out()
        self._record()
        sent = self._send()
        self._acknowledge(self._receive(sent))
        self._decide()
        self._pass_on()
        self._back_up()
        return self.made

    def _record(self) -> None:
        with self._sit(ASHMERE, "rhiannon") as sitting:
            for story in STORIES:
                who = story.record(sitting, self._calendar(sitting))
                self.made.participants.append({"home": ASHMERE.unit.name, "id": who, "name": story.name})
                self.say(f"Recorded {story.name}.")
            session = thursday.record(sitting, self._calendar(sitting)).removeprefix("urn:uuid:")[:8]
            self.say(
                f"Recorded a group of ten, {thursday.GROUP}, in one register, and corrected it (session {session})."
            )

    def _send(self) -> list[tuple[Story, bytes]]:
        drafts: list[tuple[Story, Purpose, str]] = []
        with self._sit(ASHMERE, "rhiannon") as sitting:
            thornfield = find_recipient(sitting, THORNFIELD.unit.id)
            board = Recipient(kind=RecipientKind.BOARD, name=BOARD)
            for story, participant in zip(STORIES, self.made.participants, strict=True):
                purposes = [(Purpose.TRANSFER, thornfield)]
                if story.to_a_board:
                    purposes.append((Purpose.PAROLE_BOARD, board))
                for purpose, recipient in purposes:
                    draft = issue_summary(
                        sitting,
                        participant["id"],
                        purpose=purpose,
                        recipient=recipient,
                        statement=story.statement,
                        shown=Shown(
                            on=PartialDate.of(sitting.today),
                            format="read together on paper",
                            answer=story.answer,
                            words=story.answer_words,
                            by=sitting.user.person.name,
                        ),
                    )
                    drafts.append((story, purpose, draft.id))
        with self._sit(ASHMERE, "amara") as sitting:
            for story, _, document in drafts:
                approve_summary(sitting, document, story.confirm)
        self.say(f"Dr Rhiannon Pryce wrote {len(drafts)} summaries and Dr Amara Okafor approved them.")
        sealed = []
        with self._sit(ASHMERE, "gareth") as sitting:
            for story, purpose, document in drafts:
                released = release_summary(sitting, document, story.confirm, plain_because="shown in the demo")
                self._write(story, purpose, released)
                if released.files.sealed is not None:
                    sealed.append((story, released.files.sealed))
                if purpose is Purpose.PAROLE_BOARD:
                    page, _, _ = report_parole(sitting, document, purpose="demonstration")
                    self._print(page, f"parole-{_plain_name(story.name)}")
        self.say(f"Gareth Linnell released them; {sum(story.to_a_board for story in STORIES)} parole reports printed.")
        return sealed

    def _receive(self, sent: list[tuple[Story, bytes]]) -> list[tuple[Story, Outgoing]]:
        receipts: list[tuple[Story, Outgoing]] = []
        with self._sit(THORNFIELD, "tomasz") as sitting:
            for story, data in sent:
                received = receive_summary(sitting, data, participant=None, confirmations=story.confirm)
                who = received.history.participant
                self.made.participants.append({"home": THORNFIELD.unit.name, "id": who.id, "name": story.name})
                self.say(f"Thornfield received {story.name}: {received.ruling.verdict}. {_in_short(received.plan)}")
                receipts.append((story, write_receipt(sitting, received.document)))
        return receipts

    def _decide(self) -> None:
        """A Monday at Thornfield: what the plans propose is decided with the people they are about."""
        ids = {name.split()[0]: who for name, who in self._at(THORNFIELD).items()}
        with self._sit(THORNFIELD, "leila") as sitting:
            self.say(monday.note_who_could(sitting))
        with self._sit(THORNFIELD, "tomasz") as sitting:
            for step in monday.decide(sitting, ids, self._calendar(sitting), self._print):
                self.say(step)
        with self._sit(THORNFIELD, "leila") as sitting:
            for name, who in self._at(THORNFIELD).items():
                _, page = plan_page(sitting, who)
                self._print(page, f"plan-{_plain_name(name)}")

    def _pass_on(self) -> None:
        """Desmond moves on: the plan and its decisions travel, and the next unit reads what came of them."""
        story = next(story for story in STORIES if story.record is desmond.record)
        with self._sit(THORNFIELD, "leila") as sitting:
            draft = issue_summary(
                sitting,
                self._at(THORNFIELD)[story.name],
                purpose=Purpose.TRANSFER,
                recipient=find_recipient(sitting, ASHMERE.unit.id),
                statement=monday.STATEMENT,
                shown=Shown(
                    on=PartialDate.of(sitting.today),
                    format="read together on paper",
                    answer=story.answer,
                    words=story.answer_words,
                    by=sitting.user.person.name,
                ),
            )
        with self._sit(THORNFIELD, "tomasz") as sitting:
            approve_summary(sitting, draft.id, story.confirm)
        with self._sit(THORNFIELD, "leila") as sitting:
            released = release_summary(sitting, draft.id, story.confirm, plain_because="shown in the demo")
        self._write(story, "onward", released)
        with self._sit(ASHMERE, "rhiannon") as sitting:
            here = self._at(ASHMERE)[story.name]
            data = released.files.sealed or released.files.plain
            received = receive_summary(sitting, data, participant=here, confirmations=story.confirm)
            _, came = show_onward(sitting, here)
        self.say(f"Ashmere received what Thornfield passed on about {story.name}: {received.ruling.verdict}.")
        for one in came:
            self.say(f"  Planned at {one.planned_at}: {monday.told(one)}")

    def _at(self, cast: UnitCast) -> dict[str, str]:
        """The ids of the participants at a unit, by name."""
        return {one["name"]: one["id"] for one in self.made.participants if one["home"] == cast.unit.name}

    def _acknowledge(self, receipts: list[tuple[Story, Outgoing]]) -> None:
        """The receipts go back; the last one is left in the post, to be imported by hand."""
        for story, receipt in receipts:
            name = self.folder / "exchange" / f"receipt-{_plain_name(story.name)}.json"
            write_private(name, receipt.plain)
            self.made.receipts.append(str(name))
            if receipt.sealed is not None:
                write_private(name.with_suffix(".json.age"), receipt.sealed)
        with self._sit(ASHMERE, "rhiannon") as sitting:
            for _, receipt in receipts[:-1]:
                import_receipt(sitting, receipt.sealed or receipt.plain)
        self.say(f"Thornfield signed {len(receipts)} receipts; Ashmere imported all but {receipts[-1][0].name}'s.")

    def _back_up(self) -> None:
        make_private_folder(self.folder / "backups")
        for cast in (ASHMERE, THORNFIELD):
            with self._sit(cast, cast.administrator.user) as sitting:
                create_backup(sitting, self.folder / "backups" / cast.folder)
        self.say("Backed up both homes, and proved each backup by restoring it.")

    def _write(self, story: Story, purpose: str, released: Released) -> None:
        name = self.folder / "exchange" / f"{purpose}-{_plain_name(story.name)}.json"
        write_private(name, released.files.plain)
        self.made.documents.append(str(name))
        if released.files.sealed is not None:
            write_private(name.with_suffix(".json.age"), released.files.sealed)

    def _print(self, page: Document, name: str) -> None:
        file = self.folder / "reports" / f"{name}.pdf"
        write_private(file, render_pdf(page))
        self.made.reports.append(str(file))


def _plain_name(name: str) -> str:
    """Return the given name in ASCII letters, for a file name."""
    import unicodedata

    given = name.split()[0].replace("Ł", "L").replace("ł", "l")
    plain = unicodedata.normalize("NFKD", given).encode("ascii", "ignore").decode()
    return plain.lower()


def _in_short(plan: Plan) -> str:
    kinds = [line.stands_as.words for line in plan.lines]
    counted = [f"{kinds.count(kind)} × {kind}" for kind in dict.fromkeys(kinds)]
    return f"Plan: {', '.join(counted)}."
