-- written by `make schema`; the sum of the revisions is 3d615672f1c21edce3d4f6fbdba1df09a35c78bc8d471f8999c2d08847649722;

CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

CREATE TABLE bay (
	id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	trade TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	active INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_bay PRIMARY KEY (id), 
	CONSTRAINT uq_bay_name UNIQUE (name)
, CONSTRAINT ck_bay_name CHECK (length(name) <= 40), CONSTRAINT ck_bay_position CHECK (position BETWEEN -99999 AND 99999))
 STRICT

;

CREATE TABLE car_model (
	id INTEGER NOT NULL, 
	brand TEXT NOT NULL, 
	name TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	active INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_car_model PRIMARY KEY (id), 
	CONSTRAINT uq_car_model_brand_name UNIQUE (brand, name)
, CONSTRAINT ck_car_model_brand CHECK (length(brand) <= 40), CONSTRAINT ck_car_model_name CHECK (length(name) <= 40), CONSTRAINT ck_car_model_position CHECK (position BETWEEN -99999 AND 99999))
 STRICT

;

CREATE TABLE drive_route (
	id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	description TEXT, 
	kilometres INTEGER NOT NULL, 
	minutes INTEGER NOT NULL, 
	motorway INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	active INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_drive_route PRIMARY KEY (id), 
	CONSTRAINT uq_drive_route_name UNIQUE (name)
, CONSTRAINT ck_drive_route_description CHECK (description IS NULL OR length(description) <= 200), CONSTRAINT ck_drive_route_name CHECK (length(name) <= 40), CONSTRAINT ck_drive_route_kilometres CHECK (kilometres BETWEEN 1 AND 9999), CONSTRAINT ck_drive_route_minutes CHECK (minutes BETWEEN 1 AND 1440), CONSTRAINT ck_drive_route_position CHECK (position BETWEEN -99999 AND 99999))
 STRICT

;

CREATE TABLE labour_item (
	id INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	name TEXT NOT NULL, 
	trade TEXT NOT NULL, 
	hours INTEGER NOT NULL, 
	rate INTEGER NOT NULL, 
	active INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_labour_item PRIMARY KEY (id), 
	CONSTRAINT uq_labour_item_code UNIQUE (code)
, CONSTRAINT ck_labour_item_code CHECK (length(code) <= 20), CONSTRAINT ck_labour_item_name CHECK (length(name) <= 80), CONSTRAINT ck_labour_item_hours CHECK (hours BETWEEN 0 AND 999999), CONSTRAINT ck_labour_item_rate CHECK (rate BETWEEN 0 AND 9999999999))
 STRICT

;

CREATE TABLE level (
	id INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	name TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	buys_within_days INTEGER, 
	contact_every_days INTEGER NOT NULL, 
	is_open INTEGER NOT NULL, 
	active INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_level PRIMARY KEY (id), 
	CONSTRAINT uq_level_code UNIQUE (code)
, CONSTRAINT ck_level_code CHECK (length(code) <= 4), CONSTRAINT ck_level_name CHECK (length(name) <= 40), CONSTRAINT ck_level_buys_within_days CHECK (buys_within_days IS NULL OR buys_within_days BETWEEN 1 AND 3650), CONSTRAINT ck_level_contact_every_days CHECK (contact_every_days BETWEEN 1 AND 3650), CONSTRAINT ck_level_position CHECK (position BETWEEN -99999 AND 99999))
 STRICT

;

CREATE TABLE part (
	id INTEGER NOT NULL, 
	number TEXT NOT NULL, 
	name TEXT NOT NULL, 
	brand TEXT, 
	kind TEXT NOT NULL, 
	unit TEXT NOT NULL, 
	price INTEGER NOT NULL, 
	cost INTEGER, 
	stock INTEGER NOT NULL, 
	active INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_part PRIMARY KEY (id), 
	CONSTRAINT uq_part_number UNIQUE (number)
, CONSTRAINT ck_part_brand CHECK (brand IS NULL OR length(brand) <= 40), CONSTRAINT ck_part_name CHECK (length(name) <= 80), CONSTRAINT ck_part_number CHECK (length(number) <= 40), CONSTRAINT ck_part_unit CHECK (length(unit) <= 8), CONSTRAINT ck_part_cost CHECK (cost IS NULL OR cost BETWEEN 0 AND 9999999999), CONSTRAINT ck_part_price CHECK (price BETWEEN 0 AND 9999999999), CONSTRAINT ck_part_stock CHECK (stock BETWEEN 0 AND 9999999))
 STRICT

;

CREATE TABLE purpose (
	id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	is_sales INTEGER NOT NULL, 
	active INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_purpose PRIMARY KEY (id), 
	CONSTRAINT uq_purpose_name UNIQUE (name)
, CONSTRAINT ck_purpose_name CHECK (length(name) <= 40), CONSTRAINT ck_purpose_position CHECK (position BETWEEN -99999 AND 99999))
 STRICT

;

CREATE TABLE sequence (
	id INTEGER NOT NULL, 
	prefix TEXT NOT NULL, 
	last INTEGER NOT NULL, 
	CONSTRAINT pk_sequence PRIMARY KEY (id), 
	CONSTRAINT uq_sequence_prefix UNIQUE (prefix)
, CONSTRAINT ck_sequence_prefix CHECK (length(prefix) <= 40), CONSTRAINT ck_sequence_last CHECK (last BETWEEN 0 AND 99999999))
 STRICT

;

CREATE TABLE setting (
	id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	value TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_setting PRIMARY KEY (id), 
	CONSTRAINT uq_setting_name UNIQUE (name)
, CONSTRAINT ck_setting_name CHECK (length(name) <= 64), CONSTRAINT ck_setting_value CHECK (length(value) <= 2000000))
 STRICT

;

CREATE TABLE source (
	id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	cost INTEGER, 
	active INTEGER NOT NULL, 
	version INTEGER NOT NULL, begins_on TEXT, ends_on TEXT, lead_target INTEGER, 
	CONSTRAINT pk_source PRIMARY KEY (id), 
	CONSTRAINT uq_source_name UNIQUE (name)
, CONSTRAINT ck_source_name CHECK (length(name) <= 40), CONSTRAINT ck_source_cost CHECK (cost IS NULL OR cost BETWEEN 0 AND 9999999999), CONSTRAINT ck_source_position CHECK (position BETWEEN -99999 AND 99999), CONSTRAINT ck_source_lead_target CHECK (lead_target IS NULL OR lead_target BETWEEN 0 AND 9999))
 STRICT

;

CREATE TABLE staff (
	id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	roles TEXT NOT NULL, 
	phone TEXT, 
	on_duty INTEGER NOT NULL, 
	active INTEGER NOT NULL, 
	password_hash TEXT, 
	failures INTEGER NOT NULL, 
	locked_until TEXT, 
	version INTEGER NOT NULL, locked_on TEXT, locked_uptime INTEGER, trades TEXT NOT NULL, team_id INTEGER CONSTRAINT fk_staff_team_id_team REFERENCES team(id), leads_team INTEGER NOT NULL, pin_hash TEXT, pin_failures INTEGER NOT NULL, pin_locked_until TEXT, pin_locked_on TEXT, pin_locked_uptime INTEGER, licence_class TEXT, licensed_since TEXT, 
	CONSTRAINT pk_staff PRIMARY KEY (id)
, CONSTRAINT ck_staff_name CHECK (length(name) <= 40), CONSTRAINT ck_staff_password_hash CHECK (password_hash IS NULL OR length(password_hash) <= 400), CONSTRAINT ck_staff_phone CHECK (phone IS NULL OR length(phone) <= 32), CONSTRAINT ck_staff_failures CHECK (failures BETWEEN 0 AND 999999), CONSTRAINT ck_staff_locked_on CHECK (locked_on IS NULL OR length(locked_on) <= 255), CONSTRAINT ck_staff_locked_uptime CHECK (locked_uptime IS NULL OR locked_uptime BETWEEN 0 AND 2000000000), CONSTRAINT ck_staff_pin_failures CHECK (pin_failures BETWEEN 0 AND 999999), CONSTRAINT ck_staff_pin_hash CHECK (pin_hash IS NULL OR length(pin_hash) <= 400), CONSTRAINT ck_staff_pin_locked_on CHECK (pin_locked_on IS NULL OR length(pin_locked_on) <= 255), CONSTRAINT ck_staff_pin_locked_uptime CHECK (pin_locked_uptime IS NULL OR pin_locked_uptime BETWEEN 0 AND 2000000000))
 STRICT

;

CREATE TABLE wording (
	id INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	language TEXT NOT NULL, 
	edition INTEGER NOT NULL, 
	clauses TEXT NOT NULL, 
	since TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_wording PRIMARY KEY (id), 
	CONSTRAINT uq_wording_kind_language_edition UNIQUE (kind, language, edition)
, CONSTRAINT ck_wording_clauses CHECK (length(clauses) <= 12000), CONSTRAINT ck_wording_language CHECK (length(language) <= 16), CONSTRAINT ck_wording_edition CHECK (edition BETWEEN 1 AND 99999))
 STRICT

;

CREATE TABLE audit (
	id INTEGER NOT NULL, 
	at TEXT NOT NULL, 
	staff_id INTEGER, 
	workstation TEXT NOT NULL, 
	gesture TEXT NOT NULL, 
	act TEXT NOT NULL, 
	noun TEXT NOT NULL, 
	noun_id INTEGER, 
	old TEXT, 
	new TEXT, 
	reason TEXT, seal TEXT, mac TEXT, 
	CONSTRAINT pk_audit PRIMARY KEY (id), 
	CONSTRAINT fk_audit_staff_id_staff FOREIGN KEY(staff_id) REFERENCES staff (id)
, CONSTRAINT ck_audit_gesture CHECK (length(gesture) <= 64), CONSTRAINT ck_audit_new CHECK (new IS NULL OR length(new) <= 1000000), CONSTRAINT ck_audit_noun CHECK (length(noun) <= 40), CONSTRAINT ck_audit_old CHECK (old IS NULL OR length(old) <= 1000000), CONSTRAINT ck_audit_reason CHECK (reason IS NULL OR length(reason) <= 2000), CONSTRAINT ck_audit_workstation CHECK (length(workstation) <= 255), CONSTRAINT ck_audit_seal CHECK (seal IS NULL OR length(seal) <= 32), CONSTRAINT ck_audit_mac CHECK (mac IS NULL OR length(mac) <= 32))
 STRICT

;

CREATE TABLE issued_paper (
	id INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	noun TEXT NOT NULL, 
	noun_id INTEGER NOT NULL, 
	number TEXT NOT NULL, 
	language TEXT NOT NULL, 
	edition INTEGER, 
	copies INTEGER NOT NULL, 
	sha256 TEXT NOT NULL, 
	pdf BLOB NOT NULL, 
	issued_at TEXT NOT NULL, 
	issued_by INTEGER NOT NULL, 
	CONSTRAINT pk_issued_paper PRIMARY KEY (id), 
	CONSTRAINT fk_issued_paper_issued_by_staff FOREIGN KEY(issued_by) REFERENCES staff (id)
, CONSTRAINT ck_issued_paper_language CHECK (length(language) <= 16), CONSTRAINT ck_issued_paper_noun CHECK (length(noun) <= 40), CONSTRAINT ck_issued_paper_number CHECK (length(number) <= 40), CONSTRAINT ck_issued_paper_sha256 CHECK (length(sha256) <= 64), CONSTRAINT ck_issued_paper_copies CHECK (copies BETWEEN 1 AND 99999), CONSTRAINT ck_issued_paper_edition CHECK (edition IS NULL OR edition BETWEEN 1 AND 99999))
 STRICT

;

CREATE TABLE person (
	id INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	name TEXT NOT NULL, 
	sex TEXT, 
	customer_class TEXT, 
	id_number TEXT, 
	born_on TEXT, 
	address TEXT, 
	employer TEXT, 
	note TEXT, 
	alert TEXT, 
	do_not_contact INTEGER NOT NULL, 
	created_at TEXT NOT NULL, 
	created_by INTEGER, 
	merged_into INTEGER, 
	erased_at TEXT, 
	version INTEGER NOT NULL, cash_only INTEGER NOT NULL DEFAULT 0, complaint TEXT CONSTRAINT ck_person_complaint CHECK (complaint IS NULL OR length(complaint) <= 200), credit_limit INTEGER, credit_days INTEGER, 
	CONSTRAINT pk_person PRIMARY KEY (id), 
	CONSTRAINT fk_person_created_by_staff FOREIGN KEY(created_by) REFERENCES staff (id), 
	CONSTRAINT fk_person_merged_into_person FOREIGN KEY(merged_into) REFERENCES person (id)
, CONSTRAINT ck_person_address CHECK (address IS NULL OR length(address) <= 200), CONSTRAINT ck_person_alert CHECK (alert IS NULL OR length(alert) <= 200), CONSTRAINT ck_person_employer CHECK (employer IS NULL OR length(employer) <= 100), CONSTRAINT ck_person_id_number CHECK (id_number IS NULL OR length(id_number) <= 64), CONSTRAINT ck_person_note CHECK (note IS NULL OR length(note) <= 500), CONSTRAINT ck_person_name CHECK (length(name) <= 120), CONSTRAINT ck_person_credit_limit CHECK (credit_limit IS NULL OR credit_limit BETWEEN 0 AND 9999999999), CONSTRAINT ck_person_credit_days CHECK (credit_days IS NULL OR credit_days BETWEEN 0 AND 365))
 STRICT

;

CREATE TABLE trim (
	id INTEGER NOT NULL, 
	model_id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	gearbox TEXT NOT NULL, 
	energy TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	active INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_trim PRIMARY KEY (id), 
	CONSTRAINT fk_trim_model_id_car_model FOREIGN KEY(model_id) REFERENCES car_model (id), 
	CONSTRAINT uq_trim_model_id_name UNIQUE (model_id, name)
, CONSTRAINT ck_trim_name CHECK (length(name) <= 60), CONSTRAINT ck_trim_position CHECK (position BETWEEN -99999 AND 99999))
 STRICT

;

CREATE TABLE consent (
	id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	purpose TEXT NOT NULL, 
	notice_edition INTEGER NOT NULL, 
	way TEXT NOT NULL, 
	given_at TEXT NOT NULL, 
	given_by INTEGER NOT NULL, 
	withdrawn_at TEXT, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_consent PRIMARY KEY (id), 
	CONSTRAINT fk_consent_given_by_staff FOREIGN KEY(given_by) REFERENCES staff (id), 
	CONSTRAINT fk_consent_person_id_person FOREIGN KEY(person_id) REFERENCES person (id)
, CONSTRAINT ck_consent_way CHECK (length(way) <= 80), CONSTRAINT ck_consent_notice_edition CHECK (notice_edition BETWEEN 0 AND 99999))
 STRICT

;

CREATE TABLE demo_car (
	id INTEGER NOT NULL, 
	plate TEXT NOT NULL, 
	vin TEXT, 
	trim_id INTEGER NOT NULL, 
	colour TEXT, 
	odometer INTEGER NOT NULL, 
	fuel TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	active INTEGER NOT NULL, 
	version INTEGER NOT NULL, lent INTEGER NOT NULL DEFAULT 0, 
	CONSTRAINT pk_demo_car PRIMARY KEY (id), 
	CONSTRAINT fk_demo_car_trim_id_trim FOREIGN KEY(trim_id) REFERENCES trim (id), 
	CONSTRAINT uq_demo_car_plate UNIQUE (plate)
, CONSTRAINT ck_demo_car_colour CHECK (colour IS NULL OR length(colour) <= 40), CONSTRAINT ck_demo_car_plate CHECK (length(plate) <= 16), CONSTRAINT ck_demo_car_vin CHECK (vin IS NULL OR length(vin) <= 32), CONSTRAINT ck_demo_car_odometer CHECK (odometer BETWEEN 0 AND 9999999), CONSTRAINT ck_demo_car_position CHECK (position BETWEEN -99999 AND 99999))
 STRICT

;

CREATE TABLE licence (
	id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	number TEXT NOT NULL, 
	licence_class TEXT NOT NULL, 
	first_issued_on TEXT, 
	expires_on TEXT, 
	long_term INTEGER NOT NULL, 
	seen_at TEXT, 
	seen_by INTEGER, 
	version INTEGER NOT NULL, document TEXT NOT NULL DEFAULT 'id_card', 
	CONSTRAINT pk_licence PRIMARY KEY (id), 
	CONSTRAINT fk_licence_person_id_person FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT fk_licence_seen_by_staff FOREIGN KEY(seen_by) REFERENCES staff (id)
, CONSTRAINT ck_licence_number CHECK (length(number) <= 32))
 STRICT

;

CREATE TABLE merge (
	id INTEGER NOT NULL, 
	stayed_id INTEGER NOT NULL, 
	gone_id INTEGER NOT NULL, 
	changes TEXT NOT NULL, 
	at TEXT NOT NULL, 
	staff_id INTEGER, 
	undone_at TEXT, 
	undone_by INTEGER, 
	CONSTRAINT pk_merge PRIMARY KEY (id), 
	CONSTRAINT fk_merge_gone_id_person FOREIGN KEY(gone_id) REFERENCES person (id), 
	CONSTRAINT fk_merge_staff_id_staff FOREIGN KEY(staff_id) REFERENCES staff (id), 
	CONSTRAINT fk_merge_stayed_id_person FOREIGN KEY(stayed_id) REFERENCES person (id), 
	CONSTRAINT fk_merge_undone_by_staff FOREIGN KEY(undone_by) REFERENCES staff (id)
, CONSTRAINT ck_merge_changes CHECK (length(changes) <= 5000000))
 STRICT

;

CREATE TABLE phone (
	id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	number TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	note TEXT, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_phone PRIMARY KEY (id), 
	CONSTRAINT fk_phone_person_id_person FOREIGN KEY(person_id) REFERENCES person (id)
, CONSTRAINT ck_phone_note CHECK (note IS NULL OR length(note) <= 80), CONSTRAINT ck_phone_number CHECK (length(number) <= 32), CONSTRAINT ck_phone_position CHECK (position BETWEEN -99999 AND 99999))
 STRICT

;

