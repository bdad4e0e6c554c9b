"""Files that ship with the program: where they are, in a checkout and in an installed wheel alike, and their bytes."""

from __future__ import annotations

import os
import os.path

FIGURES = "figures.yaml"
CASES = ".cases.yaml"
FIELDS = "fields"
_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_SHIPPED = os.path.join(_PACKAGE, "_data")


def data_path(*parts: str) -> str:
    """Return the path of a policy or schema, such as ("schemas", "policy.schema.json"). Raises Misuse in a zip."""
    _check_unpacked()
    top = _SHIPPED if os.path.isdir(_SHIPPED) else os.path.dirname(_PACKAGE)
    return os.path.join(top, *parts)


def read_data(*parts: str) -> bytes:
    """Return what a policy file or schema holds. Raises Misuse in a zip."""
    with open(data_path(*parts), "rb") as file:
        return file.read()


def policy_files() -> tuple[str, ...]:
    """Return the paths of the shipped policies' files, the figures last. Raises Misuse in a zip."""
    folder = data_path("policies")
    names = [name for name in sorted(os.listdir(folder)) if name.endswith(".yaml") and not name.endswith(CASES)]
    return tuple(os.path.join(folder, name) for name in (*(name for name in names if name != FIGURES), FIGURES))


def field_files() -> tuple[str, ...]:
    """Return the paths of the files that declare computed fields; each is named by the kind that has them."""
    folder = data_path("policies", FIELDS)
    return tuple(os.path.join(folder, name) for name in sorted(os.listdir(folder)) if name.endswith(".yaml"))


def read_own(*parts: str) -> str:
    """Return the text of a file of the package, such as ("command", "starter.yaml"). Raises Misuse in a zip."""
    _check_unpacked()
    with open(os.path.join(_PACKAGE, *parts), encoding="utf-8") as file:
        return file.read()


def _check_unpacked() -> None:
    """Refuse to run from an archive: the rules engine and the readers are libraries, which no system loads from one."""
    if os.path.isdir(_PACKAGE):
        return
    from coverage_lint.errors import Misuse

    archive = _PACKAGE
    while not os.path.lexists(archive) and archive != os.path.dirname(archive):
        archive = os.path.dirname(archive)
    raise Misuse(f"coverage-lint cannot run from the archive {archive}: unpack it, or install the package with pip")
