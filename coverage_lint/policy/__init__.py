"""Policies: loaded, type-checked, evaluated over entities."""
