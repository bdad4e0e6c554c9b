"""Which files are models: found below folders, recognized by their marker, reported if left out."""
