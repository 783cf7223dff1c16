"""Papers signed by a certificate file: still archived and read out as the standards ask, seen in the signers' block."""

from __future__ import annotations

import datetime as dt
import io
import socket
import sys
import zlib
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from PIL import Image, ImageChops
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from danvan_desktop.reports.catalogue import form_of
from danvan_desktop.reports.printing import print_form
from danvan_desktop.reports.signing.certificate import OwnCertificate, read_certificate
from danvan_desktop.reports.signing.checking import Integrity, Issuer, signatures_in
from danvan_desktop.reports.signing.errors import SigningError
from danvan_desktop.reports.signing.signing import SigningWish, places_to_sign, sign_pdf
from danvan_desktop.reports.signing.stamp import Role
from danvan_desktop.reports.style import Style
from tests.reports.certificates import MOMENT, PASSPHRASE, Authority, picture
from tests.reports.golden_office import GoldenOffice, make_commune
from tests.reports.tags import faults_of, refused_by_standards, tree_of

FORMS = {
    "meeting-minutes": (Style.STATE, ("Đại diện hộ gia đình", "Thư ký: Trần Thị Bình", "Chủ trì: Nguyễn Văn An")),
    "petition-reply": (Style.STATE, ("TM. Ủy ban nhân dân, Chủ tịch",)),
    "work-report": (Style.PARTY, ("TM. Đảng ủy, Bí thư",)),
    "petition-register": (Style.STATE, ("Người lập sổ", "TM. Ủy ban nhân dân, Chủ tịch")),
}
SEAL = SigningWish(role=Role.BODY, picture=picture())
MILLIMETRE = 72 / 25.4


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    found = {}
    with make_commune(tmp_path_factory.mktemp("signing") / "commune.db") as store:
        office = GoldenOffice(store)
        for code, (style, _who) in FORMS.items():
            stream = io.BytesIO()
            print_form(form_of(code), office.context(form_of(code), style), stream)
            found[code] = stream.getvalue()
    return found


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority()


@pytest.fixture(scope="module")
def own(authority: Authority, tmp_path_factory: pytest.TempPathFactory) -> OwnCertificate:
    return read_certificate(authority.file(tmp_path_factory.mktemp("own")), PASSPHRASE, MOMENT)


@pytest.fixture
def reply(papers: dict[str, bytes]) -> bytes:
    return papers["petition-reply"]


@pytest.fixture
def signed(reply: bytes, own: OwnCertificate) -> bytes:
    return sign_pdf(reply, own, SigningWish(), MOMENT)


def assert_conforms(data: bytes, signatures: int = 1) -> None:
    assert refused_by_standards(data, signatures) == []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert faults_of(pdf) == []
        assert pdf.check_pdf_syntax() == []


@pytest.mark.parametrize("code", FORMS)
def test_a_signed_paper_is_still_archived_and_read_out_as_the_standards_ask(
    code: str, papers: dict[str, bytes], own: OwnCertificate, authority: Authority, tmp_path: Path
) -> None:
    places = places_to_sign(papers[code])
    assert tuple(place.who for place in places) == FORMS[code][1]
    signed = sign_pdf(papers[code], own, SigningWish(len(places)), MOMENT)
    assert signed.startswith(papers[code])
    assert_conforms(signed)
    embedded = PdfFileReader(io.BytesIO(signed)).embedded_signatures[0]
    root = asn1_x509.Certificate.load(authority.certificate.public_bytes(Encoding.DER))
    trusting = ValidationContext(trust_roots=[root], moment=MOMENT, allow_fetching=False)
    status = validate_pdf_signature(embedded, signer_validation_context=trusting)
    assert status.bottom_line
    assert embedded.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"


def words_on(data: bytes, page: int = 0) -> str:
    document = pypdfium2.PdfDocument(data)
    try:
        document.init_forms()
        shown = document[page]
        shown.flatten()
        return document[page].get_textpage().get_text_range()
    finally:
        document.close()


def seen_at(data: bytes) -> list[float]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        (widget,) = (one for page in pdf.pages for one in page.obj.get("/Annots", ()) if "/V" in one)
        return [float(edge) for edge in widget.Rect]


