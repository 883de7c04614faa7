"""Writes the test vectors of the encoding repair: sentences damaged by every codec, and good texts that look damaged.

Run with Python 3.13: python3.13 src/Cuvee/Normalize/Tables/generate_misread_vectors.py
The damage is done by the codecs of Python's standard library, not by the tables under test.
"""

import json
import pathlib

VECTORS = pathlib.Path(__file__).resolve().parents[4] / "tests" / "Cuvee.Tests" / "Normalize" / "Vectors"

SENTENCES = {
    "en": "She said: “It’s a naïve plan – we don’t have £20 left…”",
    "fr": "L’été dernier, Chéri a mangé une crème brûlée à la terrasse d’un café, où la fête commençait.",
    "de": "Die Bäckerei an der Straße verkauft süße Brötchen, „übrigens“ auch für Größere.",
    "es": "¿Cuándo vendrá el niño? Mañana, según la señora Muñoz, lloverá en el corazón de España.",
    "pt": "A canção não é difícil: três irmãs ensaiam à noite, depois do pão e do café.",
    "it": "Perché no? La città è più bella così, e lunedì andrò all’università.",
    "sv": "Pojken från Malmö åker båt på sjön i maj och äter smörgås på ön.",
    "pl": "Zażółć gęślą jaźń, pomyślał Łukasz i poszedł do źródła po wodę.",
    "cs": "Příliš žluťoučký kůň úpěl ďábelské ódy, řekla babička večer.",
    "hu": "A tűzoltó nővére szívesen főzött gyümölcsöt az erdőben élő őznek.",
    "tr": "Çocuk bugün ağaçtan düştü, şükür ki iyi; İstanbul’da yağmur yağıyor.",
    "vi": "Hôm nay trời đẹp quá, chúng tôi đi chợ mua cà phê và bánh mì.",
    "ru": "Сегодня утром мы пошли в лес, и там было тихо и очень красиво.",
    "uk": "Її брат їздив до Львова, щоб побачити старі вулиці й поїсти вареників.",
    "el": "Η γάτα κοιμάται στον ήλιο και ο σκύλος παίζει στην αυλή.",
    "he": "הילד הלך אל הים עם אמא שלו וראה סירה קטנה.",
    "ar": "ذهب الولد إلى المدرسة في الصباح وعاد في المساء.",
    "zh": "今天早上我们去公园散步，天气很好，孩子们都很高兴。",
    "ja": "昨日、友達と一緒に海へ行って、魚をたくさん食べました。",
    "ko": "오늘은 날씨가 좋아서 친구와 함께 산책을 했습니다.",
    "hi": "आज सुबह हम बाज़ार गए और ताज़े फल खरीदे।",
    "emoji": "Great job 😀👍 see you at the party 🎉 tonight ❤️",
}

CODECS = {
    "windows-1252": "cp1252", "iso-8859-1": "latin-1", "macroman": "mac_roman", "windows-1250": "cp1250", "windows-1251": "cp1251", "windows-1253": "cp1253",
    "windows-1254": "cp1254", "ibm437": "cp437", "ibm850": "cp850", "iso-8859-2": "iso8859-2", "iso-8859-15": "iso8859-15", "windows-1257": "cp1257",
}

