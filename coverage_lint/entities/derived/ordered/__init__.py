"""Computed fields of a record that hang on those before it, or beside it, in a list."""
