"""Sections kept in tables: CSV files, and lists in files of their own."""
