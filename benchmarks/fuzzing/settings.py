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

_GLOBS = ("archive/", "*.yaml", "**/x", "plans/**", "!x", "[", "a" * 500, "../x", "/", "", "**", "*", "?", "{a,b}", "**/**/**/**", "a*" * 40)
_PACKS = ("rules", "rules/a.yaml", ".", "..", "nowhere", "/etc/passwd", "coverage.yaml", "rules/*.yaml", "")
_SETTING = {"exclude": _GLOBS, "policies": _PACKS, "select": words.CODES, "ignore": words.CODES}


def settings_input(rng: Random) -> Input:
    """Draw settings beside a small model, and a command that reads them."""
    toml = rng.random() < 0.35
    tree = _settings(rng)
    if toml:
        name, text = "pyproject.toml", _toml(tree, rng)
    else:
        name = ".coverage-lint.yaml" if rng.random() < 0.95 else rng.choice((".coverage-lint.yml", "plans/.coverage-lint.yaml"))
        text = spelling.write(tree, spelling.any_style(rng), rng)
    data = text.encode("utf-8", "replace")
    if rng.random() < 0.15:
        data = garbled(data, rng, 2)
    model = seeds.model(rng, seeds.MODELS[1][0]) if rng.random() < 0.8 else tree_of(rng)
    files = {name: data, "plans/coverage.yaml": spelling.write(model, spelling.Style(), rng).encode("utf-8", "replace")}
    if rng.random() < 0.1:
        files["pyproject.toml"] = b'[tool.coverage-lint]\nselect = ["CL1"]\n'
    paths = rng.choice((("plans",), ("plans/coverage.yaml",), (), (".",)))
    config = ("config", *(["--format", "json"] if rng.random() < 0.5 else []), *paths[:1])
    asked = config if rng.random() < 0.2 else words.check(rng, *paths, structure=0.2)
    return Input("settings", files, asked, encoding=words.encoding(rng), github=rng.random() < 0.05)


def _settings(rng: Random) -> Fields:
    document = seeds.schema("settings")
    tree = seeds.from_schema(rng, document, document)
    made = tree if isinstance(tree, Fields) else Fields()
    made[:] = [pair for pair in made if rng.random() < 0.5]
    for name, usual in _SETTING.items():
        if rng.random() < 0.2:
            made.append([name, [oddities.pick(rng, usual, oddities.TEXTS, 0.1) for _ in range(rng.randrange(4))]])
    if rng.random() < 0.2:
        inner = Fields([rng.choice(("over_assignment", "most", *oddities.KEYS[:9])), oddities.value(rng)] for _ in range(2))
        made.append(["parameters", Fields([[rng.choice(words.CODES), inner]])])
    if rng.random() < 0.1:
        inner = Fields([["ignore", ["CL1"]], [rng.choice(("severity", "select", "exclude")), oddities.value(rng)]])
        made.append(["per-file", Fields([[rng.choice(_GLOBS), inner]])])
    seen: dict[str, None] = {}
    if rng.random() < 0.95:  # mostly each key once
        made[:] = [pair for pair in made if not (str(pair[0]) in seen or seen.setdefault(str(pair[0])))]
    edits.edit(made, rng, rng.choice((0, 0, 0, 1, 2)))
    return made


def _toml(tree: Fields, rng: Random) -> str:
    """Write the table of pyproject.toml, with inner tables now and then as tables of their own."""
    head = "[tool.coverage-lint]\n" if rng.random() < 0.95 else rng.choice(("[tool]\n", "[tool.coverage_lint]\n", "", "[[tool.coverage-lint]]\n"))
    lines, tables = [head], []
    for key, value in tree:
        if isinstance(value, Fields) and rng.random() < 0.6:
            inner = "".join(f"{_toml_key(name)} = {_toml_value(held)}\n" for name, held in value)
            tables.append(f"[tool.coverage-lint.{_toml_key(key)}]\n{inner}")
        else:
            lines.append(f"{_toml_key(key)} = {_toml_value(value)}\n")
    before = rng.choice(("", '[project]\nname = "x"\n', "# x\n", "[tool.other]\na = [\n 1,\n]\n", '[build-system]\nrequires=["""a\n"""]\n'))
    return before + "".join(lines + tables)


def _toml_key(key: str) -> str:
    return key if key.replace("-", "").replace("_", "").isalnum() and key.isascii() else json.dumps(key)


def _toml_value(value: Any) -> str:
    if isinstance(value, Fields):
        return f"{{{', '.join(f'{_toml_key(key)} = {_toml_value(inner)}' for key, inner in value)}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_toml_value, value))}]"
    return value if isinstance(value, Raw) else json.dumps(value)
