"""The installed program: its packages `app`, `db`, `ui` and `resources` lie in this folder."""
