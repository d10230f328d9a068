"""The two kinds of file, written so that no spreadsheet runs what a person typed."""

from scaleup.exports.adapters.plain_text import csv_pieces
from scaleup.exports.adapters.several import TrackerPage, tracker_workbook
from scaleup.exports.adapters.workbook import TooMany, workbook_file

__all__ = ["TooMany", "TrackerPage", "csv_pieces", "tracker_workbook", "workbook_file"]
