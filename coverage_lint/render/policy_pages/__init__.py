"""Policies' pages, lists and case results."""
