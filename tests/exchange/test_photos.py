"""Photos that telephones make, on their way into the store."""

import contextlib
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, TiffImagePlugin

from danvan_desktop.exchange.photos import LONGEST_SIDE, PhotoChoice, PhotoError, prepared, thumbnail
from tests.examples import examples

GPS, ORIENTATION, MAKE = 0x8825, 0x0112, 0x010F
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><exif:GPSLatitude>21,16N</exif:GPSLatitude></x:xmpmeta>'


def photo(size: tuple[int, int] = (640, 480), orientation: int = 1, kind: str = "JPEG") -> bytes:
    exif = Image.Exif()
    exif[MAKE] = "Telephone"
    exif[ORIENTATION] = orientation
    exif.get_ifd(GPS)[2] = (21.0, 16.0, 0.0)
    made = io.BytesIO()
    image = Image.linear_gradient("L").resize(size).convert("RGB")
    extra = {} if kind == "PNG" else {"xmp": XMP}
    image.save(made, kind, exif=exif, **extra)
    return made.getvalue()


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("JPEG", "anh.JPG"),
        ("JPEG", "anh.jfif"),
        ("JPEG", "anh"),
        ("JPEG", "anh.heic"),
        ("JPEG", "anh.pdf"),
        ("PNG", "anh.png"),
        ("PNG", "anh.docx"),
        ("WEBP", "anh.webp"),
        ("AVIF", "anh.avif"),
    ],
)
def test_place_and_camera_are_taken_out(kind, name):
    data = photo(kind=kind)
    assert opened(data).getexif().get_ifd(GPS)
    kept = prepared(name, data, PhotoChoice())
    assert GPS not in opened(kept).getexif()
    assert MAKE not in opened(kept).getexif()
    assert b"GPSLatitude" not in kept
    assert b"Telephone" not in kept
    assert opened(kept).size == (640, 480)


def test_jpeg_that_only_loses_its_metadata_keeps_its_quality():
    data = photo()
    assert opened(prepared("a.jpg", data, PhotoChoice())).quantization == opened(data).quantization


def test_photo_held_aslant_is_turned_upright_since_its_mark_goes():
    assert opened(prepared("a.jpg", photo((640, 480), orientation=6), PhotoChoice(shrink=False))).size == (480, 640)


def test_large_photo_is_made_smaller_on_wish():
    data = photo((4000, 3000))
    assert opened(prepared("a.jpg", data, PhotoChoice())).size == (LONGEST_SIDE, LONGEST_SIDE * 3 // 4)
    assert opened(prepared("a.jpg", data, PhotoChoice(shrink=False))).size == (4000, 3000)


def test_metadata_kept_on_purpose_stay_with_a_smaller_photo():
    kept = opened(prepared("a.jpg", photo((4000, 3000)), PhotoChoice(keep_metadata=True)))
    assert kept.getexif().get_ifd(GPS)
    assert max(kept.size) == LONGEST_SIDE


def test_file_kept_as_it_is_is_not_touched():
    assert prepared("a.jpg", b"no photo", PhotoChoice(shrink=False, keep_metadata=True)) == b"no photo"
    assert prepared("bien-ban.pdf", b"%PDF", PhotoChoice()) == b"%PDF"


@pytest.mark.parametrize("data", [b"", b"no photo", photo()[:300]])
def test_damaged_photo_is_refused_in_words(data):
    with pytest.raises(PhotoError, match=r"Không đọc được ảnh “anh\.jpg”"):
        prepared("anh.jpg", data, PhotoChoice())


def test_photo_of_too_many_pixels_is_refused(monkeypatch):
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 1000)
    with pytest.raises(PhotoError):
        prepared("anh.jpg", photo(), PhotoChoice())


def test_thumbnail_is_small_and_upright():
    small = thumbnail(photo((640, 480), orientation=6), 72)
    assert small is not None
    assert opened(small).size == (54, 72)


def test_what_is_no_picture_has_no_thumbnail():
    assert thumbnail(b"no photo", 72) is None


@pytest.mark.parametrize("name", ["anh.heic", "anh.HEIF", "anh.jpg", "anh"])
def test_photo_whose_place_cannot_be_taken_out_is_refused_unless_it_is_kept_on_purpose(name):
    data = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(200)
    with pytest.raises(PhotoError, match="HEIC"):
        prepared(name, data, PhotoChoice())
    assert prepared(name, data, PhotoChoice(keep_metadata=True)) == data


