"""Writes MisreadTables.cs beside itself: the codecs that UTF-8 is read with by mistake, and the kind of every character.

Run with Python 3.13 (Unicode 15.1): python3.13 src/Cuvee/Normalize/Tables/generate_misread.py
The same Python writes the same bytes. The codecs are those of its standard library.
"""

import pathlib
import unicodedata

from generate import wrapped

HERE = pathlib.Path(__file__).resolve().parent

# The most frequent first: of two codecs that explain a text equally well the first is taken.
CODECS = ["windows-1252", "windows-1251", "macroman", "windows-1250", "windows-1254", "windows-1253", "iso-8859-2", "windows-1257", "iso-8859-15", "ibm437", "ibm850"]
PYTHON_NAMES = {"macroman": "mac_roman", "ibm437": "cp437", "ibm850": "cp850"}

KINDS = [
    "Impossible", "Space", "Lower", "Upper", "Digit", "LatinLower", "LatinUpper", "GreekLower", "GreekUpper", "CyrillicLower", "CyrillicUpper",
    "Letter", "Ideograph", "Mark", "Rare", "Opening", "Closing", "Apostrophe", "Dash", "Bullet", "Currency", "Sign", "Suffix", "Accent", "Math",
    "Box", "Pictograph", "Punctuation",
]
CHOSEN = {
    "Opening": "«‹“‘„‚¿¡",
    "Closing": "»›”…",
    "Apostrophe": "’",
    "Dash": "–—―",
    "Bullet": "•†‡§¶",
    "Currency": "€£¥¢¤₧ƒ",
    "Sign": "©®¹¼½¾‰µ¦\u00ad",
    "Suffix": "°²³™ºª·",
    "Accent": "¨´¸ˆ˜ˇ˘˙˚˝˛¯΄΅",
    "Punctuation": "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff",
}
KIND_OF = {ord(c): kind for kind, characters in CHOSEN.items() for c in characters}

# Blocks of letters that running text of today hardly has.
RARE = [(0x180, 0x24F), (0x250, 0x2FF), (0x370, 0x377), (0x37A, 0x385), (0x3CF, 0x3FF), (0x460, 0x48F), (0x500, 0x52F), (0x700, 0x8FF), (0x1D00, 0x1DBF)]
NOT_RARE = set(map(ord, "ơƠưƯșȘțȚǎǍǐǏǒǑǔǓǖǘǚǜəƏʻʼϕϑϵ"))

ALPHABETS = [
    "àâæçéèêëîïôœùûüÿ",  # French
    "äöüßé",  # German
    "áéíñóúü",  # Spanish
    "àáâãçéêíóôõúü",  # Portuguese
    "àèéìíîòóùú",  # Italian
    "àçèéíïòóúü",  # Catalan
    "äåæéöøü",  # Danish, Norwegian, Swedish, Finnish
    "áæéðíóöúýþ",  # Icelandic
    "äõöüšž",  # Estonian
    "ąćęłńóśźż",  # Polish
    "áčďéěíňóřšťúůýž",  # Czech
    "áäčďéíĺľňóôŕšťúýž",  # Slovak
    "áéíóöőúüű",  # Hungarian
    "ăâîșțşţ",  # Romanian
    "čćđšž",  # Croatian, Slovene
    "ąčęėįšųūž",  # Lithuanian
    "āčēģīķļņšūž",  # Latvian
    "çğıİöşüâîû",  # Turkish
    "àáâãèéêìíòóôõùúýăđĩũơư",  # Vietnamese
    "âêîôûŵŷ",  # Welsh
    "ċġħż",  # Maltese
    "ĉĝĥĵŝŭ",  # Esperanto
    "āīūṛṝḷṃḥṅñṭḍṇśṣēō",  # Transliterations
    "абвгдежзийклмнопрстуфхцчшщъыьэюяё",  # Russian
    "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",  # Ukrainian
    "абвгдеёжзійклмнопрстуўфхцчшыьэюя",  # Belarusian
    "абвгдђежзијклљмнњопрстћуфхцчџш",  # Serbian
    "абвгдѓежзѕијклљмнњопрстќуфхцчџш",  # Macedonian
    "абвгдежзийклмнопрстуфхцчшщъьюя",  # Bulgarian
]


def upper(c):
    return c.upper() if len(c.upper()) == 1 else c


