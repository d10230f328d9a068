"""What a row of scores and a row of means say alike: whose, which measure, which of its scores, and when. Pure."""

from collections.abc import Mapping
from datetime import date

from scaleup.evaluation.rules.codes import ONE_WORDS
from scaleup.evaluation.rules.entries import refusals_of_giving, refusals_of_point
from scaleup.evaluation.rules.lined import Row
from scaleup.evaluation.rules.points import Point
from scaleup.programmes.rules import Measure, Programme, Scale


class MeasureRow(Row):
    """One row about a measure, with what was found wrong in it."""

    def role(self) -> str | None:
        """Whose forms they were; None where that is no role."""
        said = self.cell("role").casefold()
        if said in ONE_WORDS:
            return said
        self.wrong("role", f"“{said[:20]}” is no role. Write mother, father or partner.")
        return None

    def measure(self, programme: Programme) -> Measure | None:
        """The measure that is named; None where the programme has none of that name."""
        named = self.cell("measure").casefold()
        found = next((one for one in programme.measures if one.code == named), None)
        if found is None:
            codes = ", ".join(one.code for one in programme.measures)
            self.wrong("measure", f"“{named[:20]}” is no measure of {programme.name}. Write one of {codes}.")
        return found

    def scale(self, measure: Measure) -> Scale | None:
        """The score that is named, or the only one where none is; None where the measure has none of that name."""
        named = self.cell("scale").casefold()
        found = measure.scale(named) if named else (measure.scales[0] if len(measure.scales) == 1 else None)
        if found is None:
            codes = ", ".join(one.code for one in measure.scales)
            self.wrong("scale", f"“{named[:20]}” is no score of {measure.name}. Write one of {codes}.")
        return found

    @property
    def time_point(self) -> str:
        """The code of the time point, as it is kept."""
        return self.cell("time_point").upper()

    def point(
        self, points: Mapping[str, Point], measure: Measure, *, programme: Programme, role: str, today: date
    ) -> Point | None:
        """The time point by its days; None where the measure is not given then, or forms are not taken in yet."""
        fields = ("measure", "time_point")
        for refusal in refusals_of_giving(programme, measure, role=role, time_point=self.time_point, fields=fields):
            self.wrong(refusal.field, f"{refusal.message.rstrip('.')}.")
        found = points.get(self.time_point)
        for refusal in refusals_of_point(found, today=today) if found is not None else ():
            self.wrong("time_point", refusal.message)
        return None if self.wrong_in("time_point") else found
