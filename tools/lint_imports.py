"""Check the import contracts of pyproject.toml, on the files of the checkout.

The finder of an editable install answers for the package before the path does, and hides its files.
"""

import sys
from pathlib import Path

sys.meta_path[:] = [finder for finder in sys.meta_path if "Mesonpy" not in type(finder).__name__]
sys.path.insert(0, str(Path(__file__).parent.parent / "src"))

from importlinter.cli import lint_imports_command  # noqa: E402 - after the path is set

lint_imports_command(["--no-cache"])