def test_who_signed_and_when_stands_between_position_and_name(signed: bytes, reply: bytes) -> None:
    box = seen_at(signed)
    left, bottom, right, top = places_to_sign(reply)[0].box
    assert left <= box[0] < box[2] <= right
    assert bottom <= box[1] < box[3] <= top
    words = words_on(signed)
    assert "Ký bởi: Nguyễn Văn An" in words
    assert "Cơ quan: Ủy ban nhân dân xã Đông Sơn" in words
    assert "2026-10-01T08:30:00+07:00" in words


def test_the_moment_is_told_in_vietnamese_time_wherever_the_machine_stands(reply: bytes, own: OwnCertificate) -> None:
    elsewhere = MOMENT.astimezone(dt.timezone(dt.timedelta(hours=-5)))
    signed = sign_pdf(reply, own, SigningWish(), elsewhere)
    assert "2026-10-01T08:30:00+07:00" in words_on(signed)
    assert signatures_in(signed, ())[0].signed_at == MOMENT


def test_the_signature_is_an_element_that_is_read_out(signed: bytes) -> None:
    with pikepdf.open(io.BytesIO(signed)) as pdf:
        assert tree_of(pdf)[1][-1] == "Form"
        (element,) = (one for one in pdf.Root.StructTreeRoot.K[0].K if one.S == "/Form" and "/V" in one.K.Obj)
        told = str(element.Alt)
        assert str(element.K.Obj.TU) == told
    assert told == "Chữ ký số của Nguyễn Văn An, Ủy ban nhân dân xã Đông Sơn, 08:30 01/10/2026"


def test_the_hand_s_picture_stands_in_the_middle_of_its_place(
    reply: bytes, own: OwnCertificate, tmp_path: Path
) -> None:
    signed = sign_pdf(reply, own, SigningWish(picture=picture(size=(600, 300))), MOMENT)
    assert_conforms(signed)
    left, _bottom, right, _top = places_to_sign(reply)[0].box
    box = seen_at(signed)
    assert (box[0] + box[2]) / 2 == pytest.approx((left + right) / 2, abs=0.1)
    assert (box[2] - box[0]) / (box[3] - box[1]) == pytest.approx(2, abs=0.02)
    assert box[2] - box[0] <= 40 * MILLIMETRE + 0.1
    assert "Ký bởi" not in words_on(signed)


def test_the_seal_has_its_real_size_and_covers_the_left_third_of_the_hand(
    reply: bytes, own: OwnCertificate, tmp_path: Path
) -> None:
    signed = sign_pdf(reply, own, SigningWish(role=Role.BODY, picture=picture()), MOMENT)
    assert_conforms(signed)
    left, _bottom, right, _top = places_to_sign(reply)[0].box
    box = seen_at(signed)
    assert box[2] - box[0] == box[3] - box[1] == pytest.approx(420 / 300 * 72, abs=0.1)
    hand_begins = (left + right) / 2 - 20 * MILLIMETRE
    assert box[2] - hand_begins == pytest.approx(40 * MILLIMETRE / 3, abs=0.1)


@pytest.mark.parametrize(
    ("png", "said"),
    [
        (picture(clear=False), "nền trong suốt"),
        (b"no picture", "nền trong suốt"),
        (picture()[:300], "nền trong suốt"),
        (picture(dpi=None), "độ phân giải"),
        (picture(dpi=(72, 72)), "60 mm"),
    ],
)
def test_a_picture_that_the_decree_does_not_know_is_refused(
    png: bytes, said: str, reply: bytes, own: OwnCertificate
) -> None:
    with pytest.raises(SigningError, match=said):
        sign_pdf(reply, own, SigningWish(role=Role.BODY, picture=png), MOMENT)


