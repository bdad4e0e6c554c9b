"""What is wrong with settings, at its place."""

from __future__ import annotations

from coverage_lint.errors import PolicyError


class SettingsError(PolicyError):
    """Settings that cannot be used. Shown as a policy's fault is: words, the place in the file, help."""
