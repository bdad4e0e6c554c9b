"""YAML and JSON text to values with their places, straight from libyaml."""