def masks():
    """Code point -> one bit for each alphabet that has the letter."""
    found = {}
    for bit, alphabet in enumerate(ALPHABETS):
        for c in alphabet + "".join(map(upper, alphabet)):
            found[ord(c)] = found.get(ord(c), 0) | 1 << bit
    return dict(sorted(found.items()))


def kind(c):
    if c in KIND_OF:
        return KIND_OF[c]
    character = chr(c)
    category, name = unicodedata.category(character), unicodedata.name(character, "")
    if c in (9, 10, 13, 0x2028, 0x2029) or category == "Zs":
        return "Space"
    if category[0] == "C":
        return "Punctuation" if category == "Cf" else "Impossible"
    if c < 0x80:
        return {"Ll": "Lower", "Lu": "Upper", "Nd": "Digit"}.get(category, "Punctuation")
    if any(first <= c <= last for first, last in RARE) and c not in NOT_RARE:
        return "Rare"
    if category[0] == "M":
        return "Mark"
    if category[0] == "L":
        cased = "Upper" if category == "Lu" else "Lower"
        for script in ("LATIN", "GREEK", "CYRILLIC"):
            if name.startswith(script):
                return script.capitalize() + cased
        return "Ideograph" if name.startswith(("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "FULLWIDTH", "IDEOGRAPHIC", "BOPOMOFO")) else "Letter"
    if 0x2500 <= c <= 0x25A0 or 0x2310 <= c <= 0x2321:
        return "Box"
    if category == "Sm" or c == 0x25CA:
        return "Math"
    if category in ("Nd", "Nl", "No"):
        return "Digit"
    return {"Sc": "Currency", "Sk": "Accent", "So": "Pictograph", "Pd": "Dash", "Ps": "Opening", "Pe": "Closing"}.get(category, "Punctuation")


def ranges():
    starts, kinds = [], []
    for c in range(0x110000):
        k = "Impossible" if 0xD800 <= c < 0xE000 else kind(c)
        if not kinds or kinds[-1] != k:
            starts.append(c)
            kinds.append(k)
    return starts, kinds


def decoded(codec, byte):
    """A byte that the codec does not define is read as the C1 control of its number, and so is one from 80 to 9F by ISO 8859."""
    try:
        return ord(bytes([byte]).decode(PYTHON_NAMES.get(codec, codec)))
    except UnicodeDecodeError:
        return byte


def member(summary, kind_name, name, values):
    return f"    /// <summary>{summary}</summary>\n    public static ReadOnlySpan<{kind_name}> {name} =>\n    [\n{wrapped(values)}\n    ];\n"


def write_tables():
    starts, kinds = ranges()
    letters = masks()
    members = [
        "    /// <summary>The codecs by their IANA names, the likeliest first.</summary>\n    public static readonly string[] Codecs =\n    [\n"
        + wrapped([f'"{codec}"' for codec in CODECS]) + "\n    ];\n",
        member("What each codec makes of the bytes 80 to FF, 128 code points a codec. What it does not define is the C1 control.", "ushort", "Upper",
               [decoded(codec, byte) for codec in CODECS for byte in range(0x80, 0x100)]),
        member("Where the ranges of characters of one kind begin, ascending.", "int", "KindStarts", starts),
        member("The kind of each range.", "byte", "Kinds", [KINDS.index(k) for k in kinds]),
        member("Letters whose alphabets are known, ascending.", "ushort", "Letters", letters),
        member("One bit for each alphabet that has the letter.", "uint", "Alphabets", letters.values()),
    ]
    header = f"""// <auto-generated>
// Unicode {unicodedata.unidata_version}. Written by generate_misread.py in this folder: change that, not this.
// </auto-generated>
namespace Cuvee.Normalize.Tables;

/// <summary>Codecs that UTF-8 is read with by mistake, and the kinds of characters.</summary>
internal static class MisreadTables
{{
"""
    (HERE / "MisreadTables.cs").write_text(header + "\n".join(members) + "}\n", encoding="utf-8", newline="\n")
    enum = "".join(f"    {name},\n" for name in KINDS)
    (HERE / "CharacterKind.cs").write_text(f"""// <auto-generated>
// Written by generate_misread.py in this folder: change that, not this.
// </auto-generated>
namespace Cuvee.Normalize.Tables;

/// <summary>What a character is, as far as its neighbours in running text depend on it. Lower and Upper are ASCII letters.</summary>
internal enum CharacterKind : byte
{{
{enum}}}
""", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    assert unicodedata.unidata_version == "15.1.0", "run with Python 3.13"
    write_tables()
