"""Templates of WhatsApp: as Meta lists them, and as a message that sends one. Pure.

Source: developers.facebook.com/documentation/business-messaging/whatsapp/templates, read 2026-11.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from attendance.channels.abilities import VendorTemplate
from attendance.channels.base import Outgoing
from attendance.channels.reading import read_dict, read_list, read_text
from attendance.kernel.errors import Misconfigured

_NO_REASON = ("NONE", "")


def template_of(one: Mapping[str, Any]) -> VendorTemplate:
    """An item of `GET /{waba}/message_templates`."""
    quality = read_text(read_dict(one.get("quality_score")).get("score"))
    reason = read_text(one.get("rejected_reason"))
    return VendorTemplate(
        external_id=str(one.get("id", "")),
        name=str(one.get("name", "")),
        language=str(one.get("language", "")),
        category=str(one.get("category", "")).lower(),
        status=str(one.get("status", "")).lower(),
        components=[part for part in read_list(one.get("components")) if isinstance(part, dict)],
        quality=quality.lower() if quality and quality != "UNKNOWN" else None,
        rejected_reason=None if reason in _NO_REASON else reason,
    )


def render(message: Outgoing) -> dict[str, Any]:
    """The part of `POST /messages` that names a template and fills it in. Raises Misconfigured."""
    template = message.content["template"]
    components = [*_header_file(message, template), *_texts(template), *_buttons(template)]
    part: dict[str, Any] = {"name": template["name"], "language": {"code": template["language"]}}
    if components:
        part["components"] = components
    return {"type": "template", "template": part}


def _header_file(message: Outgoing, template: Mapping[str, Any]) -> Sequence[dict[str, Any]]:
    wanted = template.get("header_file")
    if not wanted:
        return ()
    kind, link = wanted["kind"], wanted.get("link")
    filename = None
    if link is None and message.files:
        link, filename = message.files[0].url, message.files[0].filename
    if link is None:
        raise Misconfigured(
            "WhatsApp fetches the file of a template: this product needs a public address (ATTENDANCE_PUBLIC_URL).",
            reason="public_url_missing",
        )
    media = {"link": link} | ({"filename": filename} if kind == "document" and filename else {})
    return ({"type": "header", "parameters": [{"type": kind, kind: media}]},)


def _texts(template: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Header before body; numbered ones in order, as the template's variables are."""
    components = []
    for part in ("header", "body"):
        given = [one for one in template.get("parameters", ()) if one["part"] == part]
        if given:
            components.append({"type": part, "parameters": [_text(one) for one in given]})
    return components


def _text(one: Mapping[str, Any]) -> dict[str, Any]:
    named = {"parameter_name": one["name"]} if "name" in one else {}
    return {"type": "text", **named, "text": one["text"]}


def _buttons(template: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "type": "button",
            "sub_type": one["part"],
            "index": str(one["index"]),
            "parameters": [
                {"type": "text", "text": one["text"]}
                if one["part"] == "url"
                else {"type": "coupon_code", "coupon_code": one["text"]}
            ],
        }
        for one in template.get("parameters", ())
        if one["part"] in ("url", "copy_code")
    ]
