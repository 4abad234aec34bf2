"""What vendors sign their calls with here: one RSA key, made once, as a JWK, a certificate and a private key."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any, Final

import jwt
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from attendance.kernel import clock

KEY_ID: Final = "key-1"


def private_key(name: str = KEY_ID) -> rsa.RSAPrivateKey:
    """A key of its own for each name."""
    return _private_key(name)


@cache
def _private_key(name: str) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def private_pem(name: str = KEY_ID) -> str:
    return private_key(name).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()  # fmt: skip


def jwk(name: str = KEY_ID, **more: Any) -> dict[str, Any]:
    public = json.loads(RSAAlgorithm.to_jwk(private_key(name).public_key()))
    return {**public, "kid": name, "use": "sig", **more}


@cache
def certificate(name: str = KEY_ID) -> str:
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "fake")])
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(private_key(name).public_key())
        .serial_number(1)
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2040, 1, 1, tzinfo=UTC))
        .sign(private_key(name), hashes.SHA256())
    )
    return made.public_bytes(serialization.Encoding.PEM).decode()


def signed(claims: Mapping[str, Any], *, key: str = KEY_ID, kid: str | None = None) -> str:
    """A JWT of now for an hour, unless the claims say otherwise."""
    now = int(clock.now().timestamp())
    whole = {"iat": now, "nbf": now, "exp": now + 3600, **claims}
    return jwt.encode(whole, private_key(key), algorithm="RS256", headers={"kid": kid or key})
