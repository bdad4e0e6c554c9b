"""Computed fields about people beside each other: in groups, of one role, of one name, and what each must hold."""
