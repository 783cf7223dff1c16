"""Two windows of one store take in bundles at the same moment: their ways back stay apart."""

from danvan_desktop.store import Store
from danvan_desktop.sync import ExportWish, export_bundle, import_, import_bundle
from danvan_desktop.sync.taking_back import take_back_last
from tests.sync.exchange import enrol, send


def test_taking_a_bundle_back_leaves_what_another_window_took_in_meanwhile(commune, province, tmp_path, monkeypatch):
    """Where the logs stood was asked before the other bundle came: all of that went as well, and counted as here."""
    enrol(commune.store, province.store)
    send(commune.store, province.store)
    first = commune.petition()
    earlier = export_bundle(commune.store, tmp_path / "earlier.danvan", ExportWish(plain=True)).path
    second = commune.petition()
    later = export_bundle(commune.store, tmp_path / "later.danvan", ExportWish(plain=True)).path
    merged = import_._Import._merged

    def overtaken(taking, *arguments):
        monkeypatch.setattr(import_._Import, "_merged", merged)
        with Store.open(province.store.path) as other:
            import_bundle(other, earlier)
        return merged(taking, *arguments)

    monkeypatch.setattr(import_._Import, "_merged", overtaken)
    import_bundle(province.store, later)
    take_back_last(province.store)
    assert province.store.get(first) is not None
    assert province.store.get(second) is None
    assert province.store.check().ok
