"""The portfolio as a workbook of the tracker's shape."""

from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.core import clock
from scaleup.core.downloads import Download, answer
from scaleup.core.pages import actor, entry
from scaleup.imports import service
from scaleup.imports.views.blueprint import blueprint

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PIECE = 64 * 1024


@blueprint.post("/import/portfolio")
@entry(Permission.IMPORT)
def portfolio() -> ResponseReturnValue:
    """The workbook, once it is whole; that it was taken is on record."""
    written = service.write_out(by=actor().person_id, now=clock.now())
    return answer(Download(written.name, XLSX, iter(lambda: written.file.read(PIECE), b""), written.file.close))
