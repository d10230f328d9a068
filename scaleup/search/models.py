"""The index: which word leads to what, and which pieces each word has. It can always be made again from the names."""

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from scaleup.core.base import Base, BigId, one_of
from scaleup.search.rules import LONGEST_WORD, Kind

Folded = String(LONGEST_WORD).with_variant(String(LONGEST_WORD, collation="C"), "postgresql")
"""Sorted by code point, so that words that begin alike stand together on both databases."""


class NameWord(Base):
    """A word by which something is found. The subject is a plain value: a row of a name that is gone is swept."""

    __tablename__ = "name_word"
    __table_args__ = (one_of("kind", Kind), Index(None, "kind", "subject_id"))

    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    word: Mapped[str] = mapped_column(Folded, primary_key=True)
    subject_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)


class WordPiece(Base):
    """A piece of three letters, and a word that has it: how a misspelt word finds its like."""

    __tablename__ = "word_piece"

    piece: Mapped[str] = mapped_column(String(3).with_variant(String(3, collation="C"), "postgresql"), primary_key=True)
    word: Mapped[str] = mapped_column(Folded, primary_key=True)