def test_a_picture_that_ends_like_a_line_leaves_the_paper_as_the_standards_ask(
    reply: bytes, own: OwnCertificate
) -> None:
    """Compressed, its last byte is a carriage return, as of one stream in 256; readers take it for a line's end."""
    image = Image.new("RGBA", (60, 60))
    image.putpixel((5, 5), (12, 0, 0, 255))
    assert zlib.compress(image.convert("RGB").tobytes()).endswith(b"\r")
    stream = io.BytesIO()
    image.save(stream, "PNG", dpi=(300, 300))
    for role in Role:
        signed = sign_pdf(reply, own, SigningWish(role=role, picture=stream.getvalue()), MOMENT)
        assert_conforms(signed)
        with pikepdf.open(io.BytesIO(signed)) as pdf:
            (drawn,) = (one for one in pdf.objects if isinstance(one, pikepdf.Stream) and "/SMask" in one)
            assert drawn.read_bytes() == image.convert("RGB").tobytes()


def test_the_table_of_objects_never_ends_like_a_line(signed: bytes, reply: bytes) -> None:
    """It is other than that of any other file, and one in 256 compressed ones would."""
    table = signed[signed.rindex(b"/Type /XRef") :]
    assert b"/Filter" not in table
    assert b"\0\0\nendstream" in table


def test_a_seal_without_its_picture_is_refused(reply: bytes, own: OwnCertificate) -> None:
    with pytest.raises(SigningError, match="hình dấu"):
        sign_pdf(reply, own, SigningWish(role=Role.BODY), MOMENT)


@pytest.mark.parametrize("place", [0, 4])
def test_of_several_places_one_is_to_be_chosen(place: int, papers: dict[str, bytes], own: OwnCertificate) -> None:
    with pytest.raises(SigningError, match=r"3 chỗ ký.*1\. Đại diện hộ gia đình; 2\. Thư ký"):
        sign_pdf(papers["meeting-minutes"], own, SigningWish(place), MOMENT)


def test_elliptic_curves_sign_too(reply: bytes, authority: Authority, tmp_path: Path) -> None:
    path = authority.file(tmp_path, ec.generate_private_key(ec.SECP384R1()))
    signed = sign_pdf(reply, read_certificate(path, PASSPHRASE, MOMENT), SigningWish(), MOMENT)
    assert signatures_in(signed, [authority.certificate])[0].is_good


# Several signatures


@pytest.fixture(scope="module")
def body(authority: Authority, tmp_path_factory: pytest.TempPathFactory) -> OwnCertificate:
    path = authority.file(tmp_path_factory.mktemp("body"), name="Ủy ban nhân dân xã Đông Sơn")
    return read_certificate(path, PASSPHRASE, MOMENT)


@pytest.mark.parametrize("code", FORMS)
def test_after_the_person_the_body_signs_and_both_hold(
    code: str, papers: dict[str, bytes], own: OwnCertificate, body: OwnCertificate, authority: Authority, tmp_path: Path
) -> None:
    place = len(FORMS[code][1])
    signed = sign_pdf(papers[code], own, SigningWish(place), MOMENT)
    (sealed_at,) = (one for one in places_to_sign(signed) if Role.BODY in one.roles and one.number == place)
    assert sealed_at.roles == (Role.BODY,)
    later = MOMENT + dt.timedelta(minutes=5)
    sealed = sign_pdf(signed, body, SigningWish(place, Role.BODY, picture()), later)
    assert sealed.startswith(signed)
    assert_conforms(sealed, 2)
    person, office = signatures_in(sealed, [authority.certificate])
    assert (person.holder.name, person.integrity) == ("Nguyễn Văn An", Integrity.SIGNED_FURTHER)
    assert (office.holder.name, office.integrity) == ("Ủy ban nhân dân xã Đông Sơn", Integrity.UNCHANGED)
    assert (person.is_good, office.is_good, office.signed_at) == (True, True, later)
    assert "Ký bởi: Nguyễn Văn An" in words_on(sealed, sealed_at.page)


def test_all_who_sign_minutes_sign_one_file_in_any_order(
    papers: dict[str, bytes], own: OwnCertificate, authority: Authority, tmp_path: Path
) -> None:
    paper = papers["meeting-minutes"]
    for place in (3, 1, 2):
        paper = sign_pdf(paper, own, SigningWish(place), MOMENT)
    paper = sign_pdf(paper, own, SigningWish(0, Role.BODY, picture()), MOMENT)
    assert_conforms(paper, 4)
    found = signatures_in(paper, [authority.certificate])
    assert [one.integrity for one in found] == [Integrity.SIGNED_FURTHER] * 3 + [Integrity.UNCHANGED]
    with pytest.raises(SigningError, match="đã có chữ ký số"):
        places_to_sign(paper)


