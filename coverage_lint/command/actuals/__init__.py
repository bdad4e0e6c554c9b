"""The commands of `coverage-lint actuals`, one file each."""
