"""What the floor asks: statements written by hand against the tables as they are."""

from sqlalchemy import TextClause, text

USER = text("SELECT p.id, p.name FROM person p WHERE p.id = :id")

LINES = text(
    """
    SELECT a.id, a.name, g.nation, g.contact_due_on, g.licence_ends_on, m.name AS manager
    FROM (SELECT * FROM progress ORDER BY due_on, name_key, id LIMIT :most) g
    JOIN area a ON a.id = g.area_id
    LEFT JOIN person m ON m.id = g.manager_id
    ORDER BY g.due_on, g.name_key, g.id
    """
)
COUNTS = text(
    """
    SELECT (SELECT count(*) FROM (SELECT 1 FROM progress LIMIT 501) x) AS total,
           (SELECT count(*) FROM (SELECT 1 FROM progress WHERE due_on < :today LIMIT 501) y) AS late
    """
)
EVERY = text(
    """
    SELECT a.name, g.nation, g.region, p.name AS programme, g.licence_state, g.training_on, g.exit, g.contact_due_on,
           g.action_due_on, g.licence_ends_on, g.delivering_on, m.name AS manager, g.closed_on
    FROM progress g JOIN area a ON a.id = g.area_id LEFT JOIN programme p ON p.id = g.programme_id
    LEFT JOIN person m ON m.id = g.manager_id
    ORDER BY g.due_on, g.name_key, g.id LIMIT :most
    """
)
HEAD = text(
    """
    SELECT a.id, a.name, a.nation, l.number, l.starts_on, l.ends_on, l.places, p.name AS programme, m.name AS manager
    FROM area a
    JOIN implementation i ON i.area_id = a.id
    JOIN programme p ON p.id = i.programme_id
    JOIN licence l ON l.implementation_id = i.id
    LEFT JOIN person m ON m.id = i.manager_id
    WHERE a.id = :id
    """
)
PARTS: dict[str, TextClause] = {
    "people": text(
        "SELECT p.name, p.email, h.role FROM area_person h JOIN person p ON p.id = h.person_id WHERE h.area_id = :id"
    ),
    "slots": text(
        "SELECT s.sequence, s.due_on, s.state, c.held_on, c.channel, c.outcome FROM slot s"
        " LEFT JOIN contact c ON c.slot_id = s.id AND c.implementation_id = :id"
        " WHERE s.implementation_id = :id ORDER BY s.due_on"
    ),
    "events": text(
        "SELECT d.part, d.done_on, count(*) AS people FROM part_done d JOIN facilitator f ON f.id = d.facilitator_id"
        " WHERE f.implementation_id = :id GROUP BY d.part, d.done_on ORDER BY d.done_on"
    ),
    "checks": text("SELECT on_day, method, percent FROM fidelity_check WHERE implementation_id = :id ORDER BY on_day"),
    "actions": text(
        "SELECT a.wording, a.due_on, p.name AS owner FROM action a LEFT JOIN person p ON p.id = a.owner_id"
        " WHERE a.implementation_id = :id AND a.done_on IS NULL ORDER BY a.due_on"
    ),
}