CREATE TABLE prospect (
	id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	owner_id INTEGER NOT NULL, 
	level_id INTEGER NOT NULL, 
	state TEXT NOT NULL, 
	model_id INTEGER, 
	source_id INTEGER, 
	opened_at TEXT NOT NULL, 
	closed_at TEXT, 
	lost_reason TEXT, 
	confirmed_by INTEGER, 
	version INTEGER NOT NULL, loss_asked_at TEXT, loss_reason TEXT, rival TEXT, rival_price INTEGER, loss_answer TEXT, revived_at TEXT, received_by INTEGER CONSTRAINT fk_prospect_received_by_staff REFERENCES staff(id), 
	CONSTRAINT pk_prospect PRIMARY KEY (id), 
	CONSTRAINT fk_prospect_confirmed_by_staff FOREIGN KEY(confirmed_by) REFERENCES staff (id), 
	CONSTRAINT fk_prospect_level_id_level FOREIGN KEY(level_id) REFERENCES level (id), 
	CONSTRAINT fk_prospect_model_id_car_model FOREIGN KEY(model_id) REFERENCES car_model (id), 
	CONSTRAINT fk_prospect_owner_id_staff FOREIGN KEY(owner_id) REFERENCES staff (id), 
	CONSTRAINT fk_prospect_person_id_person FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT fk_prospect_source_id_source FOREIGN KEY(source_id) REFERENCES source (id)
, CONSTRAINT ck_prospect_loss_answer CHECK (loss_answer IS NULL OR length(loss_answer) <= 500), CONSTRAINT ck_prospect_lost_reason CHECK (lost_reason IS NULL OR length(lost_reason) <= 500), CONSTRAINT ck_prospect_rival CHECK (rival IS NULL OR length(rival) <= 80), CONSTRAINT ck_prospect_rival_price CHECK (rival_price IS NULL OR rival_price BETWEEN 0 AND 9999999999))
 STRICT

;

CREATE TABLE vehicle (
	id INTEGER NOT NULL, 
	vin TEXT, 
	engine_number TEXT, 
	trim_id INTEGER, 
	model_name TEXT, 
	colour TEXT, 
	energy TEXT, 
	registered_on TEXT, 
	odometer INTEGER, 
	bought_here INTEGER NOT NULL, 
	note TEXT, 
	created_at TEXT NOT NULL, 
	merged_into INTEGER, 
	version INTEGER NOT NULL, recall TEXT CONSTRAINT ck_vehicle_recall CHECK (recall IS NULL OR length(recall) <= 200), body_type TEXT CONSTRAINT ck_vehicle_body_type CHECK (body_type IS NULL OR length(body_type) <= 40), car_use TEXT, invoiced_on TEXT, delivered_on TEXT, invoice_price INTEGER, 
	CONSTRAINT pk_vehicle PRIMARY KEY (id), 
	CONSTRAINT fk_vehicle_merged_into_vehicle FOREIGN KEY(merged_into) REFERENCES vehicle (id), 
	CONSTRAINT fk_vehicle_trim_id_trim FOREIGN KEY(trim_id) REFERENCES trim (id)
, CONSTRAINT ck_vehicle_colour CHECK (colour IS NULL OR length(colour) <= 40), CONSTRAINT ck_vehicle_engine_number CHECK (engine_number IS NULL OR length(engine_number) <= 40), CONSTRAINT ck_vehicle_model_name CHECK (model_name IS NULL OR length(model_name) <= 80), CONSTRAINT ck_vehicle_note CHECK (note IS NULL OR length(note) <= 500), CONSTRAINT ck_vehicle_vin CHECK (vin IS NULL OR length(vin) <= 32), CONSTRAINT ck_vehicle_odometer CHECK (odometer IS NULL OR odometer BETWEEN 0 AND 9999999), CONSTRAINT ck_vehicle_invoice_price CHECK (invoice_price IS NULL OR invoice_price BETWEEN 0 AND 9999999999))
 STRICT

;

CREATE TABLE visit (
	id INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	arrived_at TEXT NOT NULL, 
	left_at TEXT, 
	party_size INTEGER NOT NULL, 
	person_id INTEGER, 
	addressed_as TEXT, 
	contact_kept INTEGER NOT NULL, 
	first INTEGER NOT NULL, 
	source_id INTEGER, 
	purpose_id INTEGER NOT NULL, 
	model_id INTEGER, 
	level_id INTEGER, 
	consultant_id INTEGER, 
	received_by INTEGER NOT NULL, 
	area TEXT, 
	transport TEXT, 
	rivals TEXT, 
	course TEXT, 
	quoted INTEGER NOT NULL, 
	trade_in INTEGER NOT NULL, 
	instalment INTEGER NOT NULL, 
	reviewed_at TEXT, 
	reviewed_by INTEGER, 
	corrects INTEGER, 
	cancelled_at TEXT, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_visit PRIMARY KEY (id), 
	CONSTRAINT ck_visit_leaves_after CHECK (left_at IS NULL OR left_at >= arrived_at), 
	CONSTRAINT ck_visit_party_size CHECK (party_size BETWEEN 1 AND 99), 
	CONSTRAINT fk_visit_consultant_id_staff FOREIGN KEY(consultant_id) REFERENCES staff (id), 
	CONSTRAINT fk_visit_corrects_visit FOREIGN KEY(corrects) REFERENCES visit (id), 
	CONSTRAINT fk_visit_level_id_level FOREIGN KEY(level_id) REFERENCES level (id), 
	CONSTRAINT fk_visit_model_id_car_model FOREIGN KEY(model_id) REFERENCES car_model (id), 
	CONSTRAINT fk_visit_person_id_person FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT fk_visit_purpose_id_purpose FOREIGN KEY(purpose_id) REFERENCES purpose (id), 
	CONSTRAINT fk_visit_received_by_staff FOREIGN KEY(received_by) REFERENCES staff (id), 
	CONSTRAINT fk_visit_reviewed_by_staff FOREIGN KEY(reviewed_by) REFERENCES staff (id), 
	CONSTRAINT fk_visit_source_id_source FOREIGN KEY(source_id) REFERENCES source (id)
, CONSTRAINT ck_visit_area CHECK (area IS NULL OR length(area) <= 64), CONSTRAINT ck_visit_course CHECK (course IS NULL OR length(course) <= 500), CONSTRAINT ck_visit_rivals CHECK (rivals IS NULL OR length(rivals) <= 80), CONSTRAINT ck_visit_transport CHECK (transport IS NULL OR length(transport) <= 64), CONSTRAINT ck_visit_addressed_as CHECK (addressed_as IS NULL OR length(addressed_as) <= 120))
 STRICT

;

CREATE TABLE follow_up (
	id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	prospect_id INTEGER, 
	staff_id INTEGER NOT NULL, 
	due_at TEXT NOT NULL, 
	done_at TEXT, 
	done_by INTEGER, 
	way TEXT, 
	result TEXT, 
	content TEXT, 
	version INTEGER NOT NULL, sale_order_id INTEGER CONSTRAINT fk_follow_up_sale_order_id_sale_order REFERENCES sale_order(id), fleet_project_id INTEGER CONSTRAINT fk_follow_up_fleet_project_id_fleet_project REFERENCES fleet_project(id), 
	CONSTRAINT pk_follow_up PRIMARY KEY (id), 
	CONSTRAINT fk_follow_up_done_by_staff FOREIGN KEY(done_by) REFERENCES staff (id), 
	CONSTRAINT fk_follow_up_person_id_person FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT fk_follow_up_prospect_id_prospect FOREIGN KEY(prospect_id) REFERENCES prospect (id), 
	CONSTRAINT fk_follow_up_staff_id_staff FOREIGN KEY(staff_id) REFERENCES staff (id)
, CONSTRAINT ck_follow_up_content CHECK (content IS NULL OR length(content) <= 500))
 STRICT

;

CREATE TABLE keeper (
	id INTEGER NOT NULL, 
	vehicle_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	relation TEXT NOT NULL, 
	from_on TEXT NOT NULL, 
	until_on TEXT, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_keeper PRIMARY KEY (id), 
	CONSTRAINT fk_keeper_person_id_person FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT fk_keeper_vehicle_id_vehicle FOREIGN KEY(vehicle_id) REFERENCES vehicle (id)
)
 STRICT

;

CREATE TABLE level_change (
	id INTEGER NOT NULL, 
	prospect_id INTEGER NOT NULL, 
	old_level_id INTEGER, 
	new_level_id INTEGER NOT NULL, 
	reason TEXT, 
	at TEXT NOT NULL, 
	staff_id INTEGER NOT NULL, 
	CONSTRAINT pk_level_change PRIMARY KEY (id), 
	CONSTRAINT fk_level_change_new_level_id_level FOREIGN KEY(new_level_id) REFERENCES level (id), 
	CONSTRAINT fk_level_change_old_level_id_level FOREIGN KEY(old_level_id) REFERENCES level (id), 
	CONSTRAINT fk_level_change_prospect_id_prospect FOREIGN KEY(prospect_id) REFERENCES prospect (id), 
	CONSTRAINT fk_level_change_staff_id_staff FOREIGN KEY(staff_id) REFERENCES staff (id)
, CONSTRAINT ck_level_change_reason CHECK (reason IS NULL OR length(reason) <= 200))
 STRICT

;

CREATE TABLE plate (
	id INTEGER NOT NULL, 
	vehicle_id INTEGER NOT NULL, 
	number TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	from_on TEXT NOT NULL, 
	until_on TEXT, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_plate PRIMARY KEY (id), 
	CONSTRAINT fk_plate_vehicle_id_vehicle FOREIGN KEY(vehicle_id) REFERENCES vehicle (id)
, CONSTRAINT ck_plate_number CHECK (length(number) <= 16))
 STRICT

;

CREATE TABLE repair_order (
	id INTEGER NOT NULL, 
	number TEXT NOT NULL, 
	vehicle_id INTEGER NOT NULL, 
	plate TEXT, 
	model_name TEXT, 
	customer_id INTEGER, 
	payer_id INTEGER, 
	bringer_name TEXT, 
	bringer_phone TEXT, 
	advisor_id INTEGER NOT NULL, 
	technician_id INTEGER, 
	bay_id INTEGER, 
	service_type TEXT NOT NULL, 
	stage TEXT NOT NULL, 
	stage_since TEXT NOT NULL, 
	received_at TEXT NOT NULL, 
	promised_at TEXT, 
	odometer_in INTEGER, 
	odometer_out INTEGER, 
	fuel TEXT, 
	belongings TEXT, 
	damage TEXT, 
	key_tag TEXT, 
	wash INTEGER NOT NULL, 
	old_parts_back INTEGER NOT NULL, 
	waits_in_store INTEGER NOT NULL, 
	parts_expected_at TEXT, 
	note TEXT, 
	internal_note TEXT, 
	contract_edition INTEGER, 
	signed_at TEXT, 
	delivered_at TEXT, 
	delivered_by INTEGER, 
	collected_by TEXT, 
	old_parts TEXT, 
	explained TEXT, 
	next_service_on TEXT, 
	next_service_km INTEGER, 
	cancelled_reason TEXT, 
	version INTEGER NOT NULL, odometer_before INTEGER, damage_marks TEXT CONSTRAINT ck_repair_order_damage_marks CHECK (damage_marks IS NULL OR length(damage_marks) <= 1000), reworked_id INTEGER CONSTRAINT fk_repair_order_reworked_id_repair_order REFERENCES repair_order (id), contract_states TEXT, towed INTEGER DEFAULT 0 NOT NULL, travel_money INTEGER, record_signed_at TEXT, recall_waived TEXT, 
	CONSTRAINT pk_repair_order PRIMARY KEY (id), 
	CONSTRAINT fk_repair_order_advisor_id_staff FOREIGN KEY(advisor_id) REFERENCES staff (id), 
	CONSTRAINT fk_repair_order_bay_id_bay FOREIGN KEY(bay_id) REFERENCES bay (id), 
	CONSTRAINT fk_repair_order_customer_id_person FOREIGN KEY(customer_id) REFERENCES person (id), 
	CONSTRAINT fk_repair_order_delivered_by_staff FOREIGN KEY(delivered_by) REFERENCES staff (id), 
	CONSTRAINT fk_repair_order_payer_id_person FOREIGN KEY(payer_id) REFERENCES person (id), 
	CONSTRAINT fk_repair_order_technician_id_staff FOREIGN KEY(technician_id) REFERENCES staff (id), 
	CONSTRAINT fk_repair_order_vehicle_id_vehicle FOREIGN KEY(vehicle_id) REFERENCES vehicle (id)
, CONSTRAINT ck_repair_order_belongings CHECK (belongings IS NULL OR length(belongings) <= 500), CONSTRAINT ck_repair_order_bringer_phone CHECK (bringer_phone IS NULL OR length(bringer_phone) <= 32), CONSTRAINT ck_repair_order_cancelled_reason CHECK (cancelled_reason IS NULL OR length(cancelled_reason) <= 200), CONSTRAINT ck_repair_order_damage CHECK (damage IS NULL OR length(damage) <= 500), CONSTRAINT ck_repair_order_explained CHECK (explained IS NULL OR length(explained) <= 800), CONSTRAINT ck_repair_order_internal_note CHECK (internal_note IS NULL OR length(internal_note) <= 500), CONSTRAINT ck_repair_order_key_tag CHECK (key_tag IS NULL OR length(key_tag) <= 12), CONSTRAINT ck_repair_order_model_name CHECK (model_name IS NULL OR length(model_name) <= 200), CONSTRAINT ck_repair_order_note CHECK (note IS NULL OR length(note) <= 500), CONSTRAINT ck_repair_order_number CHECK (length(number) <= 40), CONSTRAINT ck_repair_order_plate CHECK (plate IS NULL OR length(plate) <= 16), CONSTRAINT ck_repair_order_contract_edition CHECK (contract_edition IS NULL OR contract_edition BETWEEN 1 AND 99999), CONSTRAINT ck_repair_order_next_service_km CHECK (next_service_km IS NULL OR next_service_km BETWEEN 0 AND 9999999), CONSTRAINT ck_repair_order_odometer_in CHECK (odometer_in IS NULL OR odometer_in BETWEEN 0 AND 9999999), CONSTRAINT ck_repair_order_odometer_out CHECK (odometer_out IS NULL OR odometer_out BETWEEN 0 AND 9999999), CONSTRAINT ck_repair_order_bringer_name CHECK (bringer_name IS NULL OR length(bringer_name) <= 120), CONSTRAINT ck_repair_order_collected_by CHECK (collected_by IS NULL OR length(collected_by) <= 120), CONSTRAINT ck_repair_order_odometer_before CHECK (odometer_before IS NULL OR odometer_before BETWEEN 0 AND 9999999), CONSTRAINT ck_repair_order_contract_states CHECK (contract_states IS NULL OR length(contract_states) <= 20000), CONSTRAINT ck_repair_order_travel_money CHECK (travel_money IS NULL OR travel_money BETWEEN 0 AND 9999999999), CONSTRAINT ck_repair_order_recall_waived CHECK (recall_waived IS NULL OR length(recall_waived) <= 200))
 STRICT

;

CREATE TABLE turn_skip (
	id INTEGER NOT NULL, 
	staff_id INTEGER NOT NULL, 
	visit_id INTEGER, 
	reason TEXT NOT NULL, 
	at TEXT NOT NULL, 
	skipped_by INTEGER NOT NULL, 
	CONSTRAINT pk_turn_skip PRIMARY KEY (id), 
	CONSTRAINT fk_turn_skip_skipped_by_staff FOREIGN KEY(skipped_by) REFERENCES staff (id), 
	CONSTRAINT fk_turn_skip_staff_id_staff FOREIGN KEY(staff_id) REFERENCES staff (id), 
	CONSTRAINT fk_turn_skip_visit_id_visit FOREIGN KEY(visit_id) REFERENCES visit (id)
, CONSTRAINT ck_turn_skip_reason CHECK (length(reason) <= 200))
 STRICT

;

CREATE TABLE visit_step (
	id INTEGER NOT NULL, 
	visit_id INTEGER NOT NULL, 
	step TEXT NOT NULL, 
	at TEXT NOT NULL, 
	staff_id INTEGER NOT NULL, 
	CONSTRAINT pk_visit_step PRIMARY KEY (id), 
	CONSTRAINT fk_visit_step_staff_id_staff FOREIGN KEY(staff_id) REFERENCES staff (id), 
	CONSTRAINT fk_visit_step_visit_id_visit FOREIGN KEY(visit_id) REFERENCES visit (id)
, CONSTRAINT ck_visit_step_step CHECK (length(step) <= 80))
 STRICT

;

CREATE TABLE approval (
	id INTEGER NOT NULL, 
	order_id INTEGER NOT NULL, 
	medium TEXT NOT NULL, 
	given_by TEXT NOT NULL, 
	total INTEGER NOT NULL, 
	at TEXT NOT NULL, 
	staff_id INTEGER NOT NULL, replaced INTEGER DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_approval PRIMARY KEY (id), 
	CONSTRAINT fk_approval_order_id_repair_order FOREIGN KEY(order_id) REFERENCES repair_order (id), 
	CONSTRAINT fk_approval_staff_id_staff FOREIGN KEY(staff_id) REFERENCES staff (id)
, CONSTRAINT ck_approval_given_by CHECK (length(given_by) <= 64), CONSTRAINT ck_approval_total CHECK (total BETWEEN 0 AND 99999999999999), CONSTRAINT ck_approval_replaced CHECK (replaced BETWEEN 0 AND 99999999999999))
 STRICT

;

CREATE TABLE concern (
	id INTEGER NOT NULL, 
	order_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	words TEXT NOT NULL, 
	finding TEXT, 
	cause TEXT, 
	correction TEXT, 
	version INTEGER NOT NULL, internal_note TEXT, 
	CONSTRAINT pk_concern PRIMARY KEY (id), 
	CONSTRAINT fk_concern_order_id_repair_order FOREIGN KEY(order_id) REFERENCES repair_order (id)
, CONSTRAINT ck_concern_cause CHECK (cause IS NULL OR length(cause) <= 300), CONSTRAINT ck_concern_correction CHECK (correction IS NULL OR length(correction) <= 300), CONSTRAINT ck_concern_finding CHECK (finding IS NULL OR length(finding) <= 300), CONSTRAINT ck_concern_words CHECK (length(words) <= 500), CONSTRAINT ck_concern_position CHECK (position BETWEEN -99999 AND 99999), CONSTRAINT ck_concern_internal_note CHECK (internal_note IS NULL OR length(internal_note) <= 300))
 STRICT

;

