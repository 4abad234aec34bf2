"""What an installer says becomes one sentence that people can act on."""

from pathlib import Path

import pytest

from tools.trouble import explain


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("OSError: [Errno 28] No space left on device", "The disk is full"),
        ("npm error code ENOSPC", "The disk is full"),
        ("NewConnectionError: Temporary failure in name resolution", "No network"),
        ("npm error code EAI_AGAIN", "No network"),
        ("error: Failed to fetch: `https://…` dns error", "No network"),
        (
            "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE",
            "not the one that the lock",
        ),
        ("ERROR: x.whl is not a supported wheel on this platform.", "no build for this Python"),
        ("a\nError: Cannot find module 'x'\nb", "Error: Cannot find module 'x'"),
    ],
)
def test_explain(tmp_path: Path, said: str, sentence: str) -> None:
    log = tmp_path / "log"
    log.write_text(f"an older failure: ENOSPC\n{said}\n")

    assert sentence in explain(log, len("an older failure: ENOSPC\n"))
