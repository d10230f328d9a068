"""What was understood of the places that somebody typed, as ticks to confirm."""

from scaleup.core.errors import Refused
from scaleup.enquiries import rules, service
from scaleup.enquiries.forms import AskForm


def offer_places(form: AskForm, programme_id: int) -> service.Meant:
    """The form offers what the typed names may mean, with the certain ones ticked; raises Refused for a bad text."""
    refused = list(rules.refusals(form.asking(programme_id)))
    if refused:
        raise Refused(refused)
    meant = service.meant(form.places.data, form.nation.data)
    nation = form.nation.data
    form.codes.choices = [
        (place.code, place.name if place.nation == nation else f"{place.name}, {place.nation}")
        for place in (*meant.sure, *meant.offered)
    ]
    form.codes.data = [place.code for place in meant.sure]
    return meant
