"""A scanned text is taken apart by what its parts prove to be."""

from datetime import date

import pytest

from app.identity.scan import Scan, read_scan

CARD = "11010519491231002X"
VIN = "LFV2A11K3K3000001"


@pytest.mark.parametrize("text", [VIN, f"*{VIN}*", "lfv2a11k3k3000001", f"车辆识别代号:{VIN}"])
def test_the_bar_code_of_a_vin(text: str) -> None:
    assert read_scan(text) == Scan(vin=VIN)


@pytest.mark.parametrize(
    "text",
    [
        f"张伟,女,汉,19491231,北京市朝阳区建国路1号,{CARD}",
        f"姓名:张伟\t性别:女\t民族:汉\t出生:19491231\t住址:北京市朝阳区建国路1号\t公民身份号码:{CARD}",
        f"张伟|女|汉族|1949-12-31|北京市朝阳区建国路1号|{CARD.lower()}|朝阳分局|20200101-20400101",
    ],
)
def test_the_text_of_an_identity_card(text: str) -> None:
    read = read_scan(text)
    assert (read.name, read.id_number, read.sex) == ("张伟", CARD, "female")
    assert (read.born_on, read.address) == (date(1949, 12, 31), "北京市朝阳区建国路1号")
    assert read.vin == read.plate == ""


def test_a_vehicle_licence_names_plate_owner_and_vin() -> None:
    read = read_scan(f"号牌号码:京A12345;小型轿车;所有人:张伟;品牌型号:东风日产牌DFL7168;{VIN}")
    assert (read.plate, read.name, read.vin, read.id_number) == ("京A12345", "张伟", VIN, "")


@pytest.mark.parametrize(
    "text",
    ["", "13800138000", "W261121-001", "机油滤清器", "11010519491231002", "11111111111111111"],
)
def test_what_proves_nothing_is_no_scan(text: str) -> None:
    assert read_scan(text).is_empty
