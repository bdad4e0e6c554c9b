"""Invented CRMs: tables of users, accounts, deals, activities and stages, the same bytes for the same arguments."""