MIXED = [
    ("The word naïve is fine here, but the ", "café", "windows-1252", " in Orléans closed long ago."),
    ("Все хорошо. ", "Привет, мир", "windows-1252", " и до свидания."),
    ("Über uns: ", "Öffnungszeiten für Gäste", "windows-1252", " finden Sie hier, schöne Grüße."),
    ("Grüße aus ", "Düsseldorf und Köln", "macroman", ", bis später."),
    ("Price: ", "25 °C and 3 × 4", "windows-1252", " in the table."),
    ("东京的名字是", "東京都", "windows-1252", "，很大。"),
    ("Ein ", "„Zitat“ – natürlich", "ibm850", " aus dem alten Programm, mit Grüßen."),
    ("Hello ", "😀", "windows-1252", " world"),
    ("def celsius(t):\n    print('{:.2f}", "°", "windows-1252", "C'.format(t))"),
    ("The area of a circle is A = ", "π", "windows-1252", " * r^2."),
    ("Heat it to 20", "°", "windows-1252", "C, then to 100°F."),
    ("Copyright ", "©", "windows-1252", " 2019 Example Ltd."),
    ("It costs ", "€", "windows-1252", "15 a month."),
    ("He wouldn", "’", "windows-1252", "t say why."),
    ("He wouldn", "’", "windows-1251", "t say why."),
    ("He wouldn", "’", "macroman", "t say why."),
    ("He wouldn", "’", "ibm437", "t say why."),
    ("He wouldn", "’", "ibm850", "t say why."),
    ("He wouldn", "’", "windows-1253", "t say why."),
    ("The new Widget", "™", "windows-1252", " is here."),
    ("We met at the caf", "é", "macroman", " on Monday."),
    ("We met at the caf", "é", "ibm437", " on Monday."),
    ("We met at the caf", "é", "windows-1251", " on Monday."),
    ("We met at the caf", "é", "windows-1253", " on Monday."),
    ("We met at the caf", "é", "windows-1250", " on Monday."),
]

# Damage that lost bytes or spaces, and what the repair makes of it.
LOST = [
    ("â€œNo,â€ she said, â€œnever.â€", "“No,” she said, “never.”"),
    ("He said â€œyesâ€\ufffd and left.", "He said “yes” and left."),
    ("voilÃ  la rÃ©ponse", "voilà la réponse"),
    ("dÃ©jÃ -vu, et lÃ , il dort", "déjà-vu, et là, il dort"),
    ("Nous allons Ã la mer cet Ã©tÃ©.", "Nous allons à la mer cet été."),
    ("Isto pertence Ã quela senhora, nÃ£o Ã s outras.", "Isto pertence àquela senhora, não às outras."),
    ("10Â 000 habitants, dÃ©jÃ ", "10\u00a0000 habitants, déjà"),
    ("Ð Ð¾ÑÑ\u0081Ð¸Ñ\u008f Ð¸ Ð\u009cÐ¾Ñ\u0081ÐºÐ²Ð°", "РоÑсия и Москва"),
    ("It\x92s the café\x85 he said \x93hello\x94.", "It’s the café\x85 he said “hello”."),
    ("æ ·å¼\u008få¾\u0088å¥½", "样式很好"),
    ("Ð Ð°Ð±Ð¾Ñ‚Ð°", "Работа"),
    ("Like all marsupials.Â\u00a0Even though they sleep.", "Like all marsupials.\u00a0Even though they sleep."),
    ("Some text.Â\u00a0 And Â\u00a0more", "Some text.\u00a0 And \u00a0more"),
    ("Â\u00a0", "\u00a0"),
    ("Some text.¬†Even more.", "Some text.\u00a0Even more."),
    ("Some text.┬áEven more.", "Some text.\u00a0Even more."),
    ("Great í\u00a0½í¸€ fun", "Great 😀 fun"),
    ("Don\u0019t say \u001cnever,\u001d he said \u0014 or was it \u0018no\u0019?", "Don’t say “never,” he said — or was it ‘no’?"),
    ("Cool\u0014and pages 12\u001315", "Cool—and pages 12–15"),
    ("\ufeffFirst\u0000 line\u000bSecond \u001b[31mline\u001b[0m", "First line\nSecond line"),
]

