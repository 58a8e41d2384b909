"""The parts in JavaScript as one script, for a page that may load nothing."""

import re
from pathlib import Path

HERE = Path(__file__).parent
_IMPORT = re.compile(r'^import \{[^}]*\} from "(\.[^"]+)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async )?(?:function\*?|const|class) (\w+))", re.MULTILINE)


def bundle(entry: Path) -> str:
    """Return `entry` and everything it imports as one script, each part after what it needs.

    Each part keeps what it does not export to itself. Raises `ValueError` for a form of import or export that is not
    understood.
    """
    order: list[Path] = []
    _collect(entry.resolve(), order, ())
    parts = [_part(path) for path in order]
    return '"use strict";\n' + "\n".join(parts)


def _collect(path: Path, order: list[Path], above: tuple[Path, ...]) -> None:
    if path in above:
        raise ValueError(f"{path.name} imports itself.")
    if path in order:
        return
    for needed in _IMPORT.findall(path.read_text("utf-8")):
        _collect((path.parent / needed).resolve(), order, (*above, path))
    order.append(path)


def _part(path: Path) -> str:
    source = path.read_text("utf-8")
    body = _IMPORT.sub("", source)
    exported = [name for _, name in _EXPORT.findall(body)]
    body = _EXPORT.sub(r"\1", body)
    if re.search(r"^(?:import|export)\b", body, re.MULTILINE):
        raise ValueError(f"{path.name} imports or exports in a way that is not understood.")
    name = f"// {path.relative_to(HERE).as_posix()}"
    if not exported:
        return f"{name}\n(() => {{\n{body}}})();\n"
    return f"{name}\nconst {{ {', '.join(exported)} }} = (() => {{\n{body}return {{ {', '.join(exported)} }};\n}})();\n"
