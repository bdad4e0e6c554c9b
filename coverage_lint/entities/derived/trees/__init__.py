"""Computed fields over trees: of goals, groups, territories, units, and along reporting lines."""
