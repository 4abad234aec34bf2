"""Writes docs/reference/config.md, the reference of config.csv, from the table of its keys.

python -m tools.config_reference            write it
python -m tools.config_reference --check    fail when it is not what the table says
"""

import argparse
import re
import sys
from itertools import groupby
from pathlib import Path
from typing import Final

from attendance.botfiles.config_csv import MASK
from attendance.bots.config import KEYS, Key

ROOT = Path(__file__).resolve().parent.parent
WRITTEN = ROOT / "docs" / "reference" / "config.md"
HOW = "python -m tools.config_reference"
_TABLE: Final = ROOT / "attendance" / "bots" / "config"
_OPENING: Final = f"""# config.csv

<!-- Written by `{HOW}`; change `attendance/bots/config/keys.py` instead. -->

The settings of a bot, a row each, in UTF-8:

```csv
name,value
# === FILA ===
attendance-queue-size,50
attendance-transfer-keywords,human,atendente,falar com
attendance-greeting,"Olá!
Como posso ajudar?"
param-empresa,Loja Exemplo
```

* Lines that begin with `#`, `[` or `=` are comments, empty lines don't count,
  and `name,value` may stand above each part.
* A value goes on to the end of its line, commas included. In quotes it may have several lines; `""` is a quote in it.
* `attendance-` and `attendant-` are the same at the beginning of a key. A key without a value follows its default.
* What begins with `param-` is yours: scripts read `param-empresa` as `empresa`.
* An unknown key is a warning that names the nearest known one; a value that can't be understood is an error.
* **Secrets** (keys that end in `-api-key`, `-password`, `-secret`, `-token` or `-slack-webhook`, yours too) are kept
  encrypted and never shown: their cell reads `{MASK}`, which, saved again, means that nothing changes.
* Changes count from the next message on, without a restart.

A key marked ○ is checked and kept, but the part of the product that reads it is not built yet.
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--check", action="store_true")
    made = reference()
    if not parser.parse_args().check:
        WRITTEN.parent.mkdir(parents=True, exist_ok=True)
        WRITTEN.write_text(made, "utf-8")
        return 0
    if WRITTEN.is_file() and WRITTEN.read_text("utf-8") == made:
        return 0
    print(f"{WRITTEN.relative_to(ROOT)} is not what the code says. Run: {HOW}")
    return 1


def reference() -> str:
    """The whole document."""
    product = _product()
    parts = [_OPENING]
    for section, keys in groupby(KEYS.values(), key=lambda key: key.section):
        rows = [_row(key, is_read=_is_read(key, product)) for key in keys]
        parts.append(f"\n## {section}\n\n| key | value | default | |\n|---|---|---|---|\n" + "".join(rows))
    return "".join(parts)


def _row(key: Key, *, is_read: bool) -> str:
    value = "secret" if key.is_secret else key.kind.describe()
    told = key.told if is_read else f"○ {key.told}"
    cells = (f"`{key.name}`", value, _default(key), told)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


def _default(key: Key) -> str:
    if key.default in ("", ()):
        return ""
    shown = key.kind.show(key.default)
    if isinstance(shown, bool):
        return f"`{str(shown).lower()}`"
    return f"`{','.join(shown) if isinstance(shown, list) else shown}`"


def _product() -> str:
    """The code that may read a key."""
    files = sorted((ROOT / "attendance").rglob("*.py"))
    return "\n".join(path.read_text("utf-8") for path in files if _TABLE not in path.parents)


def _is_read(key: Key, product: str) -> bool:
    return re.search(rf"\b{key.field}\b|\"{key.name}\"", product) is not None


if __name__ == "__main__":
    sys.exit(main())
