"""The report as Markdown, with charts that GitHub draws."""