def test_a_later_seal_stands_where_a_first_one_would(reply: bytes, signed: bytes, own: OwnCertificate) -> None:
    first, later = (sign_pdf(paper, own, SEAL, MOMENT) for paper in (reply, signed))
    assert red_of(later) == pytest.approx(red_of(first), abs=1)


def red_of(data: bytes) -> tuple[int, int, int, int]:
    """The bounds of what is red on the first page, in points."""
    with pypdfium2.PdfDocument(data) as document:
        document.init_forms()
        red, green, _blue = document[0].render(may_draw_forms=True).to_pil().convert("RGB").split()
        marked = ImageChops.subtract(red, green).point(lambda level: 255 if level > 100 else 0)
        bounds = marked.getbbox()
    assert bounds is not None
    return bounds


def test_what_is_empty_is_read_out_and_seen_by_nobody(
    signed: bytes, papers: dict[str, bytes], own: OwnCertificate
) -> None:
    with pikepdf.open(io.BytesIO(sign_pdf(papers["meeting-minutes"], own, SigningWish(3), MOMENT))) as pdf:
        told = [str(one.Alt) for one in pdf.Root.StructTreeRoot.K[0].K if one.get("/S") == "/Form"]
    assert set(told) == {
        "Chữ ký số: Đại diện hộ gia đình",
        "Chữ ký số: Thư ký: Trần Thị Bình",
        "Chữ ký số của Nguyễn Văn An, Ủy ban nhân dân xã Đông Sơn, 08:30 01/10/2026",
        "Chữ ký số của cơ quan: Chủ trì: Nguyễn Văn An",
    }
    assert "Chữ ký số" not in words_on(signed)


# Checking


def test_who_signed_when_and_that_nothing_changed_is_told_in_words(signed: bytes, authority: Authority) -> None:
    (found,) = signatures_in(signed, [authority.certificate])
    assert (found.integrity, found.issuer, found.is_good) == (Integrity.UNCHANGED, Issuer.KNOWN, True)
    assert [str(one) for one in found.told()] == [
        "Người ký: Nguyễn Văn An, Ủy ban nhân dân xã Đông Sơn; ký lúc 08:30 01/10/2026 theo giờ của máy ký.",
        "Từ khi ký, văn bản không bị sửa.",
        "Chứng thư do Nơi cấp chứng thư thử cấp; nơi cấp này có trong danh sách tin cậy.",
    ]


def test_an_issuer_that_nobody_trusts_here_is_said_to_be_unknown(signed: bytes) -> None:
    for issuers in ([], [Authority().certificate]):
        (found,) = signatures_in(signed, issuers)
        assert (found.integrity, found.issuer, found.is_good) == (Integrity.UNCHANGED, Issuer.UNKNOWN, False)
        assert "Chưa rõ nơi cấp" in str(found.told()[2])


