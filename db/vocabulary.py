"""Closed vocabularies, named as in the glossary; `app/labels.py` speaks them."""

from db.staff_words import Act as Act
from db.staff_words import LicenceClass as LicenceClass
from db.staff_words import Role as Role
from db.staff_words import Trade as Trade
from db.texts import N_
from db.texts import Labelled as Labelled


class PersonKind(Labelled):
    """A human being or a company."""

    PERSON = "person", N_("Person")
    COMPANY = "company", N_("Company")


class Sex(Labelled):
    """As the customer wishes to be addressed; decides 先生 or 女士."""

    MALE = "male", N_("Mr")
    FEMALE = "female", N_("Ms")


class CustomerClass(Labelled):
    """The work plans' own classes (S071), independent of the prospect level."""

    VIP = "vip", N_("VIP")
    TIER_1 = "tier_1", N_("Tier 1")
    TIER_2 = "tier_2", N_("Tier 2")
    OTHER = "other", N_("Other customer")


class Relation(Labelled):
    """What a person is to a vehicle."""

    OWNER = "owner", N_("Owner")
    BRINGER = "bringer", N_("Brings the car")
    PAYER = "payer", N_("Payer")


class Gearbox(Labelled):
    """Decides which licence class may drive the car."""

    MANUAL = "manual", N_("Manual")
    AUTOMATIC = "automatic", N_("Automatic")


class Energy(Labelled):
    """Fuel system as the repair contract prints it."""

    PETROL = "petrol", N_("Petrol")
    DIESEL = "diesel", N_("Diesel")
    HYBRID = "hybrid", N_("Hybrid")
    ELECTRIC = "electric", N_("Electric")


class VisitKind(Labelled):
    """Came to the store or called."""

    WALK_IN = "walk_in", N_("Visit")
    PHONE_IN = "phone_in", N_("Phone enquiry")


class ProspectState(Labelled):
    """Life of a prospect: open until bought or lost, or found to be the same wish again."""

    OPEN = "open", N_("Open prospect")
    LOSS_ASKED = "loss_asked", N_("Loss to be confirmed")
    LOST = "lost", N_("Lost")
    WON = "won", N_("Bought")
    MERGED = "merged", N_("Entered twice")


class LossReason(Labelled):
    """Why a prospect does not buy here."""

    PRICE = "price", N_("Price too high")
    RIVAL_MODEL = "rival_model", N_("Bought another make or model")
    RIVAL_STORE = "rival_store", N_("Same brand elsewhere")
    NO_CAR = "no_car", N_("Car not available")
    LOAN = "loan", N_("Finance refused or too dear")
    SERVICE = "service", N_("Unhappy with our service")
    POSTPONED = "postponed", N_("Later or not at all")
    LOST_CONTACT = "lost_contact", N_("Cannot be reached")
    OTHER = "other", N_("Another reason")


class LossState(Labelled):
    """How the loss of a prospect stands; follows from the prospect, never stored."""

    WAITING = "waiting", N_("Unconfirmed")
    SENT_BACK = "sent_back", N_("Sent back")
    LOST = "lost", N_("Lost")
    REVIVED = "revived", N_("Reactivated")


class ContactWay(Labelled):
    """How a follow-up took place."""

    PHONE = "phone", N_("Phone call")
    IN_STORE = "in_store", N_("In the store")
    WECHAT = "wechat", N_("WeChat")
    SMS = "sms", N_("Text message")
    HOME_VISIT = "home_visit", N_("Home visit")


class CallResult(Labelled):
    """Outcome of a follow-up."""

    REACHED = "reached", N_("Reached")
    NO_ANSWER = "no_answer", N_("No answer")
    WRONG_NUMBER = "wrong_number", N_("Wrong no.")
    CALL_LATER = "call_later", N_("Call back")


class BookingKind(Labelled):
    """What a car of the store is booked for; nobody may have a blocked one."""

    DRIVE = "drive", N_("Test drive")
    LOAN = "loan", N_("Loan car")
    BLOCK = "block", N_("Blocked")


