"""A comparison of two versions in every format, one file a format."""
