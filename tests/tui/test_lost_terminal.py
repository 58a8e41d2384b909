"""A window that is closed leaves no program behind."""

import os
import signal
import subprocess
import time
from io import StringIO

import pytest
from textual.drivers._writer_thread import WriterThread

from tests.homes import surroundings
from tests.tui.desk import Unit
from tests.tui.terminal import PROGRAM, arguments
from tui.lost_terminal import LostTerminal

MORE_THAN_ITS_QUEUE = 50


class Gone(StringIO):
    """A terminal whose other end is closed."""

    def write(self, _: str) -> int:
        raise OSError(5, "Input/output error")


def test_what_is_written_to_a_terminal_that_is_gone_is_waited_for_by_nobody() -> None:
    thread = WriterThread(LostTerminal(Gone()))  # type: ignore[arg-type]
    thread.start()
    for _ in range(MORE_THAN_ITS_QUEUE):
        thread._queue.put("a line", timeout=10)
    thread._queue.put(None, timeout=10)
    thread.join(timeout=10)
    assert not thread.is_alive()


def test_what_is_written_to_a_terminal_comes_there() -> None:
    file = StringIO()
    kept = LostTerminal(file)
    kept.write("a line")
    kept.flush()
    assert file.getvalue() == "a line"
    assert not kept.isatty()


@pytest.mark.parametrize("ends", [signal.SIGHUP, signal.SIGTERM])
def test_the_program_ends_where_its_terminal_is_gone(unit: Unit, ends: signal.Signals) -> None:
    near, far = os.openpty()
    words = arguments(unit)
    environment = {**surroundings(words), "TERM": "xterm-256color", "LANG": "C.UTF-8"}
    # No terminal of its own: what ends it is the signal that it is sent here.
    with subprocess.Popen(
        [PROGRAM, *words], stdin=far, stdout=far, stderr=far, env=environment, start_new_session=True
    ) as program:
        os.close(far)
        shown = b""
        while b"people" not in shown:
            shown += os.read(near, 65536)
        # Nobody reads any more: what is drawn waits before the terminal, until the window is closed.
        for _ in range(MORE_THAN_ITS_QUEUE):
            program.send_signal(signal.SIGWINCH)
            time.sleep(0.05)
        os.close(near)
        program.send_signal(ends)
        try:
            assert program.wait(timeout=20) > 0
        finally:
            program.kill()
