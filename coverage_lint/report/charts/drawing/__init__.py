"""What charts are drawn of: a frame with its marks, rows, upright scales, colours, amounts and words."""
