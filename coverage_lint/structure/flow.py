"""Values as one writes them in YAML."""

from __future__ import annotations

import json
import re

from coverage_lint.document.exact_fix import is_plain_text

_PLAIN = re.compile("[A-Za-z0-9][A-Za-z0-9_./@*-]*(?: [A-Za-z0-9_./@*-]+)*")


def flow(value: object) -> str:
    """Return a value of the schema's examples as YAML on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{flow(key)}: {flow(held)}" for key, held in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    if isinstance(value, str) and _PLAIN.fullmatch(value) and is_plain_text(value):
        return value
    return json.dumps(value, ensure_ascii=False)
