"""Places and people in messages, in one shape for all channels: what `content` holds of them, ours and customers'.

It is WhatsApp's: `location` {latitude, longitude, name, address}, `contacts` [{name, phones, emails, org}].
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from attendance.channels.base import Capabilities, MessageKind
from attendance.kernel.errors import InvalidInput


class NotShareable(InvalidInput):
    code = "kind_not_taken"
    message = "This channel can't send messages of the kind {kind}. Write it as a text instead."


@dataclass(frozen=True, slots=True)
class Place:
    """A point on the map, in degrees."""

    latitude: float
    longitude: float
    name: str = ""
    address: str = ""

    @property
    def words(self) -> str:
        """How it reads where no map is shown."""
        named = ", ".join(filter(None, [self.name, self.address]))
        return named or f"{self.latitude:.5f}, {self.longitude:.5f}"

    def content(self) -> dict[str, Any]:
        told = {"name": self.name, "address": self.address}
        point = {"latitude": self.latitude, "longitude": self.longitude}
        return {"location": point | {name: text for name, text in told.items() if text}}


@dataclass(frozen=True, slots=True)
class Person:
    """A card of an address book. `phone` with `+`, where it is known in that form."""

    name: str
    phone: str
    organisation: str = ""

    @property
    def words(self) -> str:
        return f"{self.name}: {self.phone}"


def people_content(people: Sequence[Person]) -> dict[str, Any]:
    return {
        "contacts": [
            {"name": {"formatted_name": one.name, "first_name": one.name}, "phones": [{"phone": one.phone}]}
            | ({"org": {"company": one.organisation}} if one.organisation else {})
            for one in people
        ]
    }


def place_of(content: Mapping[str, Any]) -> Place:
    """Of a message of ours of the kind location."""
    point = content["location"]
    return Place(
        point["latitude"], point["longitude"], name=point.get("name", ""), address=point.get("address", "")
    )


def people_of(content: Mapping[str, Any]) -> list[Person]:
    """Of a message of ours of the kind contacts."""
    return [
        Person(
            one["name"]["formatted_name"], one["phones"][0]["phone"], one.get("org", {}).get("company", "")
        )
        for one in content["contacts"]
    ]


def check_shareable(kind: MessageKind, able: Capabilities) -> None:
    """Raises NotShareable."""
    if kind not in able.shares:
        raise NotShareable(kind=kind.value)