class BookingState(Labelled):
    """Life of a car booking; a block is booked or cancelled and nothing else."""

    BOOKED = "booked", N_("Booked")
    OUT = "out", N_("Out")
    BACK = "back", N_("Back")
    CANCELLED = "cancelled", N_("Cancelled")
    NO_SHOW = "no_show", N_("Did not come")


class LicenceDocument(Labelled):
    """Whose number a driving licence bears: of citizens their identity card's."""

    ID_CARD = "id_card", N_("Identity card")
    PASSPORT = "passport", N_("Passport")
    PERMIT = "permit", N_("Permit of Hong Kong, Macau or Taiwan")
    OTHER = "other", N_("Other document")


class ServiceType(Labelled):
    """Service type codes; guarantee period and figures depend on them."""

    FIRST_MAINTENANCE = "first_maintenance", N_("First maintenance")
    MAINTENANCE = "maintenance", N_("Maintenance")
    REPAIR = "repair", N_("Ordinary repair")
    ACCIDENT = "accident", N_("Accident repair")
    WARRANTY = "warranty", N_("Warranty")
    REWORK = "rework", N_("Rework")
    SECOND_LEVEL = "second_level", N_("Second-level maintenance")
    ASSEMBLY = "assembly", N_("Assembly repair")
    ACCESSORIES = "accessories", N_("Accessories")
    PRE_SALE = "pre_sale", N_("Pre-sale preparation")


class Stage(Labelled):
    """Where a repair order stands on the board; DELIVERED and CANCELLED have left it."""

    WAITING = "waiting", N_("Waiting")
    IN_WORK = "in_work", N_("In work")
    WAITING_PARTS = "waiting_parts", N_("Needs parts")
    WAITING_APPROVAL = "waiting_approval", N_("Needs approval")
    SUBLET = "sublet", N_("Sublet")
    QUALITY_CHECK = "quality_check", N_("Quality check")
    WASH = "wash", N_("Wash")
    READY = "ready", N_("Ready")
    DELIVERED = "delivered", N_("Handed over")
    CANCELLED = "cancelled", N_("Order cancelled")


OPEN_STAGES = (
    Stage.WAITING,
    Stage.IN_WORK,
    Stage.WAITING_PARTS,
    Stage.WAITING_APPROVAL,
    Stage.SUBLET,
    Stage.QUALITY_CHECK,
    Stage.WASH,
    Stage.READY,
)


class FuelLevel(Labelled):
    """Gauge in five steps, as walk-round sheets draw it."""

    EMPTY = "0", N_("Empty")
    QUARTER = "1/4", N_("1/4")
    HALF = "1/2", N_("1/2")
    THREE_QUARTERS = "3/4", N_("3/4")
    FULL = "4/4", N_("Full")


class LineState(Labelled):
    """What the customer said to one line; only proposed and approved ones are charged."""

    PROPOSED = "proposed", N_("Needs approval")
    APPROVED = "approved", N_("Approved")
    DECLINED = "declined", N_("Declined")
    DEFERRED = "deferred", N_("Postponed")
    NOT_SHOWN = "not_shown", N_("Not shown")
    ALTERNATIVE = "alternative", N_("Alternative")
    NOT_CHOSEN = "not_chosen", N_("Other one chosen")
    DISMISSED = "dismissed", N_("Dismissed")


class ApprovalMedium(Labelled):
    """How the customer agreed; an approval without it is none."""

    IN_PERSON = "in_person", N_("In person")
    PHONE = "phone", N_("By phone")
    WECHAT = "wechat", N_("By WeChat")
    PAPER = "paper", N_("Signed paper")


class PartKind(Labelled):
    """Part label that the law demands on the bill."""

    GENUINE = "genuine", N_("Genuine")
    ORIGINAL = "original", N_("Equivalent")
    AFTERMARKET = "aftermarket", N_("Aftermarket")
    REPAIRED = "repaired", N_("Repaired part")
    REMANUFACTURED = "remanufactured", N_("Remanufactured")


class PaymentMethod(Labelled):
    """How money came in."""

    CASH = "cash", N_("Cash")
    CARD = "card", N_("Bank card")
    WECHAT = "wechat", N_("WeChat Pay")
    ALIPAY = "alipay", N_("Alipay")
    TRANSFER = "transfer", N_("Bank transfer")
    ON_ACCOUNT = "on_account", N_("On account")