CREATE TABLE payment (
	id INTEGER NOT NULL, 
	number TEXT NOT NULL, 
	order_id INTEGER, 
	method TEXT NOT NULL, 
	amount INTEGER NOT NULL, 
	note TEXT, 
	at TEXT NOT NULL, 
	taken_by INTEGER NOT NULL, payer TEXT DEFAULT 'customer' NOT NULL, till INTEGER DEFAULT 1 NOT NULL, approved_by INTEGER CONSTRAINT fk_payment_approved_by_staff REFERENCES staff(id), sale_order_id INTEGER CONSTRAINT fk_payment_sale_order_id_sale_order REFERENCES sale_order(id), transfer_id INTEGER CONSTRAINT fk_payment_transfer_id_car_transfer REFERENCES car_transfer(id), 
	CONSTRAINT pk_payment PRIMARY KEY (id), 
	CONSTRAINT ck_payment_not_zero CHECK (amount <> 0), 
	CONSTRAINT fk_payment_order_id_repair_order FOREIGN KEY(order_id) REFERENCES repair_order (id), 
	CONSTRAINT fk_payment_taken_by_staff FOREIGN KEY(taken_by) REFERENCES staff (id)
, CONSTRAINT ck_payment_note CHECK (note IS NULL OR length(note) <= 200), CONSTRAINT ck_payment_number CHECK (length(number) <= 40), CONSTRAINT ck_payment_amount CHECK (amount BETWEEN -99999999999999 AND 99999999999999), CONSTRAINT ck_payment_till CHECK (till BETWEEN 1 AND 9), CONSTRAINT ck_payment_one_order CHECK ((transfer_id IS NULL) = ((order_id IS NULL) <> (sale_order_id IS NULL)) AND (transfer_id IS NULL OR order_id IS NULL)))
 STRICT

;

CREATE TABLE promise_change (
	id INTEGER NOT NULL, 
	order_id INTEGER NOT NULL, 
	old_promise TEXT, 
	new_promise TEXT, 
	reason TEXT, 
	at TEXT NOT NULL, 
	staff_id INTEGER NOT NULL, 
	CONSTRAINT pk_promise_change PRIMARY KEY (id), 
	CONSTRAINT fk_promise_change_order_id_repair_order FOREIGN KEY(order_id) REFERENCES repair_order (id), 
	CONSTRAINT fk_promise_change_staff_id_staff FOREIGN KEY(staff_id) REFERENCES staff (id)
, CONSTRAINT ck_promise_change_reason CHECK (reason IS NULL OR length(reason) <= 200))
 STRICT

;

CREATE TABLE settlement (
	id INTEGER NOT NULL, 
	order_id INTEGER NOT NULL, 
	number TEXT NOT NULL, 
	labour INTEGER NOT NULL, 
	material INTEGER NOT NULL, 
	other INTEGER NOT NULL, 
	discount INTEGER NOT NULL, 
	discount_reason TEXT, 
	total INTEGER NOT NULL, 
	settled_at TEXT NOT NULL, 
	settled_by INTEGER NOT NULL, 
	reversed_at TEXT, 
	reversed_reason TEXT, 
	version INTEGER NOT NULL, payer TEXT DEFAULT 'customer' NOT NULL, payer_id INTEGER CONSTRAINT fk_settlement_payer_id_person REFERENCES person(id), approved_by INTEGER CONSTRAINT fk_settlement_approved_by_staff REFERENCES staff(id), credited INTEGER DEFAULT 0 NOT NULL, due_on TEXT, reopened INTEGER DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_settlement PRIMARY KEY (id), 
	CONSTRAINT ck_settlement_adds_up CHECK (total = labour + material + other - discount), 
	CONSTRAINT fk_settlement_order_id_repair_order FOREIGN KEY(order_id) REFERENCES repair_order (id), 
	CONSTRAINT fk_settlement_settled_by_staff FOREIGN KEY(settled_by) REFERENCES staff (id)
, CONSTRAINT ck_settlement_discount_reason CHECK (discount_reason IS NULL OR length(discount_reason) <= 200), CONSTRAINT ck_settlement_number CHECK (length(number) <= 40), CONSTRAINT ck_settlement_reversed_reason CHECK (reversed_reason IS NULL OR length(reversed_reason) <= 200), CONSTRAINT ck_settlement_discount CHECK (discount BETWEEN 0 AND 99999999999999), CONSTRAINT ck_settlement_labour CHECK (labour BETWEEN 0 AND 99999999999999), CONSTRAINT ck_settlement_material CHECK (material BETWEEN 0 AND 99999999999999), CONSTRAINT ck_settlement_other CHECK (other BETWEEN 0 AND 99999999999999), CONSTRAINT ck_settlement_total CHECK (total BETWEEN 0 AND 99999999999999), CONSTRAINT ck_settlement_credited CHECK (credited BETWEEN 0 AND 99999999999999), CONSTRAINT ck_settlement_credited_at_most CHECK (credited <= total))
 STRICT

;

CREATE TABLE stage_change (
	id INTEGER NOT NULL, 
	order_id INTEGER NOT NULL, 
	old_stage TEXT, 
	new_stage TEXT NOT NULL, 
	reason TEXT, 
	at TEXT NOT NULL, 
	staff_id INTEGER NOT NULL, 
	CONSTRAINT pk_stage_change PRIMARY KEY (id), 
	CONSTRAINT fk_stage_change_order_id_repair_order FOREIGN KEY(order_id) REFERENCES repair_order (id), 
	CONSTRAINT fk_stage_change_staff_id_staff FOREIGN KEY(staff_id) REFERENCES staff (id)
, CONSTRAINT ck_stage_change_reason CHECK (reason IS NULL OR length(reason) <= 200))
 STRICT

;

CREATE TABLE labour_line (
	id INTEGER NOT NULL, 
	order_id INTEGER NOT NULL, 
	concern_id INTEGER, 
	labour_item_id INTEGER, 
	position INTEGER NOT NULL, 
	code TEXT, 
	name TEXT NOT NULL, 
	trade TEXT NOT NULL, 
	hours INTEGER NOT NULL, 
	rate INTEGER NOT NULL, 
	fee INTEGER NOT NULL, 
	technician_id INTEGER, 
	additional INTEGER NOT NULL, 
	state TEXT NOT NULL, 
	approval_id INTEGER, 
	declined_reason TEXT, 
	finished_at TEXT, 
	version INTEGER NOT NULL, agreed_amount INTEGER, finding_id INTEGER CONSTRAINT fk_labour_line_finding_id_inspection_finding REFERENCES inspection_finding(id), service_type TEXT, job_id INTEGER CONSTRAINT fk_labour_line_job_id_labour_line REFERENCES labour_line(id), alternative_id INTEGER CONSTRAINT fk_labour_line_alternative_id_labour_line REFERENCES labour_line(id), fixed_price INTEGER, hides_lines INTEGER NOT NULL, remind_on TEXT, advised_id INTEGER CONSTRAINT fk_labour_line_advised_id_repair_order REFERENCES repair_order(id), note TEXT, internal_note TEXT, payer TEXT DEFAULT 'customer' NOT NULL, share INTEGER, standard_hours INTEGER, 
	CONSTRAINT pk_labour_line PRIMARY KEY (id), 
	CONSTRAINT fk_labour_line_approval_id_approval FOREIGN KEY(approval_id) REFERENCES approval (id), 
	CONSTRAINT fk_labour_line_concern_id_concern FOREIGN KEY(concern_id) REFERENCES concern (id), 
	CONSTRAINT fk_labour_line_labour_item_id_labour_item FOREIGN KEY(labour_item_id) REFERENCES labour_item (id), 
	CONSTRAINT fk_labour_line_order_id_repair_order FOREIGN KEY(order_id) REFERENCES repair_order (id), 
	CONSTRAINT fk_labour_line_technician_id_staff FOREIGN KEY(technician_id) REFERENCES staff (id)
, CONSTRAINT ck_labour_line_code CHECK (code IS NULL OR length(code) <= 20), CONSTRAINT ck_labour_line_declined_reason CHECK (declined_reason IS NULL OR length(declined_reason) <= 200), CONSTRAINT ck_labour_line_name CHECK (length(name) <= 80), CONSTRAINT ck_labour_line_fee CHECK (fee BETWEEN 0 AND 9999999999), CONSTRAINT ck_labour_line_hours CHECK (hours BETWEEN 0 AND 999999), CONSTRAINT ck_labour_line_position CHECK (position BETWEEN -99999 AND 99999), CONSTRAINT ck_labour_line_rate CHECK (rate BETWEEN 0 AND 9999999999), CONSTRAINT ck_labour_line_agreed_amount CHECK (agreed_amount IS NULL OR agreed_amount BETWEEN 0 AND 9999999999), CONSTRAINT ck_labour_line_fixed_price CHECK (fixed_price IS NULL OR fixed_price BETWEEN 0 AND 9999999999), CONSTRAINT ck_labour_line_note CHECK (note IS NULL OR length(note) <= 300), CONSTRAINT ck_labour_line_internal_note CHECK (internal_note IS NULL OR length(internal_note) <= 300), CONSTRAINT ck_labour_line_share CHECK (share IS NULL OR share BETWEEN 0 AND 10000), CONSTRAINT ck_labour_line_standard_hours CHECK (standard_hours IS NULL OR standard_hours BETWEEN 0 AND 999999))
 STRICT

;

CREATE TABLE other_line (
	id INTEGER NOT NULL, 
	order_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	amount INTEGER NOT NULL, 
	state TEXT NOT NULL, 
	approval_id INTEGER, 
	version INTEGER NOT NULL, agreed_amount INTEGER, declined_reason TEXT, remind_on TEXT, advised_id INTEGER CONSTRAINT fk_other_line_advised_id_repair_order REFERENCES repair_order(id), note TEXT, internal_note TEXT, payer TEXT DEFAULT 'customer' NOT NULL, share INTEGER, 
	CONSTRAINT pk_other_line PRIMARY KEY (id), 
	CONSTRAINT fk_other_line_approval_id_approval FOREIGN KEY(approval_id) REFERENCES approval (id), 
	CONSTRAINT fk_other_line_order_id_repair_order FOREIGN KEY(order_id) REFERENCES repair_order (id)
, CONSTRAINT ck_other_line_name CHECK (length(name) <= 80), CONSTRAINT ck_other_line_amount CHECK (amount BETWEEN 0 AND 9999999999), CONSTRAINT ck_other_line_position CHECK (position BETWEEN -99999 AND 99999), CONSTRAINT ck_other_line_agreed_amount CHECK (agreed_amount IS NULL OR agreed_amount BETWEEN 0 AND 9999999999), CONSTRAINT ck_other_line_declined_reason CHECK (declined_reason IS NULL OR length(declined_reason) <= 200), CONSTRAINT ck_other_line_note CHECK (note IS NULL OR length(note) <= 300), CONSTRAINT ck_other_line_internal_note CHECK (internal_note IS NULL OR length(internal_note) <= 300), CONSTRAINT ck_other_line_share CHECK (share IS NULL OR share BETWEEN 0 AND 10000))
 STRICT

;

CREATE TABLE part_line (
	id INTEGER NOT NULL, 
	order_id INTEGER NOT NULL, 
	part_id INTEGER, 
	position INTEGER NOT NULL, 
	number TEXT, 
	name TEXT NOT NULL, 
	brand TEXT, 
	kind TEXT NOT NULL, 
	unit TEXT NOT NULL, 
	quantity INTEGER NOT NULL, 
	price INTEGER NOT NULL, 
	amount INTEGER NOT NULL, 
	by_customer INTEGER NOT NULL, 
	additional INTEGER NOT NULL, 
	state TEXT NOT NULL, 
	approval_id INTEGER, 
	declined_reason TEXT, 
	arrived INTEGER NOT NULL, 
	version INTEGER NOT NULL, agreed_amount INTEGER, service_type TEXT, job_id INTEGER CONSTRAINT fk_part_line_job_id_labour_line REFERENCES labour_line(id), remind_on TEXT, advised_id INTEGER CONSTRAINT fk_part_line_advised_id_repair_order REFERENCES repair_order(id), note TEXT, internal_note TEXT, payer TEXT DEFAULT 'customer' NOT NULL, share INTEGER, 
	CONSTRAINT pk_part_line PRIMARY KEY (id), 
	CONSTRAINT fk_part_line_approval_id_approval FOREIGN KEY(approval_id) REFERENCES approval (id), 
	CONSTRAINT fk_part_line_order_id_repair_order FOREIGN KEY(order_id) REFERENCES repair_order (id), 
	CONSTRAINT fk_part_line_part_id_part FOREIGN KEY(part_id) REFERENCES part (id)
, CONSTRAINT ck_part_line_brand CHECK (brand IS NULL OR length(brand) <= 40), CONSTRAINT ck_part_line_declined_reason CHECK (declined_reason IS NULL OR length(declined_reason) <= 200), CONSTRAINT ck_part_line_name CHECK (length(name) <= 80), CONSTRAINT ck_part_line_number CHECK (number IS NULL OR length(number) <= 40), CONSTRAINT ck_part_line_unit CHECK (length(unit) <= 8), CONSTRAINT ck_part_line_amount CHECK (amount BETWEEN 0 AND 9999999999), CONSTRAINT ck_part_line_position CHECK (position BETWEEN -99999 AND 99999), CONSTRAINT ck_part_line_price CHECK (price BETWEEN 0 AND 9999999999), CONSTRAINT ck_part_line_quantity CHECK (quantity BETWEEN 1 AND 9999999), CONSTRAINT ck_part_line_agreed_amount CHECK (agreed_amount IS NULL OR agreed_amount BETWEEN 0 AND 9999999999), CONSTRAINT ck_part_line_note CHECK (note IS NULL OR length(note) <= 300), CONSTRAINT ck_part_line_internal_note CHECK (internal_note IS NULL OR length(internal_note) <= 300), CONSTRAINT ck_part_line_share CHECK (share IS NULL OR share BETWEEN 0 AND 10000))
 STRICT

;

CREATE TABLE search_doc (
	id INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	record INTEGER NOT NULL, 
	day TEXT NOT NULL, 
	text TEXT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (kind, record)
)
 STRICT

;

CREATE VIRTUAL TABLE search_person USING fts5(grams, content='', detail=none, columnsize=0, tokenize=ascii);

CREATE VIRTUAL TABLE search_vehicle USING fts5(grams, content='', detail=none, columnsize=0, tokenize=ascii);

CREATE VIRTUAL TABLE search_repair_order USING fts5(grams, content='', detail=none, columnsize=0, tokenize=ascii);

CREATE TABLE list_view (
	id INTEGER NOT NULL, 
	staff_id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	state TEXT NOT NULL, 
	CONSTRAINT pk_list_view PRIMARY KEY (id), 
	CONSTRAINT fk_list_view_staff_id_staff FOREIGN KEY(staff_id) REFERENCES staff (id), 
	CONSTRAINT uq_list_view_staff_id_name UNIQUE (staff_id, name)
, CONSTRAINT ck_list_view_name CHECK (length(name) <= 80), CONSTRAINT ck_list_view_state CHECK (length(state) <= 100000))
 STRICT

;

CREATE TABLE car_booking (
	id INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	number TEXT, 
	state TEXT NOT NULL, 
	car_id INTEGER NOT NULL, 
	starts_at TEXT NOT NULL, 
	ends_at TEXT NOT NULL, 
	held_until TEXT NOT NULL, 
	booked_at TEXT NOT NULL, 
	booked_by INTEGER NOT NULL, 
	reason TEXT, 
	person_id INTEGER, 
	drives INTEGER NOT NULL, 
	licence_number TEXT, 
	licence_class TEXT, 
	licence_first_issued_on TEXT, 
	licence_expires_on TEXT, 
	override_reason TEXT, 
	override_by INTEGER, 
	out_at TEXT, 
	out_km INTEGER, 
	out_fuel TEXT, 
	back_at TEXT, 
	back_km INTEGER, 
	back_fuel TEXT, 
	damage TEXT, 
	visit_id INTEGER, 
	consultant_id INTEGER, 
	companion_id INTEGER, 
	route_id INTEGER, 
	rides INTEGER NOT NULL, 
	agreement_edition INTEGER, 
	agreement_signed_at TEXT, 
	order_id INTEGER, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_car_booking PRIMARY KEY (id), 
	CONSTRAINT ck_car_booking_span CHECK (starts_at < ends_at AND ends_at <= held_until), 
	CONSTRAINT ck_car_booking_odometer CHECK (back_km IS NULL OR back_km >= out_km), 
	CONSTRAINT ck_car_booking_back_after_out CHECK (back_at IS NULL OR back_at >= out_at), 
	CONSTRAINT ck_car_booking_block CHECK (kind <> 'block' OR state IN ('booked', 'cancelled')), 
	CONSTRAINT ck_car_booking_loan CHECK ((kind = 'loan') = (order_id IS NOT NULL)), 
	CONSTRAINT fk_car_booking_car_id_demo_car FOREIGN KEY(car_id) REFERENCES demo_car (id), 
	CONSTRAINT fk_car_booking_booked_by_staff FOREIGN KEY(booked_by) REFERENCES staff (id), 
	CONSTRAINT fk_car_booking_person_id_person FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT fk_car_booking_override_by_staff FOREIGN KEY(override_by) REFERENCES staff (id), 
	CONSTRAINT fk_car_booking_visit_id_visit FOREIGN KEY(visit_id) REFERENCES visit (id), 
	CONSTRAINT fk_car_booking_consultant_id_staff FOREIGN KEY(consultant_id) REFERENCES staff (id), 
	CONSTRAINT fk_car_booking_companion_id_staff FOREIGN KEY(companion_id) REFERENCES staff (id), 
	CONSTRAINT fk_car_booking_route_id_drive_route FOREIGN KEY(route_id) REFERENCES drive_route (id), 
	CONSTRAINT fk_car_booking_order_id_repair_order FOREIGN KEY(order_id) REFERENCES repair_order (id)
, CONSTRAINT ck_car_booking_damage CHECK (damage IS NULL OR length(damage) <= 300), CONSTRAINT ck_car_booking_licence_number CHECK (licence_number IS NULL OR length(licence_number) <= 64), CONSTRAINT ck_car_booking_number CHECK (number IS NULL OR length(number) <= 64), CONSTRAINT ck_car_booking_override_reason CHECK (override_reason IS NULL OR length(override_reason) <= 200), CONSTRAINT ck_car_booking_reason CHECK (reason IS NULL OR length(reason) <= 200), CONSTRAINT ck_car_booking_agreement_edition CHECK (agreement_edition IS NULL OR agreement_edition BETWEEN 1 AND 99999), CONSTRAINT ck_car_booking_back_km CHECK (back_km IS NULL OR back_km BETWEEN 0 AND 9999999), CONSTRAINT ck_car_booking_out_km CHECK (out_km IS NULL OR out_km BETWEEN 0 AND 9999999))
 STRICT

;

