"""Other keys, another laptop, another officer, a round of laptops: each a short path in the window."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.store import PeerState, Store
from danvan_desktop.sync import Choice, Relation, enrol_card, own_card, rights_in_force, write_card
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.sync.cards_dialog import CardsDialog
from danvan_desktop.ui.sync.compare_dialog import CompareDialog
from danvan_desktop.ui.sync.devices_dialog import DevicesDialog
from danvan_desktop.ui.widgets.questions import Answer
from tests.sync.exchange import import_bundle, send
from tests.ui.sync.conftest import OtherOffice

Show = Callable[[QDialog], None]
Press = Callable[..., None]


@pytest.fixture
def dialog(ui: UiContext, shown: Show) -> DevicesDialog:
    dialog = DevicesDialog(ui)
    shown(dialog)
    return dialog


@pytest.fixture
def new(tmp_path: Path) -> Iterator[Store]:
    """A new laptop of the village."""
    with Store.create(tmp_path / "new.db", unit_name="Thôn Đông", unit_code="DS-01", level="village") as store:
        store.identity.keys.rename("máy mới")
        yield store


def card_of(store: Store, path: Path) -> Path:
    write_card(store, path)
    return path


def holders(store: Store) -> set[str]:
    return {one.device for one in rights_in_force(store)}


def compare(comparing: CompareDialog | None, shown: Show, press: Press) -> None:
    """Tick that the words are the same and confirm, by the keyboard."""
    assert comparing is not None
    shown(comparing)
    assert not comparing.choices.isVisible()
    assert not comparing.confirm_button.isEnabled()
    press(comparing, Qt.Key.Key_Space)
    press(comparing)


def test_a_new_laptop_takes_the_place_of_the_chosen_one(
    ui: UiContext, enrolled: OtherOffice, dialog: DevicesDialog, new: Store, stick: Path, shown: Show, press: Press,
    qtbot: QtBot,
) -> None:  # fmt: skip
    qtbot.waitUntil(dialog.peers.replace_button.isEnabled)
    comparing = dialog.peers.open_replacement(card_of(new, stick / "moi_the.danvan"))
    compare(comparing, shown, press)
    qtbot.waitUntil(lambda: len(dialog.peers.list.items) == 2)
    assert holders(ui.store) == {ui.store.device_key, new.device_key}


def test_the_card_of_the_old_laptop_is_refused_as_its_own_replacement(
    ui: UiContext, enrolled: OtherOffice, dialog: DevicesDialog, shown: Show, press: Press, qtbot: QtBot
) -> None:
    qtbot.waitUntil(dialog.peers.replace_button.isEnabled)
    comparing = dialog.peers.open_replacement(enrolled.card())
    compare(comparing, shown, press)
    assert comparing is not None
    qtbot.waitUntil(lambda: "chính máy" in comparing.banner.text())
    assert enrolled.store.device_key in holders(ui.store)


def test_keys_are_changed_after_a_second_word(ui: UiContext, dialog: DevicesDialog, qtbot: QtBot) -> None:
    before = ui.store.device_key
    dialog.tabs.setCurrentIndex(2)
    dialog.own.rotate_button.click()
    assert ui.store.device_key == before
    qtbot.keyClick(dialog.own.banner.action_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "Đã đổi khóa" in dialog.own.banner.text())
    assert ui.store.device_key != before
    assert dialog.own.card.device == ui.store.device_key
    qtbot.waitUntil(dialog.own.save_button.isVisible)
    assert ui.store.save(Draft("unit", {"head": "Trần Thị Bình"}, ui.store.unit.uid)).save_id


def test_the_office_goes_to_a_successor_with_a_file_of_everything(
    ui: UiContext, dialog: DevicesDialog, tmp_path: Path, stick: Path, shown: Show, press: Press, qtbot: QtBot
) -> None:
    unit = ui.store.unit
    made = {"unit_name": unit.text("name"), "unit_code": unit.text("code"), "level": unit.text("kind")}
    dialog.tabs.setCurrentIndex(2)
    with Store.create(tmp_path / "heir.db", **made) as heir:
        enrol_card(heir, own_card(ui.store))
        comparing = dialog.own.open_successor(card_of(heir, stick / "ke_the.danvan"), stick / "ban-giao.danvan")
        compare(comparing, shown, press)
        qtbot.waitUntil(lambda: "Đã bàn giao" in dialog.own.banner.text())
        import_bundle(heir, stick / "ban-giao.danvan")
        assert heir.unit.uid == unit.uid
        assert heir.device_key in holders(heir)
        assert ui.store.device_key not in holders(heir)


def test_no_office_goes_over_a_file_that_is_there(
    ui: UiContext, dialog: DevicesDialog, new: Store, stick: Path, shown: Show, press: Press, qtbot: QtBot
) -> None:
    (stick / "co-roi.danvan").write_text("tệp khác", "utf-8")
    comparing = dialog.own.open_successor(card_of(new, stick / "moi_the.danvan"), stick / "co-roi.danvan")
    compare(comparing, shown, press)
    assert comparing is not None
    qtbot.waitUntil(lambda: "đã có" in comparing.banner.text())
    assert ui.store.device_key in holders(ui.store)


@pytest.fixture
def cards(ui: UiContext, stick: Path, tmp_path: Path) -> Path:
    """The cards of three villages, one of which the list has twice by its code."""
    for number in range(1, 4):
        named = {"unit_name": f"Thôn {number}", "unit_code": f"0{number}", "level": "village"}
        with Store.create(tmp_path / f"v{number}.db", **named) as store:
            store.identity.keys.rename(f"máy thôn {number}")
            card_of(store, stick / f"thon{number}_the.danvan")
    twice = {"kind": "village", "code": "03", "parent": ui.store.unit.uid}
    ui.store.save(*(Draft("unit", {"name": name, **twice}) for name in ("Thôn 3 cũ", "Thôn 3 mới")))
    return stick


def opened(dialog: DevicesDialog, folder: Path, shown: Show) -> CardsDialog:
    found = dialog.peers.open_folder(folder)
    assert found is not None
    shown(found)
    return found


def test_a_round_of_villages_is_compared_in_one_list_and_paired_by_one_press(
    ui: UiContext, dialog: DevicesDialog, cards: Path, shown: Show, press: Press, qtbot: QtBot
) -> None:
    found = opened(dialog, cards, shown)
    assert len(found.rows) == 3
    assert not found.confirm_button.isEnabled()
    for row in found.rows:
        row.compared.setFocus()
        press(found, Qt.Key.Key_Space)
    doubtful = next(row for row in found.rows if row.choices.choice is None)
    assert doubtful.pairing.peer.unit_name == "Thôn 3"
    listed = next(one.uid for one in ui.store.list("unit") if one.text("name") == "Thôn 3 mới")
    words = [doubtful.choices.box.itemText(place) for place in range(doubtful.choices.box.count())]
    doubtful.choices.box.setCurrentIndex(next(place for place, text in enumerate(words) if "Thôn 3 mới" in text))
    assert doubtful.choices.choice == Choice(Relation.BELOW, listed)
    found.confirm_button.click()
    qtbot.waitUntil(lambda: len(dialog.peers.list.items) == 3)
    assert {peer.state for peer in ui.store.peers.all()} == {PeerState.CONFIRMED}
    assert {one.unit_name for one in rights_in_force(ui.store)} >= {"Thôn 1", "Thôn 2", "Thôn 3 mới"}


def test_only_the_laptops_that_were_compared_are_paired(
    ui: UiContext, dialog: DevicesDialog, cards: Path, shown: Show, answers: list[Answer], qtbot: QtBot
) -> None:
    found = opened(dialog, cards, shown)
    found.rows[0].compared.setChecked(True)
    answers += [Answer.STAY, Answer.SAVE]
    found.close()
    assert found.isVisible()
    found.close()
    qtbot.waitUntil(lambda: len(dialog.peers.list.items) == 1)


def test_a_folder_without_cards_is_told_in_words(dialog: DevicesDialog, stick: Path) -> None:
    assert dialog.peers.open_folder(stick) is None
    assert "không có thẻ" in dialog.peers.banner.text()


def test_a_laptop_whose_keys_were_changed_stands_in_the_list_by_itself(
    ui: UiContext, enrolled: OtherOffice, dialog: DevicesDialog, qtbot: QtBot
) -> None:
    from danvan_desktop.sync import rotate_keys

    send(ui.store, enrolled.store)
    rotate_keys(enrolled.store)
    import_bundle(ui.store, enrolled.send())
    dialog.peers.refresh()
    qtbot.waitUntil(lambda: len(dialog.peers.list.items) == 2)
    assert enrolled.store.device_key in {item.key for item in dialog.peers.list.items}
