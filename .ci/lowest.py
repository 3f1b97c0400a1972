"""Print the lowest versions that pyproject.toml allows, as constraints for pip: `python .ci/lowest.py`.

Those are the package's dependencies and extras, what builds it, and the groups `build` and `test`. What these
depend on in turn is left to pip, which takes the newest.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib


def declared(project: dict[str, Any]) -> list[str]:
    """Every requirement whose lower bound is tested."""
    groups = project["dependency-groups"]
    return [
        *project["build-system"]["requires"],
        *project["project"]["dependencies"],
        *(each for extra in project["project"]["optional-dependencies"].values() for each in extra),
        *groups["build"],
        *groups["test"],
    ]


def lowest(requirements: list[str]) -> dict[str, str]:
    """`{package: version}` for this Python. ValueError for a requirement without a lower bound, and for a
    package whose bounds differ from place to place."""
    found: dict[str, str] = {}
    for requirement in map(Requirement, requirements):
        if requirement.marker is not None and not requirement.marker.evaluate():
            continue
        bounds = [each.version for each in requirement.specifier if each.operator in (">=", "==", "~=")]
        if len(bounds) != 1:
            raise ValueError(f"pyproject.toml: {requirement} has no lower bound")
        if found.setdefault(requirement.name, bounds[0]) != bounds[0]:
            raise ValueError(f"pyproject.toml: {requirement.name} is {found[requirement.name]} elsewhere")
    return found


if __name__ == "__main__":
    text = (Path(__file__).parent.parent / "pyproject.toml").read_text(encoding="utf-8")
    for name, version in sorted(lowest(declared(tomllib.loads(text))).items()):
        sys.stdout.write(f"{name}=={version}\n")
