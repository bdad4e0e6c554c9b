"""Named tuples of the package do what those of `typing` do."""

from __future__ import annotations

import pickle
import re
import typing
from pathlib import Path

import pytest

from coverage_lint import frozen

PACKAGE = Path(frozen.__file__).parent


class Ours(frozen.NamedTuple):
    """A place."""

    path: str
    line: int = 1
    """Counted from 1."""
    about: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        return f"{self.path}:{self.line}"

    def __str__(self) -> str:
        return self.shown


class Theirs(typing.NamedTuple):
    """A place."""

    path: str
    line: int = 1
    """Counted from 1."""
    about: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        return f"{self.path}:{self.line}"

    def __str__(self) -> str:
        return self.shown


class Nothing(frozen.NamedTuple):
    """Of no field."""


@pytest.mark.parametrize(("given", "named"), [(("a",), {}), (("a", 2), {}), ((), {"about": ("b",), "path": "a"})])
def test_a_value_is_that_of_typing(given: tuple[object, ...], named: dict[str, object]):
    ours, theirs = Ours(*given, **named), Theirs(*given, **named)
    assert tuple(ours) == theirs
    assert (ours.path, ours.line, ours.about, ours.shown) == (theirs.path, theirs.line, theirs.about, theirs.shown)
    assert (str(ours), hash(ours)) == (str(theirs), hash(theirs))
    assert repr(ours) == repr(theirs).replace("Theirs", "Ours")
    assert ours._asdict() == theirs._asdict()
    assert tuple(ours._replace(line=9)) == theirs._replace(line=9)
    assert type(ours._replace(line=9)) is Ours
    kept = pickle.loads(pickle.dumps(ours))  # noqa: S301 - its own
    assert (kept, type(kept)) == (ours, Ours)


def test_a_class_is_that_of_typing():
    for name in ("_fields", "_field_defaults", "__match_args__", "__doc__", "__slots__"):
        assert getattr(Ours, name) == getattr(Theirs, name)
    assert list(Ours.__annotations__) == list(Theirs.__annotations__)
    assert Nothing() == ()
    assert repr(Nothing()) == "Nothing()"


@pytest.mark.parametrize("given", [(), ("a", 1, (), 2)])
def test_a_wrong_number_of_values_is_refused(given: tuple[object, ...]):
    for kind in (Ours, Theirs):
        with pytest.raises(TypeError):
            kind(*given)
    with pytest.raises(TypeError, match="no field wrong"):
        Ours("a")._replace(wrong=1)
    with pytest.raises(TypeError, match="3 fields, not 2"):
        Ours._make(("a", 1))


def test_a_value_is_frozen_and_holds_nothing_else():
    for one in (Ours("a"), Theirs("a")):
        with pytest.raises(AttributeError):
            one.path = "b"  # type: ignore[misc]
        with pytest.raises(AttributeError):
            one.other = "b"  # type: ignore[attr-defined]


def test_every_module_of_the_package_takes_it():
    wrong = re.compile(r"^from typing import .*\bNamedTuple\b", re.MULTILINE)
    assert not [path for path in PACKAGE.rglob("*.py") if path.name != "frozen.py" and wrong.search(path.read_text())]
