"""Closed vocabularies of the warranty rights (三包) and the recalls."""

from db.texts import N_, Labelled


class CarUse(Labelled):
    """What a car was bought for: the rules protect consumers only."""

    PRIVATE = "private", N_("Private use")
    COMPANY = "company", N_("Company car")
    OPERATING = "operating", N_("Taxi, hire or goods")


class MainPart(Labelled):
    """Main assemblies and systems that the rules name (GB/T 29632)."""

    ENGINE = "engine", N_("Engine")
    GEARBOX = "gearbox", N_("Gearbox")
    TRACTION_BATTERY = "traction_battery", N_("Traction battery")
    DRIVE_MOTOR = "drive_motor", N_("Drive motor")
    STEERING = "steering", N_("Steering")
    BRAKE = "brake", N_("Brakes")
    SUSPENSION = "suspension", N_("Suspension")
    DRIVELINE = "driveline", N_("Driveline")
    EMISSION = "emission", N_("Emission control")
    BODY = "body", N_("Car body")


class ReplacedPart(Labelled):
    """What was replaced because of a fault."""

    ASSEMBLY = "assembly", N_("Whole assembly")
    MAIN_PART = "main_part", N_("Main part of it")


class DemandKind(Labelled):
    """What a buyer demands under the warranty rules."""

    REPAIR = "repair", N_("Free repair")
    EXCHANGE = "exchange", N_("Replacement car")
    RETURN = "return", N_("Return of the car")


class DemandAnswer(Labelled):
    """How the store answered a demand."""

    ACCEPTED = "accepted", N_("Demand accepted")
    REFUSED = "refused", N_("Demand refused")


class DemandState(Labelled):
    """How a demand stands; follows from its dates, never stored."""

    TO_ANSWER = "to_answer", N_("To answer")
    TO_FINISH = "to_finish", N_("To finish")
    FINISHED = "finished", N_("Demand met")
    REFUSED = "refused", N_("Demand refused")
