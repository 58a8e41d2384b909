"""What somebody typed and has not saved yet: kept sealed to their own key, so that no power cut takes it.

It is no record: nobody else can open it, no service reads it, and it goes when the form is saved or given up.
"""

import contextlib
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from registry.custody.sealing import seal, unseal
from registry.domain.errors import NotFound, Refused, StorageFailed
from registry.domain.plain_json import Members, read_json, spell_json
from registry.files import disk_errors, make_private_folder, read_regular, write_private
from registry.services.sitting import Sitting

MOST_BYTES = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsaved:
    """One form as it stood: which form, `about` which ids, its title for a list, every field's text, and when."""

    form: str
    about: Mapping[str, str]
    title: str
    fields: Mapping[str, str]
    at: datetime

    @property
    def key(self) -> str:
        """The name of its file: the same form about the same things has the same, and it says nothing of either."""
        return key_of(self.form, self.about)


def key_of(form: str, about: Mapping[str, str]) -> str:
    """Return the key of a form about these ids."""
    return hashlib.sha256(spell_json({"form": form, "about": dict(about)})).hexdigest()[:32]


def keep_unsaved(sitting: Sitting, work: Unsaved) -> None:
    """Keep a form as it stands, in place of how it stood before; durable when this returns. Raises StorageFailed."""
    data = spell_json(
        {
            "form": work.form,
            "about": dict(work.about),
            "title": work.title,
            "fields": dict(work.fields),
            "at": work.at.isoformat(),
        }
    )
    folder = sitting.home.unsaved(sitting.user.name)
    for each in (folder.parent, folder):
        make_private_folder(each)
    write_private(folder / f"{work.key}.age", seal(data, [sitting.keys.info.recipient]), replace=True)


def find_unsaved(sitting: Sitting, key: str) -> Unsaved | None:
    """Return the form kept under this key, or None. One that this person's key does not open is not theirs."""
    file = sitting.home.unsaved(sitting.user.name) / f"{key}.age"
    try:
        return form_of(unseal(read_regular(file, MOST_BYTES), sitting.keys.identity))
    except (NotFound, Refused, StorageFailed):
        return None


def form_of(data: bytes) -> Unsaved:
    """Return the form that the bytes of an unsealed file hold. Raises StorageFailed for anything else."""
    said = read_json(data, "a form that was kept")
    try:
        at = datetime.fromisoformat(said.text("at"))
    except ValueError:
        raise StorageFailed("A form that was kept has no date that can be read.") from None
    return Unsaved(
        form=said.text("form"),
        about=_texts(said.group("about")),
        title=said.text("title"),
        fields=_texts(said.group("fields")),
        at=at,
    )


def list_unsaved(sitting: Sitting) -> tuple[Unsaved, ...]:
    """Return everything this person typed and did not save, newest first."""
    folder = sitting.home.unsaved(sitting.user.name)
    if not folder.is_dir():
        return ()
    found = (find_unsaved(sitting, file.stem) for file in folder.glob("*.age"))
    return tuple(sorted((one for one in found if one), key=lambda one: one.at, reverse=True))


def drop_unsaved(sitting: Sitting, key: str) -> None:
    """Take what was kept under this key away: it was saved, or given up. Raises StorageFailed."""
    with disk_errors("What was kept unsaved could not be removed"), contextlib.suppress(FileNotFoundError):
        (sitting.home.unsaved(sitting.user.name) / f"{key}.age").unlink()


def _texts(members: Members) -> dict[str, str]:
    return {name: members.text(name) for name in members.values}
