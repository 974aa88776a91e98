"""Closed vocabularies.

The glossary is the law for their names; how they read is in `app/labels.py`.
"""

from enum import StrEnum


class Role(StrEnum):
    """What a member of staff does, and so which tabs and actions that person has."""

    RECEPTION = "reception"
    CONSULTANT = "consultant"
    ADVISOR = "advisor"
    CONTROLLER = "controller"
    TECHNICIAN = "technician"
    PARTS = "parts"
    CASHIER = "cashier"
    CARE = "care"
    MANAGER = "manager"
    ADMINISTRATOR = "administrator"


class PersonKind(StrEnum):
    """A human being or a company."""

    PERSON = "person"
    COMPANY = "company"


class Sex(StrEnum):
    """As the customer wishes to be addressed; decides 先生 or 女士."""

    MALE = "male"
    FEMALE = "female"


class CustomerClass(StrEnum):
    """The work plans' own classes (S071), independent of the prospect level."""

    VIP = "vip"
    TIER_1 = "tier_1"
    TIER_2 = "tier_2"
    OTHER = "other"


class Relation(StrEnum):
    """What a person is to a vehicle."""

    OWNER = "owner"
    BRINGER = "bringer"
    PAYER = "payer"


class PlateKind(StrEnum):
    """Kinds of number plates of GA 36-2018."""

    CIVIL = "civil7"
    NEV_SMALL = "nev_small"
    NEV_LARGE = "nev_large"
    TRAILER = "trailer"
    COACH = "coach"
    POLICE = "police"
    HONG_KONG_MACAU = "hkmo"
    EMBASSY = "embassy"
    CONSULATE = "consulate"
    EMERGENCY = "emergency"
    ARMED = "armed"
    TEMPORARY = "temporary"
    NONE = "none"
    OTHER = "other"


class Gearbox(StrEnum):
    """Decides which licence class may drive the car."""

    MANUAL = "manual"
    AUTOMATIC = "automatic"


class Energy(StrEnum):
    """Fuel system as the repair contract prints it."""

    PETROL = "petrol"
    DIESEL = "diesel"
    HYBRID = "hybrid"
    ELECTRIC = "electric"


class VisitKind(StrEnum):
    """Came to the store or called."""

    WALK_IN = "walk_in"
    PHONE_IN = "phone_in"


class ProspectState(StrEnum):
    """Life of a prospect after the level.

    Open until bought or lost, or until it proves to be the same wish entered twice.
    """

    OPEN = "open"
    LOSS_ASKED = "loss_asked"
    LOST = "lost"
    WON = "won"
    MERGED = "merged"


class ContactWay(StrEnum):
    """How a follow-up took place."""

    PHONE = "phone"
    IN_STORE = "in_store"
    WECHAT = "wechat"
    SMS = "sms"
    HOME_VISIT = "home_visit"


class CallResult(StrEnum):
    """Outcome of a follow-up."""

    REACHED = "reached"
    NO_ANSWER = "no_answer"
    WRONG_NUMBER = "wrong_number"
    CALL_LATER = "call_later"


class BookingKind(StrEnum):
    """What a car of the house is booked for; a block is time in which nobody may have it."""

    DRIVE = "drive"
    LOAN = "loan"
    BLOCK = "block"


class DriveState(StrEnum):
    """Life of a car booking; a block is booked or cancelled and nothing else."""

    BOOKED = "booked"
    OUT = "out"
    BACK = "back"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"


class LicenceClass(StrEnum):
    """准驾车型 that may drive a passenger car."""

    A1 = "A1"
    A2 = "A2"
    A3 = "A3"
    B1 = "B1"
    B2 = "B2"
    C1 = "C1"
    C2 = "C2"
    C3 = "C3"
    C5 = "C5"


class ServiceType(StrEnum):
    """Service type codes; guarantee period and figures depend on them."""

    FIRST_MAINTENANCE = "first_maintenance"
    MAINTENANCE = "maintenance"
    REPAIR = "repair"
    ACCIDENT = "accident"
    WARRANTY = "warranty"
    REWORK = "rework"
    SECOND_LEVEL = "second_level"
    ASSEMBLY = "assembly"
    ACCESSORIES = "accessories"
    PRE_SALE = "pre_sale"


class Stage(StrEnum):
    """Where a repair order stands on the board; DELIVERED and CANCELLED have left it."""

    WAITING = "waiting"
    IN_WORK = "in_work"
    WAITING_PARTS = "waiting_parts"
    WAITING_APPROVAL = "waiting_approval"
    QUALITY_CHECK = "quality_check"
    WASH = "wash"
    READY = "ready"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"


OPEN_STAGES = (
    Stage.WAITING,
    Stage.IN_WORK,
    Stage.WAITING_PARTS,
    Stage.WAITING_APPROVAL,
    Stage.QUALITY_CHECK,
    Stage.WASH,
    Stage.READY,
)


class FuelLevel(StrEnum):
    """Gauge in five steps, as walk-round sheets draw it."""

    EMPTY = "0"
    QUARTER = "1/4"
    HALF = "1/2"
    THREE_QUARTERS = "3/4"
    FULL = "4/4"


class LineState(StrEnum):
    """What the customer said to one line: declined lines are kept."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    DECLINED = "declined"


class ApprovalMedium(StrEnum):
    """How the customer agreed; an approval without it is none."""

    IN_PERSON = "in_person"
    PHONE = "phone"
    WECHAT = "wechat"
    PAPER = "paper"


class PartKind(StrEnum):
    """Part label that the law demands on the bill."""

    GENUINE = "genuine"
    ORIGINAL = "original"
    AFTERMARKET = "aftermarket"
    REPAIRED = "repaired"
    REMANUFACTURED = "remanufactured"


class Trade(StrEnum):
    """机电 钣金 喷漆."""

    MECHANICAL = "mechanical"
    BODY = "body"
    PAINT = "paint"
    QUICK = "quick"
    BEAUTY = "beauty"


class PaymentMethod(StrEnum):
    """How money came in."""

    CASH = "cash"
    CARD = "card"
    WECHAT = "wechat"
    ALIPAY = "alipay"
    TRANSFER = "transfer"
    ON_ACCOUNT = "on_account"


class OldParts(StrEnum):
    """Result of replaced parts on the settlement list."""

    CUSTOMER_TOOK = "customer_took"
    SHOP_KEEPS = "shop_keeps"
    NONE = "none"


class PaperKind(StrEnum):
    """Every paper that the program prints."""

    DRIVE_AGREEMENT = "drive_agreement"
    REPAIR_CONTRACT = "repair_contract"
    WORKSHOP_COPY = "workshop_copy"
    SETTLEMENT_LIST = "settlement_list"
    VISIT_SHEET = "visit_sheet"
    DRIVE_SHEET = "drive_sheet"
    WORKSHOP_SHEET = "workshop_sheet"


class ConsentPurpose(StrEnum):
    """Purposes ticked one by one (PIPL)."""

    SALES_CONTACT = "sales_contact"
    SERVICE_REMINDER = "service_reminder"
    CAMPAIGN = "campaign"
    PASSING_ON = "passing_on"
    DOCUMENT_PHOTO = "document_photo"


class Act(StrEnum):
    """What an audit row tells."""

    ADD = "add"
    CHANGE = "change"
    REMOVE = "remove"
    SEE = "see"
    PRINT = "print"
    SIGN_IN = "sign_in"
    REFUSED = "refused"
