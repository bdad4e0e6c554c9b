"""Two versions of models: in git revisions, the working tree, or plain files and folders, and which model is which."""

from coverage_lint.revisions.versions import FilePair, Side, Versions, versions

__all__ = ["FilePair", "Side", "Versions", "versions"]
