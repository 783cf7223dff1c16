from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlcipher3 import dbapi2 as sqlite3

from danvan_desktop.domain.kind import Kinds
from danvan_desktop.domain.record import Draft
from danvan_desktop.domain.text import mark_form
from danvan_desktop.store.reading import Reader
from danvan_desktop.store.search import Search, snippet
from danvan_desktop.store.search_query import Query

pytestmark = pytest.mark.usefixtures("earlier_petitions")


def connect_index():
    """An index of words as stores have it, empty."""
    index = sqlite3.connect(":memory:")
    index.execute(
        "CREATE VIRTUAL TABLE word USING fts5(words, content='', contentless_delete=1, detail=none,"
        " tokenize='unicode61 remove_diacritics 0', prefix='1 2')"
    )
    return index


def found(commune, text, **options):
    return {hit.uid for hit in commune.store.search(text, **options)}


def test_words_without_marks_find_words_with_marks(commune):
    uid = commune.petition(content="Đường liên thôn ngập nước")
    assert found(commune, "duong ngap") == {uid}


def test_words_with_marks_find_only_those_marks(commune):
    uid = commune.petition(content="Đề nghị cấp thẻ")
    assert found(commune, "nghị") == {uid}
    assert found(commune, "nghỉ") == set()


def test_both_tone_placements_are_found_by_either(commune):
    old = commune.petition("001/2026", content="Ban hoà giải")
    new = commune.petition("002/2026", content="Ban hòa giải")
    assert found(commune, "hoà giải") == found(commune, "hòa giải") == {old, new}


def test_a_title_is_found_by_its_year(commune):
    named = {"unit": commune.village, "set": "Bộ", "target": "Chi bộ Phú Hậu"}
    earlier, later = (commune.store.save(Draft("rating", {**named, "year": year})).uids[0] for year in (2024, 2025))
    assert found(commune, "phú hậu 2024") == {earlier}
    assert found(commune, "phú hậu 20") == {earlier, later}
    (hit,) = commune.store.search("2025", kind="rating")
    assert "2025" in hit.title
    assert "2025" not in hit.snippet


def test_last_word_may_be_unfinished(commune):
    uid = commune.petition(content="Kiến nghị nạo vét mương")
    assert found(commune, "nao ve") == {uid}


def test_search_is_limited_to_a_kind(commune):
    commune.meeting(subject="Bàn về mương")
    petition = commune.petition(content="Mương tắc")
    assert found(commune, "muong", kind="petition") == {petition}


def test_newest_come_first(commune):
    first = commune.petition("001/2026")
    second = commune.petition("002/2026")
    assert [hit.uid for hit in commune.store.search("muong")] == [second, first]


def test_deleted_record_is_not_found_until_restored(commune):
    uid = commune.petition()
    commune.store.delete(uid)
    assert found(commune, "muong") == set()
    commune.store.restore(uid)
    assert found(commune, "muong") == {uid}


def test_changed_record_is_found_by_its_new_words_only(commune):
    uid = commune.petition()
    commune.store.save(Draft("petition", {"content": "Cột điện nghiêng"}, uid))
    assert found(commune, "cot dien") == {uid}
    assert found(commune, "muong") == set()


def test_marks_of_query_syntax_are_plain_text(commune):
    commune.petition()
    for text in ('"', "* AND (", "marked:", "a-b", "NEAR(x)", "'; DROP TABLE change;"):
        commune.store.search(text)
    assert Query.of("  ").expression == ""


@given(st.text(max_size=40))
def test_whatever_is_typed_asks_only_for_single_words(typed):
    """The index knows no places of words, so that a term which FTS5 took apart could not be answered."""
    with closing(connect_index()) as index:
        for text in (typed, mark_form(typed), f"đường {typed}"):
            expression = Query.of(text).expression
            if expression:
                index.execute("SELECT rowid FROM word WHERE word MATCH ?", [expression]).fetchall()


def test_snippet_shows_the_first_hit_with_its_marks():
    text = "x " * 60 + "Đường liên thôn bị ngập"
    assert "Đường liên thôn" in snippet(text, ["duong"])


def test_first_letters_of_words_have_an_index_of_their_own(commune):
    connection = commune.store._connection
    (made,) = connection.execute("SELECT sql FROM sqlite_schema WHERE name = 'word'").fetchone()
    assert "prefix='1 2'" in made
    commune.petition("001/2026", content="Mương tắc")
    assert [hit.title for hit in commune.store.search("m")] == ["001/2026 – Mương tắc"]
    connection.execute("INSERT INTO word (word) VALUES ('integrity-check')")


def test_of_a_longer_beginning_the_words_of_the_index_are_looked_for(commune):
    """FTS5 would put together all records that have one of them before it gave the first."""
    both = commune.petition("1", content="Muối mọt ở đập")
    one = commune.petition("2", content="Muông")
    search = commune.store._search
    search.refresh(())
    assert search._words_from("mu") == ()  # the index knows two letters by themselves
    assert set(search._words_from("muo")) == {"muoi", "muong"}
    assert search._words_from("muoix") == []
    expression = Query.of("mot muo").completed(search._words_from).expression
    assert expression.startswith('"mot" AND ("')
    assert "*" not in expression
    assert found(commune, "mot muo") == found(commune, "dap muoi") == {both}
    assert found(commune, "muo") == {one, both}
    assert found(commune, "muoix") == set()


def test_a_beginning_of_very_many_words_finds_them_all_the_same(commune):
    uid = commune.petition(content=" ".join(f"nhom{number}" for number in range(150)))
    search = commune.store._search
    search.refresh(())
    assert search._words_from("nho") == ()
    assert found(commune, "nho") == found(commune, "nhom149") == {uid}


