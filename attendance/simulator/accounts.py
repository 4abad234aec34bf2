"""The demo's accounts at the vendors. Their secrets are made of the installation's own key: nobody else's work."""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

WHATSAPP_NUMBER_ID: Final = "100000000000001"
WHATSAPP_BUSINESS_ID: Final = "100000000000002"
WHATSAPP_PHONE: Final = "551140000001"
TELEGRAM_BOT_ID: Final = 100000003
TWILIO_SID: Final = "AC" + "de30" * 8
SMS_PHONE: Final = "+551140000002"
TOKEN_PREFIX: Final = "demo-"
INBOX_KEYS: Final[Mapping[str, str]] = {
    "whatsapp": "demo-whatsapp",
    "telegram": "demo-telegram",
    "sms": "demo-sms",
}
"""Public part of each demo inbox's webhook address."""


@dataclass(frozen=True, slots=True)
class Accounts:
    """Secrets of the three accounts."""

    secret: str

    @classmethod
    def of(cls, key: bytes) -> "Accounts":
        """`key` is the vault's signing key."""
        return cls(hmac.new(key, b"simulator", hashlib.sha256).hexdigest())

    @property
    def whatsapp_token(self) -> str:
        return TOKEN_PREFIX + self.secret

    @property
    def telegram_token(self) -> str:
        return f"{TELEGRAM_BOT_ID}:{TOKEN_PREFIX}{self.secret}"

    def credentials(self, channel: str) -> dict[str, str]:
        """What an inbox of the demo is set up with."""
        return {
            "whatsapp": {
                "phone_number_id": WHATSAPP_NUMBER_ID,
                "waba_id": WHATSAPP_BUSINESS_ID,
                "access_token": self.whatsapp_token,
                "app_secret": self.secret,
                "verify_token": self.secret,
            },
            "telegram": {"bot_token": self.telegram_token, "secret_token": self.secret},
            "sms": {"account_sid": TWILIO_SID, "auth_token": self.secret, "number": SMS_PHONE},
        }[channel]
