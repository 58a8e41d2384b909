"""What somebody typed and has not saved yet: kept sealed to their own key, so that no power cut takes it.

It is no record: nobody else can open it or put another in its place, no service reads it, and it goes when the form is
saved or given up.

It belongs to the sitting that keeps it as long as that lasts: of two sittings of one person neither takes the other's
words or writes over them. What a sitting leaves behind, however it ended, is offered to the next, which takes it over.
"""

import contextlib
import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from registry.custody.sealing import seal_for_oneself, unseal_own
from registry.domain.errors import NotFound, Refused, StorageFailed
from registry.domain.plain_json import Members, read_json, spell_json
from registry.files import disk_errors, make_private_folder, read_regular, write_private
from registry.living import lives, sweep
from registry.services.sitting import Sitting

MOST_BYTES = 1_000_000
OPEN_ELSEWHERE = (
    "You have this open at another terminal, with words not saved yet. They stay there; these are kept apart."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsaved:
    """One form as it stood: which form, `about` which ids, its title for a list, every field's text, and when."""

    form: str
    about: Mapping[str, str]
    title: str
    fields: Mapping[str, str]
    at: datetime
    mark: str = field(default="", compare=False)
    """The sitting that keeps it; nothing before it is kept."""

    @property
    def name(self) -> str:
        """The name of its file: of one form several sittings may each have left their own."""
        return f"{self.key}.{self.mark}" if self.mark else self.key

    @property
    def key(self) -> str:
        """The same form about the same things has the same; it says nothing of either."""
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
    folder = _folder(sitting)
    for each in (folder.parent, folder):
        make_private_folder(each)
    sitting.mark.set_in(folder)
    write_private(_own(sitting, work.key), seal_for_oneself(data, sitting.keys.identity), replace=True)


def take_unsaved(sitting: Sitting, key: str) -> Unsaved | None:
    """Return the form kept under this key by this sitting, or else the newest that an ended one left; or None.

    It belongs to this sitting from now on. What this person's key does not open is not theirs. Raises StorageFailed.
    """
    kept = [one for one in list_unsaved(sitting) if one.key == key]
    own = next((one for one in kept if one.mark == sitting.mark.name), None)
    return own or next((taken for one in kept if (taken := _taken(sitting, one))), None)


def choose_unsaved(sitting: Sitting, one: Unsaved) -> None:
    """Take over this one of several left of the same form; what this sitting keeps of it is laid aside.

    Nothing happens where another sitting was quicker. Raises StorageFailed.
    """
    if one.mark != sitting.mark.name:
        lay_aside(sitting, one.key)
        _taken(sitting, one)


def lay_aside(sitting: Sitting, key: str) -> None:
    """Leave what this sitting keeps under this key to be offered anew, as if the sitting had ended."""
    with disk_errors("What was kept unsaved could not be laid aside"), contextlib.suppress(FileNotFoundError):
        _own(sitting, key).rename(_folder(sitting) / f"{key}.{secrets.token_hex(8)}.age")


def is_open_elsewhere(sitting: Sitting, key: str) -> bool:
    """Return whether another sitting of this person that has not ended keeps a form under this key."""
    marks = (_mark(file) for file in _files(sitting) if _key(file) == key)
    return any(mark != sitting.mark.name and lives(_folder(sitting), mark) for mark in marks)


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
    """Return everything this person typed and did not save, newest first; without what another sitting keeps."""
    if (folder := _folder(sitting)).is_dir():
        sweep(folder)
    found: list[Unsaved] = []
    for file in _files(sitting):
        mark = _mark(file)
        if mark == sitting.mark.name or not lives(_folder(sitting), mark):
            with contextlib.suppress(NotFound, Refused, StorageFailed):
                form = form_of(unseal_own(read_regular(file, MOST_BYTES), sitting.keys.identity))
                found.append(replace(form, mark=mark))
    return tuple(sorted(found, key=lambda one: one.at, reverse=True))


def drop_unsaved(sitting: Sitting, key: str) -> None:
    """Take what this sitting keeps under this key away: it was saved, or given up. Raises StorageFailed."""
    _drop(_own(sitting, key))


def give_up_unsaved(sitting: Sitting, one: Unsaved) -> None:
    """Take this one away, whichever sitting has left it. Raises StorageFailed."""
    _drop(_folder(sitting) / f"{one.name}.age")


def _drop(file: Path) -> None:
    with disk_errors("What was kept unsaved could not be removed"), contextlib.suppress(FileNotFoundError):
        file.unlink()


def _taken(sitting: Sitting, one: Unsaved) -> Unsaved | None:
    """What an ended sitting left, as this one's own; None where another sitting was quicker."""
    sitting.mark.set_in(_folder(sitting))
    with disk_errors("What was kept unsaved could not be taken over"):
        try:
            (_folder(sitting) / f"{one.name}.age").rename(_own(sitting, one.key))
        except FileNotFoundError:
            return None
    return replace(one, mark=sitting.mark.name)


def _folder(sitting: Sitting) -> Path:
    return sitting.home.unsaved(sitting.user.name)


def _files(sitting: Sitting) -> list[Path]:
    folder = _folder(sitting)
    return sorted(folder.glob("*.age")) if folder.is_dir() else []


def _own(sitting: Sitting, key: str) -> Path:
    return _folder(sitting) / f"{key}.{sitting.mark.name}.age"


def _key(file: Path) -> str:
    return file.name.split(".")[0]


def _mark(file: Path) -> str:
    return file.name.removesuffix(".age").partition(".")[2]


def _texts(members: Members) -> dict[str, str]:
    return {name: members.text(name) for name in members.values}
