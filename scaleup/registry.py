"""The one file that knows every domain: models, blueprints, tasks, commands, and the table of consequences.

It is read at create_app. A new domain adds its lines here and nowhere else.
"""

from collections.abc import Callable, Sequence
from datetime import date
from email.utils import parseaddr

import click
from flask import Blueprint, Flask

import scaleup.accounts.models
import scaleup.areas.models
import scaleup.audit
import scaleup.delivery.models
import scaleup.documents.models
import scaleup.enquiries.models
import scaleup.evaluation.models
import scaleup.facilitators.models
import scaleup.fidelity.models
import scaleup.hooks.models
import scaleup.imports.models
import scaleup.licences.models
import scaleup.milestones.models
import scaleup.outbox.models
import scaleup.privacy.models
import scaleup.programmes.models
import scaleup.readiness.models
import scaleup.records.models
import scaleup.reminders.models
import scaleup.reviews.models
import scaleup.search.models
import scaleup.support.models
import scaleup.training.models
import scaleup.worklist.models
from scaleup import audit, commit, places
from scaleup.accounts import adapters as accounts_outside
from scaleup.accounts import cli as accounts_cli
from scaleup.accounts import queries as accounts_queries
from scaleup.accounts import service as accounts
from scaleup.accounts import tasks as accounts_tasks
from scaleup.accounts import views as accounts_views
from scaleup.areas import cli as areas_cli
from scaleup.areas import queries as areas_queries
from scaleup.areas import service as areas
from scaleup.areas import views as areas_views
from scaleup.backups import cli as backups_cli
from scaleup.backups import views as backups_views
from scaleup.bounces import cli as bounces_cli
from scaleup.bounces import queries as bounces
from scaleup.bounces import views as bounces_views
from scaleup.config import Settings
from scaleup.core import about, clock, facts, faults, pages, stationery, templates
from scaleup.core.references import Reference
from scaleup.delivery import service as delivery
from scaleup.delivery import views as delivery_views
from scaleup.demo import cli as demo_cli
from scaleup.demo import service as demo
from scaleup.documents import cli as documents_cli
from scaleup.documents import service as documents
from scaleup.documents import views as documents_views
from scaleup.enquiries import service as enquiries
from scaleup.enquiries import views as enquiries_views
from scaleup.evaluation import views as evaluation_views
from scaleup.evaluation.queries import activities
from scaleup.facilitators import service as facilitators
from scaleup.facilitators import views as facilitators_views
from scaleup.fidelity import service as fidelity
from scaleup.fidelity import views as fidelity_views
from scaleup.guides import views as guides_views
from scaleup.hooks import queries as hooks_queries
from scaleup.hooks import service as hooks
from scaleup.hooks import tasks as hooks_tasks
from scaleup.hooks import views as hooks_views
from scaleup.hooks.adapters import Reach
from scaleup.hooks.rules import allowed_hosts
from scaleup.imports import cli as imports_cli
from scaleup.imports import service as imports
from scaleup.imports import tasks as imports_tasks
from scaleup.imports import views as imports_views
from scaleup.imports.adapters import store as imports_store
from scaleup.imports.queries.former import install_former_names
from scaleup.imports.queries.waiting import questions as import_questions
from scaleup.licences import service as licences
from scaleup.licences import views as licences_views
from scaleup.local import cli as local_cli
from scaleup.local import steps as local_steps
from scaleup.local.steps import Steps
from scaleup.milestones import cli as milestones_cli
from scaleup.milestones import service as milestones
from scaleup.milestones import views as milestones_views
from scaleup.operations import views as operations_views
from scaleup.outbox import service as outbox
from scaleup.outbox import tasks as outbox_tasks
from scaleup.outbox import views as outbox_views
from scaleup.outbox.rules import Rendered, Waiting
from scaleup.portfolio import views as portfolio_views
from scaleup.portfolio.queries import surveys, waiting
from scaleup.privacy import adapters as privacy_outside
from scaleup.privacy import cli as privacy_cli
from scaleup.privacy import queries as privacy
from scaleup.privacy import tasks as privacy_tasks
from scaleup.privacy import views as privacy_views
from scaleup.programmes import cli as programmes_cli
from scaleup.programmes import queries as programmes_queries
from scaleup.programmes import service as programmes
from scaleup.readiness import views as readiness_views
from scaleup.records import queries as records_queries
from scaleup.records import service as records
from scaleup.records import views as records_views
from scaleup.reminders import cli as reminders_cli
from scaleup.reminders import service as reminders
from scaleup.reminders import tasks as reminders_tasks
from scaleup.reminders import views as reminders_views
from scaleup.reviews import service as reviews
from scaleup.reviews import views as reviews_views
from scaleup.search import cli as search_cli
from scaleup.search import service as search
from scaleup.search import tasks as search_tasks
from scaleup.search import views as search_views
from scaleup.support import cli as support_cli
from scaleup.support import service as support
from scaleup.support import tasks as support_tasks
from scaleup.support import views as support_views
from scaleup.training import service as training
from scaleup.training import views as training_views
from scaleup.worklist import queries as worklist
from scaleup.worklist import views as worklist_views


