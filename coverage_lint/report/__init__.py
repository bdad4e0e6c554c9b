"""The report: what the people who run sales look at. Nothing here is loaded by a check."""
