"""How much of anything is read."""

from __future__ import annotations

from coverage_lint.frozen import NamedTuple


class Limits(NamedTuple):
    """Bounds on what a model may hold. Generous for people, small for machines."""

    size: int = 32 * 1024 * 1024
    """Bytes of a file, and of all tables of one model together."""
    depth: int = 64
    """Mappings and lists within each other, aliases followed."""
    alias_nodes: int = 1_000_000
    """Values that aliases add when each is written out."""
    problems: int = 100
    """Repeated keys and refused values in one file, or bad cells in a table, before its reading stops."""
    documents: int = 1_000
    """Documents in one file."""
    tables: int = 1_000
    """Files that one `from:` may name."""
    rows: int = 100_000
    """Rows of all CSV tables of one model together."""
    columns: int = 1_000
    """Columns of a CSV table."""
