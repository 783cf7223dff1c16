"""``danvan sign`` and ``danvan verify-signature``, from the printed paper to the answer."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.cli.conftest import Danvan
from tests.cli.test_record_commands import add, meeting, refused, village
from tests.reports.certificates import PASSPHRASE, YEAR, Authority, picture


@pytest.fixture
def authority() -> Authority:
    return Authority(now=datetime.now(UTC).replace(microsecond=0))


@pytest.fixture
def paper(danvan: Danvan, commune: str, tmp_path: Path) -> Path:
    unit = add(danvan, "unit", village(parent=commune)).stdout.strip()
    uid = add(danvan, "meeting", meeting(unit, ends_at="2026-08-12T21:00")).stdout.strip()
    out = tmp_path / "biên bản.pdf"
    assert danvan("report", "meeting-minutes", "--uid", uid, "--out", str(out)).exit_code == 0
    return out


@pytest.fixture
def certificate(authority: Authority, tmp_path: Path) -> Path:
    return authority.file(tmp_path)


@pytest.fixture
def passphrase(tmp_path: Path) -> Path:
    path = tmp_path / "passphrase.txt"
    path.write_text(PASSPHRASE + "\n", encoding="utf-8")
    return path


@pytest.fixture
def signed(danvan: Danvan, paper: Path, certificate: Path, passphrase: Path, tmp_path: Path) -> Path:
    out = tmp_path / "đã ký.pdf"
    made = danvan("sign", str(paper), *by(certificate, passphrase), "--place", "2", "--out", str(out))
    assert made.exit_code == 0, made.output
    assert made.stdout.strip() == str(out)
    return out


def by(certificate: Path, passphrase: Path) -> tuple[str, ...]:
    return ("--certificate", str(certificate), "--certificate-passphrase-file", str(passphrase))


def test_the_places_of_a_paper_are_listed(danvan: Danvan, paper: Path) -> None:
    listed = json.loads(danvan("sign", str(paper), "--json").stdout)
    assert [(one["place"], one["page"]) for one in listed] == [(1, 1), (2, 1), (3, 1)]
    assert listed[1]["who"].startswith("Thư ký")
    assert "Thư ký" in danvan("sign", str(paper)).stdout


def test_after_a_person_the_office_signs_the_same_file_by_its_seal(
    danvan: Danvan, signed: Path, certificate: Path, passphrase: Path, authority: Authority, tmp_path: Path
) -> None:
    left = json.loads(danvan("sign", str(signed), "--json").stdout)
    assert [(one["place"], one["roles"]) for one in left] == [(1, ["person"]), (3, ["person", "body"])]
    assert "người ký, dấu của cơ quan" in danvan("sign", str(signed)).stdout
    seal, out = tmp_path / "dấu.png", tmp_path / "đã đóng dấu.pdf"
    seal.write_bytes(picture())
    made = danvan(
        "sign", str(signed), *by(certificate, passphrase), "--picture", str(seal), "--seal", "--out", str(out)
    )
    assert made.exit_code == 0, made.output
    issuer = ("--issuer", str(authority.own_file(tmp_path)))
    found = json.loads(danvan("verify-signature", str(out), *issuer, "--json").stdout)
    assert [(one["integrity"], one["trust"]) for one in found] == [("signed_further", "known"), ("unchanged", "known")]
    told = danvan("verify-signature", str(out), *issuer)
    assert (told.exit_code, "chỉ có thêm chữ ký số" in told.stdout) == (0, True)


def test_a_signed_paper_is_checked_with_and_without_its_issuer(
    danvan: Danvan, signed: Path, authority: Authority, tmp_path: Path
) -> None:
    unknown = danvan("verify-signature", str(signed))
    assert "Người ký: Nguyễn Văn An" in unknown.stdout
    assert "không bị sửa" in unknown.stdout
    assert "không dùng mạng" in unknown.stdout
    assert (unknown.exit_code, len(unknown.stderr.splitlines())) == (1, 1)
    issuer = ("--issuer", str(authority.own_file(tmp_path)))
    known = danvan("verify-signature", str(signed), *issuer)
    assert (known.exit_code, known.stderr) == (0, "")
    (told,) = json.loads(danvan("verify-signature", str(signed), *issuer, "--keep", "--json").stdout)
    assert (told["signer"], told["integrity"], told["trust"]) == ("Nguyễn Văn An", "unchanged", "known")
    assert told["organisation"] == "Ủy ban nhân dân xã Đông Sơn"
    assert danvan("verify-signature", str(signed)).exit_code == 0  # kept


def test_a_changed_byte_is_told(danvan: Danvan, signed: Path, authority: Authority, tmp_path: Path) -> None:
    data = bytearray(signed.read_bytes())
    data[data.index(b"stream\n") + 40] ^= 1
    signed.write_bytes(data)
    found = danvan("verify-signature", str(signed), "--issuer", str(authority.own_file(tmp_path)))
    assert "ĐÃ BỊ SỬA" in found.stdout
    assert (found.exit_code, "chưa đủ tin cậy" in found.stderr) == (1, True)


def test_the_passphrase_is_asked_for_each_time(danvan: Danvan, paper: Path, certificate: Path, tmp_path: Path) -> None:
    call = ("sign", str(paper), "--certificate", str(certificate), "--place", "1", "--out", str(tmp_path / "a.pdf"))
    assert danvan(*call, stdin="khác\n").exit_code == 1
    assert not (tmp_path / "a.pdf").exists()
    made = danvan(*call, "--json", stdin=f"{PASSPHRASE}\n")
    assert made.exit_code == 0, made.output
    told = json.loads(made.stdout)
    assert (told["out"], told["signer"]) == (str(tmp_path / "a.pdf"), "Nguyễn Văn An")


def test_neither_certificate_nor_passphrase_is_kept_in_the_store(
    danvan: Danvan, signed: Path, certificate: Path, tmp_path: Path
) -> None:
    assert danvan("verify-signature", str(signed)).exit_code == 1
    kept = b"".join(path.read_bytes() for path in tmp_path.glob("commune.db*"))
    assert PASSPHRASE.encode() not in kept
    assert certificate.read_bytes()[100:140] not in kept


def test_what_cannot_be_signed_or_checked_is_told_in_one_line(
    danvan: Danvan, paper: Path, signed: Path, certificate: Path, passphrase: Path, authority: Authority, tmp_path: Path
) -> None:
    out = ("--out", str(tmp_path / "b.pdf"))
    own = by(certificate, passphrase)
    refused(danvan("sign", str(paper), *own, *out), "3 chỗ ký")
    refused(danvan("sign", str(signed), *own, *out, "--place", "2"), "đã có chữ ký số")
    refused(danvan("sign", str(certificate), *own, *out), "không phải tệp PDF")
    refused(danvan("sign", str(paper), *by(paper, passphrase), *out, "--place", "1"), "không phải tệp chứng thư số")
    refused(danvan("sign", str(paper), *own, *out, "--place", "1", "--picture", str(paper)), "nền trong suốt")
    refused(danvan("sign", str(paper), *own, *out, "--place", "1", "--seal"), "hình dấu")
    refused(danvan("verify-signature", str(paper)), "chưa có chữ ký số")
    refused(danvan("verify-signature", str(signed), "--issuer", str(certificate)), "nơi cấp chứng thư số")
    refused(danvan("verify-signature", str(signed), "--issuer", str(paper)), "nơi cấp chứng thư số")
    old = authority.file(tmp_path, begins=authority.now - YEAR, ends=authority.now - YEAR / 2)
    refused(danvan("sign", str(paper), *by(old, passphrase), *out, "--place", "1"), "hết hạn")
    assert not (tmp_path / "b.pdf").exists()
    assert danvan("sign", str(paper), *own).exit_code == 2
    assert danvan("verify-signature", str(signed), "--keep").exit_code == 2
