"""Settings of Sphinx: `python -m sphinx -W -b html docs build/docs`. The reference is made anew first."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from docs.generate import write_reference

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


def setup(app: object) -> None:
    """What Sphinx calls before it reads the pages."""
    write_reference()
