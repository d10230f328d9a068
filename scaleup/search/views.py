"""The page of what was found. Everybody who is signed in may ask; what they may not see is never counted."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from scaleup.core import clock
from scaleup.core.pages import SIGNED_IN, actor, entry
from scaleup.search import service
from scaleup.search.rules import LONGEST_QUESTION, Kind

blueprint = Blueprint("search", __name__)
WORDS = {
    Kind.AREA: ("Areas", "area", "areas"),
    Kind.PERSON: ("People", "person", "people"),
    Kind.LICENCE: ("Licences", "licence", "licences"),
    Kind.ORGANISATION: ("Organisations", "organisation", "organisations"),
}


@blueprint.get("/search")
@entry(SIGNED_IN)
def search() -> ResponseReturnValue:
    """What the question means, best first, by kind; all of one kind with `in`."""
    typed = " ".join(request.args.get("q", "").split())[:LONGEST_QUESTION]
    question = "".join(one for one in typed if one.isprintable())
    asked = request.args.get("in", "")
    only = Kind(asked) if asked in set(Kind) else None
    found = service.find(actor(), question, only=only, today=clock.today())
    return render_template("search/results.html", found=found, only=only, words=WORDS, said=said(found))


def said(found: service.Answer) -> str:
    """How many there are of each kind, in words."""
    return ", ".join(counted(group) for group in found.groups)


def counted(group: service.Group) -> str:
    """So many of this kind; beyond fifty, that there are more."""
    _, one, many = WORDS[group.kind]
    number = f"{service.SHOWN_ALONE}+" if group.total > service.SHOWN_ALONE else str(group.total)
    return f"{number} {one if group.total == 1 else many}"
