"""Secrets at rest: bound to their owner and key; the key itself is made once."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from attendance.kernel.crypto import SecretUnreadable, Vault, load_master_key


def test_a_secret_opens_only_for_its_owner_and_with_its_key() -> None:
    vault = Vault(b"1" * 32)
    sealed = vault.encrypt({"token": "geheim"}, owner="inbox:1")

    assert vault.decrypt(sealed, owner="inbox:1") == {"token": "geheim"}
    for other, owner in ((vault, "inbox:2"), (Vault(b"2" * 32), "inbox:1")):
        with pytest.raises(SecretUnreadable):
            other.decrypt(sealed, owner=owner)
    with pytest.raises(SecretUnreadable):
        vault.decrypt(sealed[:-1] + bytes([sealed[-1] ^ 1]), owner="inbox:1")


def test_processes_that_start_together_make_one_key(tmp_path: Path) -> None:
    for round in range(20):
        folder = tmp_path / str(round)
        with ThreadPoolExecutor(8) as processes:
            keys = set(processes.map(load_master_key, [None] * 8, [folder] * 8))
        assert len(keys) == 1
        assert len(keys.pop()) == 32
        assert [path.name for path in folder.iterdir()] == ["secret.key"]
        assert stat.S_IMODE((folder / "secret.key").stat().st_mode) == 0o600