@pytest.mark.parametrize(("name", "data"), [("a.pdf", b"%PDF-1.7 ..."), ("a", b"words"), ("a.docx", b"PK\x03\x04x")])
def test_file_that_is_no_photo_is_kept_as_it_is(name, data):
    assert prepared(name, data, PhotoChoice()) == data


def test_place_in_a_scan_is_taken_out():
    made = io.BytesIO()
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags[MAKE], tags[GPS] = "Telephone", 8
    Image.new("RGB", (60, 40)).save(made, "TIFF", tiffinfo=tags)
    assert GPS in opened(made.getvalue()).getexif()
    kept = prepared("anh.tif", made.getvalue(), PhotoChoice())
    assert GPS not in opened(kept).getexif()
    assert b"Telephone" not in kept


def _pictures():
    picture = Image.effect_noise((64, 48), 50).convert("RGB")
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Máy"
    exif.get_ifd(0x8825)[2] = (1.0, 2.0, 3.0)
    for form in ("JPEG", "PNG", "WEBP", "TIFF", "AVIF", "GIF", "DDS"):
        made = io.BytesIO()
        picture.save(made, form, **({} if form in ("GIF", "DDS") else {"exif": exif}))
        yield form, made.getvalue()


PICTURES = dict(_pictures())


@settings(max_examples=examples(400), deadline=None)
@given(
    form=st.sampled_from(sorted(PICTURES)),
    flips=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=12),
    near=st.sampled_from((60, 300, 1_000_000)),
    choice=st.builds(PhotoChoice, st.booleans(), st.booleans()),
)
@pytest.mark.filterwarnings("ignore")
def test_damaged_pictures_are_refused_in_words_or_shown_as_none(form, flips, near, choice):
    data = bytearray(PICTURES[form])
    for place, byte in flips:
        data[int(place * min(near, len(data)))] = byte
    thumbnail(bytes(data), 96)
    with contextlib.suppress(PhotoError):
        prepared("anh.jpg", bytes(data), choice)


def test_what_is_no_photo_is_given_to_no_other_program(monkeypatch):
    made = io.BytesIO()
    Image.new("RGB", (8, 8)).save(made, "EPS")
    called = []
    monkeypatch.setattr("PIL.EpsImagePlugin.Ghostscript", lambda *given, **_more: called.append(given))
    assert thumbnail(made.getvalue(), 96) is None
    assert called == []


def test_picture_of_more_pixels_than_a_camera_makes_is_not_unpacked(monkeypatch):
    made = io.BytesIO()
    Image.new("L", (9_000, 9_000)).save(made, "PNG")
    monkeypatch.setattr(Image.Image, "load", lambda _image: pytest.fail("unpacked"))
    assert thumbnail(made.getvalue(), 96) is None


FILM = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom\x00\x00\x00\x24moov\x00\x00\x00\x1c\xa9xyz+21.1600+106.0700/"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("phim.mp4", FILM),
        ("phim", FILM),
        ("don.pdf", FILM),
        ("phim.jpg", FILM),
        ("phim.MOV", b"\x00\x00\x00\x08wide" + FILM[24:]),
        ("phim.mov", FILM.replace(b"mp42", b"qt  ")),
        ("ghi-am.m4a", FILM.replace(b"mp42", b"M4A ")),
        ("phim.3gp", FILM.replace(b"mp42", b"3gp5")),
        ("phim.mkv", b"\x1aE\xdf\xa3" + bytes(40)),
        ("x", b"\x1aE\xdf\xa3" + bytes(40)),
        ("phim.avi", b"RIFF\x00\x00\x00\x00AVI LIST"),
        ("phim.mts", bytes(200)),
    ],
)
def test_a_film_whose_place_cannot_be_taken_out_is_kept_only_on_purpose(name, data):
    with pytest.raises(PhotoError, match="nơi quay"):
        prepared(name, data, PhotoChoice())
    for shrink in (True, False):
        assert prepared(name, data, PhotoChoice(shrink=shrink, keep_metadata=True)) == data


@pytest.mark.parametrize(("name", "data"), [("ghi-am.mp3", b"ID3" + bytes(40)), ("don.pdf", b"%PDF-1.4 ftyp")])
def test_what_tells_no_place_is_kept_as_it_is(name, data):
    assert prepared(name, data, PhotoChoice()) == data
