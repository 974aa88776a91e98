"""The first store."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

DAY = sa.Date().with_variant(sa.Text(), "sqlite")
FLAG = sa.Boolean().with_variant(sa.Integer(), "sqlite")
HUNDREDTHS = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")

OVERLAPS_AND_AUDIT_SQLITE = (
    """
CREATE TRIGGER test_drive_car_insert BEFORE INSERT ON test_drive
WHEN NEW.state IN ('booked', 'out', 'blocked') AND NEW.car_id IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'test drive overlaps on car') WHERE EXISTS (
    SELECT 1 FROM test_drive AS other
    WHERE other.car_id = NEW.car_id AND other.id IS NOT NEW.id AND other.state IN ('booked', 'out', 'blocked')
      AND other.starts_at < NEW.held_until AND other.held_until > NEW.starts_at);
END
""",
    """
CREATE TRIGGER test_drive_car_update BEFORE UPDATE OF state, car_id, starts_at, held_until ON test_drive
WHEN NEW.state IN ('booked', 'out', 'blocked') AND NEW.car_id IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'test drive overlaps on car') WHERE EXISTS (
    SELECT 1 FROM test_drive AS other
    WHERE other.car_id = NEW.car_id AND other.id IS NOT NEW.id AND other.state IN ('booked', 'out', 'blocked')
      AND other.starts_at < NEW.held_until AND other.held_until > NEW.starts_at);
END
""",
    """
CREATE TRIGGER test_drive_consultant_insert BEFORE INSERT ON test_drive
WHEN NEW.state IN ('booked', 'out', 'blocked') AND NEW.consultant_id IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'test drive overlaps on consultant') WHERE EXISTS (
    SELECT 1 FROM test_drive AS other
    WHERE other.consultant_id = NEW.consultant_id AND other.id IS NOT NEW.id AND other.state IN ('booked', 'out', 'blocked')
      AND other.starts_at < NEW.ends_at AND other.ends_at > NEW.starts_at);
END
""",
    """
CREATE TRIGGER test_drive_consultant_update BEFORE UPDATE OF state, consultant_id, starts_at, ends_at ON test_drive
WHEN NEW.state IN ('booked', 'out', 'blocked') AND NEW.consultant_id IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'test drive overlaps on consultant') WHERE EXISTS (
    SELECT 1 FROM test_drive AS other
    WHERE other.consultant_id = NEW.consultant_id AND other.id IS NOT NEW.id AND other.state IN ('booked', 'out', 'blocked')
      AND other.starts_at < NEW.ends_at AND other.ends_at > NEW.starts_at);