def test_ordering_a_list_reads_no_record_and_sorts_nothing(commune):
    plan = commune.store._connection.execute(
        "EXPLAIN QUERY PLAN SELECT uid FROM record_petition WHERE deleted IS NOT 1"
        " ORDER BY received_on DESC, uid DESC LIMIT 100"
    ).fetchall()
    told = " ".join(row[-1] for row in plan)
    assert "COVERING INDEX record_petition_by_received_on" in told
    assert "TEMP B-TREE" not in told


def test_the_index_of_a_list_holds_no_unit_which_would_make_it_half_as_long_again(commune):
    rows = commune.store._connection.execute("PRAGMA index_info(record_petition_by_received_on)")
    assert [name for _place, _column, name in rows] == ["received_on", "uid", "deleted", "number"]


@pytest.mark.parametrize("written", ["0912345999", "0912 345 999", "0912.345.999", "+84 912 345 999", "(0912) 345-999"])
@pytest.mark.parametrize("typed", ["0912345999", "0912 345 999", "0912.345.999", "+84912345999", "0912 345"])
def test_telephone_is_found_however_it_was_written_and_typed(commune, written, typed):
    uid = commune.petition("1", content=f"Gọi {written} khi có kết quả")
    commune.petition("2", content="Gọi 0988 111 222")
    assert found(commune, typed) == {uid}


def test_letters_that_look_like_d_are_found_as_d(commune):
    uid = commune.petition(content="Ðường liên thôn ðọng nước")
    assert found(commune, "đường") == found(commune, "duong") == found(commune, "đọng") == {uid}


@given(st.text(alphabet="aàáạoòóuủyýđĐOÀ ²,.1_\n"))
def test_ordinary_text_has_the_same_words_in_the_index_as_beside_a_letter_of_another_language(text):
    search = Search(connect_index(), Kinds(()), Reader(connect_index(), Kinds(())))
    ordinary, other = search._words(text).split(), search._words(f"{text} ŋ").split()
    assert {*ordinary, "ŋ"} == set(other)


TEXTS = st.text(alphabet="aăđeêoơưáạ gdth0123459 .-(+)_ĐÐİßſ", max_size=30) | st.text(max_size=20)


@given(text=TEXTS, typed=TEXTS, start=st.integers(0, 20), length=st.integers(1, 12))
def test_words_that_wait_are_found_by_what_would_find_them_in_the_index(text, typed, start, length):
    with closing(connect_index()) as index:
        words = Search(index, Kinds([]), Reader(index, Kinds([])))._words(text)
        index.execute("INSERT INTO word (rowid, words) VALUES (1, ?)", [words])
        for asked in (
            typed,
            text[start : start + length],
            mark_form(text[start : start + length]),
            typed + text[:start],
        ):
            query = Query.of(asked)
            if query.terms:
                hits = index.execute("SELECT rowid FROM word WHERE word MATCH ?", [query.expression]).fetchall()
                assert query.matches(words.split()) == bool(hits), asked


def waiting(store):
    return store._connection.execute("SELECT count(*) FROM word_due").fetchone()[0]


def test_saved_changed_and_deleted_records_are_found_alike_whether_their_words_wait_or_not(commune):
    store, rows, seen = commune.store, ["mương", "đường", "điện", "cống"], set()
    uids = []
    for turn in range(40):
        content = f"{rows[turn % 4]} hỏng lần {turn}"
        if turn % 3 == 0:
            uids.append(commune.petition(f"{turn}/2026", content=content))
        elif turn % 7 == 0:
            store.delete(uids.pop(0))
        else:
            store.save(Draft("petition", {"content": content}, uids[turn % len(uids)]))
        seen.add(waiting(store))
        expected = {word: {u for u in uids if word in store.get(u).text("content")} for word in rows}
        assert {word: found(commune, word) for word in rows} == expected
        assert found(commune, "duong h") == expected["đường"]
    assert len(seen) > 5
    assert max(seen) < 10
    assert store.check().ok


def test_words_wait_no_longer_once_the_index_is_made_anew(commune):
    uid = commune.petition(content="Mương tắc")
    assert waiting(commune.store)
    assert commune.store.check(repair=True).ok
    assert not waiting(commune.store)
    assert found(commune, "muong") == {uid}


def test_newest_come_first_whether_their_words_wait_or_not(commune):
    uids = [commune.petition(f"{number}/2026", content="Mương tắc") for number in range(14)]
    assert 0 < waiting(commune.store) < 14
    assert [hit.uid for hit in commune.store.search("mương", limit=12)] == uids[:1:-1]


def test_what_becomes_secret_leaves_the_index_at_once(commune):
    uid = commune.petition(content="Mương tắc")
    commune.store.save(Draft("petition", {"nature": "denunciation"}, uid))
    assert not waiting(commune.store)
    assert found(commune, "muong") == set()


def test_attachment_is_found_by_its_name_and_shown_with_what_it_belongs_to(commune, tmp_path):
    scan = tmp_path / "so-do-duong.png"
    scan.write_bytes(b"scan")
    petition = commune.petition("001/2026", content="Mương tắc")
    commune.store.attach(petition, scan)
    (hit,) = commune.store.search("duong")
    assert (hit.title, hit.snippet) == ("so-do-duong.png", "001/2026 – Mương tắc")


def test_nothing_is_found_by_the_checksum_or_media_type_of_a_file(commune, tmp_path):
    scan = tmp_path / "so-do.png"
    scan.write_bytes(b"scan")
    petition = commune.petition()
    commune.store.attach(petition, scan)
    (attachment,) = commune.store.children(petition, "attachment")
    assert found(commune, attachment.text("sha256")[:4]) == found(commune, "image") == set()
    commune.store.check(repair=True)
    assert found(commune, attachment.text("sha256")) == found(commune, "image") == set()
