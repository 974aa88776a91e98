"""Papers as they were given out: which ones a record has, and one more copy of one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from app.admin import archive
from app.formatting import joined, short_moment
from app.labels import label
from app.paper.reprint import copy_of
from app.rows import columns_of, fetch
from app.text import language
from db.nouns import Noun
from db.tables.papers import IssuedPaper
from db.vocabulary import PaperKind

Records = Mapping[PaperKind, tuple[Noun, Sequence[int]]]
"""Of each kind of paper the records that it may be stored with."""


@dataclass(frozen=True, slots=True)
class KeptPaper:
    """A paper that was given out: its newest copy."""

    id: int
    kind: PaperKind
    number: str
    noun_id: int
    issued_at: datetime

    @property
    def told(self) -> str:
        """The paper as a menu names it."""
        return joined(label(self.kind), self.number, short_moment(self.issued_at))


@dataclass(frozen=True, slots=True)
class KeptCopy:
    """The bytes of a kept paper, and which copy the next one is."""

    pdf: bytes
    copy: int
    language: str


def kept_of(session: Session, records: Records) -> tuple[KeptPaper, ...]:
    """The papers of these records, the first one first."""
    which = or_(
        *(
            and_(IssuedPaper.noun == noun, IssuedPaper.noun_id.in_(ids), IssuedPaper.kind == kind)
            for kind, (noun, ids) in records.items()
        )
    )
    wanted = select(*columns_of(KeptPaper, IssuedPaper)).where(which)
    found = fetch(session, KeptPaper, wanted.order_by(IssuedPaper.id))
    newest = {(one.kind, one.noun_id, one.number): one for one in found}
    return tuple(newest.values())


def one_more(session: Session, row: IssuedPaper, name: str) -> KeptCopy:
    """A kept paper for one more copy; prints of it are counted under a name."""
    return KeptCopy(row.pdf, row.copies + archive.prints(session, name) + 1, language())


def copied(facts: KeptCopy) -> bytes:
    """The kept paper, marked as the copy that it is."""
    return copy_of(facts.pdf, facts.copy, language=facts.language)
