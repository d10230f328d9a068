"""The outside of the import: the workbook as a file, and the folder where sent files lie."""

from scaleup.imports.adapters import store
from scaleup.imports.adapters.workbook import (
    MOST_BYTES,
    WorkbookRead,
    check_workbook,
    digest_of,
    nearest,
    read_workbook,
)

__all__ = ["MOST_BYTES", "WorkbookRead", "check_workbook", "digest_of", "nearest", "read_workbook", "store"]
