package message

import (
	"encoding/base64"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

func encode(t *testing.T, e encoding.Encoding, s string) string {
	t.Helper()
	out, err := e.NewEncoder().String(s)
	if err != nil {
		t.Fatalf("encode %q: %v", s, err)
	}
	return out
}

const (
	french  = "Élise Gagné-Thériault, conseillère principale à l'inspection"
	russian = "Заместитель председателя Федерации профсоюзов строителей"
	polish  = "Przewodniczący Sekcji Włókienniczej, Łódź"
	arabic  = "رئيسة قسم تفتيش الشغل بوزارة العمل"
	greek   = "Προϊσταμένη της Διεύθυνσης Επιθεώρησης Εργασίας"
	chinese = "您好，本人参加会议。副处长，中国劳动保障研究院，请寄送详细议程"
	taiwan  = "您好，專案經理，台灣移工關懷協會，會議兩日皆參加，謝謝"
	japan   = "お世話になっております。課長補佐の佐藤です。よろしくお願いします"
	korea   = "안녕하십니까. 한국노동인권연구소 선임연구위원입니다. 감사합니다"
)

// TestCharsets: the name that was declared, the bytes, the text that must come of them.
func TestCharsets(t *testing.T) {
	for _, c := range []struct{ name, declared, raw, want string }{
		{"utf-8", "utf-8", french, french},
		{"upper case and quotes", `"UTF8"`, french, french},
		{"latin 1 alias", "iso8859_1", encode(t, charmap.ISO8859_1, french), french},
		{"euro in latin 1 means windows", "iso-8859-1", "50 \x80", "50 €"},
		{"cp1251 alias", "cp-1251", encode(t, charmap.Windows1251, russian), russian},
		{"ks_c_5601-1987", "ks_c_5601-1987", encode(t, korean.EUCKR, korea), korea},
		{"gb2312 beyond its set", "gb2312", encode(t, simplifiedchinese.GB18030, "張偉 "+chinese), "張偉 " + chinese},
		{"cp932", "Windows-31J", encode(t, japanese.ShiftJIS, japan), japan},
		{"iso-2022-jp", "iso-2022-jp", encode(t, japanese.ISO2022JP, japan), japan},
		{"iso-2022-jp undeclared", "", encode(t, japanese.ISO2022JP, japan), japan},
		{"iso-2022-jp half-width katakana", "iso-2022-jp", "\x1b(I\x3b\x44\x33\x1b(B", "ｻﾄｳ"},
		{"iso-2022-kr", "iso-2022-kr", "\x1b$)C\n\x0e0!\x0f x", "\n가 x"},
		{"utf-7", "utf-7", "Hi Mom +Jjo- and 1 +- 1", "Hi Mom ☺ and 1 + 1"},
		{"utf-7 unicode alias", "unicode-1-1-utf-7", "+AMk-lise", "Élise"},
		{"hz", "hz-gb-2312", "~{VPND~}", "中文"},
		{"utf-8 declared latin 1", "iso-8859-1", french, french},
		{"utf-8 declared ascii", "us-ascii", polish, polish},
		{"utf-8 declared koi8-r", "koi8-r", russian, russian},
		{"latin 1 declared ascii", "us-ascii", encode(t, charmap.ISO8859_1, french), french},
		{"latin 1 declared utf-8", "utf-8", encode(t, charmap.ISO8859_1, french), french},
		{"cyrillic undeclared", "", encode(t, charmap.Windows1251, russian), russian},
		{"koi8-r undeclared", "", encode(t, charmap.KOI8R, russian), russian},
		{"polish undeclared", "", encode(t, charmap.Windows1250, polish), polish},
		{"arabic undeclared", "", encode(t, charmap.Windows1256, arabic), arabic},
		{"greek undeclared", "", encode(t, charmap.Windows1253, greek), greek},
		{"chinese undeclared", "", encode(t, simplifiedchinese.GBK, chinese), chinese},
		{"taiwan undeclared", "x-unknown", encode(t, traditionalchinese.Big5, taiwan), taiwan},
		{"japanese undeclared", "", encode(t, japanese.ShiftJIS, japan), japan},
		{"euc-jp undeclared", "", encode(t, japanese.EUCJP, japan), japan},
		{"korean undeclared", "", encode(t, korean.EUCKR, korea), korea},
		{"encoded twice", "utf-8", encode(t, charmap.Windows1252, "x") + "Ã‰lise GagnÃ©", "xÉlise Gagné"},
		{"not encoded twice", "utf-8", "São Tomé, Ångström, Ø", "São Tomé, Ångström, Ø"},
		{"byte order mark", "iso-8859-1", "\xef\xbb\xbf" + french, french},
		{"utf-16 with mark", "utf-16", "\xff\xfeI\x00 \x00T\x00", "I T"},
		{"cut in a character", "utf-8", french + "\xc3", french + "\uFFFD"},
	} {
		if got, _ := decodeCharset([]byte(c.raw), c.declared); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestHeaderWords(t *testing.T) {
	b64 := func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }
	for _, c := range []struct{ name, raw, want string }{
		{"q", "=?utf-8?Q?=C3=89lise_Gagn=C3=A9?=", "Élise Gagné"},
		{"two words, blank between", "=?utf-8?Q?=C3=89li?= =?utf-8?Q?se?=", "Élise"},
		{"character torn over words", "=?utf-8?B?" + b64("É"[:1]) + "?= =?utf-8?B?" + b64("É"[1:]+"lise") + "?=", "Élise"},
		{"no blank between words", "=?utf-8?Q?=C3=89li?==?utf-8?Q?se?=", "Élise"},
		{"raw blanks inside q", "=?utf-8?Q?=C3=89lise Gagn=C3=A9?=", "Élise Gagné"},
		{"missing end", "=?utf-8?Q?=C3=89lise", "Élise"},
		{"missing padding", "=?utf-8?B?" + strings.TrimRight(b64("Élis"), "=") + "?=", "Élis"},
		{"language suffix", "=?utf-8*fr?Q?=C3=89lise?=", "Élise"},
		{"glued to text", "Re:=?utf-8?Q?=C3=89lise?=x", "Re:Élisex"},
		{"in quotes", `"=?utf-8?Q?=C3=89lise?="`, `"Élise"`},
		{"unknown charset", "=?x-none?Q?Elise?=", "Elise"},
		{"no word at all", "a =? b ?= c", "a =? b ?= c"},
		{"raw utf-8", "Élise", "Élise"},
		{"raw latin 1", "\xc9lise Gagn\xe9", "Élise Gagné"},
		{"koi8-r", "=?koi8-r?B?88HE2cvP1w==?=", "Садыков"},
		{"question mark in q", "=?utf-8?Q?who=3F?=", "who?"},
		{"controls dropped", "=?utf-8?Q?a=0D=0ABcc=3A_x=00?=", "a  Bcc: x"},
	} {
		if got := headerText(c.raw, ""); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestAddresses(t *testing.T) {
	for _, c := range []struct {
		raw  string
		want []Address
	}{
		{`Ana Example <ana@ORG.example>`, []Address{{"Ana Example", "ana@org.example"}}},
		{`"Example, Ana" <ana@org.example>, bo@org.example`, []Address{{"Example, Ana", "ana@org.example"}, {"", "bo@org.example"}}},
		{`Meer, W.J. van der (Willem-Jan) <wj@org.example>`, []Address{{"Meer, W.J. van der (Willem-Jan)", "wj@org.example"}}},
		{`=?utf-8?Q?Gagn=C3=A9=2C_=C3=89lise?= <e@org.example>`, []Address{{"Gagné, Élise", "e@org.example"}}},
		{`ana@org.example (Ana Example)`, []Address{{"Ana Example", "ana@org.example"}}},
		{`ana@org.example <ana@org.example>`, []Address{{"ana@org.example", "ana@org.example"}}},
		{`a.@docomo.example`, []Address{{"", "a.@docomo.example"}}},
		{`<<ana@org.example>>`, []Address{{"", "ana@org.example"}}},
		{`Ana <mailto:ana@org.example>`, []Address{{"Ana", "ana@org.example"}}},
		{`Team: ana@org.example, bo@org.example;`, []Address{{"", "ana@org.example"}, {"", "bo@org.example"}}},
		{`undisclosed-recipients:;`, nil},
		{`"Ana \"Annie\" Example" <ana@org.example>`, []Address{{`Ana "Annie" Example`, "ana@org.example"}}},
		{`'Ana Example' <ana@org.example>`, []Address{{"Ana Example", "ana@org.example"}}},
		{`Ana <"x> <bo@other.example>, y"@org.example>`, []Address{{"Ana", `"x> <bo@other.example>, y"@org.example`}}},
		{`"Ana <bo@other.example>" <ana@org.example>`, []Address{{"Ana <bo@other.example>", "ana@org.example"}}},
		{`Ana "Annie <ana@org.example>`, []Address{{"Ana Annie", "ana@org.example"}}},
		{`Ana Example`, nil},
		{``, nil},
	} {
		got := addressList(c.raw, "")
		if len(got) != len(c.want) {
			t.Errorf("%s: got %q, want %q", c.raw, got, c.want)
			continue
		}
		for i := range got {
			if got[i] != c.want[i] {
				t.Errorf("%s: got %q, want %q", c.raw, got[i], c.want[i])
			}
		}
	}
}

func TestTransferEncodings(t *testing.T) {
	for _, c := range []struct{ name, cte, raw, want string }{
		{"base64 with noise", "base64", "SSBU\r\n QUtF!IFBB\r\n*UlQ=", "I TAKE PART"},
		{"base64 cut", "base64", "SSBUQUtFIFBBUl", "I TAKE PAR"},
		{"base64 joined", "base64", "SSBUQUtFIA==UEFSVA==", "I TAKE PART"},
		{"base64 url alphabet", "base64", "w4nDiQ-_", "ÉÉ\x0f\xbf"},
		{"base64 that is plain", "base64", "Dear all, I TAKE PART. Ana Example, Director", "Dear all, I TAKE PART. Ana Example, Director"},
		{"qp", "quoted-printable", "I TA=\r\nKE PART=20=C3=89", "I TAKE PART É"},
		{"qp blanks before the break", "quoted-printable", "I TA= \t\r\nKE", "I TAKE"},
		{"qp lower case, broken", "quoted-printable", "=c3=89 1=1 =XY", "É 1=1 =XY"},
		{"qp cut", "quoted-printable", "I TAKE PART=C", "I TAKE PART"},
		{"qp cut at the sign", "quoted-printable", "I TAKE PART=", "I TAKE PART"},
		{"uuencode", "x-uuencode", "begin 644 x\n+22!404M%(%!!4E0 \n \nend\n", "I TAKE PART"},
		{"unknown", "x-own", "I TAKE PART", "I TAKE PART"},
	} {
		if got := string(decodeTransfer([]byte(c.raw), c.cte)); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestParams(t *testing.T) {
	for _, c := range []struct{ raw, name, want string }{
		{`text/plain; charset=utf-8`, "charset", "utf-8"},
		{`text/plain; CHARSET = "utf-8" (x); format=flowed`, "charset", "utf-8"},
		{`multipart/mixed; boundary="a;b\"c`, "boundary", `a;b"c`},
		{`a/b; filename*0*=utf-8''%C3%89; filename*1=x.pdf`, "filename", "Éx.pdf"},
		{`a/b; filename*=iso-8859-1'fr'%C9.pdf`, "filename", "É.pdf"},
		{`a/b; name="C:\dir\x.pdf"`, "name", `C:\dir\x.pdf`},
		{`text/plain;;charset=x;`, "charset", "x"},
	} {
		if _, p := structured(c.raw); p.get(c.name) != c.want {
			t.Errorf("%s: %s is %q, want %q", c.raw, c.name, p.get(c.name), c.want)
		}
	}
}

func TestFlowed(t *testing.T) {
	m := Read([]byte("Content-Type: text/plain; format=flowed; delsp=yes\r\n\r\nI TA \r\nKE PART\r\n From here\r\n-- \r\nAna\r\n"), nil)
	if m.Lines[0].Text != "I TA" || !m.Lines[0].Flow || m.Lines[1].Text != "KE PART" || m.Lines[1].Flow {
		t.Errorf("soft break: %+v", m.Lines[:2])
	}
	if m.Lines[2].Text != "From here" {
		t.Errorf("stuffing: %q", m.Lines[2].Text)
	}
	if m.Lines[4].Zone != Signature || m.Lines[3].Flow {
		t.Errorf("signature: %+v", m.Lines[3:])
	}
}

func TestGuessTurkish(t *testing.T) {
	for _, s := range []string{"Çalışma ve Sosyal Güvenlik Bakanlığı, İş Müfettişi", "Ayşe Yılmaz, Müdür Yardımcısı", "Saygılarımla, Tuğba Şahin"} {
		b, err := charmap.Windows1254.NewEncoder().String(s)
		if err != nil {
			t.Fatal(err)
		}
		if got, name := decodeCharset([]byte(b), ""); got != s {
			t.Errorf("read as %s: %q, want %q", name, got, s)
		}
	}
}

// TestGuessLatin: single letters with accents inside Latin words are never read as Chinese or Korean ("REP贐LICA").
func TestGuessLatin(t *testing.T) {
	for _, s := range []string{
		"REPÚBLICA DE GUINEA ECUATORIAL, Núm. 055, reunión próxima con la debida antelación", "Rohkakao aus Côte d'Ivoire, viele Grüße, Köhler-Brandt, Geschäftsführer: Jörn Lüders",
		"Größe", "João Conceição Fernández", "à bientôt", "Åse Ødegård",
		"Með kveðju, Guðrún Þórhallsdóttir, Sviðsstjóri vinnuverndarsviðs",
	} {
		b, err := charmap.Windows1252.NewEncoder().String(s)
		if err != nil {
			t.Fatal(err)
		}
		if got, name := decodeCharset([]byte(b), ""); got != s {
			t.Errorf("read as %s: %q, want %q", name, got, s)
		}
	}
}
