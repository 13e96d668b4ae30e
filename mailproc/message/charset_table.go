package message

import (
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// encodings are the tables under the names that most mail uses; others are found by x/text's indexes. ISO-8859-1 and
// US-ASCII are read as windows-1252, GB2312 as GB18030 and EUC-KR as its Windows superset, because that is what their
// writers send.
var encodings = map[string]encoding.Encoding{
	"utf-8": unicode.UTF8, "us-ascii": charmap.Windows1252,
	"iso-8859-1": charmap.Windows1252, "windows-1252": charmap.Windows1252, "iso-8859-15": charmap.ISO8859_15,
	"iso-8859-9": charmap.Windows1254, "iso-8859-8": charmap.Windows1255, "iso-8859-11": charmap.Windows874,
	"iso-8859-2": charmap.ISO8859_2, "iso-8859-5": charmap.ISO8859_5, "iso-8859-6": charmap.ISO8859_6, "iso-8859-7": charmap.ISO8859_7,
	"windows-1250": charmap.Windows1250, "windows-1251": charmap.Windows1251, "windows-1253": charmap.Windows1253,
	"windows-1254": charmap.Windows1254, "windows-1255": charmap.Windows1255, "windows-1256": charmap.Windows1256,
	"windows-1257": charmap.Windows1257, "windows-1258": charmap.Windows1258, "windows-874": charmap.Windows874,
	"koi8-r": charmap.KOI8R, "koi8-u": charmap.KOI8U, "macintosh": charmap.Macintosh, "x-mac-cyrillic": charmap.MacintoshCyrillic,
	"ibm437": charmap.CodePage437, "ibm850": charmap.CodePage850, "ibm852": charmap.CodePage852, "ibm855": charmap.CodePage855,
	"ibm858": charmap.CodePage858, "ibm862": charmap.CodePage862, "ibm866": charmap.CodePage866,
	"gb18030": simplifiedchinese.GB18030, "gbk": simplifiedchinese.GB18030, "hz-gb-2312": simplifiedchinese.HZGB2312,
	"big5": traditionalchinese.Big5, "shift_jis": japanese.ShiftJIS, "euc-jp": japanese.EUCJP, "iso-2022-jp": japanese.ISO2022JP,
	"euc-kr":   korean.EUCKR,
	"utf-16":   unicode.UTF16(unicode.BigEndian, unicode.UseBOM),
	"utf-16le": unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "utf-16be": unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM),
	"utf-32":   utf32.UTF32(utf32.BigEndian, utf32.UseBOM),
	"utf-32le": utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM), "utf-32be": utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM),
}

// multiByte are the tables in which one character may take two bytes beyond ASCII.
var multiByte = map[encoding.Encoding]bool{
	simplifiedchinese.GB18030: true, simplifiedchinese.GBK: true, traditionalchinese.Big5: true, japanese.ShiftJIS: true, japanese.EUCJP: true, korean.EUCKR: true,
}