def of_today(text: Callable[[Waiting, date], Rendered]) -> outbox.Renderer:
    """A text that is told the day of its hand-over."""
    return lambda waiting: text(waiting, clock.today())


BLUEPRINTS: tuple[Blueprint, ...] = (
    about.blueprint,
    guides_views.blueprint,
    accounts_views.blueprint,
    worklist_views.blueprint,
    areas_views.blueprint,
    documents_views.blueprint,
    enquiries_views.blueprint,
    readiness_views.blueprint,
    licences_views.blueprint,
    facilitators_views.blueprint,
    delivery_views.blueprint,
    training_views.blueprint,
    evaluation_views.blueprint,
    fidelity_views.blueprint,
    support_views.blueprint,
    reviews_views.blueprint,
    milestones_views.blueprint,
    portfolio_views.blueprint,
    operations_views.blueprint,
    bounces_views.blueprint,
    reminders_views.blueprint,
    outbox_views.blueprint,
    hooks_views.blueprint,
    search_views.blueprint,
    records_views.blueprint,
    privacy_views.blueprint,
    imports_views.blueprint,
    backups_views.blueprint,
)

COMMANDS: tuple[Sequence[click.Command], ...] = (
    programmes_cli.commands,
    accounts_cli.commands,
    areas_cli.commands,
    documents_cli.commands,
    support_cli.commands,
    milestones_cli.commands,
    reminders_cli.commands,
    imports_cli.commands,
    search_cli.commands,
    backups_cli.commands,
    bounces_cli.commands,
    privacy_cli.commands,
    demo_cli.commands,
    local_cli.commands,
)

SCHEDULES: tuple[dict[str, dict[str, object]], ...] = (
    reminders_tasks.SCHEDULE,
    outbox_tasks.SCHEDULE,
    search_tasks.SCHEDULE,
    imports_tasks.SCHEDULE,
    support_tasks.SCHEDULE,
    hooks_tasks.SCHEDULE,
    privacy_tasks.SCHEDULE,
)
"""Beat entries, each written beside its task."""

ROUTES: dict[str, str] = {
    **reminders_tasks.ROUTES,
    **outbox_tasks.ROUTES,
    **search_tasks.ROUTES,
    **imports_tasks.ROUTES,
    **accounts_tasks.ROUTES,
    **support_tasks.ROUTES,
    **hooks_tasks.ROUTES,
    **privacy_tasks.ROUTES,
}
"""The queue of each task."""

TASKS = ["outbox", "reminders", "search", "imports", "accounts", "support", "hooks", "privacy"]
TASK_MODULES = tuple(f"scaleup.{one}.tasks" for one in TASKS)

WAITING = (
    import_questions,
    *waiting.SOURCES,
    hooks_queries.switched_off,
    bounces.tasks,
    privacy.waiting,
)
"""What My work asks of parts above it."""

QUEUES = ("high", "low")

REFERENCES: tuple[Reference, ...] = tuple(
    one
    for domain in (
        scaleup.accounts.models,
        scaleup.areas.models,
        scaleup.readiness.models,
        scaleup.enquiries.models,
        scaleup.licences.models,
        scaleup.facilitators.models,
        scaleup.delivery.models,
        scaleup.training.models,
        scaleup.fidelity.models,
        scaleup.evaluation.models,
        scaleup.support.models,
        scaleup.reviews.models,
        scaleup.documents.models,
        scaleup.milestones.models,
        scaleup.reminders.models,
        scaleup.imports.models,
        scaleup.worklist.models,
        scaleup.outbox.models,
        scaleup.hooks.models,
    )
    for one in domain.REFERENCES
)
"""Every column that refers to a person or an area, domain by domain."""

CONSEQUENCES: tuple[facts.Handler, ...] = (
    *areas.HANDLERS,
    *enquiries.HANDLERS,
    *licences.HANDLERS,
    *facilitators.HANDLERS,
    *delivery.HANDLERS,
    *training.HANDLERS,
    *fidelity.HANDLERS,
    *reminders.HANDLERS,
    *support.HANDLERS,
    *reviews.HANDLERS,
)
"""What follows from each fact, in this order."""

KEEPERS: tuple[commit.Keeper, ...] = (training.KEEPER, milestones.KEEPER, reviews.KEEPER)
"""What is kept level with the facts at each commit."""

CONDITIONS: dict[str, outbox.Condition] = {**reminders.ASKED, **training.ASKED}
"""What a message may be asked again at claim, by name: keys in, those that still hold out."""

