"""The garbage collector, paused while a model is read and checked.

Records and values by the hundred thousand, few circles among them: it would walk over all of them again and again, and
find nothing.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def collector_paused() -> Iterator[None]:
    """Run what is within without the collector, and leave it as it was, whatever happens."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
