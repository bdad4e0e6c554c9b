import os
import sys
from pathlib import Path

import pytest

sys.path.insert(0, os.path.dirname(__file__))

from hostile import Clone, begun


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    return begun(tmp_path / "work")
