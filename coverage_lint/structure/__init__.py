"""What the JSON Schema says of a document, in plain words."""
