"""Writes the types that the widget shares with the server, from the structs of the web chat's protocol.

python -m tools.widget_types            write web/apps/widget/src/protocol.ts
python -m tools.widget_types --check    fail when it is not what the protocol says
"""

import inspect
import sys
from pathlib import Path
from typing import get_args

import msgspec
from msgspec import inspect as shapes

from attendance.channels.webchat import protocol

WRITTEN = Path(__file__).resolve().parent.parent / "web" / "apps" / "widget" / "src" / "protocol.ts"
_HEADER = (
    "// Written by `python -m tools.widget_types` from attendance/channels/webchat/protocol.py. Don't edit.\n"
)
_PLAIN: dict[type[shapes.Type], str] = {
    shapes.StrType: "string",
    shapes.UUIDType: "string",
    shapes.DateTimeType: "string",
    shapes.IntType: "number",
    shapes.FloatType: "number",
    shapes.BoolType: "boolean",
    shapes.NoneType: "null",
}
_UNIONS = {"ClientFrame": protocol.ClientFrame, "ServerFrame": protocol.ServerFrame}


def main() -> int:
    wanted = typescript()
    if "--check" not in sys.argv:
        WRITTEN.write_text(wanted, "utf-8")
    elif not WRITTEN.is_file() or WRITTEN.read_text("utf-8") != wanted:
        print("The widget's types are not what the protocol says. Run: python -m tools.widget_types")
        return 1
    return 0


def typescript() -> str:
    """The whole file."""
    structs = _structs(protocol.WIRE_TYPES)
    unions = [
        f"export type {name} = {' | '.join(kind.__name__ for kind in get_args(union))}\n"
        for name, union in _UNIONS.items()
    ]
    return "\n".join([_HEADER, *(_interface(struct) for struct in structs), *unions])


def _structs(kinds: tuple[type, ...]) -> list[shapes.StructType]:
    """The structs, and before each the structs that it holds."""
    found: dict[type, shapes.StructType] = {}

    def visit(shape: shapes.Type) -> None:
        if isinstance(shape, shapes.StructType) and shape.cls not in found:
            for part in shape.fields:
                visit(part.type)
            found[shape.cls] = shape
        elif isinstance(shape, shapes.UnionType):
            for option in shape.types:
                visit(option)
        elif isinstance(shape, shapes.ListType):
            visit(shape.item_type)

    for kind in kinds:
        visit(shapes.type_info(kind))
    return list(found.values())


def _interface(struct: shapes.StructType) -> str:
    own_doc = struct.cls.__dict__.get("__doc__")
    doc = [f"/** {inspect.cleandoc(own_doc)} */".replace("\n", " ")] if own_doc else []
    tag = [f"  type: '{struct.tag}'"] if struct.tag else []
    is_request = issubclass(struct.cls, _SENT_BY_THE_WIDGET)
    parts = [
        f"  {part.encode_name}{'?' if is_request and not part.required else ''}: {_type(part.type)}"
        for part in struct.fields
    ]
    return "\n".join([*doc, f"export interface {struct.cls.__name__} {{", *tag, *parts, "}", ""])


_SENT_BY_THE_WIDGET: tuple[type[msgspec.Struct], ...] = (
    *get_args(protocol.ClientFrame),
    protocol.OpenSession,
)


def _type(shape: shapes.Type) -> str:
    if type(shape) in _PLAIN:
        return _PLAIN[type(shape)]
    match shape:
        case shapes.LiteralType():
            return " | ".join(f"'{value}'" for value in shape.values)
        case shapes.StructType():
            return shape.cls.__name__
        case shapes.ListType():
            return f"{_type(shape.item_type)}[]"
        case shapes.UnionType():
            return " | ".join(_type(option) for option in shape.types)
    raise NotImplementedError(f"The widget has no type for {shape}.")


if __name__ == "__main__":
    sys.exit(main())
