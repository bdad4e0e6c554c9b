"""Text for terminals: cells, colours, sentences broken to a width."""
