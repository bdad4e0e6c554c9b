"""What every test relies on: output as it is outside a service that runs jobs, wherever the tests run."""

from __future__ import annotations

import os

os.environ.pop("GITHUB_ACTIONS", None)
