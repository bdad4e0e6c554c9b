"""What every test relies on: output as it is outside a service that runs jobs, and how much is tried at random."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings
from random_examples import PROFILES

for name, (tried, same) in PROFILES.items():
    # No example is too slow, and no drawing of them: a machine may have other work.
    settings.register_profile(
        name, max_examples=tried, derandomize=same, deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
settings.load_profile("ordinary")  # an option of the command loads another one later

os.environ.pop("GITHUB_ACTIONS", None)
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # what tests start would compile every module anew, each time
