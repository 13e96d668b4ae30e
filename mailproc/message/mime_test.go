package message

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	gomessage "github.com/emersion/go-message"
)

func crlf(s string) []byte { return []byte(strings.ReplaceAll(s, "\n", "\r\n")) }

func own(m *Message) string {
	var out []string
	for _, l := range m.Own() {
		if !isBlank(l.Text) {
			out = append(out, l.Text)
		}
	}
	return strings.Join(out, "\n")
}

// TestSplitterAgrees: on well-formed mail our splitter gives the leaves that go-message gives.
func TestSplitterAgrees(t *testing.T) {
	files, _ := filepath.Glob("testdata/bench/*.eml")
	// go-message takes "--outer-inner" for the delimiter "--outer"
	raws := [][]byte{crlf(strings.ReplaceAll(mixedMail, "outer-inner", "inner")), []byte(manyParts(3))}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		raws = append(raws, b)
	}
	for i, raw := range raws {
		var want, got []string
		e, err := gomessage.Read(bytes.NewReader(raw))
		if err != nil {
			t.Fatal(err)
		}
		_ = e.Walk(func(_ []int, e *gomessage.Entity, err error) error {
			kind, _, _ := e.Header.ContentType()
			if err != nil || strings.HasPrefix(kind, "multipart/") {
				return err
			}
			b, _ := io.ReadAll(e.Body)
			want = append(want, kind+"\x00"+string(b))
			return nil
		})
		h := splitHeader(raw)
		s := splitter{limits: map[string]bool{}, budget: newBudget()}
		s.split(h.fields, h.body, false, "text/plain", 0).walk(func(p *part) bool {
			if !strings.HasPrefix(p.kind, "multipart/") {
				got = append(got, p.kind+"\x00"+string(decodeTransfer(p.body, p.encoding)))
			}
			return true
		})
		if strings.Join(got, "\x01") != strings.Join(want, "\x01") {
			t.Errorf("message %d:\ngot  %q\nwant %q", i, got, want)
		}
	}
}

const mixedMail = `From: ana@org.example
Content-Type: multipart/mixed; boundary=outer

preamble
--outer
Content-Type: multipart/alternative; boundary=outer-inner

--outer-inner
Content-Type: text/plain

I TAKE PART
--outer-inner
Content-Type: text/html

<p>I TAKE PART</p>
--outer-inner--
--outer
Content-Type: application/pdf; name=x.pdf
Content-Transfer-Encoding: base64

AAAA
--outer--
epilogue
`

func TestStructures(t *testing.T) {
	for _, c := range []struct{ name, raw, want string }{
		{"mixed", mixedMail, "I TAKE PART"},
		{"no closing delimiter", "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nI TAKE PART\n", "I TAKE PART"},
		{"cut inside the part", "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nI TAKE", "I TAKE"},
		{"boundary never comes", "Content-Type: multipart/mixed; boundary=b\n\nI TAKE PART\n", "I TAKE PART"},
		{"boundary parameter missing", "Content-Type: multipart/mixed\n\n--b\nContent-Type: text/plain\n\nI TAKE PART\n--b--\n", "I TAKE PART"},
		{"part without a header begins with a label", "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nName: Ana\n--b--\n", "Name: Ana"},
		{"bad header line inside a part", "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\nscanned by x\n\nI TAKE PART\n--b--\n", "I TAKE PART"},
		{"bad header line", "From: a@org.example\nscanned by x\n and its fold\nContent-Type: text/html\n\n<p>I TAKE PART", "I TAKE PART"},
		{"mbox line", "From ana@org.example Tue Mar  3 08:14:22 2026\nFrom: ana@org.example\n\nI TAKE PART", "I TAKE PART"},
		{"no header", "\nI TAKE PART", "I TAKE PART"},
		{"text file beside the text", "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nI TAKE PART\n--b\nContent-Type: text/plain; name=notes.txt\n\nnotes\n--b--\n", "I TAKE PART"},
		{"only a text file", "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain; name=ATT1.txt\n\nI TAKE PART\n--b--\n", "I TAKE PART"},
		{"text around a picture", "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nI TAKE PART\n--b\nContent-Type: image/png\n\nx\n--b\nContent-Type: text/html\n\n<p>Ana\n--b--\n", "I TAKE PART\nAna"},
		{"plain part says nothing", "Content-Type: multipart/alternative; boundary=b\n\n--b\n\nYour program cannot show HTML mail.\n--b\nContent-Type: text/html\n\n<p>Dear all, with pleasure and after long thought I TAKE PART in your meeting. Ana Example, Director, Labour Office\n--b--\n",
			"Dear all, with pleasure and after long thought I TAKE PART in your meeting. Ana Example, Director, Labour Office"},
		{"plain part is empty", "Content-Type: multipart/alternative; boundary=b\n\n--b\n\n \n--b\nContent-Type: text/html\n\n<p>I TAKE PART\n--b--\n", "I TAKE PART"},
		{"HTML part is empty", "Content-Type: multipart/alternative; boundary=b\n\n--b\n\nI TAKE PART\n--b\nContent-Type: text/html\n\n<p>\n--b--\n", "I TAKE PART"},
		{"HTML without its own charset", "Content-Type: text/html\n\n<meta charset=iso-8859-2><p>\xa3\xf3d\xbc", "Łódź"},
	} {
		m := Read(crlf(c.raw), nil)
		if got := own(m); got != c.want {
			t.Errorf("%s: got %q, want %q (%v)", c.name, got, c.want, m.Trouble)
		}
		if !m.HasText {
			t.Errorf("%s: no text", c.name)
		}
	}
}