RENDERERS: dict[str, outbox.Renderer] = {
    **accounts.renderers(clock.now),
    **areas.RENDERERS,
    **enquiries.RENDERERS,
    **training.renderers(clock.now),
    **fidelity.RENDERERS,
    **support.RENDERERS,
    **hooks.RENDERERS,
    **{kind: of_today(text) for kind, text in reminders.TEXTS.items()},
}
"""What makes a message's text at hand-over, by its kind."""

START = Steps(
    always=(
        programmes.load_catalogue,
        lambda _now: areas.load_authorities(),
        lambda _now: training.rebuild(),
        lambda _now: milestones.mend(),
        lambda _now: reviews.mend(),
        lambda _now: search.mend(),
        documents.remove_orphans,
    ),
    demonstration=(demo.fill_if_empty, support.look_over),
)
"""What `make run` does in the database: loads what is shipped, fills an empty one."""


def bind(app: Flask) -> None:
    """Afterwards the app serves every domain."""
    facts.install(CONSEQUENCES)
    search.watch()
    records.install(REFERENCES)
    install_former_names(records_queries.former_area_names)
    faults.install_moved(lambda path: records_queries.moved_address(path, actor=pages.visitor(), today=clock.today()))
    commit.install_keepers(KEEPERS)
    worklist.install_sources(WAITING)
    activities.install_trainings(surveys.trainings)
    local_steps.install(START)
    imports.ring_afterwards([search.CHECK])
    imports_store.install(app.config["SETTINGS"].var / "imports")
    bind_outbox(app.config["SETTINGS"])
    bind_hooks(app.config["SETTINGS"])
    bind_accounts(app.config["SETTINGS"])
    privacy_outside.install_list(app.config["SETTINGS"].var)
    documents.install_shelf(app.config["SETTINGS"].var / "documents")
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    templates.install_navigation(places.places)
    templates.install_may_in(may_in)

    @app.before_request
    def ask_once() -> None:
        remember_demonstration(app)


def may_in(who: pages.Actor, permission: str, area_id: int) -> bool:
    """Whether this person may do this in this area today."""
    return areas_queries.may_in(who, permission, area_id, templates.today())


def remember_demonstration(app: Flask) -> bool:
    """Whether the database holds the demonstration, asked once a process: pages, mails and errors then say so."""
    if "DEMONSTRATION" not in app.config:
        production = app.config["SETTINGS"].production
        app.config["DEMONSTRATION"] = not production and areas_queries.holds_demonstration()
    return bool(app.config["DEMONSTRATION"])


def bind_outbox(settings: Settings) -> None:
    """Afterwards the outbox knows its conditions and renderers and the mail server."""
    outbox.install_conditions(CONDITIONS)
    outbox.install_renderers(RENDERERS)
    outbox.install_addresses(accounts_queries.addresses)
    outbox.install_asked_for(accounts.ASKED_FOR)
    outbox.install_post(
        settings.smtp_url,
        mail_from=settings.mail_from,
        host=settings.host,
        reply_wait=settings.smtp_patience,
        lease=settings.outbox_lease,
        secret=settings.secret_key,
    )


def bind_hooks(settings: Settings) -> None:
    """Afterwards systems are told of acts, if the configuration names hosts that may be called."""
    hosts = allowed_hosts(settings.hook_hosts, loopback=settings.hook_loopback)
    hooks.install(Reach(hosts), key=settings.secret_key)
    outbox.install_channel(hooks.Channel())
    audit.install_listener(hooks.heard)


def bind_accounts(settings: Settings) -> None:
    """Afterwards passwords are hashed as these settings want it, and may not name the product or a programme."""
    accounts.install_context(lambda: ["scaleup", *(one.name for one in programmes_queries.programmes())])
    if settings.env == "test":
        accounts_outside.use_cheap_hashing()
    else:
        accounts_outside.use_proper_hashing()


def house(app: Flask) -> stationery.House:
    """What every letter of this installation carries."""
    settings: Settings = app.config["SETTINGS"]
    return stationery.House(
        base_url=settings.base_url,
        host=settings.host,
        sender=parseaddr(settings.mail_from)[1],
        help_line=settings.help_line,
        demonstration=lambda: remember_demonstration(app),
    )


def commands() -> list[click.Command]:
    """Every command of the console script."""
    return [command for room in COMMANDS for command in room]


def celery_settings() -> dict[str, object]:
    """Queues, task modules and the beat schedule."""
    schedule = {name: entry for part in SCHEDULES for name, entry in part.items()}
    return {
        "include": list(TASK_MODULES),
        "beat_schedule": schedule,
        "task_routes": {name: {"queue": queue} for name, queue in ROUTES.items()},
        "task_queues": {name: {"exchange": name, "routing_key": name} for name in QUEUES},
    }
