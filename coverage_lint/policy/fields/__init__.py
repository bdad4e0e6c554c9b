"""Computed fields that are declared in policies/fields: read, typed, computed and described."""
