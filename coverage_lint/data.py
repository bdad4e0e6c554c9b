"""Where the shipped policies and schemas are, in a checkout and in an installed wheel alike."""

from __future__ import annotations

import os.path

_PACKAGE = os.path.dirname(os.path.abspath(__file__))
_SHIPPED = os.path.join(_PACKAGE, "_data")


def data_path(*parts: str) -> str:
    """Give the path of a shipped file or folder, such as ("schemas", "policy.schema.json")."""
    top = _SHIPPED if os.path.isdir(_SHIPPED) else os.path.dirname(_PACKAGE)
    return os.path.join(top, *parts)
