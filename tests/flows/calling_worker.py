"""`attendance worker` whose scripts may call servers of this machine, which a real one refuses."""

import sys
from typing import Any

from attendance.basic.host import Invocation, Value
from attendance.bots.keywords import KEYWORDS
from attendance.bots.keywords.base import OutsideKeyword
from attendance.bots.scripts.scene import OutsideServices, Scene
from attendance.cli import main


class Get(OutsideKeyword):
    """GET without a look at the address."""

    phrase = "GET"

    async def prepare(self, scene: Scene, call: Invocation) -> Any:
        return scene.text(call.arguments[0])

    async def perform(self, services: OutsideServices, prepared: Any) -> Value:
        answer: Value = (await services.http.get(prepared)).json()
        return answer


if __name__ == "__main__":
    KEYWORDS["GET"] = Get()  # type: ignore[index]  # a mapping for everybody but tests
    sys.argv = ["attendance", "worker"]
    main()
