"""Columns shrink to their least width, the least important go, and none crosses a desert."""

from ui.parts.column_fit import CAP, SPREAD, ColumnRoom, fitted

PLATE = ColumnRoom(112, 104)
CUSTOMER = ColumnRoom(104, 80, yields=1, stretches=True)
DUE = ColumnRoom(116, 116)
STATE = ColumnRoom(168, 130)
ADVISOR = ColumnRoom(72, 72, yields=3)
TOTAL = ColumnRoom(92, 92, yields=2)
LIST = (PLATE, CUSTOMER, DUE, STATE, ADVISOR, TOTAL)


def test_what_is_free_goes_to_the_column_that_stretches_up_to_the_cap() -> None:
    assert fitted(LIST, 700) == [112, 140, 116, 168, 72, 92]
    assert fitted(LIST, 880) == [112, CAP, 116, 168, 72, 92]


def test_what_is_left_then_widens_all_columns_alike() -> None:
    # 112 + 320 + 116 + 168 + 72 + 92 = 880; 120 more for 6 columns are 20 each
    assert fitted(LIST, 1000) == [132, CAP + 20, 136, 188, 92, 112]
    assert sum(fitted(LIST, 2000)) == 880 + 6 * SPREAD, "a gap is no desert either"


def test_columns_give_what_they_can_spare_before_one_goes() -> None:
    # least: 104 + 80 + 116 + 130 + 72 + 92 = 594; wanted: 664, to spare 8 + 24 + 0 + 38 = 70
    assert fitted(LIST, 594) == [104, 80, 116, 130, 72, 92]
    assert fitted(LIST, 629) == [108, 92, 116, 149, 72, 92]


def test_the_least_important_goes_first_and_identities_stay() -> None:
    assert [bool(width) for width in fitted(LIST, 593)] == [True, True, True, True, False, True]
    assert [bool(width) for width in fitted(LIST, 500)] == [True, True, True, True, False, False]
    assert [bool(width) for width in fitted(LIST, 425)] == [True, False, True, True, False, False]
    assert fitted(LIST, 100) == [104, 0, 116, 130, 0, 0], "what never goes is never cut either"


def test_two_that_stretch_share_and_the_wider_one_keeps_its_own() -> None:
    wide, narrow = ColumnRoom(160, 160, stretches=True), ColumnRoom(96, 96, stretches=True)
    assert fitted((wide, narrow), 400) == [200, 200]
    assert fitted((wide, narrow), 280) == [160, 120]
    assert fitted((wide, narrow), 2 * CAP) == [CAP, CAP]
    assert fitted((narrow, wide), 280) == [120, 160]


def test_a_column_that_is_alone_takes_all_the_room() -> None:
    assert fitted((ColumnRoom(160, 160, stretches=True),), 500) == [500]


def test_a_width_that_somebody_chose_gets_no_share_of_what_is_free() -> None:
    chosen, other = ColumnRoom(200, 80, is_own=True), ColumnRoom(100, 80)
    assert fitted((chosen, other), 340) == [200, 140]
    assert fitted((other, other), 300) == [150, 150]


def test_what_is_free_first_makes_cut_cells_whole() -> None:
    cut = ColumnRoom(100, 100, holds=150)
    whole = ColumnRoom(100, 100, holds=80)
    elastic = ColumnRoom(100, 100, stretches=True, holds=60)
    # 60 are free: 50 for the cut one, 10 stretch
    assert fitted((cut, whole, elastic), 360) == [150, 100, 110]
    # 30 are free: the one that lacks least is whole first
    less = ColumnRoom(100, 100, holds=120)
    assert fitted((cut, less, elastic), 330) == [110, 120, 100]


def test_a_column_gives_what_its_rows_do_not_need_to_a_cut_one() -> None:
    cut, empty = ColumnRoom(100, 100, holds=150), ColumnRoom(100, 100, holds=40, spares=True)
    firm = ColumnRoom(100, 100, holds=40)
    assert fitted((cut, empty, firm), 300) == [150, 50, 100]
    assert fitted((cut, empty, firm), 330) == [150, 80, 100]
    assert fitted((ColumnRoom(100, 100, holds=900), empty, firm), 300) == [160, 40, 100]


def test_no_column_grows_past_the_cap_for_its_rows() -> None:
    assert fitted((ColumnRoom(100, 100, holds=900), ColumnRoom(100, 100)), 2 * CAP)[0] <= CAP + 72
