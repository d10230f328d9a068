"""The directions between domains and rooms hold, and the contracts know every domain."""

import tomllib
from pathlib import Path

from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

ROOT = Path(__file__).parents[2]
NO_ROOMS = {"core", "local", "static"}
"""Folders that are no domain: they have no rooms."""


def test_every_module_imports_only_what_lies_below_it() -> None:
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_logo=True) == EXIT_STATUS_SUCCESS


def test_the_room_contract_names_every_domain() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    rooms = next(contract for contract in contracts if contract["id"] == "rooms")
    folders = {
        folder.name
        for folder in (ROOT / "scaleup").iterdir()
        if folder.is_dir() and (folder / "__init__.py").exists() and folder.name not in NO_ROOMS
    }
    assert {name.removeprefix("scaleup.") for name in rooms["containers"]} == folders