CREATE TABLE drive_feedback (
	id INTEGER NOT NULL, 
	test_drive_id INTEGER NOT NULL, 
	overall INTEGER NOT NULL, 
	power INTEGER, 
	handling INTEGER, 
	braking INTEGER, 
	comfort INTEGER, 
	noise INTEGER, 
	space INTEGER, 
	equipment INTEGER, 
	likes TEXT, 
	worries TEXT, 
	rival TEXT, 
	level_id INTEGER, 
	wants_contact INTEGER, 
	given_at TEXT NOT NULL, 
	taken_by INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_drive_feedback PRIMARY KEY (id), 
	CONSTRAINT ck_drive_feedback_overall CHECK (overall BETWEEN 1 AND 5), 
	CONSTRAINT fk_drive_feedback_level_id_level FOREIGN KEY(level_id) REFERENCES level (id), 
	CONSTRAINT fk_drive_feedback_taken_by_staff FOREIGN KEY(taken_by) REFERENCES staff (id), 
	CONSTRAINT fk_drive_feedback_test_drive_id_car_booking FOREIGN KEY(test_drive_id) REFERENCES car_booking (id)
, CONSTRAINT ck_drive_feedback_likes CHECK (likes IS NULL OR length(likes) <= 200), CONSTRAINT ck_drive_feedback_rival CHECK (rival IS NULL OR length(rival) <= 60), CONSTRAINT ck_drive_feedback_worries CHECK (worries IS NULL OR length(worries) <= 200), CONSTRAINT ck_drive_feedback_braking CHECK (braking IS NULL OR braking BETWEEN 1 AND 5), CONSTRAINT ck_drive_feedback_comfort CHECK (comfort IS NULL OR comfort BETWEEN 1 AND 5), CONSTRAINT ck_drive_feedback_equipment CHECK (equipment IS NULL OR equipment BETWEEN 1 AND 5), CONSTRAINT ck_drive_feedback_handling CHECK (handling IS NULL OR handling BETWEEN 1 AND 5), CONSTRAINT ck_drive_feedback_noise CHECK (noise IS NULL OR noise BETWEEN 1 AND 5), CONSTRAINT ck_drive_feedback_power CHECK (power IS NULL OR power BETWEEN 1 AND 5), CONSTRAINT ck_drive_feedback_space CHECK (space IS NULL OR space BETWEEN 1 AND 5))
 STRICT

;

CREATE TABLE audit_chain (
	id INTEGER NOT NULL, 
	audit_key TEXT NOT NULL, 
	audit_start TEXT NOT NULL, 
	audit_start_id INTEGER NOT NULL, 
	sealed_after TEXT NOT NULL, 
	CONSTRAINT pk_audit_chain PRIMARY KEY (id), 
	CONSTRAINT ck_audit_chain_audit_key CHECK (length(audit_key) <= 64), 
	CONSTRAINT ck_audit_chain_audit_start CHECK (length(audit_start) <= 32), 
	CONSTRAINT ck_audit_chain_sealed_after CHECK (length(sealed_after) <= 2000)
)
 STRICT

;

CREATE TABLE special_day (
	id INTEGER NOT NULL, 
	day TEXT NOT NULL, 
	name TEXT NOT NULL, 
	works INTEGER NOT NULL, 
	version INTEGER NOT NULL, only_here INTEGER DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_special_day PRIMARY KEY (id), 
	CONSTRAINT ck_special_day_name CHECK (length(name) <= 40), 
	CONSTRAINT uq_special_day_day UNIQUE (day)
)
 STRICT

;

CREATE TABLE absence (
	id INTEGER NOT NULL, 
	staff_id INTEGER, 
	bay_id INTEGER, 
	starts_at TEXT NOT NULL, 
	ends_at TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_absence PRIMARY KEY (id), 
	CONSTRAINT ck_absence_of_one CHECK ((staff_id IS NULL) <> (bay_id IS NULL)), 
	CONSTRAINT ck_absence_reason CHECK (length(reason) <= 200), 
	CONSTRAINT ck_absence_span CHECK (starts_at < ends_at), 
	CONSTRAINT fk_absence_bay_id_bay FOREIGN KEY(bay_id) REFERENCES bay (id), 
	CONSTRAINT fk_absence_staff_id_staff FOREIGN KEY(staff_id) REFERENCES staff (id)
)
 STRICT

;

CREATE TABLE appointment (
	id INTEGER NOT NULL, 
	number TEXT NOT NULL, 
	state TEXT NOT NULL, 
	starts_at TEXT NOT NULL, 
	vehicle_id INTEGER NOT NULL, 
	person_id INTEGER, 
	service_type TEXT NOT NULL, 
	wish TEXT, 
	way TEXT NOT NULL, 
	advisor_id INTEGER, 
	booked_at TEXT NOT NULL, 
	booked_by INTEGER NOT NULL, 
	confirmed_at TEXT, 
	arrived_at TEXT, 
	order_id INTEGER, 
	reason TEXT, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_appointment PRIMARY KEY (id), 
	CONSTRAINT ck_appointment_number CHECK (length(number) <= 40), 
	CONSTRAINT ck_appointment_reason CHECK (reason IS NULL OR length(reason) <= 200), 
	CONSTRAINT ck_appointment_wish CHECK (wish IS NULL OR length(wish) <= 500), 
	CONSTRAINT fk_appointment_advisor_id_staff FOREIGN KEY(advisor_id) REFERENCES staff (id), 
	CONSTRAINT fk_appointment_booked_by_staff FOREIGN KEY(booked_by) REFERENCES staff (id), 
	CONSTRAINT fk_appointment_order_id_repair_order FOREIGN KEY(order_id) REFERENCES repair_order (id), 
	CONSTRAINT fk_appointment_person_id_person FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT fk_appointment_vehicle_id_vehicle FOREIGN KEY(vehicle_id) REFERENCES vehicle (id)
)
 STRICT

;

CREATE TABLE allocation (
	id INTEGER NOT NULL, 
	appointment_id INTEGER NOT NULL, 
	bay_id INTEGER NOT NULL, 
	technician_id INTEGER, 
	starts_at TEXT NOT NULL, 
	ends_at TEXT NOT NULL, 
	held_until TEXT NOT NULL, 
	hours INTEGER NOT NULL, 
	holds INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_allocation PRIMARY KEY (id), 
	CONSTRAINT ck_allocation_hours CHECK (hours BETWEEN 0 AND 999999), 
	CONSTRAINT ck_allocation_span CHECK (starts_at < ends_at AND ends_at <= held_until), 
	CONSTRAINT fk_allocation_appointment_id_appointment FOREIGN KEY(appointment_id) REFERENCES appointment (id), 
	CONSTRAINT fk_allocation_bay_id_bay FOREIGN KEY(bay_id) REFERENCES bay (id), 
	CONSTRAINT fk_allocation_technician_id_staff FOREIGN KEY(technician_id) REFERENCES staff (id)
)
 STRICT

;

CREATE TABLE inspection_template (
	id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	active INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_inspection_template PRIMARY KEY (id), 
	CONSTRAINT ck_inspection_template_name CHECK (length(name) <= 40), 
	CONSTRAINT ck_inspection_template_position CHECK (position BETWEEN -99999 AND 99999), 
	CONSTRAINT uq_inspection_template_name UNIQUE (name)
)
 STRICT

;

CREATE TABLE inspection_item (
	id INTEGER NOT NULL, 
	template_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	group_name TEXT, 
	name TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	unit TEXT, 
	green_limit INTEGER, 
	red_limit INTEGER, 
	required INTEGER NOT NULL, 
	labour_item_id INTEGER, 
	active INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_inspection_item PRIMARY KEY (id), 
	CONSTRAINT ck_inspection_item_green_limit CHECK (green_limit IS NULL OR green_limit BETWEEN 0 AND 9999999), 
	CONSTRAINT ck_inspection_item_group_name CHECK (group_name IS NULL OR length(group_name) <= 40), 
	CONSTRAINT ck_inspection_item_name CHECK (length(name) <= 60), 
	CONSTRAINT ck_inspection_item_position CHECK (position BETWEEN -99999 AND 99999), 
	CONSTRAINT ck_inspection_item_red_limit CHECK (red_limit IS NULL OR red_limit BETWEEN 0 AND 9999999), 
	CONSTRAINT ck_inspection_item_unit CHECK (unit IS NULL OR length(unit) <= 8), 
	CONSTRAINT fk_inspection_item_labour_item_id_labour_item FOREIGN KEY(labour_item_id) REFERENCES labour_item (id), 
	CONSTRAINT fk_inspection_item_template_id_inspection_template FOREIGN KEY(template_id) REFERENCES inspection_template (id)
)
 STRICT

;

CREATE TABLE inspection (
	id INTEGER NOT NULL, 
	order_id INTEGER NOT NULL, 
	template_id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	begun_at TEXT NOT NULL, 
	holder_id INTEGER, 
	held_since TEXT, 
	finished_at TEXT, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_inspection PRIMARY KEY (id), 
	CONSTRAINT ck_inspection_name CHECK (length(name) <= 40), 
	CONSTRAINT fk_inspection_holder_id_staff FOREIGN KEY(holder_id) REFERENCES staff (id), 
	CONSTRAINT fk_inspection_order_id_repair_order FOREIGN KEY(order_id) REFERENCES repair_order (id), 
	CONSTRAINT fk_inspection_template_id_inspection_template FOREIGN KEY(template_id) REFERENCES inspection_template (id)
)
 STRICT

;

CREATE TABLE inspection_finding (
	id INTEGER NOT NULL, 
	inspection_id INTEGER NOT NULL, 
	order_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	group_name TEXT, 
	name TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	unit TEXT, 
	green_limit INTEGER, 
	red_limit INTEGER, 
	required INTEGER NOT NULL, 
	labour_item_id INTEGER, 
	light TEXT, 
	figure INTEGER, 
	words TEXT, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_inspection_finding PRIMARY KEY (id), 
	CONSTRAINT ck_inspection_finding_figure CHECK (figure IS NULL OR figure BETWEEN 0 AND 9999999), 
	CONSTRAINT ck_inspection_finding_green_limit CHECK (green_limit IS NULL OR green_limit BETWEEN 0 AND 9999999), 
	CONSTRAINT ck_inspection_finding_group_name CHECK (group_name IS NULL OR length(group_name) <= 40), 
	CONSTRAINT ck_inspection_finding_name CHECK (length(name) <= 60), 
	CONSTRAINT ck_inspection_finding_position CHECK (position BETWEEN -99999 AND 99999), 
	CONSTRAINT ck_inspection_finding_red_limit CHECK (red_limit IS NULL OR red_limit BETWEEN 0 AND 9999999), 
	CONSTRAINT ck_inspection_finding_unit CHECK (unit IS NULL OR length(unit) <= 8), 
	CONSTRAINT ck_inspection_finding_words CHECK (words IS NULL OR length(words) <= 200), 
	CONSTRAINT fk_inspection_finding_inspection_id_inspection FOREIGN KEY(inspection_id) REFERENCES inspection (id), 
	CONSTRAINT fk_inspection_finding_labour_item_id_labour_item FOREIGN KEY(labour_item_id) REFERENCES labour_item (id), 
	CONSTRAINT fk_inspection_finding_order_id_repair_order FOREIGN KEY(order_id) REFERENCES repair_order (id)
)
 STRICT

;

CREATE TABLE photo (
	id INTEGER NOT NULL, 
	order_id INTEGER NOT NULL, 
	finding_id INTEGER, 
	mark TEXT, 
	caption TEXT, 
	taken_at TEXT NOT NULL, 
	dated_by TEXT NOT NULL, 
	added_at TEXT NOT NULL, 
	added_by INTEGER NOT NULL, 
	sha256 TEXT NOT NULL, 
	width INTEGER NOT NULL, 
	height INTEGER NOT NULL, 
	small BLOB NOT NULL, 
	jpeg BLOB NOT NULL, 
	CONSTRAINT pk_photo PRIMARY KEY (id), 
	CONSTRAINT ck_photo_caption CHECK (caption IS NULL OR length(caption) <= 80), 
	CONSTRAINT ck_photo_height CHECK (height BETWEEN 1 AND 99999), 
	CONSTRAINT ck_photo_sha256 CHECK (length(sha256) <= 64), 
	CONSTRAINT ck_photo_mark CHECK (mark IS NULL OR length(mark) <= 24), 
	CONSTRAINT ck_photo_width CHECK (width BETWEEN 1 AND 99999), 
	CONSTRAINT fk_photo_added_by_staff FOREIGN KEY(added_by) REFERENCES staff (id), 
	CONSTRAINT fk_photo_finding_id_inspection_finding FOREIGN KEY(finding_id) REFERENCES inspection_finding (id), 
	CONSTRAINT fk_photo_order_id_repair_order FOREIGN KEY(order_id) REFERENCES repair_order (id)
)
 STRICT

;

CREATE TABLE work_package (
	id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	fixed_price INTEGER, 
	hides_lines INTEGER NOT NULL, 
	every_km INTEGER, 
	every_months INTEGER, 
	first_only INTEGER NOT NULL, 
	active INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_work_package PRIMARY KEY (id), 
	CONSTRAINT ck_work_package_every_km CHECK (every_km IS NULL OR every_km BETWEEN 500 AND 200000), 
	CONSTRAINT ck_work_package_every_months CHECK (every_months IS NULL OR every_months BETWEEN 1 AND 120), 
	CONSTRAINT ck_work_package_fixed_price CHECK (fixed_price IS NULL OR fixed_price BETWEEN 0 AND 9999999999), 
	CONSTRAINT ck_work_package_name CHECK (length(name) <= 80), 
	CONSTRAINT uq_work_package_name UNIQUE (name)
)
 STRICT

;

CREATE TABLE package_line (
	id INTEGER NOT NULL, 
	package_id INTEGER NOT NULL, 
	labour_item_id INTEGER, 
	part_id INTEGER, 
	position INTEGER NOT NULL, 
	quantity INTEGER NOT NULL, 
	CONSTRAINT pk_package_line PRIMARY KEY (id), 
	CONSTRAINT ck_package_line_position CHECK (position BETWEEN -99999 AND 99999), 
	CONSTRAINT ck_package_line_quantity CHECK (quantity BETWEEN 1 AND 9999999), 
	CONSTRAINT fk_package_line_labour_item_id_labour_item FOREIGN KEY(labour_item_id) REFERENCES labour_item (id), 
	CONSTRAINT fk_package_line_package_id_work_package FOREIGN KEY(package_id) REFERENCES work_package (id), 
	CONSTRAINT fk_package_line_part_id_part FOREIGN KEY(part_id) REFERENCES part (id)
)
 STRICT

;

CREATE TABLE package_model (
	id INTEGER NOT NULL, 
	package_id INTEGER NOT NULL, 
	model_id INTEGER NOT NULL, 
	CONSTRAINT pk_package_model PRIMARY KEY (id), 
	CONSTRAINT fk_package_model_model_id_car_model FOREIGN KEY(model_id) REFERENCES car_model (id), 
	CONSTRAINT fk_package_model_package_id_work_package FOREIGN KEY(package_id) REFERENCES work_package (id)
)
 STRICT

;

CREATE TABLE order_payer (
	id INTEGER NOT NULL, 
	order_id INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	person_id INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_order_payer PRIMARY KEY (id), 
	CONSTRAINT fk_order_payer_order_id_repair_order FOREIGN KEY(order_id) REFERENCES repair_order (id), 
	CONSTRAINT fk_order_payer_person_id_person FOREIGN KEY(person_id) REFERENCES person (id)
)
 STRICT

;

CREATE TABLE credit_note (
	id INTEGER NOT NULL, 
	number TEXT NOT NULL, 
	settlement_id INTEGER NOT NULL, 
	order_id INTEGER NOT NULL, 
	labour INTEGER NOT NULL, 
	material INTEGER NOT NULL, 
	other INTEGER NOT NULL, 
	discount INTEGER NOT NULL, 
	total INTEGER NOT NULL, 
	reason TEXT NOT NULL, 
	at TEXT NOT NULL, 
	made_by INTEGER NOT NULL, 
	approved_by INTEGER, 
	CONSTRAINT pk_credit_note PRIMARY KEY (id), 
	CONSTRAINT ck_credit_note_discount CHECK (discount BETWEEN 0 AND 99999999999999), 
	CONSTRAINT ck_credit_note_labour CHECK (labour BETWEEN 0 AND 99999999999999), 
	CONSTRAINT ck_credit_note_number CHECK (length(number) <= 40), 
	CONSTRAINT ck_credit_note_reason CHECK (length(reason) <= 200), 
	CONSTRAINT ck_credit_note_material CHECK (material BETWEEN 0 AND 99999999999999), 
	CONSTRAINT ck_credit_note_other CHECK (other BETWEEN 0 AND 99999999999999), 
	CONSTRAINT ck_credit_note_adds_up CHECK (total = labour + material + other - discount), 
	CONSTRAINT ck_credit_note_total CHECK (total BETWEEN 0 AND 99999999999999), 
	CONSTRAINT fk_credit_note_approved_by_staff FOREIGN KEY(approved_by) REFERENCES staff (id), 
	CONSTRAINT fk_credit_note_made_by_staff FOREIGN KEY(made_by) REFERENCES staff (id), 
	CONSTRAINT fk_credit_note_order_id_repair_order FOREIGN KEY(order_id) REFERENCES repair_order (id), 
	CONSTRAINT fk_credit_note_settlement_id_settlement FOREIGN KEY(settlement_id) REFERENCES settlement (id)
)
 STRICT

;

CREATE TABLE credit_line (
	id INTEGER NOT NULL, 
	credit_note_id INTEGER NOT NULL, 
	block TEXT NOT NULL, 
	line_id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	amount INTEGER NOT NULL, 
	discount INTEGER NOT NULL, 
	CONSTRAINT pk_credit_line PRIMARY KEY (id), 
	CONSTRAINT ck_credit_line_amount CHECK (amount BETWEEN 0 AND 9999999999), 
	CONSTRAINT ck_credit_line_discount CHECK (discount BETWEEN 0 AND 9999999999), 
	CONSTRAINT ck_credit_line_block CHECK (length(block) <= 20), 
	CONSTRAINT ck_credit_line_name CHECK (length(name) <= 80), 
	CONSTRAINT fk_credit_line_credit_note_id_credit_note FOREIGN KEY(credit_note_id) REFERENCES credit_note (id)
)
 STRICT

;

