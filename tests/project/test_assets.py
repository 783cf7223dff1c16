import pytest

from danvan_desktop.assets import catalog_dir, resource_path


@pytest.mark.parametrize("style", ["Regular", "Bold", "Italic", "BoldItalic"])
def test_a_checkout_finds_the_vendored_fonts(style: str) -> None:
    assert resource_path("fonts", f"LiberationSerif-{style}.ttf").stat().st_size > 300_000


def test_a_missing_resource_is_named_with_its_whole_path() -> None:
    with pytest.raises(FileNotFoundError, match=r"resources.fonts.Missing\.ttf"):
        resource_path("fonts", "Missing.ttf")


def test_the_catalogs_lie_by_language() -> None:
    assert (catalog_dir() / "vi" / "LC_MESSAGES" / "danvan.mo").is_file()
