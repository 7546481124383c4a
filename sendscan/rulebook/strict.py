"""YAML read strictly into typed data: every mistake of a file at once, each with its line and column.

Plain scalars are text unless the type wants something else, so that YAML 1.1's surprises (``no``, ``on``,
dates, octals) cannot bite: ``- no`` in a list of phrases is the word "no".  The same frozen dataclasses
give the JSON Schema an editor checks rule files with, so the two cannot disagree.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, TypeVar

import yaml

from sendscan.errors import Problem, RuleError, Where

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic import ConfigDict, TypeAdapter

T = TypeVar("T")

CLOSED: Final[ConfigDict] = {"extra": "forbid"}
"""``__pydantic_config__`` of a dataclass in which an unknown key is a mistake."""

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MESSAGES: Final = {
    "unexpected_keyword_argument": "unknown key {key!r}",
    "missing": "the key {key!r} is missing",
    "missing_argument": "the key {key!r} is missing",
    "string_type": "a text is wanted here",
    "tuple_type": "a list is wanted here",
    "list_type": "a list is wanted here",
    "dict_type": "keys with values are wanted here",
    "dataclass_type": "keys with values are wanted here",
}


def load_typed(path: Path, type_: type[T]) -> T:
    """Read the YAML file at ``path`` as a ``type_`` (frozen dataclasses of texts, tuples, dicts, Literals).

    Raises :class:`RuleError` with every problem of the file: bytes that are no YAML, duplicate keys,
    unknown keys (of dataclasses whose ``__pydantic_config__`` is :data:`CLOSED`), missing keys, wrong types.
    """
    return load_marked(path, type_)[0]


def load_marked(path: Path, type_: type[T]) -> tuple[T, Marks]:
    """As :func:`load_typed`, with the places of every value, for checks that come after."""
    root = _compose(path)
    marks = Marks(str(path), root)
    problems: list[Problem] = []
    data = _plain(root, marks, problems)
    from pydantic import ValidationError

    try:
        adapter: Any = _adapter(type_)  # type: ignore[arg-type]
        value: T = adapter.validate_python(data)
    except ValidationError as error:
        found = [_problem(details, marks) for details in error.errors(include_url=False, include_context=False)]
        raise RuleError(_in_order([*problems, *found])) from None
    if problems:
        raise RuleError(_in_order(problems))
    return value, marks


def schema_of(type_: Any) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a file that is read into ``type_``."""
    made: dict[str, Any] = _adapter(type_).json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}


class Marks:
    """Where the values of one YAML file stand."""

    def __init__(self, file: str, root: Any) -> None:
        self.file = file
        self._root = root

    def where(self, *path: str | int, key: bool = False, column: int = 0) -> Where:
        """The place of the value at ``path`` (keys and list positions), or of its key.

        ``column`` is added to the column, for a place within a text.  Parts of the path that the file does
        not have (the names pydantic gives to the members of a union) are passed over.
        """
        node, name = self._root, None
        for part in path:
            if isinstance(node, yaml.MappingNode):
                pair = next((p for p in node.value if p[0].value == part), None)
                name, node = pair if pair else (name, node)
            elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
                name, node = None, node.value[part]
        return self._at(name if key and name is not None else node, column)

    def _at(self, node: Any, column: int = 0) -> Where:
        mark = node.start_mark
        quoted = 1 if column and getattr(node, "style", None) in ("'", '"') else 0
        return Where(self.file, mark.line + 1, mark.column + 1 + column + quoted)


def texts_under(path: Path, keys: frozenset[str]) -> list[tuple[str, Where]]:
    """The texts in lists under any of ``keys``, wherever they stand, of a file that may be wrong otherwise."""
    try:
        root = _compose(path)
    except RuleError:
        return []
    marks = Marks(str(path), root)
    found, nodes = [], [root]
    while nodes:
        node = nodes.pop()
        if isinstance(node, yaml.SequenceNode):
            nodes += node.value
        elif isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                nodes.append(value)
                if key.value in keys and isinstance(value, yaml.SequenceNode):
                    texts = [text for text in value.value if isinstance(text, yaml.ScalarNode)]
                    found += [(text.value, marks._at(text, 0)) for text in texts]
    return found


def _compose(path: Path) -> Any:
    try:
        text = path.read_text(encoding="utf-8-sig")
        root = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = Where(str(path), mark.line + 1, mark.column + 1) if mark else Where(str(path))
        raise RuleError((Problem(f"not YAML: {error.problem or error.context}", where),)) from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise RuleError((Problem(f"not YAML in UTF-8: {error}", Where(str(path))),)) from None
    except OSError as error:
        raise RuleError((Problem(f"cannot be read: {error.strerror}", Where(str(path))),)) from None
    if root is None:
        raise RuleError((Problem("the file is empty", Where(str(path))),))
    return root


def _plain(node: Any, marks: Marks, problems: list[Problem]) -> Any:
    """Node to dict, list, text or (for an empty plain value) ``None``; duplicate keys are problems."""
    if isinstance(node, yaml.MappingNode):
        result: dict[str, Any] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                problems.append(Problem("a key must be a text", marks._at(key)))
                continue
            if key.value in result:
                problems.append(Problem(f"the key {key.value!r} stands here a second time", marks._at(key)))
            result[key.value] = _plain(value, marks, problems)
        return result
    if isinstance(node, yaml.SequenceNode):
        return [_plain(value, marks, problems) for value in node.value]
    if node.style is None and node.value in ("", "~", "null"):
        return None
    return node.value


@lru_cache(maxsize=32)
def _adapter(type_: Any) -> TypeAdapter[Any]:
    from pydantic import TypeAdapter

    return TypeAdapter(type_)


def _problem(details: Any, marks: Marks) -> Problem:
    path, kind = details["loc"], details["type"]
    key = path[-1] if path else ""
    message = _MESSAGES.get(kind, details["msg"][:1].lower() + details["msg"][1:]).format(key=key)
    return Problem(message, marks.where(*path, key=kind == "unexpected_keyword_argument"))


def _in_order(problems: list[Problem]) -> tuple[Problem, ...]:
    unique = dict.fromkeys(problems)
    return tuple(sorted(unique, key=lambda p: (p.where.file, p.where.line or 0, p.where.column or 0)))
