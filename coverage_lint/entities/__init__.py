"""Typed records of a model, their references resolved, their derived fields computed."""
