"""Templates: what a template asks for, and what it becomes once it is filled in. Pure.

Components are those of Meta: HEADER, BODY, FOOTER, BUTTONS. A variable's key says where it stands: `1` or `nome` in the
body, `header.1` in the header, `button.0` at the first button.
Source: developers.facebook.com/documentation/business-messaging/whatsapp/templates, read 2026-11.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from attendance.channels.base import MessageKind
from attendance.channels.reading import read_dict, read_list, read_text
from attendance.kernel.errors import Conflict, InvalidInput

Part = Literal["header", "body", "url", "copy_code"]

APPROVED: Final = "approved"
MARKETING: Final = "marketing"
LONGEST_BODY: Final = 1024
LONGEST_HEADER: Final = 60
_LONGEST_SUFFIX: Final = 2000
_LONGEST_CODE: Final = 15
_PLACE = re.compile(r"\{\{\s*([A-Za-z0-9_]{1,64})\s*\}\}")
_BROKEN_LINE = re.compile(r"[\n\r\t]| {5,}")
_HEADER_FILES: Final = {
    "IMAGE": MessageKind.IMAGE,
    "VIDEO": MessageKind.VIDEO,
    "DOCUMENT": MessageKind.DOCUMENT,
}


class TemplateNotApproved(Conflict):
    code = "template_not_approved"
    message = "The template {name} ({language}) is {status}: the vendor only sends approved ones."


class TemplateInvalid(InvalidInput):
    """`facts["fields"]` names each variable that is wrong, and how: missing, unknown, too_long, line_break."""

    code = "template_invalid"
    message = "The template {name} can't be sent like this: {problems}."


@dataclass(frozen=True, slots=True)
class Template:
    """A template as it was last synced."""

    name: str
    language: str
    category: str
    status: str
    components: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Variable:
    """Something to fill in. `label` is what people call it; `name` the vendor's, None where it has a number."""

    key: str
    part: Part
    label: str
    name: str | None = None
    index: int = 0
    """Of its button, from 0."""
    example: str | None = None
    max_chars: int = LONGEST_BODY


@dataclass(frozen=True, slots=True)
class Filled:
    """`text` is how the transcript shows it; `content` goes with the message as `content["template"]`."""

    text: str
    content: Mapping[str, Any]


def variables_of(components: Sequence[Mapping[str, Any]]) -> list[Variable]:
    """Everything to fill in, from top to bottom."""
    return [variable for component in components for variable in _of_component(component)]


def header_file_of(components: Sequence[Mapping[str, Any]]) -> MessageKind | None:
    """The kind of file that its header wants."""
    formats = [str(component.get("format")) for component in components if _type(component) == "HEADER"]
    return next((_HEADER_FILES[one] for one in formats if one in _HEADER_FILES), None)


def preview_of(components: Sequence[Mapping[str, Any]], values: Mapping[str, str]) -> str:
    """The words, with the values that are there in their places."""
    shown = [_shown(component, values) for component in components]
    return "\n\n".join(text for text in shown if text)


def buttons_of(components: Sequence[Mapping[str, Any]]) -> list[str]:
    return [read_text(button.get("text")) or "" for _, button in _buttons(components)]


def fill(
    template: Template,
    values: Mapping[str, str],
    *,
    header_link: str | None = None,
    file_kind: str | None = None,
) -> Filled:
    """The template with these values. `file_kind`: what the file is that goes with it, by its content; None: none does.

    Raises TemplateNotApproved, TemplateInvalid."""
    if template.status != APPROVED:
        raise TemplateNotApproved(name=template.name, language=template.language, status=template.status)
    variables = variables_of(template.components)
    header = header_file_of(template.components)
    problems = _problems(template, variables, values)
    if header is not None and header_link is None and file_kind is None:
        problems["header_file"] = "missing"
    elif file_kind is not None and file_kind != header:
        problems["header_file"] = "wrong_kind" if header is not None else "unknown"
    if problems:
        told = "; ".join(f"{key} {problem}" for key, problem in problems.items())
        raise TemplateInvalid(name=template.name, problems=told, fields=problems)
    content: dict[str, Any] = {
        "name": template.name,
        "language": template.language,
        "category": template.category,
        "variables": {variable.key: values[variable.key] for variable in variables},
        "parameters": [_parameter(variable, values[variable.key]) for variable in variables],
        "buttons": buttons_of(template.components),
    }
    if header is not None:
        content["header_file"] = {"kind": str(header)} | ({"link": header_link} if header_link else {})
    return Filled(preview_of(template.components, values), content)


