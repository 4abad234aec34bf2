"""Samples of vendors' deliveries with parts deleted, replaced by anything, or repeated."""

import copy
import json
from typing import Any

from hypothesis import strategies as st

from tests.channels.golden import FIXTURES, channel_of

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@st.composite
def damaged_samples(draw: st.DrawFn, channel: str) -> Any:
    """A sample in JSON with up to four of its nodes damaged."""
    sample = copy.deepcopy(draw(st.sampled_from(_SAMPLES[channel])))
    for _ in range(draw(st.integers(1, 4))):
        nodes = list(_places(sample))
        if nodes:
            container, key = draw(st.sampled_from(nodes))
            _damage(container, key, draw)
    return sample


_SAMPLES = {
    name: [json.loads(path.read_text()) for path in FIXTURES if channel_of(path) == name]
    for name in {channel_of(path) for path in FIXTURES if path.suffix == ".json"}
}


def _places(node: Any) -> Any:
    """Every (container, key) below."""
    keys = list(node) if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else ()
    for key in keys:
        yield node, key
        yield from _places(node[key])


def _damage(container: Any, key: Any, draw: st.DrawFn) -> None:
    how = draw(st.sampled_from(["delete", "replace", "repeat"]))
    if how == "delete":
        del container[key]
    elif how == "repeat" and isinstance(container, list):
        container.append(container[key])
    else:
        container[key] = draw(ANYTHING)
