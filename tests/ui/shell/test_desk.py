"""A desk is declared; one key means one thing."""

from app.desks import DESKS as SPECS
from app.permissions import Actor
from db.nouns import Noun
from db.vocabulary import Role
from ui.desks import DESKS
from ui.icons import Icon
from ui.keys import Key
from ui.shell.desk import Action, Desk, desk_of, desks_for, repeated_shortcuts


def desk(name: str, *actions: Action, **more: object) -> Desk:
    return Desk(name, name.title(), "car", "tests.ui.shell.made:Blank", actions=actions, **more)


def actor(*roles: Role) -> Actor:
    return Actor(1, "王敏", frozenset(roles), "test")


def test_a_person_sees_the_desks_of_the_own_roles_in_order() -> None:
    desks = (
        desk("today"),
        desk("board", roles=(Role.CONTROLLER,)),
        desk("it", roles=(Role.ADMINISTRATOR,)),
    )
    names = {role: [item.name for item in desks_for(desks, actor(role))] for role in Role}
    assert names[Role.RECEPTION] == ["today"]
    assert names[Role.CONTROLLER] == ["today", "board"]
    assert names[Role.MANAGER] == ["today", "board"]
    assert names[Role.ADMINISTRATOR] == ["today", "it"]


def test_a_record_opens_on_the_desk_that_declares_its_noun() -> None:
    desks = (desk("today"), desk("people", records=(Noun.PERSON,)))
    assert desk_of(desks, Noun.PERSON).name == "people"
    assert desk_of(desks, "order") is None


def test_a_kind_of_record_has_its_own_icon_or_that_of_its_desk() -> None:
    records = (Noun.PERSON, Noun.VEHICLE)
    both = desk("people", records=records, icons=((Noun.VEHICLE, Icon.CAR_FRONT),))
    assert both.icon_of(Noun.VEHICLE) == "car-front"
    assert both.icon_of(Noun.PERSON) == both.icon == "car"


def test_no_two_kinds_that_the_search_finds_look_alike() -> None:
    kinds = [kind.name for one in SPECS for kind in one.search]
    icons = {kind: desk_of(DESKS, kind).icon_of(kind) for kind in kinds}
    assert icons["person"] == Icon.USER
    assert icons["vehicle"] == Icon.CAR
    assert len(set(icons.values())) == len(kinds) >= 3, icons


def test_a_key_that_means_two_things_is_found() -> None:
    assert (
        repeated_shortcuts(
            (
                desk("a", Action("new", "New", Key.NEW_VISIT)),
                desk("b", Action("new", "New", Key.NEW_VISIT)),
            )
        )
        == []
    )
    for faulty in (
        (desk("a", Action("new", "New", Key.NEW_VISIT), Action("old", "Old", Key.NEW_VISIT)),),
        (
            desk("a", Action("new", "New", Key.NEW_VISIT)),
            desk("b", Action("old", "Old", Key.NEW_VISIT)),
        ),
        (desk("a", Action("find", "Find", Key.SEARCH)),),
    ):
        assert len(repeated_shortcuts(faulty)) == 1


def test_the_declared_desks_agree_about_their_keys() -> None:
    assert repeated_shortcuts(DESKS) == []


def test_a_receptionist_sees_five_tabs_at_most() -> None:
    who = actor(Role.RECEPTION)
    tabs = [desk.name for desk in desks_for(DESKS, who) if not desk.is_aside_for(who)]
    assert tabs == ["today", "reception", "testdrives", "appointments", "people"]


def test_no_noun_has_two_homes() -> None:
    nouns = [noun for item in DESKS for noun in item.records]
    assert len(nouns) == len(set(nouns))
