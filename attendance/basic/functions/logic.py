"""Functions that choose and test. The compiler evaluates only one branch of IIF and IF."""

from datetime import date
from typing import Final

from attendance.basic import documents
from attendance.basic.dates import written_moment
from attendance.basic.functions.function import MANY, Group
from attendance.basic.host import Host, Value
from attendance.basic.operators import is_numeric
from attendance.basic.values import empty, is_null, text, truthy, type_name

GROUP: Final = Group()


@GROUP.add("IIF IF", 3)
def choose(host: Host, condition: Value, yes: Value, no: Value) -> Value:
    return yes if truthy(condition) else no


@GROUP.add("NVL IFNULL", 2)
@GROUP.add("COALESCE", 1, MANY)
def coalesce(host: Host, *args: Value) -> Value:
    """The first that is not NULL."""
    return next((value for value in args if not is_null(value)), None)


@GROUP.add("SWITCH", 2, MANY)
def switch(host: Host, *args: Value) -> Value:
    """The value after the first true condition; one more argument stands for all other cases."""
    for condition, value in zip(args[::2], args[1::2], strict=False):
        if truthy(condition):
            return value
    return args[-1] if len(args) % 2 else None


@GROUP.add("ISEMPTY IS_EMPTY", 1)
def is_empty(host: Host, value: Value) -> bool:
    return empty(value)


@GROUP.add("ISNULL IS_NULL", 1)
def is_nothing(host: Host, value: Value) -> bool:
    return is_null(value)


@GROUP.add("IS_NUMERIC ISNUMERIC", 1)
def is_number(host: Host, value: Value) -> bool:
    return is_numeric(value)


@GROUP.add("IS_DATE ISDATE", 1)
def is_date(host: Host, value: Value) -> bool:
    """A date or datetime, or a text that is one in ISO or the company's notation."""
    found = written_moment(value, host) if isinstance(value, str) else value
    return isinstance(found, date)


@GROUP.add("IS_EMAIL", 1)
def is_email(host: Host, value: Value) -> bool:
    return documents.is_email(text(value, host))


@GROUP.add("IS_CPF", 1)
def is_cpf(host: Host, value: Value) -> bool:
    return documents.cpf(text(value, host)) is not None


@GROUP.add("IS_CNPJ", 1)
def is_cnpj(host: Host, value: Value) -> bool:
    return documents.cnpj(text(value, host)) is not None


@GROUP.add("TYPEOF", 1)
def type_of(host: Host, value: Value) -> str:
    return type_name(value)
