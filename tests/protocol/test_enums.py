"""Code lists and masks: known numbers have words, unknown ones survive."""

from __future__ import annotations

import copy
import inspect
import pickle

import pytest

from protocol.wire import enums, message_enums
from protocol.wire.codes import Code, Mask
from protocol.wire.enums import AgentState, CTIServiceMask, StatusCode

ALL = [c for module in (enums, message_enums) for c in vars(module).values() if inspect.isclass(c)]
LISTS = list(dict.fromkeys(c for c in ALL if issubclass(c, Code) and c is not Code))
MASKS = list(dict.fromkeys(c for c in ALL if issubclass(c, Mask) and c is not Mask))


def test_a_known_number_is_the_member() -> None:
    assert StatusCode.of(12) is StatusCode.E_CTI_FUNCTION_NOT_AVAILABLE
    assert StatusCode.word(12) == "E_CTI_FUNCTION_NOT_AVAILABLE"
    assert "supervisor" in StatusCode.of(12).text


@pytest.mark.parametrize("codes", LISTS, ids=lambda c: c.__name__)
def test_an_unknown_number_survives(codes: type[Code]) -> None:
    before = len(codes._value2member_map_)
    unknown = codes.of(987654)
    assert (unknown.value, unknown.name, unknown.text) == (987654, "UNKNOWN_987654", "unknown (987654)")
    assert codes.word(987654) == "UNKNOWN_987654"
    assert unknown == 987654
    assert unknown == codes.of(987654)
    assert unknown in {987654}
    assert unknown > 0
    assert f"{unknown}" == "987654"
    assert "UNKNOWN_987654" in repr(unknown)
    assert len(codes._value2member_map_) == before
    assert len(codes) == len(set(codes))


def test_codes_known_or_not_can_be_copied_and_pickled() -> None:
    for code in (AgentState.of(4), AgentState.of(77)):
        for twin in (copy.copy(code), copy.deepcopy(code), pickle.loads(pickle.dumps(code))):
            assert (type(twin), twin.name, twin.value, twin.text) == (AgentState, code.name, code.value, code.text)
    assert pickle.loads(pickle.dumps(AgentState.of(4))) is AgentState.of(4)


def test_every_code_of_a_list_that_has_words_has_them_clean() -> None:
    for codes in LISTS:
        for code in codes:
            assert code.text == code.text.strip()
            assert code.text.isprintable()


def test_a_mask_keeps_bits_that_nobody_knows() -> None:
    mask = CTIServiceMask(0x40000081)
    assert mask == 0x40000081
    assert mask & CTIServiceMask.CTI_SERVICE_SUPERVISOR
    assert int(mask | 2) == 0x40000083


def test_a_mask_in_words() -> None:
    assert CTIServiceMask.word(0x81) == "CTI_SERVICE_CLIENT_EVENTS|CTI_SERVICE_SUPERVISOR"
    assert CTIServiceMask.word(0) == "0"
    assert CTIServiceMask.word(0x40000080) == "CTI_SERVICE_SUPERVISOR|0x40000000"


@pytest.mark.parametrize("mask", MASKS, ids=lambda c: c.__name__)
def test_combinations_are_not_remembered(mask: type[Mask]) -> None:
    before = len(mask._value2member_map_)
    assert [int(mask(value)) for value in range(1 << 20, (1 << 20) + 50)] == [*range(1 << 20, (1 << 20) + 50)]
    assert len(mask._value2member_map_) == before
    assert all(mask(bit.value) is bit for bit in mask)
