"""A team's own settings: found above a model, read with their places, checked against what exists."""
