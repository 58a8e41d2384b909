from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from registry.settings import Home, Settings
from tui.plain.signing import passphrase_of
from tui.plain.talk import Talk


def test_a_long_line_is_broken_between_words_at_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "40")
    Talk(lambda: date(2026, 11, 23)).say("  1. " + "wholesome words " * 6, "", "a\nb")
    said = capsys.readouterr().out.split("\n")
    assert all(len(line) <= 40 for line in said)
    assert {word for line in said[:-4] for word in line.split()} == {"1.", "wholesome", "words"}
    assert said[-4:] == ["", "a", "b", ""]


def asked(typed: list[str], monkeypatch: pytest.MonkeyPatch) -> bool:
    answers = iter(typed)
    monkeypatch.setattr("builtins.input", lambda _prompt="": next(answers))
    sure = Talk(lambda: date(2026, 11, 23)).sure("Was it read back to them?")
    assert list(answers) == []
    return sure


def test_yes_and_no_are_words_and_a_number_is_asked_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked(["yes"], monkeypatch)
    assert not asked(["no"], monkeypatch)
    assert not asked([""], monkeypatch)
    assert "in full" not in capsys.readouterr().out
    # Everything else here is chosen by number, so somebody types 1 for yes.
    assert asked(["1", "y", "Yes"], monkeypatch)
    assert capsys.readouterr().out.count("Type yes or no in full") == 2


def test_in_training_the_prompts_show_the_passphrase_and_take_an_empty_line_for_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "tomasz.txt"
    file.write_text("five words of a trainee\n")
    file.chmod(0o600)
    talk = Talk(lambda: date(2026, 11, 23))
    trains = Settings(home=Home(folder=tmp_path), user="tomasz", passphrase_file=file, training=True)
    for typed, taken in (("", "five words of a trainee"), ("another one", "another one")):
        monkeypatch.setattr("getpass.getpass", lambda _prompt, typed=typed: typed)
        assert passphrase_of(talk, trains, "tomasz") == taken
        assert "tomasz's passphrase is “five words of a trainee”" in capsys.readouterr().out
    monkeypatch.setattr("getpass.getpass", lambda _prompt: "")
    assert not passphrase_of(talk, replace(trains, training=False), "tomasz")
    assert "five words" not in capsys.readouterr().out
