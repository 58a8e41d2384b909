"""A terminal that is gone takes nothing, and the program ends all the same.

Textual writes to the terminal in a thread of its own. Where the terminal is gone, the first write ends that thread, the
queue before it fills, and the program waits for room in it for ever: after a window that was closed a process would be
left for each. Textual offers no way to say what becomes of a write that fails, so its file is wrapped.
"""

from typing import IO, Any

from textual.driver import Driver


class LostTerminal:
    """The file of a terminal; once a write to it has failed, what comes after is dropped."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self._lost = False

    def write(self, text: str) -> None:
        """Write text, or drop it where the terminal is gone."""
        if not self._lost:
            try:
                self._file.write(text)
            except OSError:
                self._lost = True

    def flush(self) -> None:
        """Bring what was written to the terminal, where there is one."""
        if not self._lost:
            try:
                self._file.flush()
            except OSError:
                self._lost = True

    def fileno(self) -> int:
        """Return the number of the file."""
        return self._file.fileno()

    def isatty(self) -> bool:
        """Return what the file says."""
        return self._file.isatty()


def outliving_its_terminal(driver: type[Driver]) -> type[Driver]:
    """Return a driver that goes on to its end where its terminal is gone; one that writes to no file as it is."""

    class Outliving(driver):  # type: ignore[misc, valid-type]
        def __init__(self, *given: Any, **options: Any) -> None:
            super().__init__(*given, **options)
            if (file := getattr(self, "_file", None)) is not None:
                self._file = LostTerminal(file)

    return Outliving
