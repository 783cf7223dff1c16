"""Vietnamese for what click itself writes: headings of the help, wrong usage, prompts.

Click looks its words up by gettext in a catalog that nobody ships. Here they go through the same catalogs as ours.
"""

from __future__ import annotations

from collections.abc import Mapping

from click import core, decorators, exceptions, formatting, parser, shell_completion, termui, types, utils

from danvan_desktop.localization import Message, Translator, _

CLICK_WORDS: Mapping[str, Message] = {
    # Help
    "Usage:": _("Cách dùng:"),
    "Options": _("Tùy chọn"),
    "Positional arguments": _("Tham số"),
    "Commands": _("Lệnh"),
    "Show this message and exit.": _("In hướng dẫn này rồi kết thúc."),
    "Show the version and exit.": _("In phiên bản rồi kết thúc."),
    "default: {default}": _("nếu không ghi: {default}"),
    "required": _("phải ghi"),
    "env var: {var}": _("biến môi trường: {var}"),
    # Wrong usage
    "Error: {message}": _("Lỗi: {message}"),
    "Try '{command} {option}' for help.": _("Xem cách dùng: “{command} {option}”."),
    "Missing command.": _("Thiếu lệnh."),
    "No such command {name!r}.": _("Không có lệnh {name!r}."),
    "No such option {name!r}.": _("Không có tùy chọn {name!r}."),
    "Did you mean {possibility}?": _("Có phải là {possibility}?"),
    "(Did you mean one of: {possibilities}?)": _("(Có phải là một trong: {possibilities}?)"),
    "Got unexpected extra arguments ({args})": _("Thừa tham số ({args})"),
    "Option {name!r} does not take a value.": _("Tùy chọn {name!r} không có giá trị."),
    "Option {name!r} requires {nargs} arguments.": _("Tùy chọn {name!r} phải có {nargs} giá trị."),
    "Takes {nargs} values but {len} were given.": _("Phải có {nargs} giá trị, đã ghi {len}."),
    "{len_type} values are required, but {len_value} were given.": _("Phải có {len_type} giá trị, đã ghi {len_value}."),
    "Missing argument": _("Thiếu tham số"),
    "Missing option": _("Thiếu tùy chọn"),
    "Missing parameter": _("Thiếu tham số"),
    "Missing parameter: {param_name}": _("Thiếu tham số: {param_name}"),
    "Missing {param_type}": _("Thiếu {param_type}"),
    "Invalid value: {message}": _("Giá trị không dùng được: {message}"),
    "Invalid value for {param_hint}: {message}": _("Giá trị của {param_hint} không dùng được: {message}"),
    "Choose from:\n\t{choices}": _("Chọn một trong: {choices}"),
    "{value!r} is not one of {choices}.": _("{value!r} không thuộc {choices}."),
    "{value!r} is not a valid {number_type}.": _("{value!r} không phải {number_type}."),
    "{value} is not in the range {range}.": _("{value} nằm ngoài khoảng {range}."),
    "{value!r} is not a valid boolean. Recognized values: {states}": _("{value!r} không phải có hay không: {states}"),
    "file": _("tệp"),
    "directory": _("thư mục"),
    "path": _("đường dẫn"),
    "{name} {filename!r} does not exist.": _("Không thấy {name} {filename!r}."),
    "{name} {filename!r} is a file.": _("{filename!r} là tệp, không phải {name}."),
    "{name} {filename!r} is a directory.": _("{filename!r} là thư mục, không phải {name}."),
    "{name} {filename!r} is not readable.": _("Không đọc được {name} {filename!r}."),
    "{name} {filename!r} is not writable.": _("Không ghi được {name} {filename!r}."),
    "{name} {filename!r} is not executable.": _("Không chạy được {name} {filename!r}."),
    "Could not open file {filename!r}: {message}": _("Không mở được tệp {filename!r}: {message}"),
    "unknown error": _("lỗi không rõ"),
    # Prompts
    "Aborted!": _("Đã dừng."),
    "Repeat for confirmation": _("Gõ lại mật khẩu"),
    "Error: The two entered values do not match.": _("Lỗi: hai lần gõ không giống nhau. Hãy gõ lại."),
    "Error: invalid input": _("Lỗi: câu trả lời không dùng được. Hãy gõ lại."),
    # Completion by the shell
    "Couldn't detect Bash version, shell completion is not supported.": _(
        "Không nhận ra phiên bản của Bash nên không hoàn thành lệnh bằng phím Tab được."
    ),
    "Shell completion is not supported for Bash versions older than 4.4.": _(
        "Hoàn thành lệnh bằng phím Tab cần Bash 4.4 trở lên."
    ),
}
"""Click's own words as they are looked up; of counted ones the form for many, as Vietnamese has one form."""

_SPEAKERS = (core, decorators, exceptions, formatting, parser, shell_completion, termui, types, utils)


def speak(say: Translator) -> None:
    """Let click's own words be those of a language from now on, in this process."""
    words = {word: say(message) for word, message in CLICK_WORDS.items()} if say.language == "vi" else {}

    def one(word: str) -> str:
        return words.get(word, word)

    def counted(single: str, many: str, n: int) -> str:
        return words.get(many) or (single if n == 1 else many)

    for module in _SPEAKERS:
        vars(module).update(_=one, ngettext=counted)
