"""Write down the four facts about consent and sharing."""

from collections.abc import Iterator
from functools import partial

from registry.domain.participant import Participant
from registry.domain.voice import Sharing
from registry.services.participants import record_sharing
from tui.screens.record_forms import ParticipantForm
from tui.screens.saving_form import Act
from tui.seat import Seat
from tui.widgets.fields import box
from tui.widgets.form_field import FormField


class SharingScreen(ParticipantForm):
    """Opens with what is on record; saving puts the four in their place."""

    HELP = (
        "Four separate facts, each in words with its day and who: consent to treatment; what the participant was told "
        "about sharing; what they object to being shared; what was shared all the same, by whom and why. An empty one "
        "says: not recorded. None of them stands for another."
    )
    FORM = "sharing"
    TITLE = "Consent and sharing"
    AMENDS = True

    def __init__(self, seat: Seat, participant: Participant, facts: Sharing | None) -> None:
        super().__init__(seat, participant)
        self.facts = facts or Sharing()

    def fields(self) -> Iterator[FormField]:
        """Yield the four, each with what stands on record."""
        now = self.facts
        for name, label, help_text, said in (
            ("consents", "Consents", "Consent to treatment, in words and with its date.", now.consents_to_treatment),
            ("told", "Told", "What they were told about sharing, when and by whom.", now.told_about_sharing),
            ("objects", "Objects", "What they object to being shared.", now.objects_to_sharing),
            ("despite", "Shared despite", "What was shared all the same, by whom, why.", now.shared_despite_objection),
        ):
            yield box(name, label, help_text, said or "")

    def act(self) -> Act:
        """Put the four in their place."""
        facts = Sharing(
            consents_to_treatment=self.said("consents"),
            told_about_sharing=self.said("told"),
            objects_to_sharing=self.said("objects"),
            shared_despite_objection=self.said("despite"),
        )
        return partial(record_sharing, asked=self.participant.id, sharing=facts)
