"""The acts of the import: a workbook previewed, brought in, and its questions answered. Nothing commits."""

from scaleup.imports.service.deciding import Waiting, decide, waiting
from scaleup.imports.service.importing import bring_in, preview

__all__ = ["Waiting", "bring_in", "decide", "preview", "waiting"]
