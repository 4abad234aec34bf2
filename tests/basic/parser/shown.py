"""Trees as short texts, for tables of cases."""

from attendance.basic import syntax
from attendance.basic.parser import parse


def shown(source: str) -> str:
    """The only statement of a source without errors."""
    parsed = parse(source, "x.bas")
    assert parsed.is_sound, parsed.diagnostics
    (statement,) = parsed.script.body
    return show(statement)


def value(source: str) -> str:
    """What `x = source` assigns."""
    return shown(f"x = {source}").removeprefix("x = ")


def errors(source: str) -> list[str]:
    """The codes and places of a source's errors."""
    found = [each for each in parse(source, "x.bas").diagnostics if each.severity == "error"]
    return [f"{each.code} {each.span.line}:{each.span.column}" for each in found]


def warnings(source: str) -> list[str]:
    """The codes and lines of the parser's warnings."""
    return [f"{each.code} {each.span.line}" for each in parse(source, "x.bas").diagnostics]


def show(node: object) -> str:
    """A node without its places."""
    match node:
        case tuple():
            return ", ".join(map(show, node))
        case syntax.Literal():
            return f'"{node.value}"' if isinstance(node.value, str) else str(node.value)
        case syntax.Text():
            return (
                "text("
                + ", ".join(part if isinstance(part, str) else f"<{show(part)}>" for part in node.parts)
                + ")"
            )
        case syntax.Name():
            return node.name
        case syntax.Member():
            return f"{show(node.target) if node.target else ''}.{node.name}"
        case syntax.Index():
            return f"{show(node.target)}[{show(node.index)}]"
        case syntax.Unary():
            return f"({node.operator} {show(node.operand)})"
        case syntax.Binary() | syntax.Logic():
            return f"({show(node.left)} {node.operator} {show(node.right)})"
        case syntax.Is():
            return f"({show(node.subject)} IS {node.what})"
        case syntax.In():
            return f"({show(node.subject)} IN {'list' if node.listed else 'value'} {show(node.items)})"
        case syntax.Between():
            return f"({show(node.subject)} BETWEEN {show(node.low)} AND {show(node.high)})"
        case syntax.Ternary():
            return f"({show(node.condition)} ? {show(node.yes)} : {show(node.no)})"
        case syntax.Array():
            return f"[{show(node.items)}]"
        case syntax.Object():
            return "{" + ", ".join(f"{key}: {show(each)}" for key, each in node.entries) + "}"
        case syntax.Argument():
            return f"{node.name} = {show(node.value)}" if node.name else show(node.value)
        case syntax.Call():
            return f"call {node.name}({show(node.arguments)})"
        case syntax.MethodCall():
            return f"{show(node.target) if node.target else ''}.{node.name}({show(node.arguments)})"
        case syntax.ScriptCall():
            return f"script {show(node.script)}({show(node.arguments)})"
        case syntax.KeywordCall():
            clauses = "".join(f" {show(clause)}" for clause in node.clauses)
            return f"{node.phrase}({show(node.arguments)}){clauses}"
        case syntax.Clause():
            parts = [
                *map(show, node.arguments),
                *(f"{each.name}: {show(each.value)}" for each in node.fields),
            ]
            parts += [f"{each.column}{' desc' if each.descending else ''}" for each in node.order]
            return f"{node.word}<{', '.join(parts)}>"
        case syntax.Assign():
            return f"{show(node.target)} {node.operator} {show(node.value)}"
        case syntax.Evaluate():
            return show(node.expression)
    return repr(node)
