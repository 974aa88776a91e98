"""Closed vocabularies of quality control and of the messages about ready cars."""

from db.texts import N_, Labelled


class CheckStep(Labelled):
    """Who looks at finished work, in the order of the looks; each is another person."""

    SELF = "self", N_("Own check")
    LEADER = "leader", N_("Team leader's check")
    FINAL = "final", N_("Final inspection")


class NoticeWay(Labelled):
    """How a customer was told that the car is ready."""

    PHONE = "phone", N_("Phone call")
    WECHAT = "wechat", N_("WeChat")
    SMS = "sms", N_("Text message")
    IN_PERSON = "in_person", N_("In person")


class ColumnColour(Labelled):
    """The colour under the title of a column of the board."""

    PLAIN = "plain", N_("No colour")
    BLUE = "blue", N_("Blue")
    GREEN = "green", N_("Green")
    AMBER = "amber", N_("Amber")
    RED = "red", N_("Red")
