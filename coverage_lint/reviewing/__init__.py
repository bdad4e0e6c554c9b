"""A review, whole: from paths to a report of what happened."""
