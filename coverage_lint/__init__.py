"""coverage-lint: a policy checker for sales coverage models."""