CREATE TABLE till_day (
	id INTEGER NOT NULL, 
	day TEXT NOT NULL, 
	till INTEGER NOT NULL, 
	opening INTEGER NOT NULL, 
	cash INTEGER NOT NULL, 
	receipts INTEGER NOT NULL, 
	counted INTEGER NOT NULL, 
	left_in INTEGER NOT NULL, 
	reason TEXT, 
	closed_at TEXT NOT NULL, 
	closed_by INTEGER NOT NULL, 
	reopened_at TEXT, 
	reopened_by INTEGER, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_till_day PRIMARY KEY (id), 
	CONSTRAINT ck_till_day_cash CHECK (cash BETWEEN -99999999999999 AND 99999999999999), 
	CONSTRAINT ck_till_day_counted CHECK (counted BETWEEN 0 AND 99999999999999), 
	CONSTRAINT ck_till_day_left_in CHECK (left_in BETWEEN 0 AND 99999999999999), 
	CONSTRAINT ck_till_day_opening CHECK (opening BETWEEN -99999999999999 AND 99999999999999), 
	CONSTRAINT ck_till_day_reason CHECK (reason IS NULL OR length(reason) <= 200), 
	CONSTRAINT ck_till_day_receipts CHECK (receipts BETWEEN -99999999999999 AND 99999999999999), 
	CONSTRAINT ck_till_day_till CHECK (till BETWEEN 1 AND 9), 
	CONSTRAINT fk_till_day_closed_by_staff FOREIGN KEY(closed_by) REFERENCES staff (id), 
	CONSTRAINT fk_till_day_reopened_by_staff FOREIGN KEY(reopened_by) REFERENCES staff (id)
)
 STRICT

;

CREATE TABLE team (
	id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	active INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_team PRIMARY KEY (id), 
	CONSTRAINT ck_team_name CHECK (length(name) <= 40), 
	CONSTRAINT ck_team_position CHECK (position BETWEEN -99999 AND 99999), 
	CONSTRAINT uq_team_name UNIQUE (name)
)
 STRICT

;

CREATE TABLE line_share (
	id INTEGER NOT NULL, 
	line_id INTEGER NOT NULL, 
	staff_id INTEGER NOT NULL, 
	percent INTEGER NOT NULL, 
	CONSTRAINT pk_line_share PRIMARY KEY (id), 
	CONSTRAINT ck_line_share_percent CHECK (percent BETWEEN 1 AND 10000), 
	CONSTRAINT fk_line_share_line_id_labour_line FOREIGN KEY(line_id) REFERENCES labour_line (id), 
	CONSTRAINT fk_line_share_staff_id_staff FOREIGN KEY(staff_id) REFERENCES staff (id), 
	CONSTRAINT uq_line_share_line_id_staff_id UNIQUE (line_id, staff_id)
)
 STRICT

;

CREATE TABLE shift_clock (
	id INTEGER NOT NULL, 
	staff_id INTEGER NOT NULL, 
	started_at TEXT NOT NULL, 
	ended_at TEXT, 
	ended_as TEXT, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_shift_clock PRIMARY KEY (id), 
	CONSTRAINT ck_shift_clock_end CHECK ((ended_at IS NULL) = (ended_as IS NULL)), 
	CONSTRAINT ck_shift_clock_span CHECK (started_at <= ended_at), 
	CONSTRAINT fk_shift_clock_staff_id_staff FOREIGN KEY(staff_id) REFERENCES staff (id)
)
 STRICT

;

CREATE TABLE job_clock (
	id INTEGER NOT NULL, 
	staff_id INTEGER NOT NULL, 
	started_at TEXT NOT NULL, 
	ended_at TEXT, 
	ended_as TEXT, 
	version INTEGER NOT NULL, 
	line_id INTEGER NOT NULL, 
	reason TEXT, 
	note TEXT, 
	CONSTRAINT pk_job_clock PRIMARY KEY (id), 
	CONSTRAINT ck_job_clock_note CHECK (note IS NULL OR length(note) <= 200), 
	CONSTRAINT fk_job_clock_line_id_labour_line FOREIGN KEY(line_id) REFERENCES labour_line (id), 
	CONSTRAINT ck_job_clock_end CHECK ((ended_at IS NULL) = (ended_as IS NULL)), 
	CONSTRAINT ck_job_clock_span CHECK (started_at <= ended_at), 
	CONSTRAINT fk_job_clock_staff_id_staff FOREIGN KEY(staff_id) REFERENCES staff (id)
)
 STRICT

;

CREATE TABLE clock_correction (
	id INTEGER NOT NULL, 
	job_clock_id INTEGER, 
	shift_clock_id INTEGER, 
	old_started_at TEXT NOT NULL, 
	old_ended_at TEXT, 
	new_started_at TEXT NOT NULL, 
	new_ended_at TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	at TEXT NOT NULL, 
	staff_id INTEGER NOT NULL, 
	CONSTRAINT pk_clock_correction PRIMARY KEY (id), 
	CONSTRAINT ck_clock_correction_of_one CHECK ((job_clock_id IS NULL) <> (shift_clock_id IS NULL)), 
	CONSTRAINT ck_clock_correction_reason CHECK (length(reason) <= 200), 
	CONSTRAINT ck_clock_correction_span CHECK (new_started_at <= new_ended_at), 
	CONSTRAINT fk_clock_correction_job_clock_id_job_clock FOREIGN KEY(job_clock_id) REFERENCES job_clock (id), 
	CONSTRAINT fk_clock_correction_shift_clock_id_shift_clock FOREIGN KEY(shift_clock_id) REFERENCES shift_clock (id), 
	CONSTRAINT fk_clock_correction_staff_id_staff FOREIGN KEY(staff_id) REFERENCES staff (id)
)
 STRICT

;

CREATE TABLE quick_service (
	id INTEGER NOT NULL, 
	order_id INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	minutes INTEGER NOT NULL, 
	waived_at TEXT, 
	waived_by INTEGER, 
	waived_amount INTEGER, 
	waived_reason TEXT, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_quick_service PRIMARY KEY (id), 
	CONSTRAINT ck_quick_service_minutes CHECK (minutes BETWEEN 1 AND 1440), 
	CONSTRAINT ck_quick_service_waived_amount CHECK (waived_amount IS NULL OR waived_amount BETWEEN 0 AND 9999999999), 
	CONSTRAINT ck_quick_service_waived_reason CHECK (waived_reason IS NULL OR length(waived_reason) <= 200), 
	CONSTRAINT fk_quick_service_order_id_repair_order FOREIGN KEY(order_id) REFERENCES repair_order (id), 
	CONSTRAINT fk_quick_service_waived_by_staff FOREIGN KEY(waived_by) REFERENCES staff (id), 
	CONSTRAINT uq_quick_service_order_id UNIQUE (order_id)
)
 STRICT

;

CREATE TABLE check_item (
	id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	standard TEXT, 
	final_only INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	active INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_check_item PRIMARY KEY (id), 
	CONSTRAINT ck_check_item_name CHECK (length(name) <= 40), 
	CONSTRAINT ck_check_item_position CHECK (position BETWEEN -99999 AND 99999), 
	CONSTRAINT ck_check_item_standard CHECK (standard IS NULL OR length(standard) <= 120), 
	CONSTRAINT uq_check_item_name UNIQUE (name)
)
 STRICT

;

CREATE TABLE inspector (
	id INTEGER NOT NULL, 
	staff_id INTEGER NOT NULL, 
	number TEXT NOT NULL, 
	active INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_inspector PRIMARY KEY (id), 
	CONSTRAINT ck_inspector_number CHECK (length(number) <= 40), 
	CONSTRAINT fk_inspector_staff_id_staff FOREIGN KEY(staff_id) REFERENCES staff (id), 
	CONSTRAINT uq_inspector_staff_id UNIQUE (staff_id)
)
 STRICT

;

CREATE TABLE quality_check (
	id INTEGER NOT NULL, 
	order_id INTEGER NOT NULL, 
	work_id INTEGER, 
	step TEXT NOT NULL, 
	passed INTEGER NOT NULL, 
	reason TEXT, 
	road_tested INTEGER NOT NULL, 
	road_km INTEGER, 
	override TEXT, 
	staff_id INTEGER NOT NULL, 
	at TEXT NOT NULL, 
	CONSTRAINT pk_quality_check PRIMARY KEY (id), 
	CONSTRAINT ck_quality_check_override CHECK (override IS NULL OR length(override) <= 200), 
	CONSTRAINT ck_quality_check_reason CHECK (reason IS NULL OR length(reason) <= 200), 
	CONSTRAINT ck_quality_check_road_km CHECK (road_km IS NULL OR road_km BETWEEN 0 AND 999), 
	CONSTRAINT fk_quality_check_order_id_repair_order FOREIGN KEY(order_id) REFERENCES repair_order (id), 
	CONSTRAINT fk_quality_check_staff_id_staff FOREIGN KEY(staff_id) REFERENCES staff (id), 
	CONSTRAINT fk_quality_check_work_id_stage_change FOREIGN KEY(work_id) REFERENCES stage_change (id)
)
 STRICT

;

CREATE TABLE check_result (
	id INTEGER NOT NULL, 
	check_id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	standard TEXT, 
	fine INTEGER NOT NULL, 
	CONSTRAINT pk_check_result PRIMARY KEY (id), 
	CONSTRAINT ck_check_result_name CHECK (length(name) <= 40), 
	CONSTRAINT ck_check_result_standard CHECK (standard IS NULL OR length(standard) <= 120), 
	CONSTRAINT fk_check_result_check_id_quality_check FOREIGN KEY(check_id) REFERENCES quality_check (id)
)
 STRICT

;

CREATE TABLE certificate (
	id INTEGER NOT NULL, 
	number TEXT NOT NULL, 
	order_id INTEGER NOT NULL, 
	leaves_on TEXT NOT NULL, 
	odometer INTEGER NOT NULL, 
	issued_at TEXT NOT NULL, 
	issued_by INTEGER NOT NULL, 
	inspector_number TEXT, 
	void_at TEXT, 
	void_reason TEXT, 
	CONSTRAINT pk_certificate PRIMARY KEY (id), 
	CONSTRAINT ck_certificate_inspector_number CHECK (inspector_number IS NULL OR length(inspector_number) <= 40), 
	CONSTRAINT ck_certificate_number CHECK (length(number) <= 40), 
	CONSTRAINT ck_certificate_odometer CHECK (odometer BETWEEN 0 AND 9999999), 
	CONSTRAINT ck_certificate_void_reason CHECK (void_reason IS NULL OR length(void_reason) <= 200), 
	CONSTRAINT fk_certificate_issued_by_staff FOREIGN KEY(issued_by) REFERENCES staff (id), 
	CONSTRAINT fk_certificate_order_id_repair_order FOREIGN KEY(order_id) REFERENCES repair_order (id)
)
 STRICT

;

CREATE TABLE sublet_trip (
	id INTEGER NOT NULL, 
	order_id INTEGER NOT NULL, 
	workshop TEXT NOT NULL, 
	work TEXT, 
	sent_at TEXT NOT NULL, 
	sent_by INTEGER NOT NULL, 
	expected_at TEXT, 
	returned_at TEXT, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_sublet_trip PRIMARY KEY (id), 
	CONSTRAINT ck_sublet_trip_workshop CHECK (length(workshop) <= 60), 
	CONSTRAINT ck_sublet_trip_work CHECK (work IS NULL OR length(work) <= 200), 
	CONSTRAINT fk_sublet_trip_order_id_repair_order FOREIGN KEY(order_id) REFERENCES repair_order (id), 
	CONSTRAINT fk_sublet_trip_sent_by_staff FOREIGN KEY(sent_by) REFERENCES staff (id)
)
 STRICT

;

CREATE TABLE carry_over (
	id INTEGER NOT NULL, 
	order_id INTEGER NOT NULL, 
	day TEXT NOT NULL, 
	promised_at TEXT, 
	reason TEXT NOT NULL, 
	staff_id INTEGER NOT NULL, 
	at TEXT NOT NULL, 
	CONSTRAINT pk_carry_over PRIMARY KEY (id), 
	CONSTRAINT ck_carry_over_reason CHECK (length(reason) <= 200), 
	CONSTRAINT fk_carry_over_order_id_repair_order FOREIGN KEY(order_id) REFERENCES repair_order (id), 
	CONSTRAINT fk_carry_over_staff_id_staff FOREIGN KEY(staff_id) REFERENCES staff (id)
)
 STRICT

;

CREATE TABLE board_title (
	id INTEGER NOT NULL, 
	stage TEXT NOT NULL, 
	title TEXT, 
	colour TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_board_title PRIMARY KEY (id), 
	CONSTRAINT ck_board_title_title CHECK (title IS NULL OR length(title) <= 16), 
	CONSTRAINT uq_board_title_stage UNIQUE (stage)
)
 STRICT

;

CREATE TABLE message_template (
	id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	words TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	active INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_message_template PRIMARY KEY (id), 
	CONSTRAINT ck_message_template_name CHECK (length(name) <= 40), 
	CONSTRAINT ck_message_template_words CHECK (length(words) <= 500), 
	CONSTRAINT ck_message_template_position CHECK (position BETWEEN -99999 AND 99999), 
	CONSTRAINT uq_message_template_name UNIQUE (name)
)
 STRICT

;

CREATE TABLE ready_notice (
	id INTEGER NOT NULL, 
	order_id INTEGER NOT NULL, 
	way TEXT NOT NULL, 
	told TEXT, 
	words TEXT, 
	staff_id INTEGER NOT NULL, 
	at TEXT NOT NULL, 
	CONSTRAINT pk_ready_notice PRIMARY KEY (id), 
	CONSTRAINT ck_ready_notice_told CHECK (told IS NULL OR length(told) <= 64), 
	CONSTRAINT ck_ready_notice_words CHECK (words IS NULL OR length(words) <= 500), 
	CONSTRAINT fk_ready_notice_order_id_repair_order FOREIGN KEY(order_id) REFERENCES repair_order (id), 
	CONSTRAINT fk_ready_notice_staff_id_staff FOREIGN KEY(staff_id) REFERENCES staff (id)
)
 STRICT

;

CREATE TABLE health_report (
	id INTEGER NOT NULL, 
	settlement_id INTEGER NOT NULL, 
	staff_id INTEGER NOT NULL, 
	at TEXT NOT NULL, 
	CONSTRAINT pk_health_report PRIMARY KEY (id), 
	CONSTRAINT fk_health_report_settlement_id_settlement FOREIGN KEY(settlement_id) REFERENCES settlement (id), 
	CONSTRAINT fk_health_report_staff_id_staff FOREIGN KEY(staff_id) REFERENCES staff (id)
)
 STRICT

;

CREATE TABLE fault_code (
	id INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	name TEXT NOT NULL, 
	part TEXT, 
	serious INTEGER NOT NULL, 
	active INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_fault_code PRIMARY KEY (id), 
	CONSTRAINT ck_fault_code_code CHECK (length(code) <= 20), 
	CONSTRAINT ck_fault_code_name CHECK (length(name) <= 80), 
	CONSTRAINT uq_fault_code_code UNIQUE (code)
)
 STRICT

;

CREATE TABLE recall (
	id INTEGER NOT NULL, 
	number TEXT NOT NULL, 
	name TEXT NOT NULL, 
	remedy TEXT, 
	since TEXT NOT NULL, 
	active INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_recall PRIMARY KEY (id), 
	CONSTRAINT ck_recall_name CHECK (length(name) <= 120), 
	CONSTRAINT ck_recall_number CHECK (length(number) <= 40), 
	CONSTRAINT ck_recall_remedy CHECK (remedy IS NULL OR length(remedy) <= 300), 
	CONSTRAINT uq_recall_number UNIQUE (number)
)
 STRICT

;

CREATE TABLE warranty_demand (
	id INTEGER NOT NULL, 
	vehicle_id INTEGER NOT NULL, 
	person_id INTEGER, 
	kind TEXT NOT NULL, 
	received_on TEXT NOT NULL, 
	words TEXT NOT NULL, 
	answer TEXT, 
	answered_on TEXT, 
	reason TEXT, 
	finished_on TEXT, 
	taken_by INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_warranty_demand PRIMARY KEY (id), 
	CONSTRAINT ck_warranty_demand_words CHECK (length(words) <= 500), 
	CONSTRAINT ck_warranty_demand_reason CHECK (reason IS NULL OR length(reason) <= 500), 
	CONSTRAINT fk_warranty_demand_person_id_person FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT fk_warranty_demand_taken_by_staff FOREIGN KEY(taken_by) REFERENCES staff (id), 
	CONSTRAINT fk_warranty_demand_vehicle_id_vehicle FOREIGN KEY(vehicle_id) REFERENCES vehicle (id)
)
 STRICT

;

CREATE TABLE order_fault (
	id INTEGER NOT NULL, 
	order_id INTEGER NOT NULL, 
	fault_code_id INTEGER NOT NULL, 
	replaced TEXT, 
	not_cured INTEGER NOT NULL, 
	transport_from TEXT, 
	transport_until TEXT, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_order_fault PRIMARY KEY (id), 
	CONSTRAINT ck_order_fault_transport CHECK (transport_from <= transport_until), 
	CONSTRAINT fk_order_fault_fault_code_id_fault_code FOREIGN KEY(fault_code_id) REFERENCES fault_code (id), 
	CONSTRAINT fk_order_fault_order_id_repair_order FOREIGN KEY(order_id) REFERENCES repair_order (id), 
	CONSTRAINT uq_order_fault_order_id_fault_code_id UNIQUE (order_id, fault_code_id)
)
 STRICT

;

CREATE TABLE recall_car (
	id INTEGER NOT NULL, 
	recall_id INTEGER NOT NULL, 
	vin TEXT NOT NULL, 
	done_on TEXT, 
	order_id INTEGER, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_recall_car PRIMARY KEY (id), 
	CONSTRAINT ck_recall_car_vin CHECK (length(vin) <= 32), 
	CONSTRAINT fk_recall_car_order_id_repair_order FOREIGN KEY(order_id) REFERENCES repair_order (id), 
	CONSTRAINT fk_recall_car_recall_id_recall FOREIGN KEY(recall_id) REFERENCES recall (id), 
	CONSTRAINT uq_recall_car_recall_id_vin UNIQUE (recall_id, vin)
)
 STRICT

;

CREATE TABLE licence_copy (
	id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	page TEXT NOT NULL, 
	added_at TEXT NOT NULL, 
	added_by INTEGER NOT NULL, 
	jpeg BLOB NOT NULL, 
	CONSTRAINT pk_licence_copy PRIMARY KEY (id), 
	CONSTRAINT fk_licence_copy_added_by_staff FOREIGN KEY(added_by) REFERENCES staff (id), 
	CONSTRAINT fk_licence_copy_person_id_person FOREIGN KEY(person_id) REFERENCES person (id)
)
 STRICT

;

