"""The rules of reminding: all in sentences, one with its next 90 days and its history, and changing it."""

from itertools import groupby

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.core import clock
from scaleup.core.errors import Absent, Conflict, Refused
from scaleup.core.facts import fingerprint
from scaleup.core.pages import actor, entry
from scaleup.core.templates import tell
from scaleup.programmes.rules import ReminderSubject
from scaleup.reminders import queries, service
from scaleup.reminders.forms import OFF, ON, RuleForm, values_of
from scaleup.reminders.rules import Channel, UnitRule, weeks
from scaleup.reminders.rules.sentences import SHIFTS, role_words, said, title
from scaleup.reminders.views.blueprint import blueprint

ORDER = list(ReminderSubject)


@blueprint.get("/reminders/rules")
@entry(Permission.SEE_DELIVERIES)
def rules() -> ResponseReturnValue:
    """Every rule in a sentence, by what it is about."""
    standing = sorted(queries.standing_rules(), key=lambda one: ORDER.index(one.rule.subject))
    groups = [(title(subject), list(some)) for subject, some in groupby(standing, key=lambda one: one.rule.subject)]
    off = sum(not one.rule.is_on for one in standing)
    programmes = len({name for one in standing for name in one.programmes})
    return render_template(
        "reminders/rules.html", groups=groups, count=len(standing), off=off, said=said, programmes=programmes
    )


@blueprint.get("/reminders/rules/<rule_code>")
@entry(Permission.SEE_DELIVERIES)
def rule(rule_code: str) -> ResponseReturnValue:
    """One rule: what it says, what it will send, and how it came to be so."""
    found = asked_for(rule_code)
    return render_template(
        "reminders/rule.html",
        rule=found.rule,
        programmes=found.programmes,
        said=said(found.rule),
        shift=SHIFTS[found.rule.if_not_working],
        title=title(found.rule.subject),
        **drawn(service.foresee(rule_code, clock.now())),
        versions=queries.versions_of(rule_code, found.rule.programme),
        in_words=said,
    )


@blueprint.route("/reminders/rules/<rule_code>/change", methods=["GET", "POST"])
@entry(Permission.CHANGE_RULES)
def change_rule(rule_code: str) -> ResponseReturnValue:
    """The rule as it would be, what it would send, and then its next version."""
    found = asked_for(rule_code).rule
    form = RuleForm(
        data=values_of(found) | ({"is_on": request.args["on"]} if request.args.get("on") in (ON, OFF) else {})
    )
    del form.subject
    offer(form, found)
    stands = said(found).when
    return changing(form, found, f"Change a rule: {stands[:1].lower()}{stands[1:]}", address(found))


@blueprint.route("/reminders/rules/add", methods=["GET", "POST"])
@entry(Permission.CHANGE_RULES)
def add_rule() -> ResponseReturnValue:
    """A rule more."""
    standing = queries.standing_rules()
    patterns = {one.rule.subject.value: one.rule for one in reversed(standing)}
    form = RuleForm(data={"is_on": ON, "channel": Channel.MAIL.value})
    subjects = sorted({one.rule.subject for one in standing}, key=ORDER.index)
    form.subject.choices = [("", "Choose"), *((one.value, title(one)) for one in subjects)]
    chosen = patterns.get(str(form.subject.data)) or standing[0].rule
    pattern = service.new_rule(chosen, [one.rule.code for one in standing])
    form.reason.label.text = "Why is it added?"
    offer(form, pattern)
    return changing(form, pattern, "Add a rule", url_for("reminders.rules"))


def changing(form: RuleForm, rule: UnitRule, heading: str, back: str) -> ResponseReturnValue:
    """What would follow, to be shown first; then the rule acts."""
    compared = None
    if form.validate_on_submit():
        compared = attempt(form, rule)
        if compared is None and not form.wrong:
            tell("The rule acts as it now stands.", then="What was due before went by the rule as it was.")
            return redirect(url_for("reminders.rules"))
    if compared is None or not compared.asks:
        form.asked_once()
    return render_template(
        "reminders/rule_form.html",
        form=form,
        heading=heading,
        back=back,
        compared=compared,
        first=service.first_of(compared) if compared else (),
        **(drawn(compared.then) if compared else {}),
        changes=compared.changes if compared else None,
        shown=fingerprint(compared.changes) if compared else "",
    ), form.status


def drawn(foreseen: service.Foreseen) -> dict[str, object]:
    """The weeks as a drawing and in words."""
    return {"foreseen": foreseen, "drawing": weeks.drawing_of(foreseen.weeks), "told": weeks.told(foreseen.weeks)}


def attempt(form: RuleForm, rule: UnitRule) -> service.Compared | None:
    """What is to be looked at first; None once it is confirmed, or refused on the form."""
    now, wanted = clock.now(), form.of(rule)
    try:
        compared = service.compare(service.next_version(wanted, now), now)
        if request.form.get("shown") != fingerprint(compared.changes):
            return compared
        if compared.asks and form.typed.data != compared.then.soon:
            form.typed.refuse(f"Type {compared.then.soon} if so many mails are to go within 7 days.")
            return compared
        seen = form.version.data if wanted.programme == rule.programme else 0
        service.confirm(wanted, reason=form.reason.data, seen=seen, by=actor().person_id, now=now)
    except Refused as refused:
        form.put(refused.refusals)
    except Conflict as conflict:
        form.form_errors.append(str(conflict))
    return None


def offer(form: RuleForm, rule: UnitRule) -> None:
    """The answers that depend on the rule."""
    form.recipients.choices = [(one.value, sentence(role_words(one))) for one in queries.allowed(rule.subject)]
    if rule.programme:
        del form.programme
        return
    form.programme.choices = [("", "All programmes that have it")] + [
        (one.slug, f"Only {one.name}") for one in queries.latest_defaults()
    ]


def sentence(words: str) -> str:
    """With a capital."""
    return f"{words[:1].upper()}{words[1:]}"


def asked_for(code: str) -> queries.Standing:
    """The rule of this code, for all programmes or for the one that the address names."""
    scope = request.args.get("for", "")
    of_code = [one for one in queries.standing_rules() if one.rule.code == code]
    found = next((one for one in of_code if one.rule.programme == scope), of_code[0] if of_code and not scope else None)
    if found is None:
        raise Absent
    return found


def address(rule: UnitRule) -> str:
    """The page of a rule."""
    return url_for("reminders.rule", rule_code=rule.code) + (f"?for={rule.programme}" if rule.programme else "")