def test_every_changed_byte_of_the_paper_is_found(signed: bytes, reply: bytes, authority: Authority) -> None:
    for place in range(12, len(reply), len(reply) // 20):
        changed = bytearray(signed)
        changed[place] ^= 0x01
        assert integrity_of(bytes(changed), authority) in (Integrity.CHANGED, None), place


def integrity_of(data: bytes, authority: Authority) -> Integrity | None:
    """Of the only signature, ``None`` where the file cannot be read any more."""
    try:
        (found,) = signatures_in(data, [authority.certificate])
    except SigningError:
        return None
    return found.integrity


def test_what_is_added_later_is_found(signed: bytes, authority: Authority) -> None:
    writer = IncrementalPdfFileWriter(io.BytesIO(signed))
    page = writer.find_page_for_modification(0)[0].get_object()
    page["/Contents"] = writer.import_object(page["/Contents"])
    page[pdf_name("/Other")] = pdf_string("!")
    writer.update_container(page)
    out = io.BytesIO()
    writer.write(out)
    assert integrity_of(out.getvalue(), authority) is Integrity.CHANGED
    assert integrity_of(signed + b"\n%after the end\n", authority) is Integrity.CHANGED


def test_a_certificate_out_of_its_term_at_signing_is_told(reply: bytes, authority: Authority, tmp_path: Path) -> None:
    path = authority.file(tmp_path, ends=MOMENT + dt.timedelta(days=1))
    own = read_certificate(path, PASSPHRASE, MOMENT)
    late = sign_pdf(reply, own, SigningWish(), MOMENT + dt.timedelta(days=2))
    (found,) = signatures_in(late, [authority.certificate])
    assert (found.integrity, found.issuer) == (Integrity.UNCHANGED, Issuer.OUT_OF_TERM)


def test_a_paper_without_a_signature_and_what_is_no_pdf_are_told(reply: bytes) -> None:
    with pytest.raises(SigningError, match="chưa có chữ ký số"):
        signatures_in(reply, ())
    for data in (b"", b"PK\x03\x04", reply[: len(reply) // 2], b"%PDF-1.7\n%%EOF"):
        with pytest.raises(SigningError, match="không phải tệp PDF"):
            signatures_in(data, ())


def test_no_network_is_asked_when_somebody_signs_or_checks(
    reply: bytes, own: OwnCertificate, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = socket.socket.connect

    def asked(*_arguments: object) -> None:
        raise AssertionError("a network was asked")

    def connected(one: socket.socket, address: tuple[str, int]) -> None:
        """Let a loop of Python come about: under Windows it makes a pair of connected sockets on the machine itself."""
        if sys.platform != "win32" or address[0] not in ("127.0.0.1", "::1"):
            asked()
        connect(one, address)

    monkeypatch.setattr(socket.socket, "connect", connected)
    monkeypatch.setattr(socket, "getaddrinfo", asked)
    assert signatures_in(sign_pdf(reply, own, SigningWish(), MOMENT), [authority.certificate])[0].is_good


# What cannot be signed


def test_a_place_that_was_signed_already_is_not_signed_again(
    signed: bytes, own: OwnCertificate, papers: dict[str, bytes]
) -> None:
    minutes = sign_pdf(papers["meeting-minutes"], own, SigningWish(2), MOMENT)
    sealed = sign_pdf(signed, own, SEAL, MOMENT)
    for paper, wish in ((signed, SigningWish()), (signed, SigningWish(1)), (minutes, SigningWish(2)), (sealed, SEAL)):
        with pytest.raises(SigningError, match="đã có chữ ký số"):
            sign_pdf(paper, own, wish, MOMENT)


def test_what_was_changed_after_a_signature_is_not_signed_further(signed: bytes, own: OwnCertificate) -> None:
    writer = IncrementalPdfFileWriter(io.BytesIO(signed))
    page = writer.find_page_for_modification(0)[0].get_object()
    page[pdf_name("/Other")] = pdf_string("!")
    writer.update_container(page)
    out = io.BytesIO()
    writer.write(out)
    with pytest.raises(SigningError, match="không kiểm tra được"):
        sign_pdf(out.getvalue(), own, SEAL, MOMENT)


def test_a_pdf_that_is_not_ours_has_no_place_to_sign(own: OwnCertificate, tmp_path: Path) -> None:
    blank, locked = io.BytesIO(), io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(blank)
        pdf.save(locked, encryption=pikepdf.Encryption(owner="a", user="b"))
    for data, said in ((blank.getvalue(), "không có chỗ ký"), (locked.getvalue(), "có mật khẩu"), (b"", "tệp PDF")):
        with pytest.raises(SigningError, match=said):
            sign_pdf(data, own, SigningWish(), MOMENT)


def test_a_place_that_was_written_by_a_hostile_hand_is_refused(reply: bytes, own: OwnCertificate) -> None:
    with pikepdf.open(io.BytesIO(reply)) as pdf:
        place = pdf.pages[0].obj.PieceInfo.DanVan.Private[0]
        for box in ([1, 2], ["a", 1, 2, 3], [5, 5, 5, 5], [0, 0, -10, 9e9]):
            place.Box = pikepdf.Array([pikepdf.Name("/a") if one == "a" else one for one in box])
            stream = io.BytesIO()
            pdf.save(stream)
            with pytest.raises(SigningError):
                sign_pdf(stream.getvalue(), own, SigningWish(), MOMENT)
