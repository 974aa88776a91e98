"""Every word reads in its own vocabulary, although two vocabularies may spell a code alike."""

from enum import StrEnum

import pytest

from app.labels import label
from db import vocabulary
from db.vocabulary import Act, ApprovalMedium, BookingState, ContactWay, PaymentMethod, Stage

VOCABULARIES = [
    kind
    for kind in vars(vocabulary).values()
    if isinstance(kind, type) and issubclass(kind, StrEnum) and kind is not StrEnum
]


@pytest.mark.parametrize("kind", VOCABULARIES)
def test_every_word_has_a_label(kind: type[StrEnum]) -> None:
    assert all(label(word) for word in kind)


def test_words_spelled_alike_keep_their_own_label() -> None:
    assert label(BookingState.CANCELLED) != label(Stage.CANCELLED)
    assert (
        len({label(ContactWay.WECHAT), label(ApprovalMedium.WECHAT), label(PaymentMethod.WECHAT)})
        == 3
    )
    assert label(ContactWay.PHONE) != label(ApprovalMedium.PHONE)
    assert label(None) == "" and label(Act.ADD) == "Added"
