"""Secrets a person takes away from the keyboard: a new passphrase, and the recovery key."""

from collections.abc import Sequence
from pathlib import Path

from registry.cli import output
from registry.cli.door import Door
from registry.domain.errors import InvalidValue, NotPermitted, ThroughcareError
from registry.files import write_private
from registry.settings import read_passphrase


def new_passphrase(here: Door, name: str, file: Path | None, flag: str, *, near: Sequence[str] = ()) -> str:
    """Return a new passphrase: from the file given with `flag`, or asked for twice. Offers one made of random words.

    It is for the user `name`; `near` are the other names that anybody would try: their own and the unit's.

    A person is asked again until it will do: what they typed before is not lost, and what they type next is not typed
    into the shell. Raises InvalidValue for a file with one that is too short or easily guessed, before anything else.
    """
    from registry.services.passphrases import refuse_weak_passphrase

    if file is not None:
        chosen = read_passphrase(file)
        refuse_weak_passphrase(chosen, name, *near)
        return chosen
    if not here.may_ask:
        raise NotPermitted("A new passphrase is needed.", hint=f"Give {flag} FILE.")
    from registry.services.founding import offered_passphrase

    output.note(f"A passphrase you could use: {offered_passphrase()}")
    while True:
        first = here.asks.secret(f"New passphrase of {name} (at least 12 characters)")
        try:
            refuse_weak_passphrase(first, name, *near)
        except InvalidValue as weak:
            output.note(output.sentence(weak))
            continue
        if here.asks.secret("The same again") == first:
            return first
        output.note("The two differ. Once more, both times.")


def hand_over(key: str, file: Path | None) -> list[str]:
    """Write the recovery key into the new `file`, or return the lines that show it; the one time it can be had.

    It is shown where the file cannot be written, too: it exists nowhere else.
    """
    if file is not None:
        try:
            write_private(file, f"{key}\n".encode())
        except ThroughcareError as error:
            output.failure(error)
        else:
            return [
                f"The recovery key is in {file}. Print it, seal it in an envelope, lock it away from here,",
                "and delete the file.",
            ]
    return [
        "The recovery key, shown once. Print it, seal it in an envelope, lock it away from here:",
        f"  {key}",
        "It opens the home when every passphrase is lost: `throughcare key recover`. Who has it can read everything.",
    ]
