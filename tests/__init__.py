"""The tests; what must be known before anything is loaded stands here."""

import os

os.environ["OPENPYXL_LXML"] = "False"
"""lxml comes with what reads our PDF back; the product is installed without it, and reads workbooks without it."""
