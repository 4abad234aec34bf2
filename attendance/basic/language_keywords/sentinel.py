"""What a keyword answers when its work is the host's."""

from typing import Final


class _ForTheHost:
    def __repr__(self) -> str:
        return "FOR_THE_HOST"


FOR_THE_HOST: Final = _ForTheHost()
