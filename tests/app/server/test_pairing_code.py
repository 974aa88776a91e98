"""A code says the same after it was read out, typed and read; a wrong sign is noticed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Refused
from app.server import pairing_code
from app.server.pairing_code import READABLE, PairingCode

codes = st.builds(
    PairingCode,
    host=st.ip_addresses(v=4).map(str),
    port=st.integers(1, 65535),
    fingerprint=st.binary(min_size=16, max_size=16),
    secret=st.binary(min_size=10, max_size=10),
)


@given(codes)
def test_a_typed_code_says_what_was_written(code: PairingCode) -> None:
    written = code.text()
    assert len(written) == 14 * 4 + 13
    assert pairing_code.read(written) == code
    typed = written.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert pairing_code.read(typed) == code
    wide = "".join(chr(ord(one) + 0xFEE0) if one.isalnum() else one for one in written)
    assert pairing_code.read(wide) == code


@given(codes, st.integers(0, 55), st.sampled_from(READABLE))
def test_one_wrong_sign_is_noticed(code: PairingCode, at: int, sign: str) -> None:
    plain = code.text().replace("-", "")
    wrong = plain[:at] + sign + plain[at + 1 :]
    if wrong == plain:
        return
    with pytest.raises(Refused) as refused:
        pairing_code.read(wrong)
    assert refused.value.code == "pair.code"


def test_the_login_is_told_by_the_secret_and_does_not_tell_it() -> None:
    code = PairingCode("127.0.0.1", 5432, bytes(16), b"0123456789")
    other = PairingCode("127.0.0.1", 5432, bytes(16), b"9876543210")
    assert code.user.startswith("pc_")
    assert code.user != other.user
    assert code.password not in code.user
