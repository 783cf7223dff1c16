"""Whether a word can be a Vietnamese syllable: the measure by which encodings are told apart.

A syllable is an initial, a rhyme of a closed list, and one of six tones; syllables that end in c, ch, p or t have only
two of them. It is small, a capital with small letters, or all capitals, never mixed.
"""

from __future__ import annotations

import re
import unicodedata

_TONES = {"\u0300": "huyền", "\u0301": "sắc", "\u0303": "ngã", "\u0309": "hỏi", "\u0323": "nặng"}
_TONES_OF_STOPS = frozenset({"\u0301", "\u0323"})

_RHYMES = (
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây "
    "e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu "
    "i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu "
    "o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong "
    "oong op ot "
    "ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt "
    "u ua uân uâng uât uây uc ui um un ung up ut uy uya uych uyên uyêt uynh uyt uyu uê uêch uênh uơ "
    "uôc uôi uôm uôn uông uôt ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu "
    "y yêm yên yêng yêt yêu ynh yt ych "
)

_INITIAL = "(?:ngh?|gh|gi|[kpt]h|nh|qu|tr|ch|[bcdđghklmnprstvx])?"
_SYLLABLE = re.compile(f"{_INITIAL}(?:{'|'.join(sorted(_RHYMES.split(), key=len, reverse=True))})")
_STOP = re.compile("(?:c|ch|p|t)$")
_APART = re.compile("[\x00-\x40\x5b-\x60\x7b-\x7f\u00a0\u2010-\u2026\u2018-\u201f]+")


def marked_words(text: str) -> list[str]:
    """Return the words of a text that have anything beyond ASCII, the only ones that tell encodings apart."""
    return [word for word in _APART.split(text) if word and not word.isascii()]


def is_syllable(word: str) -> bool:
    """Tell whether a word, in any normal form, can be a Vietnamese syllable."""
    if not (word.islower() or word.isupper() or (word[0].isupper() and word[1:].islower())):
        return False
    apart = unicodedata.normalize("NFD", word.lower())
    tones = [letter for letter in apart if letter in _TONES]
    bare = unicodedata.normalize("NFC", "".join(letter for letter in apart if letter not in _TONES))
    if len(tones) > 1 or not _SYLLABLE.fullmatch(bare):
        return False
    return not _STOP.search(bare) or bool(_TONES_OF_STOPS.intersection(tones))
