"""`python -m tools.check`: every rule, every breach on a line of its own."""

import sys
from pathlib import Path

from tools.check import clock, names, sizes, tenancy
from tools.check.source import read

_RULES = (names, sizes, clock, tenancy)


def main() -> int:
    root = Path(__file__).resolve().parent.parent.parent
    files = read(root)
    breaches = [breach for rule in _RULES for breach in rule.check(files)]
    for breach in breaches:
        print(breach)
    print(f"{len(files)} files, {len(_RULES)} rules, {len(breaches)} breaches")
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main())
