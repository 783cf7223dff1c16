"""``danvan sign`` and ``danvan verify-signature``: digital signatures of printed papers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from danvan_desktop.cli.errors import fail
from danvan_desktop.cli.language import command, option, spoken
from danvan_desktop.cli.options import json_option, opened, print_json, store_options
from danvan_desktop.cli.tables import print_table
from danvan_desktop.cli.unlocking import given_passphrase
from danvan_desktop.cli.usage import FilePath, WrongUsage, whole_number
from danvan_desktop.domain.clock import Clock
from danvan_desktop.localization import _

if TYPE_CHECKING:
    from danvan_desktop.reports.signing.checking import FoundSignature
    from danvan_desktop.reports.signing.places import SigningPlace


@command(
    "sign",
    told=_(
        "Ký số văn bản PDF do phần mềm in ra, bằng tệp chứng thư số (.p12, .pfx) của đơn vị; mật khẩu hỏi mỗi lần,"
        " không lưu lại. Văn bản đã có người ký thì ký tiếp được ở chỗ còn trống, dấu của cơ quan ký sau cùng."
        " Không ghi --certificate: liệt kê các chỗ ký còn trống."
    ),
)
@click.argument("pdf", metavar="PDF", type=FilePath())
@option("--certificate", type=FilePath(), told=_("Tệp chứng thư số .p12 hoặc .pfx."))
@option(
    "--certificate-passphrase-file",
    type=FilePath(),
    told=_("Tệp chứa mật khẩu của tệp chứng thư số; không ghi thì hỏi."),
)
@option("--out", type=FilePath(), told=_("Tệp PDF đã ký sẽ tạo."))
@option("--place", type=whole_number(), told=_("Chỗ ký thứ mấy, khi văn bản có nhiều chỗ ký."))
@option(
    "--picture",
    type=FilePath(),
    told=_("Hình chữ ký hoặc hình dấu, tệp .png nền trong suốt; không ghi thì in tên và thời gian ký."),
)
@option("--seal", is_flag=True, told=_("Hình là dấu của cơ quan, in đúng cỡ thật."))
@store_options
@json_option
def sign_command(
    pdf: Path,
    certificate: Path | None,
    certificate_passphrase_file: Path | None,
    out: Path | None,
    place: int | None,
    picture: Path | None,
    seal: bool,
    as_json: bool,
    **_store: object,
) -> None:
    """Sign a paper; as JSON ``{out, signer, organisation, signed_at}``.

    Without a certificate ``[{place, who, page, roles}]``: ``roles``, ``person`` and ``body``, are those not signed yet.
    Nothing of the store is read; its options are those of every command.
    """
    from danvan_desktop.reports.signing.reading import read_pdf
    from danvan_desktop.reports.signing.signing import places_to_sign

    if (certificate is None) != (out is None):
        raise WrongUsage(spoken()(_("--certificate và --out đi cùng nhau.")))
    data = read_pdf(pdf)
    places = places_to_sign(data)
    if certificate is None or out is None:
        _print_places(places, as_json)
    else:
        _sign(data, certificate, certificate_passphrase_file, out, place or 0, picture, seal, as_json)


def _sign(
    data: bytes,
    certificate: Path,
    passphrase_file: Path | None,
    out: Path,
    place: int,
    picture: Path | None,
    seal: bool,
    as_json: bool,
) -> None:
    from danvan_desktop.reports.output import replacing
    from danvan_desktop.reports.signing.certificate import read_certificate
    from danvan_desktop.reports.signing.signing import SigningWish, sign_pdf
    from danvan_desktop.reports.signing.stamp import Role, read_picture

    wish = SigningWish(place, Role.BODY if seal else Role.PERSON, b"" if picture is None else read_picture(picture))
    moment = Clock().now()
    passphrase = given_passphrase(passphrase_file, _("Mật khẩu của tệp chứng thư số"))
    own = read_certificate(certificate, passphrase, moment)
    signed = sign_pdf(data, own, wish, moment)
    with replacing(out) as stream:
        stream.write(signed)
    if as_json:
        told = {"signer": own.holder.name, "organisation": own.holder.organisation}
        print_json({"out": str(out), **told, "signed_at": moment.isoformat(timespec="seconds")})
    else:
        click.echo(str(out))


def _print_places(places: tuple[SigningPlace, ...], as_json: bool) -> None:
    from danvan_desktop.reports.signing.places import told_roles

    if as_json:
        told = [{"place": one.number, "who": one.who, "page": one.page + 1} for one in places]
        roles = [[role.value for role in one.roles] for one in places]
        print_json([{**place, "roles": role} for place, role in zip(told, roles, strict=True)])
        return
    say = spoken()
    rows = [[str(one.number), one.who, str(one.page + 1), say(told_roles(one.roles))] for one in places]
    print_table([say(_("Chỗ ký")), say(_("Người ký")), say(_("Trang")), say(_("Còn ký được"))], rows)


@command(
    "verify-signature",
    told=_(
        "Kiểm tra chữ ký số của văn bản PDF: ai ký, lúc nào, từ đó văn bản có bị sửa không, nơi cấp chứng thư có"
        " trong danh sách tin cậy không."
    ),
)
@click.argument("pdf", metavar="PDF", type=FilePath())
@option(
    "--issuer",
    "issuer_files",
    type=FilePath(),
    multiple=True,
    told=_("Chứng thư của nơi cấp (.crt, .cer, .pem) mà đơn vị tin; ghi được nhiều lần."),
)
@option("--keep", is_flag=True, told=_("Từ nay luôn tin các nơi cấp ghi ở --issuer."))
@store_options
@json_option
@click.pass_context
def verify_signature_command(
    ctx: click.Context,
    pdf: Path,
    issuer_files: tuple[Path, ...],
    keep: bool,
    as_json: bool,
    store: Path | None,
    passphrase_file: Path | None,
) -> None:
    """Check all signatures; exit status 1 unless each is whole and its issuer is trusted.

    As JSON ``[{signer, organisation, issuer, signed_at, valid_from, valid_until, integrity, trust}]``: ``integrity``
    is ``unchanged``, ``signed_further`` or ``changed``, ``trust`` is ``known``, ``unknown`` or ``out_of_term``.
    """
    from danvan_desktop.reports.signing.checking import signatures_in
    from danvan_desktop.reports.signing.issuers import keep_issuers, kept_issuers, read_issuers
    from danvan_desktop.reports.signing.offline import OFFLINE_NOTE
    from danvan_desktop.reports.signing.reading import read_pdf

    if keep and not issuer_files:
        raise WrongUsage(spoken()(_("--keep đi cùng --issuer.")))
    data = read_pdf(pdf)
    given = [issuer for path in issuer_files for issuer in read_issuers(path)]
    with opened(store, passphrase_file) as open_store:
        if keep:
            keep_issuers(open_store, given)
        found = signatures_in(data, (*kept_issuers(open_store), *given))
    say = spoken()
    if as_json:
        print_json([_as_data(one) for one in found])
    else:
        for one in found:
            click.echo("\n".join(map(say, one.told())))
        click.echo(say(OFFLINE_NOTE))
    if not all(one.is_good for one in found):
        fail(ctx, say(_("Chữ ký số chưa đủ tin cậy: xem từng câu ở trên.")))


def _as_data(found: FoundSignature) -> dict[str, str | None]:
    return {
        "signer": found.holder.name,
        "organisation": found.holder.organisation,
        "issuer": found.issued_by.told,
        "signed_at": None if found.signed_at is None else found.signed_at.isoformat(timespec="seconds"),
        "valid_from": found.valid_from.isoformat(timespec="seconds"),
        "valid_until": found.valid_until.isoformat(timespec="seconds"),
        "integrity": found.integrity.value,
        "trust": found.issuer.value,
    }
