from environment import ROOT

UI = ROOT / "danvan_desktop" / "ui"


def test_widgets_are_restyled_by_one_helper() -> None:
    by_hand = {
        path.relative_to(UI).as_posix() for path in UI.rglob("*.py") if "polish(" in path.read_text(encoding="utf-8")
    }
    assert by_hand == {"widgets/restyling.py"}