CREATE TABLE trim_price (
	id INTEGER NOT NULL, 
	trim_id INTEGER NOT NULL, 
	valid_from TEXT NOT NULL, 
	list_price INTEGER NOT NULL, 
	floor_price INTEGER, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_trim_price PRIMARY KEY (id), 
	CONSTRAINT ck_trim_price_floor_price CHECK (floor_price IS NULL OR floor_price BETWEEN 0 AND 9999999999), 
	CONSTRAINT ck_trim_price_list_price CHECK (list_price BETWEEN 0 AND 9999999999), 
	CONSTRAINT fk_trim_price_trim_id_trim FOREIGN KEY(trim_id) REFERENCES trim (id), 
	CONSTRAINT uq_trim_price_trim_id_valid_from UNIQUE (trim_id, valid_from)
)
 STRICT

;

CREATE TABLE stock_car (
	id INTEGER NOT NULL, 
	number TEXT NOT NULL, 
	vehicle_id INTEGER NOT NULL, 
	key_number TEXT, 
	place TEXT, 
	interior TEXT, 
	certificate TEXT NOT NULL, 
	purchase_price INTEGER, 
	built_on TEXT, 
	expected_on TEXT, 
	arrived_on TEXT, 
	payment_on TEXT, 
	cared_on TEXT, 
	left_on TEXT, 
	left_how TEXT, 
	override_reason TEXT, 
	override_by INTEGER, 
	note TEXT, 
	version INTEGER NOT NULL, appraisal_id INTEGER CONSTRAINT fk_stock_car_appraisal_id_appraisal REFERENCES appraisal(id), asking_price INTEGER, 
	CONSTRAINT pk_stock_car PRIMARY KEY (id), 
	CONSTRAINT ck_stock_car_left CHECK ((left_on IS NULL) = (left_how IS NULL)), 
	CONSTRAINT ck_stock_car_interior CHECK (interior IS NULL OR length(interior) <= 40), 
	CONSTRAINT ck_stock_car_key_number CHECK (key_number IS NULL OR length(key_number) <= 20), 
	CONSTRAINT ck_stock_car_left_after CHECK (left_on IS NULL OR left_on >= arrived_on), 
	CONSTRAINT ck_stock_car_number CHECK (length(number) <= 40), 
	CONSTRAINT ck_stock_car_note CHECK (note IS NULL OR length(note) <= 300), 
	CONSTRAINT ck_stock_car_override_reason CHECK (override_reason IS NULL OR length(override_reason) <= 200), 
	CONSTRAINT ck_stock_car_place CHECK (place IS NULL OR length(place) <= 40), 
	CONSTRAINT ck_stock_car_purchase_price CHECK (purchase_price IS NULL OR purchase_price BETWEEN 0 AND 9999999999), 
	CONSTRAINT fk_stock_car_override_by_staff FOREIGN KEY(override_by) REFERENCES staff (id), 
	CONSTRAINT fk_stock_car_vehicle_id_vehicle FOREIGN KEY(vehicle_id) REFERENCES vehicle (id)
, CONSTRAINT ck_stock_car_asking_price CHECK (asking_price IS NULL OR asking_price BETWEEN 0 AND 9999999999))
 STRICT

;

CREATE TABLE car_hold (
	id INTEGER NOT NULL, 
	stock_car_id INTEGER NOT NULL, 
	person_id INTEGER, 
	staff_id INTEGER NOT NULL, 
	held_at TEXT NOT NULL, 
	held_until TEXT NOT NULL, 
	ended_at TEXT, 
	note TEXT, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_car_hold PRIMARY KEY (id), 
	CONSTRAINT ck_car_hold_span CHECK (held_at < held_until), 
	CONSTRAINT ck_car_hold_note CHECK (note IS NULL OR length(note) <= 120), 
	CONSTRAINT fk_car_hold_person_id_person FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT fk_car_hold_staff_id_staff FOREIGN KEY(staff_id) REFERENCES staff (id), 
	CONSTRAINT fk_car_hold_stock_car_id_stock_car FOREIGN KEY(stock_car_id) REFERENCES stock_car (id)
)
 STRICT

;

CREATE TABLE quote (
	id INTEGER NOT NULL, 
	number TEXT NOT NULL, 
	person_id INTEGER NOT NULL, 
	staff_id INTEGER NOT NULL, 
	versions INTEGER NOT NULL, 
	withdrawn_at TEXT, 
	version INTEGER NOT NULL, fleet_project_id INTEGER CONSTRAINT fk_quote_fleet_project_id_fleet_project REFERENCES fleet_project(id), 
	CONSTRAINT pk_quote PRIMARY KEY (id), 
	CONSTRAINT ck_quote_number CHECK (length(number) <= 40), 
	CONSTRAINT ck_quote_versions CHECK (versions BETWEEN 1 AND 999), 
	CONSTRAINT fk_quote_person_id_person FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT fk_quote_staff_id_staff FOREIGN KEY(staff_id) REFERENCES staff (id)
)
 STRICT

;

CREATE TABLE quote_version (
	id INTEGER NOT NULL, 
	quote_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	made_at TEXT NOT NULL, 
	made_by INTEGER NOT NULL, 
	trim_id INTEGER, 
	colour TEXT, 
	interior TEXT, 
	car_price INTEGER NOT NULL, 
	discount INTEGER NOT NULL, 
	tax INTEGER NOT NULL, 
	tax_typed INTEGER NOT NULL, 
	plate_fee INTEGER NOT NULL, 
	trade_in INTEGER NOT NULL, 
	trade_in_car TEXT, 
	loan_kind TEXT, 
	down_payment INTEGER, 
	months INTEGER, 
	loan_rate INTEGER, 
	valid_until TEXT NOT NULL, 
	override_reason TEXT, 
	override_by INTEGER, appraisal_id INTEGER CONSTRAINT fk_quote_version_appraisal_id_appraisal REFERENCES appraisal(id), stock_car_id INTEGER CONSTRAINT fk_quote_version_stock_car_id_stock_car REFERENCES stock_car(id), trade_in_beyond INTEGER, cars INTEGER DEFAULT 1 NOT NULL, 
	CONSTRAINT pk_quote_version PRIMARY KEY (id), 
	CONSTRAINT ck_quote_version_loan CHECK ((loan_kind IS NULL) = (months IS NULL)), 
	CONSTRAINT ck_quote_version_override CHECK ((override_by IS NULL) = (override_reason IS NULL)), 
	CONSTRAINT ck_quote_version_car_price CHECK (car_price BETWEEN 0 AND 9999999999), 
	CONSTRAINT ck_quote_version_colour CHECK (colour IS NULL OR length(colour) <= 40), 
	CONSTRAINT ck_quote_version_discount_at_most CHECK (discount <= car_price), 
	CONSTRAINT ck_quote_version_discount CHECK (discount BETWEEN 0 AND 9999999999), 
	CONSTRAINT ck_quote_version_down_payment CHECK (down_payment IS NULL OR down_payment BETWEEN 0 AND 9999999999), 
	CONSTRAINT ck_quote_version_interior CHECK (interior IS NULL OR length(interior) <= 40), 
	CONSTRAINT ck_quote_version_loan_rate CHECK (loan_rate IS NULL OR loan_rate BETWEEN 0 AND 3600), 
	CONSTRAINT ck_quote_version_months CHECK (months IS NULL OR months BETWEEN 1 AND 120), 
	CONSTRAINT ck_quote_version_number CHECK (number BETWEEN 1 AND 999), 
	CONSTRAINT ck_quote_version_override_reason CHECK (override_reason IS NULL OR length(override_reason) <= 200), 
	CONSTRAINT ck_quote_version_plate_fee CHECK (plate_fee BETWEEN 0 AND 9999999999), 
	CONSTRAINT ck_quote_version_tax CHECK (tax BETWEEN 0 AND 9999999999), 
	CONSTRAINT ck_quote_version_trade_in CHECK (trade_in BETWEEN 0 AND 9999999999), 
	CONSTRAINT ck_quote_version_trade_in_car CHECK (trade_in_car IS NULL OR length(trade_in_car) <= 60), 
	CONSTRAINT fk_quote_version_made_by_staff FOREIGN KEY(made_by) REFERENCES staff (id), 
	CONSTRAINT fk_quote_version_override_by_staff FOREIGN KEY(override_by) REFERENCES staff (id), 
	CONSTRAINT fk_quote_version_quote_id_quote FOREIGN KEY(quote_id) REFERENCES quote (id), 
	CONSTRAINT fk_quote_version_trim_id_trim FOREIGN KEY(trim_id) REFERENCES trim (id), 
	CONSTRAINT uq_quote_version_quote_id_number UNIQUE (quote_id, number)
, CONSTRAINT ck_quote_version_trade_in_beyond CHECK (trade_in_beyond IS NULL OR trade_in_beyond BETWEEN 0 AND 9999999999), CONSTRAINT ck_quote_version_cars CHECK (cars BETWEEN 1 AND 999))
 STRICT

;

CREATE TABLE quote_line (
	id INTEGER NOT NULL, 
	version_id INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	text TEXT NOT NULL, 
	amount INTEGER NOT NULL, 
	CONSTRAINT pk_quote_line PRIMARY KEY (id), 
	CONSTRAINT ck_quote_line_amount CHECK (amount BETWEEN 0 AND 9999999999), 
	CONSTRAINT ck_quote_line_text CHECK (length(text) <= 40), 
	CONSTRAINT fk_quote_line_version_id_quote_version FOREIGN KEY(version_id) REFERENCES quote_version (id)
)
 STRICT

;

CREATE TABLE pdi_check (
	id INTEGER NOT NULL, 
	stock_car_id INTEGER NOT NULL, 
	point TEXT NOT NULL, 
	checked_at TEXT NOT NULL, 
	checked_by INTEGER NOT NULL, 
	odometer INTEGER, 
	passed INTEGER NOT NULL, 
	findings TEXT, 
	CONSTRAINT pk_pdi_check PRIMARY KEY (id), 
	CONSTRAINT ck_pdi_check_findings CHECK (findings IS NULL OR length(findings) <= 300), 
	CONSTRAINT ck_pdi_check_findings_of_failed CHECK (passed OR findings IS NOT NULL), 
	CONSTRAINT fk_pdi_check_checked_by_staff FOREIGN KEY(checked_by) REFERENCES staff (id), 
	CONSTRAINT fk_pdi_check_stock_car_id_stock_car FOREIGN KEY(stock_car_id) REFERENCES stock_car (id)
, CONSTRAINT ck_pdi_check_odometer CHECK (odometer IS NULL OR odometer BETWEEN 0 AND 9999999))
 STRICT

;

CREATE TABLE sale_order (
	id INTEGER NOT NULL, 
	number TEXT NOT NULL, 
	quote_id INTEGER NOT NULL, 
	quote_version_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	staff_id INTEGER NOT NULL, 
	placed_at TEXT NOT NULL, 
	deposit INTEGER NOT NULL, 
	deposit_kind TEXT NOT NULL, 
	second_colour TEXT, 
	promised_on TEXT NOT NULL, 
	approved_at TEXT, 
	approved_by INTEGER, 
	checked_at TEXT, 
	checked_by INTEGER, 
	rejected_reason TEXT, 
	signed_at TEXT, 
	stock_car_id INTEGER, 
	allocated_at TEXT, 
	allocated_by INTEGER, 
	advisor_id INTEGER, 
	odometer INTEGER, 
	delivered_at TEXT, 
	delivered_by INTEGER, 
	cancelled_at TEXT, 
	cancelled_by INTEGER, 
	cancel_cause TEXT, 
	cancel_reason TEXT, 
	version INTEGER NOT NULL, valid_signature_at TEXT, quote_car INTEGER DEFAULT 1 NOT NULL, 
	CONSTRAINT pk_sale_order PRIMARY KEY (id), 
	CONSTRAINT ck_sale_order_approval CHECK ((approved_at IS NULL) = (approved_by IS NULL)), 
	CONSTRAINT ck_sale_order_cancelled CHECK ((cancelled_at IS NULL) = (cancel_cause IS NULL)), 
	CONSTRAINT ck_sale_order_finance CHECK ((checked_at IS NULL) = (checked_by IS NULL)), 
	CONSTRAINT ck_sale_order_delivered CHECK ((delivered_at IS NULL) = (delivered_by IS NULL)), 
	CONSTRAINT ck_sale_order_car CHECK ((stock_car_id IS NULL) = (allocated_at IS NULL)), 
	CONSTRAINT ck_sale_order_cancel_reason CHECK (cancel_reason IS NULL OR length(cancel_reason) <= 200), 
	CONSTRAINT ck_sale_order_signed CHECK (delivered_at IS NULL OR signed_at IS NOT NULL), 
	CONSTRAINT ck_sale_order_deposit CHECK (deposit BETWEEN 0 AND 9999999999), 
	CONSTRAINT ck_sale_order_number CHECK (length(number) <= 40), 
	CONSTRAINT ck_sale_order_rejected_reason CHECK (rejected_reason IS NULL OR length(rejected_reason) <= 200), 
	CONSTRAINT ck_sale_order_second_colour CHECK (second_colour IS NULL OR length(second_colour) <= 40), 
	CONSTRAINT fk_sale_order_advisor_id_staff FOREIGN KEY(advisor_id) REFERENCES staff (id), 
	CONSTRAINT fk_sale_order_allocated_by_staff FOREIGN KEY(allocated_by) REFERENCES staff (id), 
	CONSTRAINT fk_sale_order_approved_by_staff FOREIGN KEY(approved_by) REFERENCES staff (id), 
	CONSTRAINT fk_sale_order_cancelled_by_staff FOREIGN KEY(cancelled_by) REFERENCES staff (id), 
	CONSTRAINT fk_sale_order_checked_by_staff FOREIGN KEY(checked_by) REFERENCES staff (id), 
	CONSTRAINT fk_sale_order_delivered_by_staff FOREIGN KEY(delivered_by) REFERENCES staff (id), 
	CONSTRAINT fk_sale_order_person_id_person FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT fk_sale_order_quote_id_quote FOREIGN KEY(quote_id) REFERENCES quote (id), 
	CONSTRAINT fk_sale_order_quote_version_id_quote_version FOREIGN KEY(quote_version_id) REFERENCES quote_version (id), 
	CONSTRAINT fk_sale_order_staff_id_staff FOREIGN KEY(staff_id) REFERENCES staff (id), 
	CONSTRAINT fk_sale_order_stock_car_id_stock_car FOREIGN KEY(stock_car_id) REFERENCES stock_car (id)
, CONSTRAINT ck_sale_order_odometer CHECK (odometer IS NULL OR odometer BETWEEN 0 AND 9999999), CONSTRAINT ck_sale_order_quote_car CHECK (quote_car BETWEEN 1 AND 999))
 STRICT

;

CREATE TABLE sale_change (
	id INTEGER NOT NULL, 
	sale_order_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	old_version_id INTEGER NOT NULL, 
	new_version_id INTEGER NOT NULL, 
	reason TEXT NOT NULL, 
	made_at TEXT NOT NULL, 
	made_by INTEGER NOT NULL, old_promised_on TEXT, new_promised_on TEXT, old_deposit INTEGER, new_deposit INTEGER, 
	CONSTRAINT pk_sale_change PRIMARY KEY (id), 
	CONSTRAINT ck_sale_change_reason CHECK (length(reason) <= 200), 
	CONSTRAINT ck_sale_change_number CHECK (number BETWEEN 1 AND 99), 
	CONSTRAINT fk_sale_change_made_by_staff FOREIGN KEY(made_by) REFERENCES staff (id), 
	CONSTRAINT fk_sale_change_new_version_id_quote_version FOREIGN KEY(new_version_id) REFERENCES quote_version (id), 
	CONSTRAINT fk_sale_change_old_version_id_quote_version FOREIGN KEY(old_version_id) REFERENCES quote_version (id), 
	CONSTRAINT fk_sale_change_sale_order_id_sale_order FOREIGN KEY(sale_order_id) REFERENCES sale_order (id), 
	CONSTRAINT uq_sale_change_sale_order_id_number UNIQUE (sale_order_id, number)
, CONSTRAINT ck_sale_change_old_deposit CHECK (old_deposit IS NULL OR old_deposit BETWEEN 0 AND 9999999999), CONSTRAINT ck_sale_change_new_deposit CHECK (new_deposit IS NULL OR new_deposit BETWEEN 0 AND 9999999999))
 STRICT

;

CREATE TABLE sale_step (
	id INTEGER NOT NULL, 
	sale_order_id INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	done_on TEXT NOT NULL, 
	done_by INTEGER NOT NULL, 
	reference TEXT, valid_until TEXT, 
	CONSTRAINT pk_sale_step PRIMARY KEY (id), 
	CONSTRAINT ck_sale_step_reference CHECK (reference IS NULL OR length(reference) <= 60), 
	CONSTRAINT fk_sale_step_done_by_staff FOREIGN KEY(done_by) REFERENCES staff (id), 
	CONSTRAINT fk_sale_step_sale_order_id_sale_order FOREIGN KEY(sale_order_id) REFERENCES sale_order (id), 
	CONSTRAINT uq_sale_step_sale_order_id_kind UNIQUE (sale_order_id, kind)
)
 STRICT

;

CREATE TABLE discount_request (
	id INTEGER NOT NULL, 
	number TEXT NOT NULL, 
	quote_version_id INTEGER NOT NULL, 
	cause TEXT NOT NULL, 
	note TEXT, 
	list_price INTEGER NOT NULL, 
	floor_price INTEGER NOT NULL, 
	cost INTEGER, 
	income INTEGER, 
	asked_at TEXT NOT NULL, 
	asked_by INTEGER NOT NULL, 
	decided_at TEXT, 
	decided_by INTEGER, 
	level TEXT, 
	granted INTEGER, 
	answer TEXT, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_discount_request PRIMARY KEY (id), 
	CONSTRAINT ck_discount_request_decider CHECK ((decided_at IS NULL) = (decided_by IS NULL)), 
	CONSTRAINT ck_discount_request_decided CHECK ((decided_at IS NULL) = (granted IS NULL)), 
	CONSTRAINT ck_discount_request_answer CHECK (answer IS NULL OR length(answer) <= 200), 
	CONSTRAINT ck_discount_request_cost CHECK (cost IS NULL OR cost BETWEEN 0 AND 9999999999), 
	CONSTRAINT ck_discount_request_floor_price CHECK (floor_price BETWEEN 0 AND 9999999999), 
	CONSTRAINT ck_discount_request_income CHECK (income IS NULL OR income BETWEEN 0 AND 9999999999), 
	CONSTRAINT ck_discount_request_number CHECK (length(number) <= 40), 
	CONSTRAINT ck_discount_request_list_price CHECK (list_price BETWEEN 0 AND 9999999999), 
	CONSTRAINT ck_discount_request_note CHECK (note IS NULL OR length(note) <= 200), 
	CONSTRAINT fk_discount_request_asked_by_staff FOREIGN KEY(asked_by) REFERENCES staff (id), 
	CONSTRAINT fk_discount_request_decided_by_staff FOREIGN KEY(decided_by) REFERENCES staff (id), 
	CONSTRAINT fk_discount_request_quote_version_id_quote_version FOREIGN KEY(quote_version_id) REFERENCES quote_version (id)
)
 STRICT