END
""",
    "CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit rows are append-only'); END",
    "CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit rows are append-only'); END",
)
OVERLAPS_POSTGRESQL = (
    "CREATE EXTENSION IF NOT EXISTS btree_gist",
    "ALTER TABLE test_drive ADD CONSTRAINT ex_test_drive_car EXCLUDE USING gist"
    " (car_id WITH =, tstzrange(starts_at, held_until) WITH &&)"
    " WHERE (state IN ('booked', 'out', 'blocked'))",
    "ALTER TABLE test_drive ADD CONSTRAINT ex_test_drive_consultant EXCLUDE USING gist"
    " (consultant_id WITH =, tstzrange(starts_at, ends_at) WITH &&)"
    " WHERE (state IN ('booked', 'out', 'blocked') AND consultant_id IS NOT NULL)",
)
SEARCH_SQLITE = (
    "CREATE TABLE search_doc (\n\tid INTEGER NOT NULL, \n\tkind TEXT NOT NULL, \n\trecord INTEGER NOT NULL, \n\tday TEXT NOT NULL, "
    "\n\ttext TEXT NOT NULL, \n\tPRIMARY KEY (id), \n\tUNIQUE (kind, record)\n)\n STRICT\n\n",
    "CREATE INDEX ix_search_doc_recent ON search_doc (kind, id, record)",
    "CREATE VIRTUAL TABLE search_person USING fts5(grams, content='', detail=none, columnsize=0, tokenize=ascii)",
    "INSERT INTO search_person(search_person, rank) VALUES ('secure-delete', 1)",
    "CREATE VIRTUAL TABLE search_vehicle USING fts5(grams, content='', detail=none, columnsize=0, tokenize=ascii)",
    "INSERT INTO search_vehicle(search_vehicle, rank) VALUES ('secure-delete', 1)",
    "CREATE VIRTUAL TABLE search_repair_order USING fts5(grams, content='', detail=none, columnsize=0, tokenize=ascii)",
    "INSERT INTO search_repair_order(search_repair_order, rank) VALUES ('secure-delete', 1)",
)
SEARCH_POSTGRESQL = (
    "CREATE TABLE search_doc (\n\tid SERIAL NOT NULL, \n\tkind TEXT NOT NULL, \n\trecord INTEGER NOT NULL, \n\tday TEXT NOT NULL, "
    "\n\ttext TEXT NOT NULL, \n\tPRIMARY KEY (id), \n\tUNIQUE (kind, record)\n)\n\n",
    "CREATE INDEX ix_search_doc_recent ON search_doc (kind, id, record)",
    "CREATE TABLE search_gram (\n\tid SERIAL NOT NULL, \n\tgrams TEXT[] NOT NULL, \n\tPRIMARY KEY (id)\n)\n\n",
    "CREATE INDEX ix_search_gram_grams ON search_gram USING gin (grams)",
)


def upgrade() -> None:
    op.create_table(
        "bay",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("trade", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", FLAG, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bay")),
        sa.UniqueConstraint("name", name=op.f("uq_bay_name")),
        sqlite_strict=True,
    )
    op.create_table(
        "car_model",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("brand", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", FLAG, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_car_model")),
        sa.UniqueConstraint("brand", "name", name=op.f("uq_car_model_brand_name")),
        sqlite_strict=True,
    )
    op.create_table(
        "drive_route",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("kilometres", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("motorway", FLAG, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", FLAG, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drive_route")),
        sa.UniqueConstraint("name", name=op.f("uq_drive_route_name")),
        sqlite_strict=True,
    )
    op.create_table(
        "labour_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("trade", sa.Text(), nullable=False),
        sa.Column("hours", HUNDREDTHS, nullable=False),
        sa.Column("rate", HUNDREDTHS, nullable=False),
        sa.Column("active", FLAG, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("hours >= 0 AND rate >= 0", name=op.f("ck_labour_item_not_negative")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_labour_item")),
        sa.UniqueConstraint("code", name=op.f("uq_labour_item_code")),
        sqlite_strict=True,
    )
    op.create_table(
        "level",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("buys_within_days", sa.Integer(), nullable=True),
        sa.Column("contact_every_days", sa.Integer(), nullable=False),
        sa.Column("is_open", FLAG, nullable=False),
        sa.Column("active", FLAG, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_level")),
        sa.UniqueConstraint("code", name=op.f("uq_level_code")),
        sqlite_strict=True,
    )
    op.create_table(
        "part",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("brand", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("price", HUNDREDTHS, nullable=False),
        sa.Column("cost", HUNDREDTHS, nullable=True),
        sa.Column("stock", HUNDREDTHS, nullable=False),
        sa.Column("active", FLAG, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("price >= 0", name=op.f("ck_part_not_negative")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_part")),
        sa.UniqueConstraint("number", name=op.f("uq_part_number")),
        sqlite_strict=True,
    )
    op.create_table(
        "purpose",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_sales", FLAG, nullable=False),
        sa.Column("active", FLAG, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purpose")),
        sa.UniqueConstraint("name", name=op.f("uq_purpose_name")),
        sqlite_strict=True,
    )
    op.create_table(
        "sequence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("prefix", sa.Text(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sequence")),
        sa.UniqueConstraint("prefix", name=op.f("uq_sequence_prefix")),
        sqlite_strict=True,
    )
    op.create_table(
        "setting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setting")),
        sa.UniqueConstraint("name", name=op.f("uq_setting_name")),
        sqlite_strict=True,
    )
    op.create_table(
        "source",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("cost", HUNDREDTHS, nullable=True),
        sa.Column("active", FLAG, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
        sa.UniqueConstraint("name", name=op.f("uq_source_name")),
        sqlite_strict=True,
    )
    op.create_table(
        "staff",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("roles", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("on_duty", FLAG, nullable=False),
        sa.Column("active", FLAG, nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("locked_until", MOMENT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sqlite_strict=True,
    )
    op.create_table(
        "wording",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("clauses", sa.Text(), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wording")),
        sa.UniqueConstraint(
            "kind", "language", "edition", name=op.f("uq_wording_kind_language_edition")
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("workstation", sa.Text(), nullable=False),
        sa.Column("gesture", sa.Text(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("noun", sa.Text(), nullable=False),
        sa.Column("noun_id", sa.Integer(), nullable=True),
        sa.Column("old", sa.Text(), nullable=True),
        sa.Column("new", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_audit_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_gesture"), ["gesture"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_audit_noun_noun_id"), ["noun", "noun_id"], unique=False
        )

    op.create_table(
        "issued_paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("noun", sa.Text(), nullable=False),
        sa.Column("noun_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=True),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("pdf", sa.LargeBinary(), nullable=False),
        sa.Column("issued_at", MOMENT, nullable=False),
        sa.Column("issued_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["issued_by"], ["staff.id"], name=op.f("fk_issued_paper_issued_by_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issued_paper")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("issued_paper", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_issued_paper_noun_noun_id_kind"),
            ["noun", "noun_id", "kind"],
            unique=False,
        )

    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sex", sa.Text(), nullable=True),
        sa.Column("customer_class", sa.Text(), nullable=True),
        sa.Column("id_number", sa.Text(), nullable=True),
        sa.Column("born_on", DAY, nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("employer", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("alert", sa.Text(), nullable=True),
        sa.Column("do_not_contact", FLAG, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("merged_into", sa.Integer(), nullable=True),
        sa.Column("erased_at", MOMENT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["staff.id"], name=op.f("fk_person_created_by_staff")
        ),
        sa.ForeignKeyConstraint(
            ["merged_into"], ["person.id"], name=op.f("fk_person_merged_into_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_id_number"), ["id_number"], unique=False)
        batch_op.create_index(batch_op.f("ix_person_merged_into"), ["merged_into"], unique=False)

    op.create_table(
        "trim",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("model_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("gearbox", sa.Text(), nullable=False),
        sa.Column("energy", sa.Text(), nullable=False),
        sa.Column("list_price", HUNDREDTHS, nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", FLAG, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["model_id"], ["car_model.id"], name=op.f("fk_trim_model_id_car_model")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trim")),
        sa.UniqueConstraint("model_id", "name", name=op.f("uq_trim_model_id_name")),
        sqlite_strict=True,
    )
    op.create_table(
        "consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("notice_edition", sa.Integer(), nullable=False),
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("given_at", MOMENT, nullable=False),
        sa.Column("given_by", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["given_by"], ["staff.id"], name=op.f("fk_consent_given_by_staff")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_consent_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consent_person_id"), ["person_id"], unique=False)

    op.create_table(
        "demo_car",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plate", sa.Text(), nullable=False),
        sa.Column("vin", sa.Text(), nullable=True),
        sa.Column("trim_id", sa.Integer(), nullable=False),
        sa.Column("colour", sa.Text(), nullable=True),
        sa.Column("odometer", sa.Integer(), nullable=False),
        sa.Column("fuel", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", FLAG, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["trim_id"], ["trim.id"], name=op.f("fk_demo_car_trim_id_trim")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_demo_car")),
        sa.UniqueConstraint("plate", name=op.f("uq_demo_car_plate")),
        sqlite_strict=True,
    )
    op.create_table(
        "licence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("licence_class", sa.Text(), nullable=False),
        sa.Column("first_issued_on", DAY, nullable=True),
        sa.Column("expires_on", DAY, nullable=True),
        sa.Column("long_term", FLAG, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=True),
        sa.Column("seen_by", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_licence_person_id_person")
        ),
        sa.ForeignKeyConstraint(["seen_by"], ["staff.id"], name=op.f("fk_licence_seen_by_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_licence")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("licence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_licence_person_id"), ["person_id"], unique=True)

    op.create_table(
        "merge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("stayed_id", sa.Integer(), nullable=False),
        sa.Column("gone_id", sa.Integer(), nullable=False),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("undone_at", MOMENT, nullable=True),
        sa.Column("undone_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["gone_id"], ["person.id"], name=op.f("fk_merge_gone_id_person")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_merge_staff_id_staff")),
        sa.ForeignKeyConstraint(
            ["stayed_id"], ["person.id"], name=op.f("fk_merge_stayed_id_person")
        ),
        sa.ForeignKeyConstraint(["undone_by"], ["staff.id"], name=op.f("fk_merge_undone_by_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merge")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("merge", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_merge_gone_id"), ["gone_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_merge_stayed_id"), ["stayed_id"], unique=False)

    op.create_table(
        "phone",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_phone_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phone")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("phone", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_phone_number"), ["number"], unique=False)
        batch_op.create_index(batch_op.f("ix_phone_person_id"), ["person_id"], unique=False)

    op.create_table(
        "prospect",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("level_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("model_id", sa.Integer(), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("lost_reason", sa.Text(), nullable=True),
        sa.Column("confirmed_by", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["confirmed_by"], ["staff.id"], name=op.f("fk_prospect_confirmed_by_staff")
        ),
        sa.ForeignKeyConstraint(
            ["level_id"], ["level.id"], name=op.f("fk_prospect_level_id_level")
        ),
        sa.ForeignKeyConstraint(
            ["model_id"], ["car_model.id"], name=op.f("fk_prospect_model_id_car_model")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["staff.id"], name=op.f("fk_prospect_owner_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_prospect_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name=op.f("fk_prospect_source_id_source")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prospect")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("prospect", schema=None) as batch_op:
        batch_op.create_index(
            "ix_prospect_owner",
            ["owner_id", "level_id"],
            unique=False,
            sqlite_where=sa.text("state IN ('open', 'loss_asked')"),
            postgresql_where=sa.text("state IN ('open', 'loss_asked')"),
        )
        batch_op.create_index(batch_op.f("ix_prospect_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            "uq_prospect_live",
            ["person_id"],
            unique=True,
            sqlite_where=sa.text("state IN ('open', 'loss_asked')"),
            postgresql_where=sa.text("state IN ('open', 'loss_asked')"),
        )

    op.create_table(
        "vehicle",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("vin", sa.Text(), nullable=True),
        sa.Column("engine_number", sa.Text(), nullable=True),
        sa.Column("trim_id", sa.Integer(), nullable=True),
        sa.Column("model_name", sa.Text(), nullable=True),
        sa.Column("colour", sa.Text(), nullable=True),
        sa.Column("energy", sa.Text(), nullable=True),
        sa.Column("registered_on", DAY, nullable=True),
        sa.Column("odometer", sa.Integer(), nullable=True),
        sa.Column("bought_here", FLAG, nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("merged_into", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("odometer IS NULL OR odometer >= 0", name=op.f("ck_vehicle_odometer")),
        sa.ForeignKeyConstraint(
            ["merged_into"], ["vehicle.id"], name=op.f("fk_vehicle_merged_into_vehicle")
        ),
        sa.ForeignKeyConstraint(["trim_id"], ["trim.id"], name=op.f("fk_vehicle_trim_id_trim")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vehicle")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("vehicle", schema=None) as batch_op:
        batch_op.create_index("uq_vehicle_vin", ["vin"], unique=True)

    op.create_table(
        "visit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("arrived_at", MOMENT, nullable=False),
        sa.Column("left_at", MOMENT, nullable=True),
        sa.Column("party_size", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("addressed_as", sa.Text(), nullable=True),
        sa.Column("contact_kept", FLAG, nullable=False),
        sa.Column("first", FLAG, nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("purpose_id", sa.Integer(), nullable=False),
        sa.Column("model_id", sa.Integer(), nullable=True),
        sa.Column("level_id", sa.Integer(), nullable=True),
        sa.Column("consultant_id", sa.Integer(), nullable=True),
        sa.Column("received_by", sa.Integer(), nullable=False),
        sa.Column("area", sa.Text(), nullable=True),
        sa.Column("transport", sa.Text(), nullable=True),
        sa.Column("rivals", sa.Text(), nullable=True),
        sa.Column("course", sa.Text(), nullable=True),
        sa.Column("quoted", FLAG, nullable=False),
        sa.Column("trade_in", FLAG, nullable=False),
        sa.Column("instalment", FLAG, nullable=False),
        sa.Column("reviewed_at", MOMENT, nullable=True),
        sa.Column("reviewed_by", sa.Integer(), nullable=True),
        sa.Column("corrects", sa.Integer(), nullable=True),
        sa.Column("cancelled_at", MOMENT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "left_at IS NULL OR left_at >= arrived_at", name=op.f("ck_visit_leaves_after")
        ),
        sa.CheckConstraint("party_size BETWEEN 1 AND 99", name=op.f("ck_visit_party_size")),
        sa.ForeignKeyConstraint(
            ["consultant_id"], ["staff.id"], name=op.f("fk_visit_consultant_id_staff")
        ),
        sa.ForeignKeyConstraint(["corrects"], ["visit.id"], name=op.f("fk_visit_corrects_visit")),
        sa.ForeignKeyConstraint(["level_id"], ["level.id"], name=op.f("fk_visit_level_id_level")),
        sa.ForeignKeyConstraint(
            ["model_id"], ["car_model.id"], name=op.f("fk_visit_model_id_car_model")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_visit_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["purpose_id"], ["purpose.id"], name=op.f("fk_visit_purpose_id_purpose")
        ),
        sa.ForeignKeyConstraint(
            ["received_by"], ["staff.id"], name=op.f("fk_visit_received_by_staff")
        ),
        sa.ForeignKeyConstraint(
            ["reviewed_by"], ["staff.id"], name=op.f("fk_visit_reviewed_by_staff")
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name=op.f("fk_visit_source_id_source")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_visit_arrived_at"), ["arrived_at"], unique=False)
        batch_op.create_index(
            "ix_visit_inside",
            ["arrived_at"],
            unique=False,
            sqlite_where=sa.text("left_at IS NULL AND kind = 'walk_in' AND cancelled_at IS NULL"),
            postgresql_where=sa.text(
                "left_at IS NULL AND kind = 'walk_in' AND cancelled_at IS NULL"
            ),
        )
        batch_op.create_index(
            batch_op.f("ix_visit_person_id_arrived_at"), ["person_id", "arrived_at"], unique=False
        )

    op.create_table(
        "follow_up",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("prospect_id", sa.Integer(), nullable=True),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("done_at", MOMENT, nullable=True),
        sa.Column("done_by", sa.Integer(), nullable=True),
        sa.Column("way", sa.Text(), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["done_by"], ["staff.id"], name=op.f("fk_follow_up_done_by_staff")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_follow_up_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["prospect_id"], ["prospect.id"], name=op.f("fk_follow_up_prospect_id_prospect")
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_follow_up_staff_id_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("follow_up", schema=None) as batch_op:
        batch_op.create_index(
            "ix_follow_up_due",
            ["staff_id", "due_at"],
            unique=False,
            sqlite_where=sa.text("done_at IS NULL"),
            postgresql_where=sa.text("done_at IS NULL"),
        )
        batch_op.create_index(
            batch_op.f("ix_follow_up_person_id_due_at"), ["person_id", "due_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_follow_up_prospect_id"), ["prospect_id"], unique=False)

    op.create_table(
        "keeper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("vehicle_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("relation", sa.Text(), nullable=False),
        sa.Column("from_on", DAY, nullable=False),
        sa.Column("until_on", DAY, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_keeper_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["vehicle_id"], ["vehicle.id"], name=op.f("fk_keeper_vehicle_id_vehicle")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_keeper")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("keeper", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_keeper_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_keeper_vehicle_id_relation"), ["vehicle_id", "relation"], unique=False
        )

    op.create_table(
        "level_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("prospect_id", sa.Integer(), nullable=False),
        sa.Column("old_level_id", sa.Integer(), nullable=True),
        sa.Column("new_level_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["new_level_id"], ["level.id"], name=op.f("fk_level_change_new_level_id_level")
        ),
        sa.ForeignKeyConstraint(
            ["old_level_id"], ["level.id"], name=op.f("fk_level_change_old_level_id_level")
        ),
        sa.ForeignKeyConstraint(
            ["prospect_id"], ["prospect.id"], name=op.f("fk_level_change_prospect_id_prospect")
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_level_change_staff_id_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_level_change")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("level_change", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_level_change_prospect_id"), ["prospect_id"], unique=False
        )

    op.create_table(
        "plate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("vehicle_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("from_on", DAY, nullable=False),
        sa.Column("until_on", DAY, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["vehicle_id"], ["vehicle.id"], name=op.f("fk_plate_vehicle_id_vehicle")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plate")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("plate", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plate_number"), ["number"], unique=False)
        batch_op.create_index(batch_op.f("ix_plate_vehicle_id"), ["vehicle_id"], unique=False)
        batch_op.create_index(
            "uq_plate_current",
            ["number"],
            unique=True,
            sqlite_where=sa.text("until_on IS NULL"),
            postgresql_where=sa.text("until_on IS NULL"),
        )

    op.create_table(
        "repair_order",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("vehicle_id", sa.Integer(), nullable=False),
        sa.Column("plate", sa.Text(), nullable=True),
        sa.Column("model_name", sa.Text(), nullable=True),
        sa.Column("customer_id", sa.Integer(), nullable=True),
        sa.Column("payer_id", sa.Integer(), nullable=True),
        sa.Column("bringer_name", sa.Text(), nullable=True),
        sa.Column("bringer_phone", sa.Text(), nullable=True),
        sa.Column("advisor_id", sa.Integer(), nullable=False),
        sa.Column("technician_id", sa.Integer(), nullable=True),
        sa.Column("bay_id", sa.Integer(), nullable=True),
        sa.Column("service_type", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("stage_since", MOMENT, nullable=False),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.Column("promised_at", MOMENT, nullable=True),
        sa.Column("odometer_in", sa.Integer(), nullable=True),
        sa.Column("odometer_out", sa.Integer(), nullable=True),
        sa.Column("fuel", sa.Text(), nullable=True),
        sa.Column("belongings", sa.Text(), nullable=True),
        sa.Column("damage", sa.Text(), nullable=True),
        sa.Column("key_tag", sa.Text(), nullable=True),
        sa.Column("wash", FLAG, nullable=False),
        sa.Column("old_parts_back", FLAG, nullable=False),
        sa.Column("waits_in_store", FLAG, nullable=False),
        sa.Column("parts_expected_at", MOMENT, nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("internal_note", sa.Text(), nullable=True),
        sa.Column("contract_edition", sa.Integer(), nullable=True),
        sa.Column("signed_at", MOMENT, nullable=True),
        sa.Column("delivered_at", MOMENT, nullable=True),
        sa.Column("delivered_by", sa.Integer(), nullable=True),
        sa.Column("collected_by", sa.Text(), nullable=True),
        sa.Column("old_parts", sa.Text(), nullable=True),
        sa.Column("explained", sa.Text(), nullable=True),
        sa.Column("next_service_on", DAY, nullable=True),
        sa.Column("next_service_km", sa.Integer(), nullable=True),
        sa.Column("cancelled_reason", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "odometer_in IS NULL OR odometer_in >= 0", name=op.f("ck_repair_order_odometer")
        ),
        sa.ForeignKeyConstraint(
            ["advisor_id"], ["staff.id"], name=op.f("fk_repair_order_advisor_id_staff")
        ),
        sa.ForeignKeyConstraint(["bay_id"], ["bay.id"], name=op.f("fk_repair_order_bay_id_bay")),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["person.id"], name=op.f("fk_repair_order_customer_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["delivered_by"], ["staff.id"], name=op.f("fk_repair_order_delivered_by_staff")
        ),
        sa.ForeignKeyConstraint(
            ["payer_id"], ["person.id"], name=op.f("fk_repair_order_payer_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["technician_id"], ["staff.id"], name=op.f("fk_repair_order_technician_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["vehicle_id"], ["vehicle.id"], name=op.f("fk_repair_order_vehicle_id_vehicle")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_repair_order")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("repair_order", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_repair_order_customer_id_received_at"),
            ["customer_id", "received_at"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_repair_order_delivered_at"), ["delivered_at"], unique=False
        )
        batch_op.create_index(
            "ix_repair_order_in_shop",
            ["stage", "promised_at"],
            unique=False,
            sqlite_where=sa.text("stage NOT IN ('delivered', 'cancelled')"),
            postgresql_where=sa.text("stage NOT IN ('delivered', 'cancelled')"),
        )
        batch_op.create_index(
            "ix_repair_order_payer_id",
            ["payer_id"],
            unique=False,
            sqlite_where=sa.text("payer_id IS NOT NULL"),
            postgresql_where=sa.text("payer_id IS NOT NULL"),
        )
        batch_op.create_index(
            batch_op.f("ix_repair_order_received_at"), ["received_at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_repair_order_vehicle_id_received_at"),
            ["vehicle_id", "received_at"],
            unique=False,
        )
        batch_op.create_index(
            "uq_repair_order_key_tag",
            ["key_tag"],
            unique=True,
            sqlite_where=sa.text("stage NOT IN ('delivered', 'cancelled')"),
            postgresql_where=sa.text("stage NOT IN ('delivered', 'cancelled')"),
        )
        batch_op.create_index("uq_repair_order_number", ["number"], unique=True)

    op.create_table(
        "test_drive",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("car_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("visit_id", sa.Integer(), nullable=True),
        sa.Column("consultant_id", sa.Integer(), nullable=True),
        sa.Column("companion_id", sa.Integer(), nullable=True),
        sa.Column("route_id", sa.Integer(), nullable=True),
        sa.Column("rides", FLAG, nullable=False),
        sa.Column("drives", FLAG, nullable=False),
        sa.Column("starts_at", MOMENT, nullable=False),
        sa.Column("ends_at", MOMENT, nullable=False),
        sa.Column("held_until", MOMENT, nullable=False),
        sa.Column("booked_at", MOMENT, nullable=False),
        sa.Column("booked_by", sa.Integer(), nullable=False),
        sa.Column("licence_number", sa.Text(), nullable=True),
        sa.Column("licence_class", sa.Text(), nullable=True),
        sa.Column("licence_first_issued_on", DAY, nullable=True),
        sa.Column("licence_expires_on", DAY, nullable=True),
        sa.Column("override_reason", sa.Text(), nullable=True),
        sa.Column("override_by", sa.Integer(), nullable=True),
        sa.Column("agreement_edition", sa.Integer(), nullable=True),
        sa.Column("agreement_signed_at", MOMENT, nullable=True),
        sa.Column("out_at", MOMENT, nullable=True),
        sa.Column("out_km", sa.Integer(), nullable=True),
        sa.Column("out_fuel", sa.Text(), nullable=True),
        sa.Column("back_at", MOMENT, nullable=True),
        sa.Column("back_km", sa.Integer(), nullable=True),
        sa.Column("back_fuel", sa.Text(), nullable=True),
        sa.Column("damage", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "back_at IS NULL OR back_at >= out_at", name=op.f("ck_test_drive_back_after_out")
        ),
        sa.CheckConstraint(
            "back_km IS NULL OR back_km >= out_km", name=op.f("ck_test_drive_odometer")
        ),
        sa.CheckConstraint(
            "starts_at < ends_at AND ends_at <= held_until", name=op.f("ck_test_drive_span")
        ),
        sa.ForeignKeyConstraint(
            ["booked_by"], ["staff.id"], name=op.f("fk_test_drive_booked_by_staff")
        ),
        sa.ForeignKeyConstraint(
            ["car_id"], ["demo_car.id"], name=op.f("fk_test_drive_car_id_demo_car")
        ),
        sa.ForeignKeyConstraint(
            ["companion_id"], ["staff.id"], name=op.f("fk_test_drive_companion_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["consultant_id"], ["staff.id"], name=op.f("fk_test_drive_consultant_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["override_by"], ["staff.id"], name=op.f("fk_test_drive_override_by_staff")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_test_drive_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["route_id"], ["drive_route.id"], name=op.f("fk_test_drive_route_id_drive_route")
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"], ["visit.id"], name=op.f("fk_test_drive_visit_id_visit")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_test_drive")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("test_drive", schema=None) as batch_op:
        batch_op.create_index(
            "ix_test_drive_car",
            ["car_id", "starts_at"],
            unique=False,
            sqlite_where=sa.text("state IN ('booked', 'out', 'blocked')"),
            postgresql_where=sa.text("state IN ('booked', 'out', 'blocked')"),
        )
        batch_op.create_index(
            "ix_test_drive_consultant",
            ["consultant_id", "starts_at"],
            unique=False,
            sqlite_where=sa.text("state IN ('booked', 'out', 'blocked')"),
            postgresql_where=sa.text("state IN ('booked', 'out', 'blocked')"),
        )
        batch_op.create_index(
            batch_op.f("ix_test_drive_person_id_starts_at"),
            ["person_id", "starts_at"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_test_drive_starts_at"), ["starts_at"], unique=False)
        batch_op.create_index("uq_test_drive_number", ["number"], unique=True)

    op.create_table(
        "turn_skip",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("skipped_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["skipped_by"], ["staff.id"], name=op.f("fk_turn_skip_skipped_by_staff")
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_turn_skip_staff_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"], ["visit.id"], name=op.f("fk_turn_skip_visit_id_visit")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_turn_skip")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("turn_skip", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_turn_skip_at"), ["at"], unique=False)

    op.create_table(
        "visit_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_visit_step_staff_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"], ["visit.id"], name=op.f("fk_visit_step_visit_id_visit")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_step")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("visit_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_visit_step_visit_id"), ["visit_id"], unique=False)

    op.create_table(
        "approval",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("medium", sa.Text(), nullable=False),
        sa.Column("given_by", sa.Text(), nullable=False),
        sa.Column("total", HUNDREDTHS, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["order_id"], ["repair_order.id"], name=op.f("fk_approval_order_id_repair_order")
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_approval_staff_id_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("approval", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_approval_order_id"), ["order_id"], unique=False)

    op.create_table(
        "concern",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("finding", sa.Text(), nullable=True),
        sa.Column("cause", sa.Text(), nullable=True),
        sa.Column("correction", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["order_id"], ["repair_order.id"], name=op.f("fk_concern_order_id_repair_order")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("concern", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_concern_order_id"), ["order_id"], unique=False)

    op.create_table(
        "drive_feedback",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("test_drive_id", sa.Integer(), nullable=False),
        sa.Column("overall", sa.Integer(), nullable=False),
        sa.Column("power", sa.Integer(), nullable=True),
        sa.Column("handling", sa.Integer(), nullable=True),
        sa.Column("braking", sa.Integer(), nullable=True),
        sa.Column("comfort", sa.Integer(), nullable=True),
        sa.Column("noise", sa.Integer(), nullable=True),
        sa.Column("space", sa.Integer(), nullable=True),
        sa.Column("equipment", sa.Integer(), nullable=True),
        sa.Column("likes", sa.Text(), nullable=True),
        sa.Column("worries", sa.Text(), nullable=True),
        sa.Column("rival", sa.Text(), nullable=True),
        sa.Column("level_id", sa.Integer(), nullable=True),
        sa.Column("wants_contact", FLAG, nullable=False),
        sa.Column("given_at", MOMENT, nullable=False),
        sa.Column("taken_by", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("overall BETWEEN 1 AND 5", name=op.f("ck_drive_feedback_overall")),
        sa.ForeignKeyConstraint(
            ["level_id"], ["level.id"], name=op.f("fk_drive_feedback_level_id_level")
        ),
        sa.ForeignKeyConstraint(
            ["taken_by"], ["staff.id"], name=op.f("fk_drive_feedback_taken_by_staff")
        ),
        sa.ForeignKeyConstraint(
            ["test_drive_id"],
            ["test_drive.id"],
            name=op.f("fk_drive_feedback_test_drive_id_test_drive"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drive_feedback")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("drive_feedback", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_drive_feedback_test_drive_id"), ["test_drive_id"], unique=True
        )

    op.create_table(
        "payment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("amount", HUNDREDTHS, nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("taken_by", sa.Integer(), nullable=False),
        sa.CheckConstraint("amount <> 0", name=op.f("ck_payment_not_zero")),
        sa.ForeignKeyConstraint(
            ["order_id"], ["repair_order.id"], name=op.f("fk_payment_order_id_repair_order")
        ),
        sa.ForeignKeyConstraint(["taken_by"], ["staff.id"], name=op.f("fk_payment_taken_by_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("payment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_payment_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_payment_order_id"), ["order_id"], unique=False)
        batch_op.create_index("uq_payment_number", ["number"], unique=True)

    op.create_table(
        "promise_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("old_promise", MOMENT, nullable=True),
        sa.Column("new_promise", MOMENT, nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["order_id"], ["repair_order.id"], name=op.f("fk_promise_change_order_id_repair_order")
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_promise_change_staff_id_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promise_change")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("promise_change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_promise_change_order_id"), ["order_id"], unique=False)

    op.create_table(
        "settlement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("labour", HUNDREDTHS, nullable=False),
        sa.Column("material", HUNDREDTHS, nullable=False),
        sa.Column("other", HUNDREDTHS, nullable=False),
        sa.Column("discount", HUNDREDTHS, nullable=False),
        sa.Column("discount_reason", sa.Text(), nullable=True),
        sa.Column("total", HUNDREDTHS, nullable=False),
        sa.Column("settled_at", MOMENT, nullable=False),
        sa.Column("settled_by", sa.Integer(), nullable=False),
        sa.Column("reversed_at", MOMENT, nullable=True),
        sa.Column("reversed_reason", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "total = labour + material + other - discount", name=op.f("ck_settlement_adds_up")
        ),
        sa.ForeignKeyConstraint(
            ["order_id"], ["repair_order.id"], name=op.f("fk_settlement_order_id_repair_order")
        ),
        sa.ForeignKeyConstraint(
            ["settled_by"], ["staff.id"], name=op.f("fk_settlement_settled_by_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_settlement")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("settlement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_settlement_settled_at"), ["settled_at"], unique=False)
        batch_op.create_index("uq_settlement_number", ["number"], unique=True)
        batch_op.create_index(
            "uq_settlement_order",
            ["order_id"],
            unique=True,
            sqlite_where=sa.text("reversed_at IS NULL"),
            postgresql_where=sa.text("reversed_at IS NULL"),
        )

    op.create_table(
        "stage_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("old_stage", sa.Text(), nullable=True),
        sa.Column("new_stage", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["order_id"], ["repair_order.id"], name=op.f("fk_stage_change_order_id_repair_order")
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_stage_change_staff_id_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stage_change")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("stage_change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_stage_change_at"), ["at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_stage_change_order_id_at"), ["order_id", "at"], unique=False
        )

    op.create_table(
        "labour_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("concern_id", sa.Integer(), nullable=True),
        sa.Column("labour_item_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("trade", sa.Text(), nullable=False),
        sa.Column("hours", HUNDREDTHS, nullable=False),
        sa.Column("rate", HUNDREDTHS, nullable=False),
        sa.Column("fee", HUNDREDTHS, nullable=False),
        sa.Column("technician_id", sa.Integer(), nullable=True),
        sa.Column("additional", FLAG, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("approval_id", sa.Integer(), nullable=True),
        sa.Column("declined_reason", sa.Text(), nullable=True),
        sa.Column("finished_at", MOMENT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "hours >= 0 AND rate >= 0 AND fee >= 0", name=op.f("ck_labour_line_not_negative")
        ),
        sa.ForeignKeyConstraint(
            ["approval_id"], ["approval.id"], name=op.f("fk_labour_line_approval_id_approval")
        ),
        sa.ForeignKeyConstraint(
            ["concern_id"], ["concern.id"], name=op.f("fk_labour_line_concern_id_concern")
        ),
        sa.ForeignKeyConstraint(
            ["labour_item_id"],
            ["labour_item.id"],
            name=op.f("fk_labour_line_labour_item_id_labour_item"),
        ),
        sa.ForeignKeyConstraint(
            ["order_id"], ["repair_order.id"], name=op.f("fk_labour_line_order_id_repair_order")
        ),
        sa.ForeignKeyConstraint(
            ["technician_id"], ["staff.id"], name=op.f("fk_labour_line_technician_id_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_labour_line")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("labour_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_labour_line_order_id"), ["order_id"], unique=False)

    op.create_table(
        "other_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("amount", HUNDREDTHS, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("approval_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_other_line_not_negative")),
        sa.ForeignKeyConstraint(
            ["approval_id"], ["approval.id"], name=op.f("fk_other_line_approval_id_approval")
        ),
        sa.ForeignKeyConstraint(
            ["order_id"], ["repair_order.id"], name=op.f("fk_other_line_order_id_repair_order")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_other_line")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("other_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_other_line_order_id"), ["order_id"], unique=False)

    op.create_table(
        "part_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("part_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("brand", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("quantity", HUNDREDTHS, nullable=False),
        sa.Column("price", HUNDREDTHS, nullable=False),
        sa.Column("amount", HUNDREDTHS, nullable=False),
        sa.Column("by_customer", FLAG, nullable=False),
        sa.Column("additional", FLAG, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("approval_id", sa.Integer(), nullable=True),
        sa.Column("declined_reason", sa.Text(), nullable=True),
        sa.Column("arrived", FLAG, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "quantity > 0 AND price >= 0 AND amount >= 0", name=op.f("ck_part_line_not_negative")
        ),
        sa.ForeignKeyConstraint(
            ["approval_id"], ["approval.id"], name=op.f("fk_part_line_approval_id_approval")
        ),
        sa.ForeignKeyConstraint(
            ["order_id"], ["repair_order.id"], name=op.f("fk_part_line_order_id_repair_order")
        ),
        sa.ForeignKeyConstraint(["part_id"], ["part.id"], name=op.f("fk_part_line_part_id_part")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_part_line")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("part_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_part_line_order_id"), ["order_id"], unique=False)
    sqlite = op.get_context().dialect.name == "sqlite"
    guards = OVERLAPS_AND_AUDIT_SQLITE if sqlite else OVERLAPS_POSTGRESQL
    for statement in (*guards, *(SEARCH_SQLITE if sqlite else SEARCH_POSTGRESQL)):
        op.execute(statement)
