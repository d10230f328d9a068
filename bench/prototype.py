"""The sender that ours is held against: claim a hundred, build, send on a kept connection, a commit a mail.

It asks nothing again, keeps no history, and a crash between the final dot and the commit sends a mail twice.
"""

import smtplib
from email.message import EmailMessage

from sqlalchemy import Engine, text

BATCH = 100
TABLE = text(
    "CREATE TABLE bench_mail (id serial PRIMARY KEY, address text NOT NULL, state text NOT NULL DEFAULT 'due')"
)
INDEX = text("CREATE INDEX bench_mail_due ON bench_mail (id) WHERE state = 'due'")
LAY = text("INSERT INTO bench_mail (address) SELECT 'p' || n || '@area.example' FROM generate_series(1, :mails) n")
CLAIM = text(
    """
    UPDATE bench_mail SET state = 'claimed'
    WHERE id IN (SELECT id FROM bench_mail WHERE state = 'due' ORDER BY id LIMIT :batch FOR UPDATE SKIP LOCKED)
    RETURNING id, address
    """
)
SENT = text("UPDATE bench_mail SET state = 'sent' WHERE id = :id")


def lay(engine: Engine, mails: int) -> None:
    """So many are due, in a new table."""
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE IF EXISTS bench_mail"))
        connection.execute(TABLE)
        connection.execute(INDEX)
        connection.execute(LAY, {"mails": mails})


def send(engine: Engine, port: int, words: tuple[str, str, str]) -> None:
    """Everything due is sent."""
    subject, plain, html = words
    with engine.connect() as connection, smtplib.SMTP("127.0.0.1", port) as session:
        while True:
            claimed = connection.execute(CLAIM, {"batch": BATCH}).all()
            connection.commit()
            if not claimed:
                return
            for id_, address in claimed:
                mail = EmailMessage()
                mail["From"], mail["To"], mail["Subject"] = "unit@unit.example", address, subject
                mail.set_content(plain)
                mail.add_alternative(html, subtype="html")
                session.send_message(mail)
                connection.execute(SENT, {"id": id_})
                connection.commit()
