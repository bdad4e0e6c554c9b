"""A report of findings in every format, one file a format."""
