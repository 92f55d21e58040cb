"""Settings of Sphinx: `python -m docs.generate && python -m sphinx -W -b html docs build/docs`."""

project = "codequorum"
author = copyright = "The codequorum authors"
extensions = ["myst_parser"]
html_theme = "furo"
html_title = "codequorum"
html_copy_source = False
exclude_patterns = ["__pycache__"]
myst_heading_anchors = 4
myst_enable_extensions = ["colon_fence"]
suppress_warnings = ["misc.highlighting_failure"]
"""A command line with [optional] words is shown as it is."""
