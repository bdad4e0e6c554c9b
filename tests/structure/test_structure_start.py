"""A clean run never pays for what only a broken model needs."""

from __future__ import annotations

import subprocess
import sys

import pytest

PROGRAM = """
import sys
from coverage_lint.structure import check_structure
loaded_by_import = set(sys.modules)
from coverage_lint.document.model_file import read_documents
(document,) = read_documents({text!r}, "m.yaml").documents
found = check_structure(document)
print(len(found), "jsonschema_rs" in loaded_by_import, "json" in loaded_by_import, "jsonschema" in sys.modules)
"""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (b"coverage_model: 1\npeople: [{id: ada, quota: 1.5}]\n", "0 False False False"),
        (b"coverage_model: 1\npeople: [{id: ada, quota: x}]\n", "1 False False False"),
    ],
)
def test_jsonschema_is_for_the_tests_alone(text, told):
    program = PROGRAM.format(text=text)
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == told
