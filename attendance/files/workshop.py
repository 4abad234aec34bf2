"""Looks into files of strangers, in a process of its own: `python -m attendance.files.workshop` < order > report.

Decoders are large, old and written in C; what crashes them, hangs them or eats memory ends this process and nothing
else. The order names a file and what is wanted of it; results are written into a folder of the caller's.
"""

import importlib
import json
import resource
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

MOST_MEMORY_BYTES: Final = 2 * 1024**3
MOST_CPU_SECONDS: Final = 120
UNREADABLE: Final = 65
"""Exit status when the content isn't what it looks like."""


@dataclass(frozen=True, slots=True)
class Order:
    """`examine` measures and makes the preview and the playable form; `convert` makes `target` out of it.

    `most_bytes` is how large the result may be: images are made smaller until they fit.
    """

    wish: str
    path: str
    folder: str
    kind: str
    mime_type: str
    target: str = ""
    most_bytes: int = 0


def main() -> int:
    if sys.platform == "linux":  # elsewhere the kernel refuses, or doesn't keep, this limit
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY_BYTES, MOST_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_CPU_SECONDS, MOST_CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    order = Order(**json.load(sys.stdin))
    workbench = _workbench(order)
    try:
        report = _carry_out(order, workbench)
    except workbench.UNREADABLE as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return UNREADABLE
    json.dump(report, sys.stdout)
    return 0


def _workbench(order: Order) -> Any:
    """Each is loaded when it is needed: the libraries of films take longer to load than a photo to be read."""
    is_picture = order.mime_type.startswith("image/")
    return importlib.import_module(f"attendance.files.{'pictures' if is_picture else 'recordings'}")


def _carry_out(order: Order, workbench: Any) -> dict[str, Any]:
    path, folder = Path(order.path), Path(order.folder)
    if order.wish == "examine":
        return asdict(workbench.examine(path, folder, order.mime_type))
    return {"made": str(workbench.convert(path, folder, order.target, most_bytes=order.most_bytes))}


if __name__ == "__main__":
    sys.exit(main())
