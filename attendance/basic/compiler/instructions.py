"""Which expressions cannot be closures, because the machine has to run them."""

from attendance.basic.compiler.building import Builder
from attendance.basic.compiler.pure import Temp
from attendance.basic.machine.keywords import PRODUCT_METHODS
from attendance.basic.program import ProcedureCode
from attendance.basic.syntax import Call, Hear, KeywordCall, MethodCall, Name, Node, ScriptCall, fold


def is_instruction(builder: Builder, node: Node) -> bool:
    """The node cannot be a closure."""
    match node:
        case KeywordCall() | Hear() | ScriptCall():
            return True
        case Call(name=name):
            return fold(name) in builder.unit.procedures
        case Name(name=name):
            return procedure_of(builder, node) is not None
        case MethodCall(name=name, arguments=arguments):
            return fold(name) in PRODUCT_METHODS or any(argument.name for argument in arguments)
        case _:
            return False


def procedure_of(builder: Builder, node: Node) -> ProcedureCode | None:
    """The FUNCTION that a bare name calls, when no variable has the name."""
    if not isinstance(node, Name) or isinstance(node, Temp) or builder.names.is_variable(node.name):
        return None
    return builder.unit.procedures.get(fold(node.name))
