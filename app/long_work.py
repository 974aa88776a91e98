"""Long work and how it is stopped, as `db/long_work.py` says, for who does not touch the tables."""

from db.long_work import WorkProgress, WorkStopped, check, no_return, part, step, watched

__all__ = ["WorkProgress", "WorkStopped", "check", "no_return", "part", "step", "watched"]
