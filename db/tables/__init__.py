"""Tables, constraints and indexes, one file per area; `db.tables.all` names every one of them."""
