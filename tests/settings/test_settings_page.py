"""The page on settings shows every key, and what it shows is valid and says the same in both kinds of file."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import pytest
from setting import OWN, REPOSITORY, settings_of, write

from coverage_lint.schemas import load_schema

if TYPE_CHECKING:
    from pathlib import Path

with open(os.path.join(REPOSITORY, "docs", "settings.md"), encoding="utf-8") as file:
    PAGE = file.read()
LIMITS = load_schema("settings")["properties"]["limits"]["properties"]


def _example(language: str) -> str:
    (text,) = re.findall(rf"^```{language}\n(.+?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    return text


def test_the_examples_are_settings_and_say_the_same(tmp_path: Path):
    for kind in ("yaml", "toml"):
        (tmp_path / kind / "policies").mkdir(parents=True)
        write(tmp_path, f"{kind}/company/pay.yaml", "")
        write(tmp_path, f"{kind}/company/coverage-lint.yaml", "")
    yaml = settings_of(tmp_path / "yaml", OWN, _example("yaml"))
    toml = settings_of(tmp_path / "toml", "pyproject.toml", _example("toml"))
    kinds = ("path", "folder", "policies", "baseline", "written", "layers")
    assert yaml._replace(**dict.fromkeys(kinds)) == toml._replace(**dict.fromkeys(kinds))  # type: ignore[arg-type]
    assert set(yaml.layers[0].written) == set(load_schema("settings")["properties"])


@pytest.mark.parametrize("key", load_schema("settings")["properties"])
def test_each_key_has_its_row(key: str):
    assert f"\n| `{key}` | " in PAGE


@pytest.mark.parametrize("key", LIMITS)
def test_each_limit_has_its_row_with_its_bounds(key: str):
    assert f"\n| `{key}` | {LIMITS[key]['default']:,} | {LIMITS[key]['maximum']:,} | " in PAGE
