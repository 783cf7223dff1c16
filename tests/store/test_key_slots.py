"""The data key of a store: who opens it, who does not, and what a change of passphrase leaves alone."""

import json
import unicodedata

import pytest

from danvan_desktop.store.errors import StoreError, WrongPassphrase
from danvan_desktop.store.key_slots import STANDARD_COST, Cost, KeySlots, new_data_key
from danvan_desktop.store.recovery_words import (
    WORDS,
    are_typed_back,
    asked_places,
    new_recovery_secret,
    secret_of,
    spoken_words,
    words_for,
)

CHEAP = Cost(memory=32, passes=1, lanes=1)
PASSPHRASE = "lúa chín vàng đồng quê 7"


def made(key: bytes) -> KeySlots:
    return KeySlots.of(key).with_passphrase(key, PASSPHRASE, CHEAP)


def test_a_passphrase_opens_and_another_does_not():
    key = new_data_key()
    slots = KeySlots.read(made(key).written())
    assert slots.unlock(PASSPHRASE) == key
    with pytest.raises(WrongPassphrase):
        slots.unlock(PASSPHRASE + " ")


def test_how_an_input_method_composes_letters_makes_no_difference():
    key = new_data_key()
    assert made(key).unlock(unicodedata.normalize("NFD", PASSPHRASE)) == key


def test_each_officer_opens_with_an_own_passphrase_and_the_last_one_stays():
    key = new_data_key()
    both = made(key).with_passphrase(key, "trâu cày ruộng sâu 9", CHEAP)
    assert both.unlock("trâu cày ruộng sâu 9") == both.unlock(PASSPHRASE) == key
    one = both.without(PASSPHRASE)
    with pytest.raises(WrongPassphrase):
        one.unlock(PASSPHRASE)
    with pytest.raises(StoreError, match="duy nhất"):
        one.without("trâu cày ruộng sâu 9")


def test_a_change_of_passphrase_leaves_the_data_key_and_other_slots_alone():
    key, secret = new_data_key(), new_recovery_secret()
    before = made(key).with_recovery(key, secret)
    after = before.changed(PASSPHRASE, "mật khẩu mới của xã", CHEAP)
    assert after.unlock("mật khẩu mới của xã") == after.recover(secret) == key
    assert after.key_id == before.key_id
    with pytest.raises(WrongPassphrase):
        after.unlock(PASSPHRASE)


def test_a_new_recovery_sheet_ends_the_one_before():
    key, first, second = new_data_key(), new_recovery_secret(), new_recovery_secret()
    slots = made(key).with_recovery(key, first).with_recovery(key, second)
    assert slots.recover(second) == key
    with pytest.raises(WrongPassphrase):
        slots.recover(first)


def test_the_words_of_a_sheet_are_read_without_tone_marks_and_with_their_numbers():
    secret = new_recovery_secret()
    words = words_for(secret)
    assert len(words) == WORDS
    assert secret_of(" ".join(words)) == secret
    assert secret_of("\n".join(f"{n}. {word.upper()}" for n, word in enumerate(words, 1))) == secret


def test_who_has_no_sheet_is_sent_to_none():
    key = new_data_key()
    for slots, is_named in ((made(key), False), (made(key).with_recovery(key, new_recovery_secret()), True)):
        with pytest.raises(WrongPassphrase) as refused:
            slots.unlock("khác hẳn")
        assert ("phiếu khôi phục" in str(refused.value)) is is_named


def test_a_wrong_word_of_a_sheet_is_told():
    words = list(words_for(bytes(range(16))))
    with pytest.raises(StoreError, match="thứ 3"):
        secret_of(" ".join([*words[:2], "xyz", *words[3:]]))
    with pytest.raises(StoreError, match="17 từ, ở đây có 16"):
        secret_of(" ".join(words[:-1]))
    slips = [name for name in spoken_words() if name != words[0]]
    told = 0
    for slip in slips:
        try:
            secret_of(" ".join([slip, *words[1:]]))
        except StoreError:
            told += 1
    assert told > 0.95 * len(slips)


def test_two_words_are_asked_back():
    words = words_for(new_recovery_secret())
    places = asked_places()
    assert len(set(places)) == 2
    assert are_typed_back(words, places, [words[place - 1] for place in places])
    assert not are_typed_back(words, places, ["", ""])


@pytest.mark.parametrize("field", ["salt", "nonce", "sealed", "uid"])
def test_a_key_file_that_was_tampered_with_opens_nothing(field):
    content = json.loads(made(new_data_key()).written())
    slot = content["slots"][0]
    slot[field] = ("B" if slot[field][0] == "A" else "A") + slot[field][1:]
    with pytest.raises(StoreError):
        KeySlots.read(json.dumps(content).encode()).unlock(PASSPHRASE)


def test_a_slot_of_another_store_opens_nothing():
    first, second = new_data_key(), new_data_key()
    content = json.loads(made(first).written()) | {"key": KeySlots.of(second).key_id}
    with pytest.raises(WrongPassphrase):
        KeySlots.read(json.dumps(content).encode()).unlock(PASSPHRASE)


@pytest.mark.parametrize(
    "cost", [{"memory": 1 << 40, "passes": 1, "lanes": 1}, {"memory": 64, "passes": 10**9, "lanes": 1}, {}]
)
def test_a_cost_that_no_laptop_can_pay_is_refused(cost):
    content = json.loads(made(new_data_key()).written())
    content["slots"][0]["argon2id"] = cost
    with pytest.raises(StoreError, match="hỏng"):
        KeySlots.read(json.dumps(content).encode())


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"format": "danvan-keys", "version": 2}', b"\xff\xfe"])
def test_what_is_no_key_file_is_told(content):
    with pytest.raises(StoreError, match="Tệp khóa"):
        KeySlots.read(content)


@pytest.mark.parametrize("passphrase", ["", "   ", "x" * 2000])
def test_an_empty_or_endless_passphrase_is_refused(passphrase):
    key = new_data_key()
    with pytest.raises(StoreError, match="rỗng"):
        KeySlots.of(key).with_passphrase(key, passphrase, CHEAP)


def test_the_standard_cost_is_what_the_decision_says():
    assert Cost(memory=131072, passes=3, lanes=4) == STANDARD_COST
    assert STANDARD_COST.is_bearable
