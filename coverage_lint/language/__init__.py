"""The policy language: expressions read, typed, evaluated, written out; values shown to people."""