;

CREATE TABLE appraisal (
	id INTEGER NOT NULL, 
	number TEXT NOT NULL, 
	person_id INTEGER NOT NULL, 
	vehicle_id INTEGER NOT NULL, 
	odometer INTEGER NOT NULL, 
	appraised_at TEXT NOT NULL, 
	appraised_by INTEGER NOT NULL, 
	condition TEXT, 
	damage_marks TEXT, 
	expected_price INTEGER NOT NULL, 
	margin INTEGER NOT NULL, 
	offered INTEGER NOT NULL, 
	valid_until TEXT NOT NULL, 
	declined_at TEXT, 
	declined_by INTEGER, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_appraisal PRIMARY KEY (id), 
	CONSTRAINT ck_appraisal_declined CHECK ((declined_at IS NULL) = (declined_by IS NULL)), 
	CONSTRAINT ck_appraisal_condition CHECK (condition IS NULL OR length(condition) <= 500), 
	CONSTRAINT ck_appraisal_damage_marks CHECK (damage_marks IS NULL OR length(damage_marks) <= 1000), 
	CONSTRAINT ck_appraisal_expected_price CHECK (expected_price BETWEEN 0 AND 9999999999), 
	CONSTRAINT ck_appraisal_number CHECK (length(number) <= 40), 
	CONSTRAINT ck_appraisal_margin CHECK (margin BETWEEN 0 AND 9999999999), 
	CONSTRAINT ck_appraisal_odometer CHECK (odometer BETWEEN 0 AND 9999999), 
	CONSTRAINT ck_appraisal_offered CHECK (offered BETWEEN 0 AND 9999999999), 
	CONSTRAINT fk_appraisal_appraised_by_staff FOREIGN KEY(appraised_by) REFERENCES staff (id), 
	CONSTRAINT fk_appraisal_declined_by_staff FOREIGN KEY(declined_by) REFERENCES staff (id), 
	CONSTRAINT fk_appraisal_person_id_person FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT fk_appraisal_vehicle_id_vehicle FOREIGN KEY(vehicle_id) REFERENCES vehicle (id)
)
 STRICT

;

CREATE TABLE appraisal_cost (
	id INTEGER NOT NULL, 
	appraisal_id INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	amount INTEGER NOT NULL, 
	CONSTRAINT pk_appraisal_cost PRIMARY KEY (id), 
	CONSTRAINT ck_appraisal_cost_amount CHECK (amount BETWEEN 0 AND 9999999999), 
	CONSTRAINT ck_appraisal_cost_text CHECK (length(text) <= 40), 
	CONSTRAINT fk_appraisal_cost_appraisal_id_appraisal FOREIGN KEY(appraisal_id) REFERENCES appraisal (id)
)
 STRICT

;

CREATE TABLE fleet_project (
	id INTEGER NOT NULL, 
	number TEXT NOT NULL, 
	person_id INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	title TEXT, 
	owner_id INTEGER NOT NULL, 
	stage TEXT NOT NULL, 
	cars INTEGER NOT NULL, 
	model_id INTEGER, 
	tender_on TEXT, 
	papers_on TEXT, 
	result TEXT, 
	result_note TEXT, 
	expected_on TEXT, 
	opened_at TEXT NOT NULL, 
	closed_at TEXT, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_fleet_project PRIMARY KEY (id), 
	CONSTRAINT ck_fleet_project_number CHECK (length(number) <= 20), 
	CONSTRAINT ck_fleet_project_title CHECK (title IS NULL OR length(title) <= 120), 
	CONSTRAINT ck_fleet_project_cars CHECK (cars BETWEEN 1 AND 9999), 
	CONSTRAINT ck_fleet_project_result_note CHECK (result_note IS NULL OR length(result_note) <= 500), 
	CONSTRAINT fk_fleet_project_model_id_car_model FOREIGN KEY(model_id) REFERENCES car_model (id), 
	CONSTRAINT fk_fleet_project_owner_id_staff FOREIGN KEY(owner_id) REFERENCES staff (id), 
	CONSTRAINT fk_fleet_project_person_id_person FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT uq_fleet_project_number UNIQUE (number)
)
 STRICT

;

CREATE TABLE project_stage (
	id INTEGER NOT NULL, 
	fleet_project_id INTEGER NOT NULL, 
	stage TEXT NOT NULL, 
	note TEXT, 
	at TEXT NOT NULL, 
	staff_id INTEGER NOT NULL, 
	CONSTRAINT pk_project_stage PRIMARY KEY (id), 
	CONSTRAINT ck_project_stage_note CHECK (note IS NULL OR length(note) <= 300), 
	CONSTRAINT fk_project_stage_fleet_project_id_fleet_project FOREIGN KEY(fleet_project_id) REFERENCES fleet_project (id), 
	CONSTRAINT fk_project_stage_staff_id_staff FOREIGN KEY(staff_id) REFERENCES staff (id)
)
 STRICT

;

CREATE TABLE project_step (
	id INTEGER NOT NULL, 
	fleet_project_id INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	due_on TEXT NOT NULL, 
	done_on TEXT, 
	done_by INTEGER, 
	CONSTRAINT pk_project_step PRIMARY KEY (id), 
	CONSTRAINT fk_project_step_done_by_staff FOREIGN KEY(done_by) REFERENCES staff (id), 
	CONSTRAINT fk_project_step_fleet_project_id_fleet_project FOREIGN KEY(fleet_project_id) REFERENCES fleet_project (id), 
	CONSTRAINT uq_project_step_fleet_project_id_kind UNIQUE (fleet_project_id, kind)
)
 STRICT

;

CREATE TABLE sale_plan (
	id INTEGER NOT NULL, 
	sale_order_id INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	planned_on TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_sale_plan PRIMARY KEY (id), 
	CONSTRAINT fk_sale_plan_sale_order_id_sale_order FOREIGN KEY(sale_order_id) REFERENCES sale_order (id), 
	CONSTRAINT uq_sale_plan_sale_order_id_kind UNIQUE (sale_order_id, kind)
)
 STRICT

;

CREATE TABLE sales_board_day (
	id INTEGER NOT NULL, 
	day TEXT NOT NULL, 
	content TEXT NOT NULL, 
	closed_at TEXT NOT NULL, 
	closed_by INTEGER, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_sales_board_day PRIMARY KEY (id), 
	CONSTRAINT ck_sales_board_day_content CHECK (length(content) <= 2000000), 
	CONSTRAINT fk_sales_board_day_closed_by_staff FOREIGN KEY(closed_by) REFERENCES staff (id)
)
 STRICT

;

CREATE TABLE reconditioning_step (
	id INTEGER NOT NULL, 
	stock_car_id INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	holder TEXT NOT NULL, 
	started_on TEXT NOT NULL, 
	due_on TEXT NOT NULL, 
	done_on TEXT, 
	cost INTEGER, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_reconditioning_step PRIMARY KEY (id), 
	CONSTRAINT ck_reconditioning_step_cost CHECK (cost IS NULL OR cost BETWEEN 0 AND 9999999999), 
	CONSTRAINT ck_reconditioning_step_done CHECK (done_on IS NULL OR done_on >= started_on), 
	CONSTRAINT ck_reconditioning_step_due CHECK (due_on >= started_on), 
	CONSTRAINT ck_reconditioning_step_holder CHECK (length(holder) <= 40), 
	CONSTRAINT fk_reconditioning_step_stock_car_id_stock_car FOREIGN KEY(stock_car_id) REFERENCES stock_car (id)
)
 STRICT

;

CREATE TABLE outlet (
	id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	company TEXT, 
	contact TEXT, 
	phone TEXT, 
	area TEXT, 
	credit_limit INTEGER, 
	active INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_outlet PRIMARY KEY (id), 
	CONSTRAINT ck_outlet_area CHECK (area IS NULL OR length(area) <= 60), 
	CONSTRAINT ck_outlet_company CHECK (company IS NULL OR length(company) <= 80), 
	CONSTRAINT ck_outlet_contact CHECK (contact IS NULL OR length(contact) <= 40), 
	CONSTRAINT ck_outlet_credit_limit CHECK (credit_limit IS NULL OR credit_limit BETWEEN 0 AND 9999999999), 
	CONSTRAINT ck_outlet_name CHECK (length(name) <= 40), 
	CONSTRAINT ck_outlet_phone CHECK (phone IS NULL OR length(phone) <= 30), 
	CONSTRAINT uq_outlet_name UNIQUE (name)
)
 STRICT

;

CREATE TABLE car_transfer (
	id INTEGER NOT NULL, 
	number TEXT NOT NULL, 
	stock_car_id INTEGER NOT NULL, 
	outlet_id INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	sent_at TEXT NOT NULL, 
	sent_by INTEGER NOT NULL, 
	due_on TEXT NOT NULL, 
	price INTEGER NOT NULL, 
	taker TEXT NOT NULL, 
	override_reason TEXT, 
	override_by INTEGER, 
	returned_at TEXT, 
	returned_by INTEGER, 
	sold_on TEXT, 
	sold_by INTEGER, 
	settled_on TEXT, 
	settled_by INTEGER, 
	settled_amount INTEGER, 
	settled_method TEXT, 
	rebate_reason TEXT, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_car_transfer PRIMARY KEY (id), 
	CONSTRAINT ck_car_transfer_returned CHECK ((returned_at IS NULL) = (returned_by IS NULL)), 
	CONSTRAINT ck_car_transfer_sold CHECK ((sold_on IS NULL) = (sold_by IS NULL)), 
	CONSTRAINT ck_car_transfer_number CHECK (length(number) <= 40), 
	CONSTRAINT ck_car_transfer_taker CHECK (length(taker) <= 40), 
	CONSTRAINT ck_car_transfer_override_reason CHECK (override_reason IS NULL OR length(override_reason) <= 200), 
	CONSTRAINT ck_car_transfer_price CHECK (price BETWEEN 0 AND 9999999999), 
	CONSTRAINT ck_car_transfer_rebate_reason CHECK (rebate_reason IS NULL OR length(rebate_reason) <= 200), 
	CONSTRAINT ck_car_transfer_amount CHECK (settled_amount IS NULL OR settled_amount <= price), 
	CONSTRAINT ck_car_transfer_settled_amount CHECK (settled_amount IS NULL OR settled_amount BETWEEN 0 AND 9999999999), 
	CONSTRAINT ck_car_transfer_settled_sale CHECK (settled_on IS NULL OR sold_on IS NOT NULL), 
	CONSTRAINT fk_car_transfer_outlet_id_outlet FOREIGN KEY(outlet_id) REFERENCES outlet (id), 
	CONSTRAINT fk_car_transfer_override_by_staff FOREIGN KEY(override_by) REFERENCES staff (id), 
	CONSTRAINT fk_car_transfer_returned_by_staff FOREIGN KEY(returned_by) REFERENCES staff (id), 
	CONSTRAINT fk_car_transfer_sent_by_staff FOREIGN KEY(sent_by) REFERENCES staff (id), 
	CONSTRAINT fk_car_transfer_settled_by_staff FOREIGN KEY(settled_by) REFERENCES staff (id), 
	CONSTRAINT fk_car_transfer_sold_by_staff FOREIGN KEY(sold_by) REFERENCES staff (id), 
	CONSTRAINT fk_car_transfer_stock_car_id_stock_car FOREIGN KEY(stock_car_id) REFERENCES stock_car (id)
, CONSTRAINT ck_car_transfer_settled CHECK (settled_amount IS NULL OR settled_on IS NOT NULL))
 STRICT

;

CREATE TABLE outlet_forecast (
	id INTEGER NOT NULL, 
	outlet_id INTEGER NOT NULL, 
	month TEXT NOT NULL, 
	trim_id INTEGER NOT NULL, 
	colour TEXT NOT NULL, 
	cars INTEGER NOT NULL, 
	given_by INTEGER NOT NULL, 
	given_at TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_outlet_forecast PRIMARY KEY (id), 
	CONSTRAINT ck_outlet_forecast_cars CHECK (cars BETWEEN 0 AND 999), 
	CONSTRAINT ck_outlet_forecast_colour CHECK (length(colour) <= 40), 
	CONSTRAINT fk_outlet_forecast_given_by_staff FOREIGN KEY(given_by) REFERENCES staff (id), 
	CONSTRAINT fk_outlet_forecast_outlet_id_outlet FOREIGN KEY(outlet_id) REFERENCES outlet (id), 
	CONSTRAINT fk_outlet_forecast_trim_id_trim FOREIGN KEY(trim_id) REFERENCES trim (id)
)
 STRICT

;

CREATE TABLE car_photo (
	id INTEGER NOT NULL, 
	stock_car_id INTEGER, 
	point TEXT, 
	appraisal_id INTEGER, 
	mark TEXT, 
	caption TEXT, 
	taken_at TEXT NOT NULL, 
	dated_by TEXT NOT NULL, 
	added_at TEXT NOT NULL, 
	added_by INTEGER NOT NULL, 
	sha256 TEXT NOT NULL, 
	width INTEGER NOT NULL, 
	height INTEGER NOT NULL, 
	small BLOB NOT NULL, 
	jpeg BLOB NOT NULL, 
	CONSTRAINT pk_car_photo PRIMARY KEY (id), 
	CONSTRAINT ck_car_photo_caption CHECK (caption IS NULL OR length(caption) <= 80), 
	CONSTRAINT ck_car_photo_height CHECK (height BETWEEN 1 AND 99999), 
	CONSTRAINT ck_car_photo_sha256 CHECK (length(sha256) <= 64), 
	CONSTRAINT ck_car_photo_mark CHECK (mark IS NULL OR length(mark) <= 24), 
	CONSTRAINT ck_car_photo_pointed CHECK (stock_car_id IS NULL OR point IS NOT NULL), 
	CONSTRAINT ck_car_photo_width CHECK (width BETWEEN 1 AND 99999), 
	CONSTRAINT fk_car_photo_added_by_staff FOREIGN KEY(added_by) REFERENCES staff (id), 
	CONSTRAINT fk_car_photo_appraisal_id_appraisal FOREIGN KEY(appraisal_id) REFERENCES appraisal (id), 
	CONSTRAINT fk_car_photo_stock_car_id_stock_car FOREIGN KEY(stock_car_id) REFERENCES stock_car (id)
)
 STRICT

;

CREATE TABLE sale_invoice (
	id INTEGER NOT NULL, 
	sale_order_id INTEGER NOT NULL, 
	stock_car_id INTEGER NOT NULL, 
	number TEXT NOT NULL, 
	issued_on TEXT NOT NULL, 
	amount INTEGER NOT NULL, 
	buyer TEXT NOT NULL, 
	id_number TEXT, 
	noted_at TEXT NOT NULL, 
	noted_by INTEGER NOT NULL, 
	red_number TEXT, 
	red_on TEXT, 
	CONSTRAINT pk_sale_invoice PRIMARY KEY (id), 
	CONSTRAINT ck_sale_invoice_amount CHECK (amount BETWEEN 0 AND 9999999999), 
	CONSTRAINT ck_sale_invoice_buyer CHECK (length(buyer) <= 120), 
	CONSTRAINT ck_sale_invoice_id_number CHECK (id_number IS NULL OR length(id_number) <= 64), 
	CONSTRAINT ck_sale_invoice_number CHECK (length(number) <= 24), 
	CONSTRAINT ck_sale_invoice_red_number CHECK (red_number IS NULL OR length(red_number) <= 24), 
	CONSTRAINT fk_sale_invoice_noted_by_staff FOREIGN KEY(noted_by) REFERENCES staff (id), 
	CONSTRAINT fk_sale_invoice_sale_order_id_sale_order FOREIGN KEY(sale_order_id) REFERENCES sale_order (id), 
	CONSTRAINT fk_sale_invoice_stock_car_id_stock_car FOREIGN KEY(stock_car_id) REFERENCES stock_car (id), 
	CONSTRAINT uq_sale_invoice_number UNIQUE (number), 
	CONSTRAINT uq_sale_invoice_red_number UNIQUE (red_number)
)
 STRICT

;

CREATE INDEX ix_audit_at ON audit (at);

CREATE INDEX ix_audit_gesture ON audit (gesture);

CREATE INDEX ix_audit_noun_noun_id ON audit (noun, noun_id);

CREATE INDEX ix_issued_paper_noun_noun_id_kind ON issued_paper (noun, noun_id, kind);

CREATE INDEX ix_person_id_number ON person (id_number);

CREATE INDEX ix_person_merged_into ON person (merged_into);

CREATE INDEX ix_consent_person_id ON consent (person_id);

CREATE UNIQUE INDEX ix_licence_person_id ON licence (person_id);

CREATE INDEX ix_merge_gone_id ON merge (gone_id);

CREATE INDEX ix_merge_stayed_id ON merge (stayed_id);

CREATE INDEX ix_phone_number ON phone (number);

CREATE INDEX ix_phone_person_id ON phone (person_id);

CREATE INDEX ix_prospect_owner ON prospect (owner_id, level_id) WHERE state IN ('open', 'loss_asked');

CREATE INDEX ix_prospect_person_id ON prospect (person_id);

CREATE UNIQUE INDEX uq_prospect_live ON prospect (person_id) WHERE state IN ('open', 'loss_asked');

CREATE UNIQUE INDEX uq_vehicle_vin ON vehicle (vin);

CREATE INDEX ix_visit_arrived_at ON visit (arrived_at);

CREATE INDEX ix_visit_inside ON visit (arrived_at) WHERE left_at IS NULL AND kind = 'walk_in' AND cancelled_at IS NULL;

CREATE INDEX ix_visit_person_id_arrived_at ON visit (person_id, arrived_at);

CREATE INDEX ix_follow_up_due ON follow_up (staff_id, due_at) WHERE done_at IS NULL;

CREATE INDEX ix_follow_up_person_id_due_at ON follow_up (person_id, due_at);

CREATE INDEX ix_follow_up_prospect_id ON follow_up (prospect_id);

CREATE INDEX ix_keeper_person_id ON keeper (person_id);

CREATE INDEX ix_keeper_vehicle_id_relation ON keeper (vehicle_id, relation);

CREATE INDEX ix_level_change_prospect_id ON level_change (prospect_id);

CREATE INDEX ix_plate_number ON plate (number);

CREATE INDEX ix_plate_vehicle_id ON plate (vehicle_id);

CREATE INDEX ix_repair_order_customer_id_received_at ON repair_order (customer_id, received_at);

CREATE INDEX ix_repair_order_delivered_at ON repair_order (delivered_at);

