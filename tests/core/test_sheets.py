"""Workbooks are read and written without NumPy, which results alone need."""

import subprocess
import sys

from tests.house.sources import ROOT

ASKED = "import sys, scaleup.core.sheets; print('openpyxl' in sys.modules, 'numpy' in sys.modules); import numpy"


def test_openpyxl_is_loaded_without_numpy_and_whoever_wants_numpy_still_gets_it() -> None:
    said = subprocess.run([sys.executable, "-c", ASKED], cwd=ROOT, capture_output=True, text=True, check=True)
    assert said.stdout.split() == ["True", "False"]


def test_openpyxl_is_taken_from_that_one_place() -> None:
    others = [
        str(file.relative_to(ROOT))
        for file in (ROOT / "scaleup").rglob("*.py")
        if file.name != "sheets.py"
        and any(line.startswith(("import openpyxl", "from openpyxl")) for line in file.read_text().splitlines())
    ]
    assert others == []