class OldParts(Labelled):
    """Result of replaced parts on the settlement list."""

    CUSTOMER_TOOK = "customer_took", N_("Customer took the old parts")
    SHOWN = "shown", N_("Shown, shop keeps the old parts")
    SHOP_KEEPS = "shop_keeps", N_("Shop keeps the old parts")
    NONE = "none", N_("No old parts")


class PaperKind(Labelled):
    """Every paper that the program prints."""

    DRIVE_AGREEMENT = "drive_agreement", N_("Test-drive agreement")
    REPAIR_CONTRACT = "repair_contract", N_("Repair contract")
    ADDITIONAL_WORK = "additional_work", N_("Consent to additional work")
    WORKSHOP_COPY = "workshop_copy", N_("Job card")
    DISPATCH_SHEET = "dispatch_sheet", N_("Dispatch sheet")
    SETTLEMENT_LIST = "settlement_list", N_("Settlement list")
    RECEIPT = "receipt", N_("Payment receipt")
    CREDIT_NOTE = "credit_note", N_("Credit note")
    TAKINGS_SHEET = "takings_sheet", N_("Takings sheet")
    RECEIVABLES = "receivables", N_("Receivables by age")
    QUALITY_SHEET = "quality_sheet", N_("Quality sheet")
    CERTIFICATE = "certificate", N_("Completion certificate")
    VISIT_SHEET = "visit_sheet", N_("Visitor and call register")
    DRIVE_SHEET = "drive_sheet", N_("Test-drive register")
    WORKSHOP_SHEET = "workshop_sheet", N_("Workshop daily sheet")
    APPOINTMENT_SHEET = "appointment_sheet", N_("Appointments of the day")
    STOCK_LIST = "stock_list", N_("Stock list")
    ORDER_PROPOSAL = "order_proposal", N_("Order proposal")
    PDI_SHEET = "pdi_sheet", N_("PDI sheet")
    TRANSFER_NOTE = "transfer_note", N_("Transfer note")
    OUTLET_SHEET = "outlet_sheet", N_("Settlement with an outlet")
    INTAKE_SHEET = "intake_sheet", N_("Intake and walk-round sheet")
    HOURS_SHEET = "hours_sheet", N_("Technicians' hours of the month")
    REPAIR_RECORD = "repair_record", N_("Warranty repair record")
    INSPECTION_SHEET = "inspection_sheet", N_("Inspection sheet")
    PROSPECT_CARD = "prospect_card", N_("Prospect card")
    LEVEL_SHEET = "level_sheet", N_("Levels of prospects in the month")
    LOSS_SHEET = "loss_sheet", N_("Analysis of lost customers")
    SALES_REPORT = "sales_report", N_("Consultant's report of the day")
    OWNER_CARD = "owner_card", N_("Owner card")
    PROJECT_SHEET = "project_sheet", N_("Project tracking sheet")
    QUOTATION = "quotation", N_("Quotation")
    DISCOUNT_SHEET = "discount_sheet", N_("Discount request")
    TRADE_IN_APPRAISAL = "trade_in_appraisal", N_("Trade-in appraisal")
    PURCHASE_CONTRACT = "purchase_contract", N_("Purchase contract")
    ORDER_CHANGE = "order_change", N_("Change of the order")
    SALE_RECEIPT = "sale_receipt", N_("Receipt for a car")
    DELIVERY_SHEET = "delivery_sheet", N_("Hand-over confirmation")
    HALF_YEAR = "half_year", N_("Half-year summary")


class ConsentPurpose(Labelled):
    """Purposes ticked one by one (PIPL)."""

    SALES_CONTACT = "sales_contact", N_("Sales contact")
    SERVICE_REMINDER = "service_reminder", N_("Service reminders")
    CAMPAIGN = "campaign", N_("Campaigns")
    PASSING_ON = "passing_on", N_("Passing on to insurer, bank or maker")
    DOCUMENT_PHOTO = "document_photo", N_("Photo of licence or identity card")
