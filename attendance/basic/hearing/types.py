"""The types of HEAR (10.1) with all their names."""

from typing import Final

from attendance.basic import dates
from attendance.basic.hearing import attachments, people, things
from attendance.basic.hearing.answers import AnswerReader, NotUnderstood, Reader, Understanding, Understood
from attendance.basic.hearing.confirmations import confirmation
from attendance.basic.host import Answer, Host

_READERS: Final[dict[str, Reader]] = {
    "INTEGER": things.integer,
    "FLOAT": things.decimal,
    "MONEY": things.money,
    "BOOLEAN": confirmation,
    "DATE": dates.parse_date,
    "TIME": dates.parse_time,
    "DATETIME": dates.parse_datetime,
    "EMAIL": people.email,
    "NAME": people.name,
    "PHONE": people.phone,
    "CPF": people.cpf,
    "CNPJ": people.cnpj,
    "CEP": people.postal_code,
    "URL": things.url,
    "UUID": things.uuid,
    "LANGUAGE": things.language,
    "COLOR": things.colour,
    "PASSWORD": things.secret,
}
_ANSWER_READERS: Final[dict[str, AnswerReader]] = {
    "TEXT": lambda answer, host: answer.text.strip(),
    "FILE": attachments.any_file,
    "IMAGE": attachments.image,
    "VIDEO": attachments.video,
    "AUDIO": attachments.voice,
    "LOCATION": attachments.location,
    "CONTACT": attachments.contact,
    "QRCODE": attachments.qr_code,
}
_ALIASES: Final = {
    "TEXT": "STRING ANY",
    "INTEGER": "INT NUMBER",
    "FLOAT": "DECIMAL DOUBLE",
    "MONEY": "CURRENCY AMOUNT",
    "BOOLEAN": "BOOL YESNO",
    "TIME": "HOUR",
    "PHONE": "MOBILE TELEPHONE",
    "CEP": "ZIPCODE ZIP",
    "PASSWORD": "SECRET",
    "FILE": "DOCUMENT",
    "IMAGE": "PHOTO",
    "AUDIO": "VOICE",
    "COLOR": "COLOUR",
}

TYPES: Final = {name: name for name in (*_READERS, *_ANSWER_READERS)} | {
    alias: name for name, aliases in _ALIASES.items() for alias in aliases.split()
}
"""The type of every name that it has, upper-case. MENU is none: `menus.choose` understands it."""


def understand(type: str, answer: Answer, host: Host) -> Understanding:
    """The answer as a value of the type. `type` is one of TYPES in any case, or TEXT is meant."""
    name = TYPES.get(type.upper(), "TEXT")
    read_text = _READERS.get(name)
    value = read_text(answer.text.strip(), host) if read_text else _ANSWER_READERS[name](answer, host)
    return NotUnderstood(name.lower()) if value is None else Understood(value)


def is_secret(type: str) -> bool:
    """Whether answers must stay out of logs, transcripts and prompts."""
    return TYPES.get(type.upper()) == "PASSWORD"
