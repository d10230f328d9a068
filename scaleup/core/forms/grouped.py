"""Many answers to tick, folded away by kind: a group is open where something in it is ticked."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from markupsafe import Markup

from scaleup.core import govuk
from scaleup.core.forms.asked import Asked, opened_by_style
from scaleup.core.forms.fields import Ticks, items

Groups = Mapping[str, Sequence[str]]
"""The answers of each group, by the group's words."""


class GroupedTicks(Ticks):
    """Any number of answers, in groups that open without a script, and of which one alone is open; each is in one."""

    ticked: ClassVar[str] = "{words}: {count} ticked"

    def __init__(self, label: str, *, groups: Groups, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.groups = groups

    def draw(self, reveal: Mapping[str, Asked] | None = None) -> Markup:
        """The question, and each group of answers folded beneath it."""
        parts = [self.group(number, words, reveal or {}) for number, words in enumerate(self.groups)]
        head = govuk.draw("hint", {"text": self.hint}) if self.hint else Markup()
        error = govuk.draw("error-message", self.message() or {}) if self.errors else Markup()
        inner = head + error + Markup().join(parts)
        legend = {"text": self.label.text, "classes": self.sized("govuk-fieldset__legend")}
        fieldset = govuk.draw("fieldset", {"legend": legend, "html": inner, "attributes": {"id": f"{self.id}-all"}})
        return Markup('<div class="govuk-form-group grouped{}">{}</div>').format(
            " govuk-form-group--error" if self.errors else "", fieldset
        )

    def group(self, number: int, words: str, reveal: Mapping[str, Asked]) -> Markup:
        """One group; its summary says how many of it are ticked."""
        answers = [answer for answer in self.choices if answer[0] in self.groups[words]]
        picked = {str(value) for value in self.data} & {str(answer[0]) for answer in answers}
        opened = {str(answer[0]): reveal[str(answer[0])].draw() for answer in answers if str(answer[0]) in reveal}
        boxes = govuk.draw(
            self.component,
            {
                "idPrefix": self.id if number == 0 else f"{self.id}-in-{number}",
                "name": self.name,
                "classes": self.classes,
                "items": items(answers, picked=picked, opened=opened),
            },
        )
        summary = self.ticked.format(words=words, count=len(picked)) if picked else words
        return govuk.draw(
            "details",
            {
                "summaryText": summary,
                "html": opened_by_style(boxes),
                "open": bool(picked) or len(self.groups) == 1 or (number == 0 and bool(self.errors)),
            },
        )
