"""Reading YAML 1.2, fast: `no` and `on` are text, a day is a date, a repeated key is an error.

ruamel's safe loader takes its C parser when that is installed and its Python one otherwise. Where
a field stands in a file is only asked when something is wrong with it, from the tree of nodes.
"""

from collections.abc import Iterator
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.tokens import ScalarToken

YAML_ERRORS: tuple[type[Exception], ...] = (
    YAMLError,
    ValueError,  # an impossible day, bytes that are not UTF-8
    RecursionError,  # a thousand brackets
    ArithmeticError,
    LookupError,
    TypeError,
    AttributeError,
    AssertionError,
)
"""What the loader can raise over a file that is not YAML, whatever bytes are in it."""


def read(data: bytes) -> Any:
    """Return what YAML holds, as plain Python; raise one of `YAML_ERRORS` if it is not YAML."""
    return YAML(typ="safe").load(data.decode("utf-8-sig"))


def read_slowly(data: bytes) -> Any:
    """Do as `read` does with the Python parser, whose errors are the same on every machine."""
    return YAML(typ="safe", pure=True).load(data.decode("utf-8-sig"))


def nodes(data: bytes) -> Node | None:
    """Return the tree of nodes, each with its line; None for a file without content."""
    return YAML(typ="safe", pure=True).compose(data.decode("utf-8-sig"))


def scalars(node: Node | None) -> Iterator[ScalarNode]:
    """Yield every single value below a node, once, in the file's order."""
    waiting, seen = [node], set()
    while waiting:
        here = waiting.pop()
        if isinstance(here, ScalarNode):
            yield here
        elif isinstance(here, CollectionNode) and id(here) not in seen:
            seen.add(id(here))
            below = here.value
            if isinstance(here, MappingNode):
                below = [part for pair in below for part in pair]
            waiting.extend(reversed(below))


def quote_before(data: bytes, index: int, line: int) -> int | None:
    """Return the line, from 0, of a quotation mark that is closed by one of a later line's.

    index, line: where the parser stopped. A quote left open runs on to the next mark, and it is
    only there that anything seems wrong.
    """
    opened = None
    try:
        for token in YAML(typ="safe", pure=True).scan(data.decode("utf-8-sig")):
            if token.start_mark.index >= index:
                break
            if isinstance(token, ScalarToken) and token.style in ("'", '"'):
                runs_on = token.start_mark.line < token.end_mark.line == line
                opened = token.start_mark.line if runs_on else None
    except YAML_ERRORS:
        pass  # what was read up to there is what was asked for
    return opened


def constructs(node: ScalarNode) -> bool:
    """Return whether a value can be made of a node: `2026-13-45` looks like a day and is none."""
    try:
        YAML(typ="safe", pure=True).constructor.construct_object(node)
    except YAML_ERRORS:
        return False
    return True


def locate(node: Node | None, place: tuple[str | int, ...]) -> tuple[int, str]:
    """Return the line of a field, from 1, and its name: `rating.items[2].anchors`.

    List entries are counted from 1, as people do. If the last part is missing, the line is its
    parent's; a part that only pydantic knows (the tool of a practice) is left out of the name.
    """
    line, name = (node.start_mark.line + 1 if node else 1), ""
    for index, part in enumerate(place):
        last = index == len(place) - 1
        if isinstance(node, SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            line, name = node.start_mark.line + 1, f"{name}[{part + 1}]"
            continue
        pairs = node.value if isinstance(node, MappingNode) else ()
        pair = next((pair for pair in pairs if str(pair[0].value) == str(part)), None)
        if pair is not None:
            node, line = pair[1], pair[0].start_mark.line + 1
        if pair is not None or last:
            name = f"{name}.{part}" if name else str(part)
    return line, name
