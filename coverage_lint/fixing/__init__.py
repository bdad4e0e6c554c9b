"""Exact repairs made in files: chosen, tried in memory, checked again, and written."""
