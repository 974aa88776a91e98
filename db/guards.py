"""What the database itself refuses: overlapping test drives, and changes to audit rows."""

CAR_HELD = "'booked', 'out', 'blocked'"
MESSAGE_CAR = "test drive overlaps on car"
MESSAGE_CONSULTANT = "test drive overlaps on consultant"

_TRIGGER = """
CREATE TRIGGER test_drive_{who}_{when} BEFORE {event} ON test_drive
WHEN NEW.state IN ({held}) AND NEW.{column} IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, '{message}') WHERE EXISTS (
    SELECT 1 FROM test_drive AS other
    WHERE other.{column} = NEW.{column} AND other.id IS NOT NEW.id AND other.state IN ({held})
      AND other.starts_at < NEW.{end} AND other.{end} > NEW.starts_at);
END
"""

SQLITE = tuple(
    _TRIGGER.format(who=who, when=when, event=event, held=CAR_HELD, column=column, end=end, message=message)
    for who, column, end, message in (
        ("car", "car_id", "held_until", MESSAGE_CAR),
        ("consultant", "consultant_id", "ends_at", MESSAGE_CONSULTANT),
    )
    for when, event in (
        ("insert", "INSERT"),
        ("update", f"UPDATE OF state, {column}, starts_at, {end}"),
    )
)

POSTGRESQL = (
    "CREATE EXTENSION IF NOT EXISTS btree_gist",
    f"ALTER TABLE test_drive ADD CONSTRAINT ex_test_drive_car EXCLUDE USING gist (car_id WITH =, tstzrange(starts_at, held_until) WITH &&) "
    f"WHERE (state IN ({CAR_HELD}))",
    f"ALTER TABLE test_drive ADD CONSTRAINT ex_test_drive_consultant EXCLUDE USING gist "
    f"(consultant_id WITH =, tstzrange(starts_at, ends_at) WITH &&) WHERE (state IN ({CAR_HELD}) AND consultant_id IS NOT NULL)",
)

APPEND_ONLY_SQLITE = tuple(
    f"CREATE TRIGGER audit_no_{event.lower()} BEFORE {event} ON audit BEGIN SELECT RAISE(ABORT, 'audit rows are append-only'); END"
    for event in ("UPDATE", "DELETE")
)
