"""Which files are models: found below folders, known by their marker, told when left out."""
