"""The running product, as the flows have it."""

from tests.flows.conftest import product

__all__ = ["product"]
