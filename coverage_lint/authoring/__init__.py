"""For whoever writes policies: cases, mutants, examples, starters, pages."""