func TestForms(t *testing.T) {
	if m := Read(crlf("Content-Type: multipart/alternative; boundary=b\n\n--b\n\nWe all come with pleasure: Ana, Bo, Cy and Di, of the Labour Office\n--b\nContent-Type: text/html\n\n<p>The meeting next week in Lima was put off, says our director of studies\n--b--\n"), nil); !m.Has("parts-disagree") {
		t.Errorf("disagreement is not noted: %v", m.Trouble)
	}
	if m := Read(crlf("Content-Type: multipart/mixed; boundary=b\n\n--b\n\nsee attached\n--b\nContent-Type: message/rfc822\n\nFrom: bo@org.example\n\nI TAKE PART\n--b--\n"), nil); own(m) != "see attached" || m.Lines[len(m.Lines)-1].Zone != Forwarded {
		t.Errorf("attached message: %+v", m.Lines)
	}
}

// TestSealed: what cannot be read is said; what is only signed is read.
func TestSealed(t *testing.T) {
	inner := "Content-Type: text/plain\r\n\r\nI TAKE PART\r\n"
	for _, c := range []struct{ name, raw, trouble, want string }{
		{"pgp/mime", "Content-Type: multipart/encrypted; protocol=\"application/pgp-encrypted\"; boundary=b\n\n--b\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n--b--\n", "encrypted", ""},
		{"inline pgp", "\n-----BEGIN PGP MESSAGE-----\n\nabc\n-----END PGP MESSAGE-----\n", "encrypted", ""},
		{"s/mime enveloped", "Content-Type: application/pkcs7-mime; smime-type=enveloped-data\nContent-Transfer-Encoding: base64\n\n" + b64(der(0x30, append(der(0x06, oidEnveloped), der(0xa0, nil)...))), "encrypted", ""},
		{"s/mime signed, opaque", "Content-Type: application/pkcs7-mime; smime-type=signed-data\nContent-Transfer-Encoding: base64\n\n" + b64(signedDER(inner)), "", "I TAKE PART"},
		{"s/mime signed, indefinite lengths", "Content-Type: application/octet-stream; name=smime.p7m\nContent-Transfer-Encoding: base64\n\n" + b64(signedBER(inner)), "", "I TAKE PART"},
		{"winmail.dat alone", "Content-Type: application/ms-tnef; name=winmail.dat\n\nx", "tnef-only", ""},
		{"winmail.dat beside text", "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nI TAKE PART\n--b\nContent-Type: application/ms-tnef\n\nx\n--b--\n", "", "I TAKE PART"},
	} {
		m := Read(crlf(c.raw), nil)
		for _, code := range []string{"encrypted", "tnef-only"} {
			if m.Has(code) != (code == c.trouble) {
				t.Errorf("%s: trouble %v, want %q", c.name, m.Trouble, c.trouble)
			}
		}
		if got := own(m); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestComplete(t *testing.T) {
	mixed := string(crlf(mixedMail))
	after := strings.Index(mixed, "AAAA")
	apple := "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nI TAKE PART\r\n--b\r\nContent-Type: image/png\r\nContent-Disposition: inline\r\n\r\nxx"
	for _, c := range []struct {
		name, prefix string
		size         int64
		want         bool
	}{
		{"all of it", "From: x\r\n\r\nI TAKE PART", 22, true},
		{"single text, cut", "From: x\r\n\r\nI TAKE PART", 100, false},
		{"header cut", "From: x\r\n", 100, false},
		{"inside the attachment", mixed[:after+2], 1e6, true},
		{"inside the HTML part", mixed[:strings.Index(mixed, "</p>")], 1e6, false},
		{"inside the plain part", mixed[:strings.Index(mixed, "TAKE")], 1e6, false},
		{"inside a part's header", mixed[:strings.Index(mixed, "application/pdf")+3], 1e6, false},
		{"attachment first", "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: application/pdf\r\n\r\nxx", 1e6, false},
		{"picture inside Apple's text", apple, 1e6, false},
	} {
		if got := Complete([]byte(c.prefix), c.size); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}