GOOD = [
    # Texts that speak of damage
    "If you see `Ã©`, `â€™` or `Â` in the output, check how the file was read.",
    "When UTF-8 is read as Latin-1, café becomes cafÃ© and naïve becomes naÃ¯ve.",
    "Mojibake like donâ€™t is common on old sites.",
    "é → Ã©\nè → Ã¨\nà → Ã\u00a0\nç → Ã§",
    "| Wrong | Right |\n|---|---|\n| Ã© | é |\n| â€œ | “ |",
    "text.replace('Ã©', 'é').replace('â€™', '’')",
    "FIXES = {\"â€™\": \"'\", \"â€œ\": '\"', \"Ã¼\": \"ü\"}",
    "Why does my page show “Ã¤” in place of “ä”?",
    "The charset is wrong: Ã¼ber should not look like this.",
    "assert fix('cafÃ©') == 'café'",
    "Garbled output such as â€” appears in the second column.",
    "Он увидел кракозябры: РџСЂРёРІРµС‚ вместо слов.",
    "文字化けの例：ã\u0081\u0082ã\u0081\u0084",
    "Warum steht da (Ã¶) in der Datei?",
    "The sequence «Ã±» stands for a single letter.",
    "An encoding problem turned München into MÃ¼nchen.",
    "The editor shows 'â‚¬' there.",
    "Result: [Â£] instead of a pound sign.",
    "The word Müller was shown as MÃ¼ller on the label.",
    "ftfy.fix_text('âœ” No problems') # mojibake",
    # Portuguese, Vietnamese and Romanian capitals before signs
    "AMANHÃ – dizia o cartaz – NÃO HÁ PÃO.",
    "«AMANHÃ» é o título do livro «MAÇû.",
    "A FEIRA DE MAÇÃS É AMANHÃ… OU NÃO?",
    "“CORAÇÃO” e “IRMÔ foram escritos na parede.",
    "IRMÃ™ é uma marca registrada.",
    "ROMÂNIA, ŢARĂ… «FRUMOASĂ».",
    "LISBOA: PRAÇA DA ESTAÇÃO, MANHÃ.",
    "Chữ Ă, Â, Ê, Ô, Ơ và Ư là chữ cái tiếng Việt.",
    "SÃO PAULO – SÃ, SÃO E SALVA",
    "Letters: Á á Ā ā Ã ã Ą ą Â â Ậ ậ.",
    # Units, prices, formulas
    "The spacing is 2 Å–3 Å and the area 50 Å².",
    "The bond length is 1.54 Å… roughly.",
    "3 × 4 = 12, ±5 °C, 10 µm², ½ of ¼.",
    "Let ¬π ∧ √π ≥ 2√2 and ∑∞ ≠ √∞.",
    "Δx·Δp ≥ ħ/2 and λ° is an angle, Ω≈µ.",
    "It costs 5€, 10£ or 1000¥, R$20 or ¢5.",
    "© 2019 Müller® and Söhne™, §5 Abs. 2, ¶3.",
    "ƒ(x) = x² and ƒ‘(x) = 2x",
    "Angles α€ are not money; Î is a vowel.",
    "50 °F is 10 °C; 9.81 m/s².",
    # French, German, Scandinavian, Spanish typography
    "« Où est l’été ? » demanda-t-elle… « À l’école ! »",
    "Il a dit « É… » puis s’est tu : « café »… « thé ».",
    "„Äh…“, sagte sie, „Ä–Z“ und „Ö“.",
    "¿Qué?… ¡Olé!… «José»… “Ñ”",
    "N.º 5, 1.ª clase, 2º piso: ¡SÍ!",
    "Åse, Øyvind og Ærø på Å – i Lofoten.",
    "Café “Œuvre” – ÉTÉ’91 – À…",
    "CAFɻ is not this one, but «CAFÉ» is.",
    "Le mot café”… et « naïveté ».",
    "ça… c’était « là » – voilà !",
    # Polish, Czech, Hungarian, Turkish, Baltic
    "Żółw – „Łódź” – ŚWIĘTO… „Ęą”",
    "Příšerně žluťoučký kůň… „Řeka“ a „Šíp“.",
    "ŐSZI „szőlő” – „Őrült”…",
    "İĞÜŞ – «ŞİŞ» – ağaç…",
    "Šūdas – „ąžuolas“ – ŽĄSIS…",
    # Cyrillic and Greek
    "Сёмга и Рёв – «Ёлка»… «Её».",
    "Від Рівного до Сірого: «Ні», – сказав він, – «Її».",
    "Ћирилица – „Ђорђе“ и „Џон“.",
    "ΟΧΙ… «ΝΑΙ» – ΟΎΤΕ, Έλα! Ώρα·",
    "Она сказала: «Р»… и «С» – буквы.",
    "Крім того, Віра й Сірко їли їжу.",
    # Boxes and trees
    "src\n├── lib\n│   ├── a.c\n│   └── b.c\n└── test",
    "┌──┬──┐\n│a │b │\n├──┼──┤\n│é │ü │\n└──┴──┘",
    "├┤ ┬┐ ┼┤ ╬╬ ╔═╗",
    "Progress: █████░░░░░ 50%",
    # Entities, code and others
    "int *p = &x; if (a && b) return &amp;",
    "https://example.com/?q=caf%C3%A9&copy;right=1",
    "的“中文”标点……和——破折号",
    "日本語「テスト」・ｶﾅ…",
    "👩‍👩‍👧‍👦 family, ❤️ heart, 🇩🇪 flag",
    "क्षत्रिय – हिन्दी… “उद्धरण”",
    "שלום – “ציטוט”… עולם",
    # No-break spaces
    "La lettre Â\u00a0: un accent; «\u00a0Â\u00a0» et Ê\u00a0!",
    "VIỆC CỦA CÂ\u00a0CÂU",
    "В\u00a0доме и\u00a0в\u00a0саду, Р\u00a0– это буква.",
    "à\u00a0la mer, À\u00a0la mer, Ã\u00a0x",
    # Lists of characters, and controls that are the trace of something else
    "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ\u00a0¡¢£¤¥¦§¨©ª«¬\u00ad®¯°±²³´µ¶·¸¹º»¼½¾¿",
    "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ",
    "\u0080\u0081\u0082\u0083\u0084 are controls of C1",
    "The energy \beta and the fraction \frac{1}{2}",
    "Lost for good: caf\ufffd and na\ufffdve.",
    "Page one\fPage two",
    "",
    "Plain ASCII with nothing to do.",
]


