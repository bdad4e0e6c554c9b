"""`coverage-lint policies …`, one file a command."""
