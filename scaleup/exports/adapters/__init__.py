"""The two kinds of file, written so that no spreadsheet runs what a person typed."""

from scaleup.exports.adapters.plain_text import csv_pieces
from scaleup.exports.adapters.workbook import TooMany, append, new_page, workbook_file

__all__ = ["TooMany", "append", "csv_pieces", "new_page", "workbook_file"]
