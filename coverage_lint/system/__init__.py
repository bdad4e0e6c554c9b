"""The doors to what is outside: files, git, and what ships with the package."""
