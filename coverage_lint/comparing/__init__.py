"""A comparison, whole: what changed, which findings are new, and what is no longer checked."""
