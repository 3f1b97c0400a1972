"""Sphinx configuration: `make docs` writes build/docs."""

import actp

project = "actp"
author = "The actp developers"
copyright = "2026, the actp developers"  # noqa: A001 - Sphinx's name for it
release = version = actp.__version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.intersphinx"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
source_suffix = {".md": "markdown"}
html_theme = "furo"
html_title = f"actp {release}"
autodoc_typehints = "signature"
autodoc_member_order = "bysource"
autodoc_preserve_defaults = True
# Other projects' inventories are on the net, which a build must not need.
intersphinx_mapping: dict[str, tuple[str, None]] = {}
nitpicky = False
