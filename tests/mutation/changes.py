"""The changes that are tried on a module: one place each, by cosmic-ray's operators, without those nobody could see.

Left out, because they change nothing, or nothing that the module decides:

- identity and equality are the same for members of an enumeration and for None, which have no order either;
- a decorator, and what a dataclass and its fields are declared with, is the shape of a value, not a rule;
- a `|` or a star that is no arithmetic: in a type, and in a list of parameters. A real `|` joins sets or flags, and
  becomes `&` or `-`: `^` does the same where the two have nothing in common, and any other breaks on the first call;
- `strict=True` of a `zip` asserts that two lists are as long as each other, which the lines before it saw to.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

_LEFT_OUT = re.compile(
    r"core/(ReplaceComparisonOperator_Is(Not)?_(Eq|NotEq|Lt|LtE|Gt|GtE)"
    r"|ReplaceComparisonOperator_(Eq_Is|NotEq_IsNot)"
    r"|ReplaceBinaryOperator_BitOr_(?!BitAnd|Sub).*"
    r"|RemoveDecorator|Variable.*)"
)
_Place = tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class Change:
    """One change: the `place`-th that `operator` makes in `file`, on `line`."""

    file: Path
    operator: str
    place: int
    line: int

    def source(self) -> str:
        """Return the whole module as it reads after the change."""
        changed: str | None = mutate_code(self.file.read_text("utf-8"), get_operator(self.operator)(), self.place)
        assert changed is not None
        return changed

    def __str__(self) -> str:
        pairs = zip(self.file.read_text("utf-8").splitlines(), self.source().splitlines(), strict=False)
        before, after = next((pair for pair in pairs if pair[0] != pair[1]), ("", ""))
        return f"{self.file}:{self.line}: {before.strip()}  ->  {after.strip()}"


def changes(file: Path) -> Iterator[Change]:
    """Return every change that is tried on this module."""
    source = file.read_text("utf-8")
    nodes, read = list(ast_nodes(get_ast(source))), ast.parse(source)
    arithmetic, shapes = _arithmetic(read), _shapes(read)
    for name in operator_names():
        if _LEFT_OUT.fullmatch(name):
            continue
        operator = get_operator(name)()
        for place, (start, _) in enumerate(spot for node in nodes for spot in operator.mutation_positions(node)):
            if "BinaryOperator" in name and not any(after <= start < before for after, before in arithmetic):
                continue
            if not any(begins <= start < ends for begins, ends in shapes):
                yield Change(file=file, operator=name, place=place, line=start[0])


def _arithmetic(module: ast.Module) -> list[tuple[_Place, _Place]]:
    """Return where an operator stands between two values: from the end of the one to the beginning of the other."""
    types = {id(part) for kind in _types(module) for part in ast.walk(kind)}
    return [
        (_end(node.left), _begin(node.right))
        for node in ast.walk(module)
        if isinstance(node, ast.BinOp) and id(node) not in types
    ] + [(_end(node.target), _begin(node.value)) for node in ast.walk(module) if isinstance(node, ast.AugAssign)]


def _types(module: ast.Module) -> Iterator[ast.expr]:
    for node in ast.walk(module):
        if isinstance(node, ast.arg | ast.AnnAssign) and node.annotation:
            yield node.annotation
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.returns:
            yield node.returns


def _shapes(module: ast.Module) -> list[tuple[_Place, _Place]]:
    """Return from where to where there is only the shape of a value."""
    found: list[ast.expr] = []
    for node in ast.walk(module):
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            found.extend(node.decorator_list)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"zip", "field"}:
            found.extend(keyword.value for keyword in node.keywords)
    return [(_begin(node), _end(node)) for node in found]


def _begin(node: ast.expr) -> _Place:
    return node.lineno, node.col_offset


def _end(node: ast.expr) -> _Place:
    assert node.end_lineno is not None
    assert node.end_col_offset is not None
    return node.end_lineno, node.end_col_offset
