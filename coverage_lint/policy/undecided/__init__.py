"""Undecided policies: which they are, which fields would answer them, and what is known of a sum all the same."""
