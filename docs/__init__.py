"""The documentation: pages in Markdown, and what makes the reference out of the code."""
