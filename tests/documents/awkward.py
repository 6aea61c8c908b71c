# ruff: noqa: E501
"""Texts that papers must print as they were typed: names in many scripts, and what breaks software."""

from __future__ import annotations

# fmt: off
NAMES = (
    # Vietnamese, Albanian, Ukrainian, Polish, Romanian, Lithuanian, Turkish, Welsh, Portuguese
    "Nguyễn Thị Ánh", "Trần Đức Hữu", "Lê Thị Bích Ngọc", "Đặng Quốc Việt", "Phạm Ngọc Ẩn",
    "Arbër Çela", "Ëngjëll Hoxha", "Besnik Gjikë", "Fatmirë Përlaska",
    "Оксана Ковальчук", "Ґалина Їжакевич", "Євген Щербак", "Мар’яна Лук’яненко",
    "Łukasz Żółć", "Ștefan Țîru", "Žygimantas Ūsas", "İbrahim Işık", "Siân Ŵyn-Hughes", "João Antão",
    # Kurdish (Kurmanji, Sorani), Arabic, Pashto, Dari, Persian, Urdu
    "Şîlan Xêrxwaz", "Rojîn Êzdî", "کوردستان ئەحمەد", "ژیار ڕێبوار", "شیلان گوڵاڵە",
    "محمد", "عبد الرحمن الأحمد", "فاطمة الزهراء", "نور الهدى",
    "ګلالۍ خټک", "زرغونه ښکلې", "احمد ځاځی", "پښتانه ډېر",
    "رضا محمدی", "گل‌محمد ناصری", "ژاله چراغی", "می‌خواهم", "علی اکبر ۲۵",
    # Tigrinya, Amharic, Oromo, Somali
    "ዳዊት ምሳሌ", "ሃብቶም ተኽለ", "ሰላም ገብረእግዚኣብሔር", "አበበ በቀለ", "ፀሐይ ወልደማርያም", "Caaltuu Ɗinqaa", "Xaawo Cabdi",
    # Bengali, Chinese
    "আনিকা রহমান", "শ্রীকান্ত চৌধুরী", "মোঃ রফিকুল ইসলাম", "ক্ষুদিরাম দাস",
    "陈伟", "李娜", "王祎赟", "張麗華", "欧阳翀", "黄晓明 (Huang Xiaoming)",
    # Yoruba, Igbo, Greek, Icelandic, Czech, Hungarian
    "Ọládélé Ṣẹ́gun", "Ńkẹ́chi Ụ̀zọ́", "Γιώργος Ψαράς", "Þórður Æsir", "Jiří Řezáč", "Győző Ősz",
)
"""Sixty names as families write them."""

STRINGS = (
    "undefined", "null", "None", "NaN", "true", "-1", "1/0", "0x0", "1e309", "١٢٣", "1.000,00", "--", "…", "’",
    "<b>O'Neil & Sons</b>", "&amp; <a href='x'>", "&lt;script&gt;alert(1)&lt;/script&gt;", "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>", "<para><font color=red>red</font></para>", "<seq id='a'/>", "<!--", "-->", "]]>",
    "<![CDATA[x]]>", "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>&x;", "file:///etc/passwd",
    "../../../etc/passwd%00", "C:\\Windows\\win.ini", "\\\\server\\share", "http://example.com/?q=1&a=2",
    "'; DROP TABLE child; --", '" OR "1"="1', "${jndi:ldap://x}", "{{7*7}}", "{child}", "%s %d %n", "{0}", "$HOME",
    "`id`", "$(id)", "| id", "(parens) and \\(escaped\\)", "(unclosed", "unopened)", "\\n \\t \\r", "BT /F1 12 Tf (x) Tj ET",
    "EMC", "endstream endobj", "/ActualText <FEFF0041>", "<FEFF0041>", "%%EOF", "0 1 2 3", "Page 3 of 9", "on page 3",
    "Worry. Next. Working well.", "Next", "Worry.", "Mr 4 pm 20 October 2026", "07700 900118 and 225 miles",
    "tab\there", "two\nlines", "three\r\nlines\r\n", "a\u2028b\u2029c", "nbsp\u00a0here", "thin\u2009space", "  edges  ",
    "soft\u00adhyphen", "zero\u200bwidth", "join\u200der", "non\u200cjoiner", "word\u2060joiner", "\ufeffmark", "\u200e\u200f",
    "\u202eoverride\u202c", "\u2066isolate\u2069", "\u202aembedded\u202c", "bell\x07", "null\x00byte", "escape\x1b[31m",
    "del\x7f", "next\x85line", "c1\x9f", "\ud800", "low\udfff", "\ue000", "\ufffe", "\uffff", "\U0001f600", "👩‍👩‍👧‍👦 family",
    "🇬🇧", "1️⃣", "👍🏽", "❤️", "☃", "✓ ☐ →", "½ ⅓ ²", "№ ℡ ™", "ﬁ ﬂ ﬀ", "ﷺ", "ﷲ", "﷽", "ℵ", "√2 ≈ 1.41", "“quotes” ‘and’",
    "«guillemets»", "„low“", "Zoe\u0308", "x\u0302y\u0323", "a\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307", "\u0301alone",
    "T\u0353\u0353\u0353h\u034eis", "ñ and n\u0303", "ａｂｃ １２３", "Ω Å K", "ß ẞ ŉ ǰ", "ǅ ǆ", "ﬃ", "ı i İ", "ᴀʙᴄ", "ᏣᎳᎩ", "ไทย",
    "ภาษาไทยที่ยาว", "עברית", "שלום (hello) 12", "ماي (علی) 12 and 3", "(محمد)", "محمد [علی] {نور}", "a محمد b علی c",
    "12 محمد 34", "محمد.", ".محمد", "محمد/علی", "محمد-علی 3-4", "50% محمد", "محمد\nعلی", "محمد \U0001f600 علی", "日本語テスト",
    "한국어", "தமிழ்", "हिन्दी", "ქართული", "Հայերեն", "ᚠᚢᚦ", "𝔘𝔫𝔦𝔠𝔬𝔡𝔢", "𠮷野家", "⒈", "①", "㈱", "￥", "。、！", "Pneumono" * 12,
    "a" * 300, "word " * 60, "محمد " * 20, "陈" * 60, "\u0e49" * 40,
)
"""What breaks software: markup, paths, control characters, marks, directions, what no font has."""
