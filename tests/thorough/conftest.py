"""What the tests here share: modules of the tests beside this folder."""

import sys
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path += [
    str(TESTS / name)
    for name in ("benchmarks", "checking", "command", "entities", "fixing", "formats", "planted", "review", "structure")
]
sys.path.append(str(TESTS.parent / "benchmarks"))
