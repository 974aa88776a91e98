"""Names what the store keeps records of; audit rows store these names."""

from enum import StrEnum


class Noun(StrEnum):
    """Names of tables, and five facts that are no table.

    What is read from the store stays a plain `str`: a newer program may have written a noun that
    this one does not know. Compare with `==`, never with `is`: Qt signals hand on plain strings.
    """

    ABSENCE = "absence"
    ALLOCATION = "allocation"
    APPOINTMENT = "appointment"
    APPROVAL = "approval"
    AUDIT = "audit"
    BAY = "bay"
    CAR_BOOKING = "car_booking"
    CAR_MODEL = "car_model"
    CONCERN = "concern"
    CONSENT = "consent"
    CREDIT_LINE = "credit_line"
    CREDIT_NOTE = "credit_note"
    DEMO_CAR = "demo_car"
    DRIVE_FEEDBACK = "drive_feedback"
    DRIVE_ROUTE = "drive_route"
    FOLLOW_UP = "follow_up"
    INSPECTION = "inspection"
    INSPECTION_FINDING = "inspection_finding"
    INSPECTION_ITEM = "inspection_item"
    INSPECTION_TEMPLATE = "inspection_template"
    ISSUED_PAPER = "issued_paper"
    KEEPER = "keeper"
    LABOUR_ITEM = "labour_item"
    LABOUR_LINE = "labour_line"
    LEVEL = "level"
    LEVEL_CHANGE = "level_change"
    LICENCE = "licence"
    MERGE = "merge"
    ORDER_PAYER = "order_payer"
    OTHER_LINE = "other_line"
    PACKAGE_LINE = "package_line"
    PACKAGE_MODEL = "package_model"
    PART = "part"
    PART_LINE = "part_line"
    PAYMENT = "payment"
    PERSON = "person"
    PHONE = "phone"
    PHOTO = "photo"
    PLATE = "plate"
    PROMISE_CHANGE = "promise_change"
    PROSPECT = "prospect"
    PURPOSE = "purpose"
    REPAIR_ORDER = "repair_order"
    SECOND_SIGN_IN = "second_sign_in"
    SETTING = "setting"
    SETTLEMENT = "settlement"
    SOURCE = "source"
    SPECIAL_DAY = "special_day"
    STAFF = "staff"
    STAGE_CHANGE = "stage_change"
    TILL_DAY = "till_day"
    TRIM = "trim"
    TURN_SKIP = "turn_skip"
    VEHICLE = "vehicle"
    VISIT = "visit"
    VISIT_STEP = "visit_step"
    WORDING = "wording"
    WORK_PACKAGE = "work_package"

    BACKUP = "backup"
    INCOMPLETE = "incomplete"  # a customer's file or a car in which something is missing
    LOSS = "loss"  # a prospect, where the desk of the losses shows it
    TEST_DRIVE = "test_drive"  # what older audit rows call a car booking
    WORKSTATION = "workstation"  # a PC that is let into a shared store, or out of it