def _problems(template: Template, variables: Sequence[Variable], values: Mapping[str, str]) -> dict[str, str]:
    known = {variable.key for variable in variables}
    found = {key: "unknown" for key in values if key not in known}
    for variable in variables:
        if (problem := _problem(variable, values.get(variable.key, ""))) is not None:
            found[variable.key] = problem
    if not found:
        found |= _too_long(template.components, values)
    return found


def _problem(variable: Variable, value: str) -> str | None:
    if not value.strip():
        return "missing"
    if len(value) > variable.max_chars:
        return "too_long"
    return "line_break" if _BROKEN_LINE.search(value) else None


def _too_long(components: Sequence[Mapping[str, Any]], values: Mapping[str, str]) -> dict[str, str]:
    limits = {"HEADER": LONGEST_HEADER, "BODY": LONGEST_BODY}
    return {
        _type(component).lower(): "too_long"
        for component in components
        if len(_shown(component, values)) > limits.get(_type(component), LONGEST_BODY)
    }


def _of_component(component: Mapping[str, Any]) -> Iterator[Variable]:
    match _type(component):
        case "HEADER" if component.get("format", "TEXT") == "TEXT":
            yield from _in_text(component, "header", prefix="header.", most=LONGEST_HEADER)
        case "BODY":
            yield from _in_text(component, "body", prefix="", most=LONGEST_BODY)
        case "BUTTONS":
            for index, button in _buttons([component]):
                yield from _of_button(index, button)


def _in_text(component: Mapping[str, Any], part: Part, *, prefix: str, most: int) -> Iterator[Variable]:
    names = list(dict.fromkeys(_PLACE.findall(read_text(component.get("text")) or "")))
    examples = _examples(component, part)
    numbered = sorted(names, key=int) if all(name.isdigit() for name in names) else names
    for position, name in enumerate(numbered):
        example = examples.get(name) or examples.get(str(position + 1))
        vendors_name = None if name.isdigit() else name
        yield Variable(prefix + name, part, name, vendors_name, example=example, max_chars=most)


def _of_button(index: int, button: Mapping[str, Any]) -> Iterator[Variable]:
    """A button asks for the end of its address, or for the code that it copies; the others ask for nothing."""
    example = next((one for one in read_list(button.get("example")) if isinstance(one, str)), None)
    label = read_text(button.get("text")) or str(index + 1)
    key = f"button.{index}"
    if button.get("type") == "URL" and _PLACE.search(str(button.get("url", ""))):
        yield Variable(key, "url", label, index=index, example=example, max_chars=_LONGEST_SUFFIX)
    if button.get("type") == "COPY_CODE":
        told = button.get("example")
        code = told if isinstance(told, str) else example
        yield Variable(key, "copy_code", label, index=index, example=code, max_chars=_LONGEST_CODE)


def _examples(component: Mapping[str, Any], part: Part) -> dict[str, str]:
    """By name, or by number from 1. Meta nests those of bodies once more than those of headers."""
    example = read_dict(component.get("example"))
    named = read_list(example.get(f"{part}_text_named_params"))
    known = {
        str(one["param_name"]): str(one.get("example", ""))
        for one in named
        if isinstance(one, dict) and "param_name" in one
    }
    listed = read_list(example.get(f"{part}_text"))
    flat = listed[0] if listed and isinstance(listed[0], list) else listed
    return known or {str(number): str(one) for number, one in enumerate(flat, start=1)}


def _buttons(components: Sequence[Mapping[str, Any]]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    for component in components:
        if _type(component) == "BUTTONS":
            buttons = (one for one in read_list(component.get("buttons")) if isinstance(one, dict))
            yield from enumerate(buttons)


def _shown(component: Mapping[str, Any], values: Mapping[str, str]) -> str:
    if _type(component) not in ("HEADER", "BODY", "FOOTER"):
        return ""
    prefix = "header." if _type(component) == "HEADER" else ""

    def value(place: re.Match[str]) -> str:
        return values.get(prefix + place[1]) or place[0]

    return _PLACE.sub(value, read_text(component.get("text")) or "")


def _parameter(variable: Variable, value: str) -> dict[str, Any]:
    about: dict[str, Any] = {"part": variable.part, "text": value}
    if variable.name is not None:
        about["name"] = variable.name
    if variable.part in ("url", "copy_code"):
        about["index"] = variable.index
    return about


def _type(component: Mapping[str, Any]) -> str:
    return str(component.get("type", "")).upper()
