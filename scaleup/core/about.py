"""The two pages that everybody may read and every page links to: accessibility and privacy. They know no domain."""

from flask import Blueprint, render_template

from scaleup.core.pages import PUBLIC, entry

blueprint = Blueprint("about", __name__)


@blueprint.get("/accessibility")
@entry(PUBLIC)
def accessibility() -> str:
    """How far the pages can be used by everybody, and whom to tell where they cannot."""
    return render_template("about/accessibility.html")


@blueprint.get("/privacy")
@entry(PUBLIC)
def privacy() -> str:
    """What is kept about whom, and what is never written here."""
    return render_template("about/privacy.html")
