"""Answers that are longer than memory should hold."""

from collections.abc import AsyncIterator


async def begun(parts: AsyncIterator[str]) -> AsyncIterator[str]:
    """The same parts, the first one made already: what fails at once is refused with a status, not in mid-answer."""
    first = await anext(parts, "")

    async def all_of_them() -> AsyncIterator[str]:
        yield first
        async for part in parts:
            yield part

    return all_of_them()
