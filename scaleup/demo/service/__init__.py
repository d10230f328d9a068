"""The demonstration is filled into an empty database, through the services, so that audit and plans are true."""

from datetime import datetime, timedelta

from scaleup.accounts.rules import Role
from scaleup.areas import service as areas
from scaleup.core.errors import refuse
from scaleup.demo import queries
from scaleup.demo.rules import LAID
from scaleup.demo.service.asking import lay_enquiries
from scaleup.demo.service.delivering import come_to
from scaleup.demo.service.elsewhere import a_little
from scaleup.demo.service.laying import lay
from scaleup.demo.service.marlbury import NAME, lay_marlbury
from scaleup.demo.service.reviewing import look_back
from scaleup.demo.service.stage import set_up, show
from scaleup.demo.service.training import plan_together
from scaleup.extensions import db
from scaleup.programmes import service as catalogue

__all__ = ["fill", "fill_if_empty"]

RUTH_TRAINS = frozenset({NAME, "Knowsley", "Thanet", "Wrexham", "Fife"})
DILYS_VIEWS = frozenset({NAME, "Leeds", "Jersey"})
AFTER_TRAINING = timedelta(days=30)


def fill(now: datetime) -> int:
    """The demonstration is there. Returns how many areas it has; raises Refused where there is anything already."""
    if not queries.is_empty():
        raise refuse(
            "This database already holds areas or people, and the demonstration goes into an empty one only. "
            "Point SCALEUP_VAR or SCALEUP_DATABASE_URL at another place."
        )
    catalogue.load_catalogue(now)
    areas.load_authorities()
    areas.mark_demonstration(now=now)
    stage = set_up(now)
    laid = [lay_marlbury(stage), *(lay(stage, line, number=number) for number, line in enumerate(LAID, 1))]
    for area in laid:
        if area.name in RUTH_TRAINS:
            until_on = stage.today + AFTER_TRAINING
            show(stage, area, "Ruth Adeyemi", role=Role.TRAINER, until_on=until_on, through="trainer of an event")
        if area.name in DILYS_VIEWS:
            show(stage, area, "Dilys Bowen", role=Role.VIEWER, until_on=None, through="guest of the unit")
    a_little(stage, laid)
    come_to(stage)
    look_back(stage, laid)
    plan_together(stage)
    lay_enquiries(stage)
    db.session.flush()
    return len(laid)


def fill_if_empty(now: datetime) -> int:
    """An empty database holds the demonstration; any other stays as it is. Returns how many areas were laid."""
    return fill(now) if queries.is_empty() else 0
