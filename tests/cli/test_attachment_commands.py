"""Files kept with records, from the command line."""

import io
import json
from pathlib import Path

from PIL import Image


def petition(danvan, commune: str) -> str:
    values = {"number": "001/2026", "received_on": "2026-08-13", "unit": commune, "content": "Mương bị tắc"}
    result = danvan("add", "petition", "--json-file", "-", stdin=json.dumps(values))
    assert result.exit_code == 0, result.output
    return result.stdout.strip()


def photo(path: Path) -> Path:
    exif = Image.Exif()
    exif[0x010F] = "Telephone"
    Image.new("RGB", (2400, 1200)).save(path, exif=exif)
    return path


def test_photo_is_attached_small_and_nameless_and_taken_out_again(danvan, commune, tmp_path):
    made = danvan("attach", petition(danvan, commune), str(photo(tmp_path / "muong.jpg")))
    assert made.exit_code == 0, made.output
    out = tmp_path / "ra.jpg"
    assert danvan("extract", made.stdout.strip(), "--out", str(out)).exit_code == 0
    with Image.open(io.BytesIO(out.read_bytes())) as image:
        assert image.size == (1920, 960)
        assert not image.getexif()


def test_file_is_kept_byte_for_byte_when_asked(danvan, commune, tmp_path):
    source = photo(tmp_path / "muong.jpg")
    made = danvan("attach", petition(danvan, commune), str(source), "--full-size", "--keep-metadata")
    out = tmp_path / "ra.jpg"
    danvan("extract", made.stdout.strip(), "--out", str(out))
    assert out.read_bytes() == source.read_bytes()


def test_one_unreadable_file_attaches_none(danvan, commune, tmp_path):
    owner = petition(danvan, commune)
    made = danvan("attach", owner, str(photo(tmp_path / "muong.jpg")), str(tmp_path / "khong-co.pdf"))
    assert made.exit_code == 1
    assert "Không đọc được tệp “khong-co.pdf”" in made.stderr
    assert danvan("list", "attachment", "--json").stdout.strip() in ("", "[]")


def test_what_is_no_attachment_is_not_extracted(danvan, commune, tmp_path):
    result = danvan("extract", commune, "--out", str(tmp_path / "x"))
    assert result.exit_code == 1
    assert "Không tìm thấy tệp đính kèm" in result.stderr
