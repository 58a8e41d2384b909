"""Who signed a document does not release it: two acts, two people."""

from pathlib import Path

import pytest

from registry.cli.output import sentence
from registry.domain.attestation import Signatory
from registry.domain.errors import NotAllowed
from registry.services.releasing import refuse_own_release
from tests.homes import GARETH, RHIANNON, make_home
from tui.hints import at_the_prompts, at_the_screens


def test_who_approved_it_is_told_who_may_release_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    home = make_home(tmp_path / "ashmere")
    with home.sit(RHIANNON) as sitting:
        mine = Signatory.of(sitting.user.person)
        with pytest.raises(NotAllowed) as refused:
            refuse_own_release(sitting, mine, "approved this summary")
    with home.sit(GARETH) as sitting:
        refuse_own_release(sitting, mine, "approved this summary")
    error = refused.value
    assert error.message == "Dr Rhiannon Pryce approved this summary and cannot release it."
    assert error.hint.startswith("Ask another supervisor.")
    # Two lines of a terminal, with the name of whoever it is.
    assert len(f"throughcare: {sentence(error)}") <= 2 * 96
    for told in (at_the_screens(error.hint), at_the_prompts(error.hint)):
        assert told.endswith("`throughcare user change-roles` at the command line.")
