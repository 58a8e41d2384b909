"""Write down what came out of the work: a formulation, an account, a letter, a plan."""

from collections.abc import Iterator
from functools import partial

from registry.domain.corrections import EntryKind
from registry.domain.product import Agreed, Product, ProductKind
from registry.services.course import add_product
from tui.last_act import LastAct
from tui.screens.record_forms import CourseForm
from tui.screens.saving_form import Act
from tui.widgets.day_input import EXAMPLES
from tui.widgets.fields import box, choose, day, line, pick, picks_of, words_of
from tui.widgets.form_field import FormField


class ProductScreen(CourseForm):
    """What it is, with whom it was made, whether they agree, where it is kept, who may see it."""

    HELP = (
        "A product of this course: what it is, with whom it was made, whether the participant agrees with it, where "
        "the full text is kept and who may see it. The text itself is left out unless it may travel to the readers "
        "you name. An account of an offence or of trauma that is kept somewhere need not be given again."
    )
    FORM = "product"
    TITLE = "Add a product of the work"
    LISTED = "Product"

    def fields(self) -> Iterator[FormField]:
        """Yield the fields."""
        yield pick(
            "kind",
            "Kind",
            "What kind of thing was made.",
            picks_of(ProductKind),
            empty="what it is: ↓",
            needed="Say what it is.",
        )
        yield line("title", "Title", "What it is called, as it stands on it.", needed="Say what it is called.")
        yield line(
            "with",
            "Made with",
            "With whom it was made, the participant first.",
            self.participant.name.words,
            needed="Say with whom it was made.",
        )
        yield choose(
            "agreed", "They agree", "Whether the participant agrees with it.", words_of(Agreed), Agreed.NOT_ASKED.value
        )
        yield line(
            "kept",
            "Kept",
            "Where the full text is kept, so that somebody finds it.",
            needed="Say where the full text is kept.",
        )
        yield line(
            "seen",
            "May be seen",
            "Who may see it.",
            "the treating teams",
            needed="Say who may see it.",
        )
        yield day("on", "Date", f"When it was made: {EXAMPLES}.", what="The product")
        yield box("text", "Text", "The text itself, where it may travel.")

    def act(self) -> Act:
        """Keep it."""
        return partial(
            add_product,
            asked=self.course.intervention.id,
            kind=ProductKind(self.picked("kind") or ""),
            title=self.words("title"),
            on=self.day(),
            made_with=self.words("with"),
            agreed=Agreed(self.chosen_of("agreed")),
            kept_where=self.words("kept"),
            may_be_seen_by=self.words("seen"),
            text=self.said("text"),
        )

    def saved(self, made: Product) -> str:
        """What it is; it can be undone."""
        named = f"{self.course.intervention.id}/{made.id}"
        self.seat.last_act = LastAct(kind=EntryKind.PRODUCT, asked=named, words=f"the product “{made.title}”")
        return f"Kept: {made.title} ({made.kind.words}). Ctrl+Z undoes it."
