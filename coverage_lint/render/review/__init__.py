"""A review, one file a format."""
