"""The page of a short form about an area, which the modules of this room share."""

from flask import render_template
from flask.typing import ResponseReturnValue

from scaleup.areas.models import Area
from scaleup.core.forms import Form


def shown(form: Form, area: Area, *, title: str, save: str, back: str = "people") -> ResponseReturnValue:
    """The form's page; `back` is the area's page that it leads back to."""
    address = f"/areas/{area.id}/{back}"
    return render_template("areas/form.html", form=form, area=area, title=title, save=save, back=address), form.status
