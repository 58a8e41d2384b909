"""Forms about a participant, or about one course of theirs: whose record it is stands at their head."""

from rich.text import Text

from registry.domain.access import Permission
from registry.domain.history import Work
from registry.domain.participant import Participant
from tui.screens.saving_form import SavingForm
from tui.seat import Seat
from tui.widgets.plain import lines, one_line


class ParticipantForm(SavingForm):
    """A form about a `participant`."""

    NEEDS = Permission.WRITE_RECORD

    def __init__(self, seat: Seat, participant: Participant) -> None:
        super().__init__(seat, participant)
        self.participant = participant

    @property
    def about(self) -> dict[str, str]:
        """Whose."""
        return {"participant": self.participant.id}

    @property
    def name_in_lists(self) -> str:
        """What, and whose."""
        return f"{self.LISTED or self.TITLE}: {self.participant.name.banner}"


class CourseForm(ParticipantForm):
    """A form about one `course` of a participant."""

    def __init__(self, seat: Seat, participant: Participant, course: Work) -> None:
        super().__init__(seat, participant)
        self.course = course

    @property
    def about(self) -> dict[str, str]:
        """The participant and the course."""
        return {"participant": self.participant.id, "intervention": self.course.intervention.id}

    @property
    def name_in_lists(self) -> str:
        """What, of which course of whom."""
        return f"{self.LISTED or self.TITLE}: {self.course.intervention.title}, {self.participant.name.banner}"

    @property
    def heading(self) -> Text:
        """What is done, and for which course."""
        return lines(one_line(self.TITLE, "bold"), one_line(self.course.intervention.title))