CREATE INDEX ix_repair_order_in_shop ON repair_order (stage, promised_at) WHERE stage NOT IN ('delivered', 'cancelled');

CREATE INDEX ix_repair_order_payer_id ON repair_order (payer_id) WHERE payer_id IS NOT NULL;

CREATE INDEX ix_repair_order_received_at ON repair_order (received_at);

CREATE INDEX ix_repair_order_vehicle_id_received_at ON repair_order (vehicle_id, received_at);

CREATE UNIQUE INDEX uq_repair_order_key_tag ON repair_order (key_tag) WHERE stage NOT IN ('delivered', 'cancelled');

CREATE UNIQUE INDEX uq_repair_order_number ON repair_order (number);

CREATE INDEX ix_turn_skip_at ON turn_skip (at);

CREATE INDEX ix_visit_step_visit_id ON visit_step (visit_id);

CREATE INDEX ix_approval_order_id ON approval (order_id);

CREATE INDEX ix_concern_order_id ON concern (order_id);

CREATE INDEX ix_payment_at ON payment (at);

CREATE INDEX ix_payment_order_id ON payment (order_id);

CREATE UNIQUE INDEX uq_payment_number ON payment (number);

CREATE INDEX ix_promise_change_order_id ON promise_change (order_id);

CREATE INDEX ix_settlement_settled_at ON settlement (settled_at);

CREATE UNIQUE INDEX uq_settlement_number ON settlement (number);

CREATE INDEX ix_stage_change_at ON stage_change (at);

CREATE INDEX ix_stage_change_order_id_at ON stage_change (order_id, at);

CREATE INDEX ix_labour_line_order_id ON labour_line (order_id);

CREATE INDEX ix_other_line_order_id ON other_line (order_id);

CREATE INDEX ix_part_line_order_id ON part_line (order_id);

CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit rows are append-only'); END;

CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit rows are append-only'); END;

CREATE INDEX ix_search_doc_recent ON search_doc (kind, id, record);

CREATE INDEX ix_car_booking_car ON car_booking (car_id, starts_at) WHERE state IN ('booked', 'out');

CREATE INDEX ix_car_booking_consultant ON car_booking (consultant_id, starts_at) WHERE state IN ('booked', 'out');

CREATE INDEX ix_car_booking_order_id ON car_booking (order_id) WHERE order_id IS NOT NULL;

CREATE INDEX ix_car_booking_starts_at ON car_booking (starts_at);

CREATE INDEX ix_car_booking_person_id_starts_at ON car_booking (person_id, starts_at);

CREATE UNIQUE INDEX uq_car_booking_number ON car_booking (number);

CREATE TRIGGER car_booking_car_insert BEFORE INSERT ON car_booking
WHEN NEW.state IN ('booked', 'out') AND NEW.car_id IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'ex_car_booking_car') WHERE EXISTS (
    SELECT 1 FROM car_booking AS other
    WHERE other.car_id = NEW.car_id AND other.id IS NOT NEW.id
      AND other.state IN ('booked', 'out')
      AND other.starts_at < NEW.held_until AND other.held_until > NEW.starts_at);
END;

CREATE TRIGGER car_booking_car_update BEFORE UPDATE OF state, car_id, starts_at, held_until ON car_booking
WHEN NEW.state IN ('booked', 'out') AND NEW.car_id IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'ex_car_booking_car') WHERE EXISTS (
    SELECT 1 FROM car_booking AS other
    WHERE other.car_id = NEW.car_id AND other.id IS NOT NEW.id
      AND other.state IN ('booked', 'out')
      AND other.starts_at < NEW.held_until AND other.held_until > NEW.starts_at);
END;

CREATE TRIGGER car_booking_consultant_insert BEFORE INSERT ON car_booking
WHEN NEW.state IN ('booked', 'out') AND NEW.consultant_id IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'ex_car_booking_consultant') WHERE EXISTS (
    SELECT 1 FROM car_booking AS other
    WHERE other.consultant_id = NEW.consultant_id AND other.id IS NOT NEW.id
      AND other.state IN ('booked', 'out')
      AND other.starts_at < NEW.ends_at AND other.ends_at > NEW.starts_at);
END;

CREATE TRIGGER car_booking_consultant_update BEFORE UPDATE OF state, consultant_id, starts_at, ends_at ON car_booking
WHEN NEW.state IN ('booked', 'out') AND NEW.consultant_id IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'ex_car_booking_consultant') WHERE EXISTS (
    SELECT 1 FROM car_booking AS other
    WHERE other.consultant_id = NEW.consultant_id AND other.id IS NOT NEW.id
      AND other.state IN ('booked', 'out')
      AND other.starts_at < NEW.ends_at AND other.ends_at > NEW.starts_at);
END;

CREATE UNIQUE INDEX ix_drive_feedback_test_drive_id ON drive_feedback (test_drive_id);

CREATE INDEX ix_prospect_loss ON prospect (loss_asked_at) WHERE loss_asked_at IS NOT NULL;

CREATE TRIGGER audit_no_replace BEFORE INSERT ON audit
WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'audit rows are append-only'); END;

CREATE UNIQUE INDEX uq_plate_current ON plate (number) WHERE until_on IS NULL AND kind <> 'temporary';

CREATE INDEX ix_absence_starts_at ON absence (starts_at);

CREATE INDEX ix_appointment_expected ON appointment (starts_at, state) WHERE state = 'booked';

CREATE INDEX ix_appointment_person_id_starts_at ON appointment (person_id, starts_at);

CREATE INDEX ix_appointment_starts_at ON appointment (starts_at);

CREATE INDEX ix_appointment_vehicle_id_starts_at ON appointment (vehicle_id, starts_at);

CREATE UNIQUE INDEX uq_appointment_number ON appointment (number);

CREATE UNIQUE INDEX uq_appointment_order_id ON appointment (order_id) WHERE order_id IS NOT NULL;

CREATE INDEX ix_allocation_appointment_id ON allocation (appointment_id);

CREATE INDEX ix_allocation_bay ON allocation (bay_id, starts_at) WHERE holds;

CREATE INDEX ix_allocation_starts_at ON allocation (starts_at);

CREATE TRIGGER allocation_bay_insert BEFORE INSERT ON allocation
WHEN NEW.holds
BEGIN
  SELECT RAISE(ABORT, 'ex_allocation_bay') WHERE EXISTS (
    SELECT 1 FROM allocation AS other
    WHERE other.bay_id = NEW.bay_id AND other.id IS NOT NEW.id AND other.holds
      AND other.starts_at < NEW.held_until AND other.held_until > NEW.starts_at);
END;

CREATE TRIGGER allocation_bay_update BEFORE UPDATE OF holds, bay_id, starts_at, held_until ON allocation
WHEN NEW.holds
BEGIN
  SELECT RAISE(ABORT, 'ex_allocation_bay') WHERE EXISTS (
    SELECT 1 FROM allocation AS other
    WHERE other.bay_id = NEW.bay_id AND other.id IS NOT NEW.id AND other.holds
      AND other.starts_at < NEW.held_until AND other.held_until > NEW.starts_at);
END;

CREATE INDEX ix_inspection_item_template_id ON inspection_item (template_id);

CREATE INDEX ix_inspection_order_id ON inspection (order_id);

CREATE INDEX ix_inspection_finding_inspection_id ON inspection_finding (inspection_id);

CREATE INDEX ix_inspection_finding_order_id ON inspection_finding (order_id);

CREATE INDEX ix_photo_finding_id ON photo (finding_id);

CREATE INDEX ix_photo_order_id ON photo (order_id);

CREATE INDEX ix_package_line_package_id ON package_line (package_id);

CREATE INDEX ix_package_model_package_id ON package_model (package_id);

CREATE INDEX ix_labour_line_remind_on ON labour_line (remind_on) WHERE remind_on IS NOT NULL;

CREATE INDEX ix_part_line_remind_on ON part_line (remind_on) WHERE remind_on IS NOT NULL;

CREATE INDEX ix_other_line_remind_on ON other_line (remind_on) WHERE remind_on IS NOT NULL;

CREATE UNIQUE INDEX uq_settlement_order_payer ON settlement (order_id, payer) WHERE reversed_at IS NULL;

CREATE INDEX ix_settlement_order_id ON settlement (order_id);

CREATE INDEX ix_settlement_payer_id ON settlement (payer_id);

CREATE UNIQUE INDEX uq_order_payer_kind ON order_payer (order_id, kind);

CREATE INDEX ix_credit_note_at ON credit_note (at);

CREATE INDEX ix_credit_note_order_id ON credit_note (order_id);

CREATE INDEX ix_credit_note_settlement_id ON credit_note (settlement_id);

CREATE UNIQUE INDEX uq_credit_note_number ON credit_note (number);

CREATE INDEX ix_credit_line_block_line_id ON credit_line (block, line_id);

CREATE INDEX ix_credit_line_credit_note_id ON credit_line (credit_note_id);

CREATE UNIQUE INDEX uq_till_day_closed ON till_day (day, till) WHERE reopened_at IS NULL;

CREATE INDEX ix_shift_clock_staff_id_started_at ON shift_clock (staff_id, started_at);

CREATE INDEX ix_shift_clock_forgotten ON shift_clock (ended_at) WHERE ended_as = 'forgotten';

CREATE UNIQUE INDEX uq_shift_clock_running ON shift_clock (staff_id) WHERE ended_at IS NULL;

CREATE INDEX ix_job_clock_staff_id_started_at ON job_clock (staff_id, started_at);

CREATE INDEX ix_job_clock_forgotten ON job_clock (ended_at) WHERE ended_as = 'forgotten';

CREATE UNIQUE INDEX uq_job_clock_running ON job_clock (staff_id) WHERE ended_at IS NULL;

CREATE INDEX ix_job_clock_line_id ON job_clock (line_id);

CREATE INDEX ix_clock_correction_job_clock_id ON clock_correction (job_clock_id);

CREATE INDEX ix_clock_correction_shift_clock_id ON clock_correction (shift_clock_id);

CREATE INDEX ix_quality_check_at ON quality_check (at);

CREATE INDEX ix_quality_check_order_id ON quality_check (order_id);

CREATE INDEX ix_check_result_check_id ON check_result (check_id);

CREATE UNIQUE INDEX uq_certificate_number ON certificate (number);

CREATE UNIQUE INDEX uq_certificate_order_id ON certificate (order_id) WHERE void_at IS NULL;

CREATE INDEX ix_sublet_trip_order_id ON sublet_trip (order_id);

CREATE UNIQUE INDEX uq_sublet_trip_order_id ON sublet_trip (order_id) WHERE returned_at IS NULL;

CREATE INDEX ix_carry_over_day ON carry_over (day);

CREATE UNIQUE INDEX uq_carry_over_order_id_day ON carry_over (order_id, day);

CREATE INDEX ix_ready_notice_order_id ON ready_notice (order_id);

CREATE UNIQUE INDEX uq_health_report_settlement_id ON health_report (settlement_id);

CREATE INDEX ix_warranty_demand_open ON warranty_demand (received_on) WHERE finished_on IS NULL;

CREATE INDEX ix_warranty_demand_vehicle_id ON warranty_demand (vehicle_id);

CREATE INDEX ix_order_fault_fault_code_id ON order_fault (fault_code_id);

CREATE INDEX ix_recall_car_vin ON recall_car (vin);

CREATE INDEX ix_licence_copy_person_id ON licence_copy (person_id);

CREATE INDEX ix_job_clock_started_at ON job_clock (started_at);

CREATE INDEX ix_order_payer_person_id ON order_payer (person_id);

CREATE INDEX ix_prospect_closed_at ON prospect (closed_at);

CREATE INDEX ix_shift_clock_started_at ON shift_clock (started_at);

CREATE INDEX ix_vehicle_trim_id ON vehicle (trim_id);

CREATE INDEX ix_warranty_demand_person_id ON warranty_demand (person_id);

CREATE INDEX ix_labour_line_finished ON labour_line (finished_at) WHERE finished_at IS NOT NULL;

CREATE INDEX ix_settlement_reopened ON settlement (reversed_at) WHERE reopened;

CREATE INDEX ix_stock_car_left_on ON stock_car (left_on);

CREATE INDEX ix_stock_car_vehicle_id ON stock_car (vehicle_id);

CREATE UNIQUE INDEX uq_stock_car_number ON stock_car (number);

CREATE UNIQUE INDEX uq_stock_car_standing ON stock_car (vehicle_id) WHERE left_on IS NULL;

CREATE INDEX ix_car_hold_person_id ON car_hold (person_id);

CREATE INDEX ix_car_hold_staff ON car_hold (staff_id, held_until) WHERE ended_at IS NULL;

CREATE INDEX ix_car_hold_stock_car_id ON car_hold (stock_car_id);

CREATE UNIQUE INDEX uq_car_hold_live ON car_hold (stock_car_id) WHERE ended_at IS NULL;

CREATE INDEX ix_follow_up_made ON follow_up (done_at) WHERE done_at IS NOT NULL;

CREATE INDEX ix_person_class ON person (customer_class) WHERE customer_class IN ('vip', 'tier_1', 'tier_2');

CREATE INDEX ix_quote_person_id ON quote (person_id);

CREATE INDEX ix_quote_staff ON quote (staff_id) WHERE withdrawn_at IS NULL;

CREATE UNIQUE INDEX uq_quote_number ON quote (number);

CREATE INDEX ix_quote_line_version_id ON quote_line (version_id);

CREATE INDEX ix_pdi_check_stock_car_id ON pdi_check (stock_car_id);

CREATE INDEX ix_sale_order_open ON sale_order (staff_id) WHERE cancelled_at IS NULL AND delivered_at IS NULL;

CREATE INDEX ix_sale_order_person_id ON sale_order (person_id);

CREATE INDEX ix_sale_order_placed_at ON sale_order (placed_at);

CREATE UNIQUE INDEX uq_sale_order_car ON sale_order (stock_car_id) WHERE cancelled_at IS NULL;

CREATE UNIQUE INDEX uq_sale_order_number ON sale_order (number);

CREATE INDEX ix_payment_sale ON payment (sale_order_id) WHERE sale_order_id IS NOT NULL;

CREATE INDEX ix_discount_request_decided_at ON discount_request (decided_at);

CREATE INDEX ix_discount_request_waiting ON discount_request (asked_at) WHERE decided_at IS NULL;

CREATE UNIQUE INDEX uq_discount_request_number ON discount_request (number);

CREATE UNIQUE INDEX uq_discount_request_version ON discount_request (quote_version_id);

CREATE INDEX ix_appraisal_person_id ON appraisal (person_id);

CREATE INDEX ix_appraisal_vehicle_id ON appraisal (vehicle_id);

CREATE UNIQUE INDEX uq_appraisal_number ON appraisal (number);

CREATE INDEX ix_appraisal_cost_appraisal_id ON appraisal_cost (appraisal_id);

CREATE INDEX ix_quote_version_appraisal ON quote_version (appraisal_id) WHERE appraisal_id IS NOT NULL;

CREATE UNIQUE INDEX uq_stock_car_appraisal ON stock_car (appraisal_id);

CREATE INDEX ix_fleet_project_person_id ON fleet_project (person_id);

CREATE INDEX ix_fleet_project_open ON fleet_project (owner_id) WHERE closed_at IS NULL;

CREATE INDEX ix_project_stage_fleet_project_id ON project_stage (fleet_project_id);

CREATE INDEX ix_follow_up_project ON follow_up (fleet_project_id) WHERE fleet_project_id IS NOT NULL;

CREATE INDEX ix_sale_plan_planned_on ON sale_plan (planned_on);

CREATE UNIQUE INDEX uq_sales_board_day_day ON sales_board_day (day);

CREATE INDEX ix_sale_order_delivered ON sale_order (delivered_at) WHERE delivered_at IS NOT NULL;

CREATE INDEX ix_sale_order_cancelled ON sale_order (cancelled_at) WHERE cancelled_at IS NOT NULL;

CREATE INDEX ix_reconditioning_step_stock_car_id ON reconditioning_step (stock_car_id);

CREATE UNIQUE INDEX uq_reconditioning_step_open ON reconditioning_step (stock_car_id) WHERE done_on IS NULL;

CREATE INDEX ix_car_transfer_open ON car_transfer (outlet_id) WHERE returned_at IS NULL AND settled_on IS NULL;

CREATE INDEX ix_car_transfer_outlet_id ON car_transfer (outlet_id);

CREATE INDEX ix_car_transfer_sent_at ON car_transfer (sent_at);

CREATE INDEX ix_car_transfer_stock_car_id ON car_transfer (stock_car_id);

CREATE UNIQUE INDEX uq_car_transfer_away ON car_transfer (stock_car_id) WHERE returned_at IS NULL AND sold_on IS NULL;

CREATE UNIQUE INDEX uq_car_transfer_number ON car_transfer (number);

CREATE INDEX ix_outlet_forecast_month ON outlet_forecast (month);

CREATE UNIQUE INDEX uq_outlet_forecast_line ON outlet_forecast (outlet_id, month, trim_id, colour);

CREATE INDEX ix_car_photo_appraisal_id ON car_photo (appraisal_id);

CREATE INDEX ix_car_photo_stock_car_id ON car_photo (stock_car_id);

CREATE INDEX ix_quote_version_used ON quote_version (stock_car_id) WHERE stock_car_id IS NOT NULL;

CREATE INDEX ix_sale_invoice_sale_order_id ON sale_invoice (sale_order_id);

CREATE UNIQUE INDEX uq_sale_invoice_car ON sale_invoice (stock_car_id) WHERE red_number IS NULL;

CREATE INDEX ix_payment_outlet ON payment (transfer_id) WHERE transfer_id IS NOT NULL;

CREATE INDEX ix_quote_project ON quote (fleet_project_id) WHERE fleet_project_id IS NOT NULL;

CREATE UNIQUE INDEX uq_sale_order_quote ON sale_order (quote_id, quote_car) WHERE cancelled_at IS NULL;

INSERT INTO search_person(search_person, rank) VALUES ('secure-delete', 1);

INSERT INTO search_repair_order(search_repair_order, rank) VALUES ('secure-delete', 1);

INSERT INTO search_vehicle(search_vehicle, rank) VALUES ('secure-delete', 1);

INSERT INTO audit_chain (id, audit_key, audit_start, audit_start_id, sealed_after)
VALUES (1, :key, :start, 0, '{"staff": 0, "repair_order": 0, "labour_line": 0, "part_line": 0, "other_line": 0, "approval": 0, "settlement": 0, "payment": 0, "consent": 0, "inspector": 0, "licence": 0, "setting": 0, "stage_change": 0}');

INSERT INTO alembic_version (version_num) VALUES ('0015')