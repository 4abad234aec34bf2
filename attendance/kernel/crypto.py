"""Secrets at rest (AES-256-GCM), and hashes of tokens that we only need to recognise."""

import base64
import hashlib
import hmac
import json
import os
import secrets
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from attendance.kernel.errors import AttendanceError


class SecretUnreadable(AttendanceError):
    code = "secret_unreadable"
    message = "A stored secret can't be decrypted: the master key is not the one that it was written with."


class Vault:
    """Encrypts what we store for vendors, bound to its owner: a value moved to another row doesn't decrypt."""

    def __init__(self, master_key: bytes) -> None:
        if len(master_key) != 32:
            raise SecretUnreadable("The master key must be 32 bytes, base64-encoded (ATTENDANCE_SECRET_KEY).")
        self._cipher = AESGCM(_derive(master_key, "vault"))
        self._signing_key = _derive(master_key, "signing")

    @property
    def signing_key(self) -> bytes:
        """Key for tokens that we sign ourselves (visitor sessions)."""
        return self._signing_key

    def encrypt(self, values: Mapping[str, str], *, owner: str) -> bytes:
        nonce = os.urandom(12)
        return nonce + self._cipher.encrypt(nonce, json.dumps(dict(values)).encode(), owner.encode())

    def decrypt(self, sealed: bytes, *, owner: str) -> dict[str, str]:
        """Raises SecretUnreadable for another key, another owner or a changed value."""
        try:
            plain = self._cipher.decrypt(sealed[:12], sealed[12:], owner.encode())
        except (InvalidTag, ValueError) as error:  # ValueError: too short to be ours
            raise SecretUnreadable from error
        opened: dict[str, str] = json.loads(plain)
        return opened


def load_master_key(configured: str | None, data_dir: Path) -> bytes:
    """The configured key, or the one kept in the data folder (made on first use, readable by its owner only)."""
    if configured:
        return base64.b64decode(configured)
    data_dir.mkdir(parents=True, exist_ok=True)
    path = data_dir / "secret.key"
    if not path.exists():
        _keep(path, base64.b64encode(os.urandom(32)))
    return base64.b64decode(path.read_bytes())


def _keep(path: Path, content: bytes) -> None:
    """Whole or not at all, whoever else starts now and whenever the power fails; the first one's stays."""
    descriptor, unfinished = tempfile.mkstemp(dir=path.parent)  # readable by its owner only
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(descriptor)
    with suppress(FileExistsError):
        os.link(unfinished, path)
    os.unlink(unfinished)


def new_token() -> str:
    """256 random bits for the bearer; we store only `token_hash` of it."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> bytes:
    """SHA-256: enough for random tokens, which can't be guessed offline."""
    return hashlib.sha256(token.encode()).digest()


def _derive(key: bytes, purpose: str) -> bytes:
    return hmac.new(key, f"attendance/{purpose}".encode(), hashlib.sha256).digest()
