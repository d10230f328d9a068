"""By which index a database finds what it is asked for."""

from collections.abc import Callable

from sqlalchemy import event as events
from sqlalchemy.orm import Session


def plan_of(session: Session, ask: Callable[[], object]) -> str:
    """How the database finds what the first statement of a question asks for, were its tables large."""
    said: list[tuple[str, object]] = []

    def listen(_conn: object, _cursor: object, statement: str, values: object, *_: object) -> None:
        said.append((statement, values))

    engine = session.get_bind()
    events.listen(engine, "before_cursor_execute", listen)
    ask()
    events.remove(engine, "before_cursor_execute", listen)
    statement, values = next(one for one in said if one[0].startswith("SELECT"))
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)  # type: ignore[arg-type]  # as said
        return "\n".join(str(row) for row in rows)
    connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
    rows = connection.exec_driver_sql(f"EXPLAIN {statement}", values)  # type: ignore[arg-type]  # as said
    return "\n".join(str(row) for row in rows)
