"""A team's own settings: found above a model, read with their places, held against what there is."""
