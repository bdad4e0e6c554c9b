"""Settings: every key that their schema names, with what fits and what does not, as YAML and as TOML."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from fuzzing import edits, oddities, seeds, spelling, words
from fuzzing.garble import garbled
from fuzzing.models import tree_of
from fuzzing.spelling import Fields, Raw
from fuzzing.trial import Input

if TYPE_CHECKING:
    from random import Random

_GLOBS = (
    "archive/", "*.yaml", "**/x", "plans/**", "!x", "[", "a" * 500, "../x", "/", "", "**", "*", "?", "{a,b}",
    "**/**/**/**", "a*" * 40,
)  # fmt: skip
_PACKS = (
    "rules",
    "../outside",
    "../outside/fifo",
    "rules/a.yaml",
    ".",
    "..",
    "nowhere",
    "../outside/secret.csv",
    "coverage.yaml",
    "rules/*.yaml",
    "",
)
_ODD_SHARE = 0.03
_LIMITS = {
    "size": (10, 500, 10**6), "depth": (1, 3, 5, 64), "alias-nodes": (0, 10), "problems": (1, 3), "documents": (1,), "tables": (1,),
}  # fmt: skip
_HEADS = ("[tool]\n", "[tool.coverage_lint]\n", "", "[[tool.coverage-lint]]\n")
_BEFORE = (
    "", '[project]\nname = "x"\n', "# x\n", "[tool.other]\na = [\n 1,\n]\n", '[build-system]\nrequires=["""a\n"""]\n',
)  # fmt: skip


def settings_input(rng: Random) -> Input:
    """Draw settings beside a small model, and a command that reads them."""
    toml = rng.random() < 0.35
    tree = _settings(rng)
    if toml:
        name, text = "pyproject.toml", _toml(tree, rng)
    else:
        name = oddities.pick(rng, (".coverage-lint.yaml",), (".coverage-lint.yml", "plans/.coverage-lint.yaml"), 0.05)
        text = spelling.write(tree, spelling.any_style(rng), rng)
    data = text.encode("utf-8", "replace")
    if rng.random() < 0.1:
        data = garbled(data, rng, 2)
    model = seeds.model(rng, seeds.MODELS[1][0]) if rng.random() < 0.8 else tree_of(rng)
    files = {name: data, "plans/coverage.yaml": spelling.write(model, spelling.Style(), rng).encode("utf-8", "replace")}
    if rng.random() < 0.03:
        files["pyproject.toml"] = b'[tool.coverage-lint]\nselect = ["CL1"]\n'
    paths = rng.choice((("plans",), ("plans/coverage.yaml",), (), (".",)))
    config = ("config", *(["--format", "json"] if rng.random() < 0.5 else []), *paths[:1])
    asked = config if rng.random() < 0.2 else words.check(rng, *paths, structure=0.2)
    return Input("settings", files, asked, encoding=words.encoding(rng), github=rng.random() < 0.05)


def _settings(rng: Random) -> Fields:
    """Draw settings: half of them sound or nearly so, the others from the schema, with much that is not."""
    made = _sound(rng) if rng.random() < 0.6 else _from_schema(rng)
    seen: dict[str, None] = {}
    if rng.random() < 0.97:  # mostly each key once
        made[:] = [pair for pair in made if not (str(pair[0]) in seen or seen.setdefault(str(pair[0])))]
    edits.edit(made, rng, rng.choice((0, 0, 0, 0, 0, 0, 1, 2)))
    return made


def _sound(rng: Random) -> Fields:
    codes = _codes(rng)
    severities = Fields([_code(rng), rng.choice(("error", "warning", "info", "off"))] for _ in range(rng.randrange(4)))
    limited = Fields([name, Raw(str(rng.choice(values)))] for name, values in _LIMITS.items() if rng.random() < 0.2)
    margin = Raw(_drawn(rng, ("0.1", "0", "1", "0.2"), oddities.NUMBERS))
    globs = [_drawn(rng, _GLOBS) for _ in range(rng.randrange(1, 4))]
    different = Fields([name, rng.choice((codes, []))] for name in ("select", "ignore") if rng.random() < 0.5)
    made = Fields(
        [
            ["select", codes],
            ["ignore", _codes(rng)],
            ["severity", severities],
            ["parameters", Fields([["CL301", Fields([["over_assignment", margin]])]])],
            ["per-file", Fields([[_drawn(rng, _GLOBS), different]])],
            ["fail-on", _drawn(rng, ("error", "warning", "info", "never"))],
            ["drafts", _drawn(rng, ("lenient", "strict"))],
            ["exclude", globs],
            ["limits", limited],
            ["baseline", _drawn(rng, ("b.json", "plans/b.json"), oddities.PATHS)],
            ["policies", [_drawn(rng, _PACKS)]],
        ]
    )
    rng.shuffle(made)
    shares = {"policies": 0.04, "baseline": 0.05}
    return Fields(pair for pair in made if rng.random() < shares.get(pair[0], 0.3))


def _codes(rng: Random) -> list[str]:
    return [_code(rng) for _ in range(rng.randrange(1, 4))]


def _code(rng: Random) -> str:
    return _drawn(rng, words.CODES, words.ODD_CODES)


def _drawn(rng: Random, usual: tuple[str, ...], odd: tuple[str, ...] = oddities.TEXTS) -> str:
    return oddities.pick(rng, usual, odd, _ODD_SHARE)


def _from_schema(rng: Random) -> Fields:
    document = seeds.schema("settings")
    tree = seeds.from_schema(rng, document, document)
    return Fields(pair for pair in tree if rng.random() < 0.5) if isinstance(tree, Fields) else Fields()


def _toml(tree: Fields, rng: Random) -> str:
    """Write the table of pyproject.toml, with inner tables now and then as tables of their own."""
    head = oddities.pick(rng, ("[tool.coverage-lint]\n",), _HEADS, 0.05)
    lines, tables = [head], []
    for key, value in tree:
        if isinstance(value, Fields) and rng.random() < 0.6:
            inner = "".join(f"{_toml_key(name)} = {_toml_value(held)}\n" for name, held in value)
            tables.append(f"[tool.coverage-lint.{_toml_key(key)}]\n{inner}")
        else:
            lines.append(f"{_toml_key(key)} = {_toml_value(value)}\n")
    return rng.choice(_BEFORE) + "".join(lines + tables)


def _toml_key(key: str) -> str:
    return key if key.replace("-", "").replace("_", "").isalnum() and key.isascii() else json.dumps(key)


def _toml_value(value: Any) -> str:
    if isinstance(value, Fields):
        return f"{{{', '.join(f'{_toml_key(key)} = {_toml_value(inner)}' for key, inner in value)}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_toml_value, value))}]"
    return value if isinstance(value, Raw) else json.dumps(value)
