"""A check, whole: from paths to a report."""
