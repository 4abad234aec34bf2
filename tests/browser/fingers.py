"""A finger on the glass, as Chromium's protocol gives it: it presses, rests, moves and lifts."""

from playwright.sync_api import CDPSession, Locator, Page

_PICKED_UP_AFTER_MS = 400


class Finger:
    def __init__(self, page: Page) -> None:
        self._page = page
        self._touches: CDPSession = page.context.new_cdp_session(page)

    def presses(self, place: Locator, *, rests: bool = True) -> None:
        """In its middle; `rests`: for as long as picks up."""
        box = place.bounding_box()
        assert box is not None
        self._at("touchStart", box["x"] + box["width"] / 2, box["y"] + min(box["height"] / 2, 40))
        if rests:
            self._page.wait_for_timeout(_PICKED_UP_AFTER_MS)

    def moves(self, place: Locator, *, steps: int = 6) -> None:
        """Into it, near its top."""
        box = place.bounding_box()
        assert box is not None
        x, y = box["x"] + box["width"] / 2, box["y"] + min(box["height"] / 2, 160)
        for step in range(1, steps + 1):
            part = step / steps
            self._at("touchMove", self._x + (x - self._x) * part, self._y + (y - self._y) * part)

    def lifts(self) -> None:
        self._touches.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    def _at(self, kind: str, x: float, y: float) -> None:
        self._touches.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
        self._x, self._y = x, y
