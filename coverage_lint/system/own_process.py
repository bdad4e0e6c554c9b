"""Libraries imported lightly where the process is the command's alone: without what they import and never use here.

In a program that imports the package each library is imported as it is: what another thread of it could see is not
touched there, even for the time of one import.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

_YAML = "ruamel.yaml"
_owned = False


def own() -> None:
    """Declare that nothing else runs in this process. Called by the command, before anything else."""
    global _owned  # noqa: PLW0603 - there is one process
    _owned = True


def import_libyaml() -> Any:  # noqa: ANN401 - a module
    """Return libyaml's binding, which imports all of ruamel.yaml, a YAML reader in Python, for its events and errors.

    In an owned process it gets the real events and the real bases of errors, and stand-ins for what it makes only
    where tokens or nodes are asked for, or YAML is written. They are taken out again.
    """
    if not _owned or _YAML in sys.modules:
        import _ruamel_yaml

        return _ruamel_yaml
    import ruamel

    package = sys.modules[_YAML] = ModuleType(_YAML)
    package.__path__ = [f"{folder}/yaml" for folder in ruamel.__path__]
    try:
        from ruamel.yaml import error, events  # noqa: F401 - the binding asks for events

        for name in ("scanner", "parser", "composer", "constructor", "emitter", "serializer", "representer"):
            sys.modules[f"{_YAML}.{name}"] = _StandIn(name, error.MarkedYAMLError)
        sys.modules[f"{_YAML}.reader"] = _StandIn("reader", _reader_error(error.YAMLError))
        for name in ("tokens", "nodes"):
            sys.modules[f"{_YAML}.{name}"] = _StandIn(name, object)
        import _ruamel_yaml
    finally:
        for name in [name for name in sys.modules if name == _YAML or name.startswith(f"{_YAML}.")]:
            del sys.modules[name]
    return _ruamel_yaml


class _StandIn(ModuleType):
    """A module that has a class of every name."""

    def __init__(self, name: str, base: type) -> None:
        super().__init__(f"{_YAML}.{name}")
        self._base = base

    def __getattr__(self, name: str) -> type:
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (self._base,), {})


def _reader_error(base: type) -> type:
    """Return the error for a character that no YAML text may hold, as ruamel.yaml has it."""

    def keep(self: Any, name: object, position: int, character: int, encoding: str, reason: str) -> None:  # noqa: ANN401
        self.name, self.position, self.character = name, position, character
        self.encoding, self.reason = encoding, reason

    return type("ReaderError", (base,), {"__init__": keep})


def import_jsonschema_rs() -> Any:  # noqa: ANN401 - a module
    """Return jsonschema-rs, which imports email.utils, and with it sockets, to read the date that it was built on.

    In an owned process that date stays a text, as `jsonschema_rs.jsonschema_rs.__build__` tells it to those who ask.
    """
    name = "email.utils"
    if not _owned or name in sys.modules:
        import jsonschema_rs

        return jsonschema_rs
    stand_in = sys.modules[name] = ModuleType(name)
    stand_in.parsedate_to_datetime = str  # type: ignore[attr-defined]
    try:
        import jsonschema_rs
    finally:
        del sys.modules[name]
    return jsonschema_rs
