import os
import shutil
import sys
from pathlib import Path

import pytest

sys.path.insert(0, os.path.dirname(__file__))

from hostile import Clone, begun


@pytest.fixture(scope="session")
def _begun(tmp_path_factory: pytest.TempPathFactory) -> Clone:
    return begun(tmp_path_factory.mktemp("begun") / "work")


@pytest.fixture
def clone(_begun: Clone, tmp_path: Path) -> Clone:
    return Clone(Path(shutil.copytree(_begun.folder, tmp_path / "work", symlinks=True)))