def read_as(text, codec):
    """UTF-8 read as the codec; what it does not define is passed through as a C1 control."""
    def one(byte):
        try:
            return bytes([byte]).decode(CODECS[codec])
        except UnicodeDecodeError:
            return chr(byte)

    return "".join(map(one, text.encode()))


def damaged():
    for language, sentence in SENTENCES.items():
        for codec in CODECS:
            once = read_as(sentence, codec)
            yield codec, 1, language, once, sentence
            yield codec, 2, language, read_as(once, codec), sentence
    for before, inside, codec, after in MIXED:
        yield codec, 1, "mixed", before + read_as(inside, codec) + after, before + inside + after
    for language in ("fr", "de", "ru", "zh"):
        yield "windows-1252", 3, language, read_as(read_as(read_as(SENTENCES[language], "windows-1252"), "windows-1252"), "windows-1252"), SENTENCES[language]
        yield "windows-1252", 2, language, read_as(read_as(SENTENCES[language], "macroman"), "windows-1252"), SENTENCES[language]


def write_vectors():
    rows = [dict(codec=c, rounds=r, language=l, text=t, expected=e) for c, r, l, t, e in damaged()]
    rows += [dict(codec="lost", rounds=1, language="", text=t, expected=e) for t, e in LOST]
    rows += [dict(codec="", rounds=0, language="", text=t, expected=t) for t in GOOD]
    (VECTORS / "misread.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), newline="\n")
    print(len(rows), len(GOOD))


if __name__ == "__main__":
    write_vectors()