// charsetAlias are names that real clients write and no registry holds, or holds otherwise.
var charsetAlias = map[string]string{
	"": "us-ascii", "ascii": "us-ascii", "ansi_x3.4-1968": "us-ascii", "646": "us-ascii", "iso-ir-6": "us-ascii", "7bit": "us-ascii", "8bit": "us-ascii",
	"utf8": "utf-8", "utf_8": "utf-8", "unicode-1-1-utf-8": "utf-8", "utf-8-mac": "utf-8", "x-utf-8": "utf-8", "cp65001": "utf-8", "utf8mb4": "utf-8", "utf-8n": "utf-8",
	"unknown-8bit": "us-ascii", "x-unknown": "us-ascii", "unknown": "us-ascii", "default": "us-ascii", "x-user-defined": "us-ascii", "binary": "us-ascii", "_autodetect_all": "us-ascii", "default_charset": "us-ascii", "none": "us-ascii", "null": "us-ascii",
	"utf7": "utf-7", "unicode-1-1-utf-7": "utf-7", "x-unicode-2-0-utf-7": "utf-7", "csunicode11utf7": "utf-7", "cp65000": "utf-7", "unicode-2-0-utf-7": "utf-7",
	"utf16": "utf-16", "ucs-2": "utf-16", "iso-10646-ucs-2": "utf-16", "unicode": "utf-16le", "unicodefffe": "utf-16be", "ucs-2le": "utf-16le", "ucs-2be": "utf-16be", "cp1200": "utf-16le", "cp1201": "utf-16be",
	"utf32": "utf-32", "ucs-4": "utf-32", "iso-10646-ucs-4": "utf-32",
	"latin1": "iso-8859-1", "latin-1": "iso-8859-1", "l1": "iso-8859-1", "iso8859-1": "iso-8859-1", "iso_8859-1": "iso-8859-1", "iso88591": "iso-8859-1", "8859-1": "iso-8859-1", "8859_1": "iso-8859-1", "iso-8859_1": "iso-8859-1", "iso8859_1": "iso-8859-1", "iso-latin-1": "iso-8859-1", "x-iso-8859-1": "iso-8859-1",
	"latin9": "iso-8859-15", "latin-9": "iso-8859-15", "l9": "iso-8859-15", "iso8859-15": "iso-8859-15", "iso885915": "iso-8859-15", "iso8859_15": "iso-8859-15",
	"latin2": "iso-8859-2", "iso8859-2": "iso-8859-2", "iso88592": "iso-8859-2", "iso8859_2": "iso-8859-2", "iso8859-5": "iso-8859-5", "iso8859-7": "iso-8859-7", "iso8859-9": "iso-8859-9", "latin5": "iso-8859-9", "iso8859-6": "iso-8859-6", "asmo-708": "iso-8859-6", "arabic": "iso-8859-6", "greek": "iso-8859-7", "hebrew": "iso-8859-8", "cyrillic": "iso-8859-5",
	"iso-8859-8-i": "iso-8859-8", "iso-8859-8-e": "iso-8859-8", "iso8859-8": "iso-8859-8", "logical": "iso-8859-8", "visual": "iso-8859-8", "iso-8859-6-i": "iso-8859-6", "iso-8859-6-e": "iso-8859-6",
	"cp1250": "windows-1250", "cp1251": "windows-1251", "cp1252": "windows-1252", "cp1253": "windows-1253", "cp1254": "windows-1254", "cp1255": "windows-1255", "cp1256": "windows-1256", "cp1257": "windows-1257", "cp1258": "windows-1258", "cp874": "windows-874", "ms874": "windows-874", "tis-620": "windows-874", "tis620": "windows-874", "iso-8859-11": "windows-874",
	"cp-1250": "windows-1250", "cp-1251": "windows-1251", "cp-1252": "windows-1252", "win-1250": "windows-1250", "win-1251": "windows-1251", "win-1252": "windows-1252", "win1251": "windows-1251", "win1252": "windows-1252", "win1250": "windows-1250", "windows1251": "windows-1251", "windows1252": "windows-1252", "windows-1252http-equivcontent-type": "windows-1252", "1251": "windows-1251", "1252": "windows-1252", "x-cp1250": "windows-1250", "x-cp1251": "windows-1251", "x-cp1252": "windows-1252", "ansi": "windows-1252", "x-ansi": "windows-1252", "windows-1251-1": "windows-1251", "ms-ansi": "windows-1252", "ms-ee": "windows-1250", "ms-cyrl": "windows-1251", "ms-greek": "windows-1253", "ms-turk": "windows-1254", "ms-hebr": "windows-1255", "ms-arab": "windows-1256", "winbaltrim": "windows-1257",
	"koi8": "koi8-r", "koi8r": "koi8-r", "koi8_r": "koi8-r", "koi-8": "koi8-r", "koi": "koi8-r", "cskoi8r": "koi8-r", "koi8u": "koi8-u", "koi8-ru": "koi8-u",
	"mac": "macintosh", "x-mac-roman": "macintosh", "macroman": "macintosh", "mac-roman": "macintosh", "x-macintosh": "macintosh", "x-mac-ukrainian": "x-mac-cyrillic",
	"cp437": "ibm437", "437": "ibm437", "cp850": "ibm850", "850": "ibm850", "cp852": "ibm852", "852": "ibm852", "cp855": "ibm855", "cp858": "ibm858", "cp862": "ibm862", "cp866": "ibm866", "866": "ibm866", "dos-866": "ibm866", "dos-862": "ibm862",
	"gb2312": "gb18030", "gb_2312": "gb18030", "gb_2312-80": "gb18030", "gb2312-80": "gb18030", "gb2312_charset": "gb18030", "x-gbk": "gb18030", "cp936": "gb18030", "ms936": "gb18030", "windows-936": "gb18030", "936": "gb18030", "euc-cn": "gb18030", "euccn": "gb18030", "x-euc-cn": "gb18030", "chinese": "gb18030", "csgb2312": "gb18030", "gb18030-2000": "gb18030", "gb": "gb18030", "gb-2312": "gb18030", "zh_cn.euc": "gb18030", "hz": "hz-gb-2312", "hz-gb2312": "hz-gb-2312",
	"cn-big5": "big5", "x-x-big5": "big5", "big5-hkscs": "big5", "big5hkscs": "big5", "big-5": "big5", "cp950": "big5", "ms950": "big5", "windows-950": "big5", "950": "big5", "big5-eten": "big5", "csbig5": "big5", "zh_tw-big5": "big5", "chinesebig5": "big5",
	"sjis": "shift_jis", "x-sjis": "shift_jis", "shift-jis": "shift_jis", "shiftjis": "shift_jis", "ms_kanji": "shift_jis", "cp932": "shift_jis", "ms932": "shift_jis", "windows-31j": "shift_jis", "windows-932": "shift_jis", "932": "shift_jis", "csshiftjis": "shift_jis", "x-ms-cp932": "shift_jis", "sjis-win": "shift_jis", "pck": "shift_jis", "shift_jisx0213": "shift_jis",
	"eucjp": "euc-jp", "x-euc-jp": "euc-jp", "x-euc": "euc-jp", "ujis": "euc-jp", "cp51932": "euc-jp", "eucjp-win": "euc-jp", "eucjp-ms": "euc-jp",
	"jis": "iso-2022-jp", "x-jis": "iso-2022-jp", "iso2022jp": "iso-2022-jp", "iso-2022jp": "iso-2022-jp", "cp50220": "iso-2022-jp", "cp50221": "iso-2022-jp", "iso-2022-jp-1": "iso-2022-jp", "iso-2022-jp-2": "iso-2022-jp", "iso-2022-jp-3": "iso-2022-jp", "iso-2022-jp-ms": "iso-2022-jp", "iso-2022-jp-2004": "iso-2022-jp", "csiso2022jp": "iso-2022-jp",
	"ks_c_5601-1987": "euc-kr", "ks_c_5601-1989": "euc-kr", "ks_c_5601": "euc-kr", "ksc5601": "euc-kr", "ksc_5601": "euc-kr", "ks-c-5601": "euc-kr", "ks_c-5601-1987": "euc-kr", "cp949": "euc-kr", "ms949": "euc-kr", "windows-949": "euc-kr", "949": "euc-kr", "uhc": "euc-kr", "x-windows-949": "euc-kr", "euckr": "euc-kr", "korean": "euc-kr", "x-euc-kr": "euc-kr", "cseuckr": "euc-kr", "5601": "euc-kr",
	"iso2022kr": "iso-2022-kr", "csiso2022kr": "iso-2022-kr",
}
