"""What changed between two versions of a model, in sales terms."""
