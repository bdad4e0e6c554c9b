"""Computed fields about kinds of business: what is aimed at, covered, sold through partners, attained and paid."""
