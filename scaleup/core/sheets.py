"""openpyxl without NumPy, which it loads wherever it is installed: 20 MB for kinds of number that no sheet here holds.

What comes of it is imported from here, so that it is never loaded in another way (docs/decisions/0023).
"""

import sys

WITHOUT = "numpy" not in sys.modules
if WITHOUT:
    sys.modules["numpy"] = None  # type: ignore[assignment]  # an import of it fails, as if it were not installed
try:
    from openpyxl import Workbook, load_workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.styles.numbers import BUILTIN_FORMATS
    from openpyxl.utils import get_column_letter
    from openpyxl.utils.cell import range_boundaries
    from openpyxl.utils.datetime import CALENDAR_MAC_1904
    from openpyxl.utils.exceptions import InvalidFileException
    from openpyxl.worksheet._reader import FORMULA_TAG, WorkSheetParser
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet
finally:
    if WITHOUT:
        del sys.modules["numpy"]

__all__ = [
    "BUILTIN_FORMATS",
    "CALENDAR_MAC_1904",
    "FORMULA_TAG",
    "Font",
    "InvalidFileException",
    "WorkSheetParser",
    "Workbook",
    "WriteOnlyCell",
    "WriteOnlyWorksheet",
    "get_column_letter",
    "load_workbook",
    "range_boundaries",
]
