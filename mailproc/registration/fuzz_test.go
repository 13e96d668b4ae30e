package registration

import (
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"takepart/mailproc/message"
)

// FuzzDecide holds what must be true of every message, whatever its bytes.
func FuzzDecide(f *testing.F) {
	files, _ := filepath.Glob("testdata/messages/*.eml")
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(raw)
	}
	rules, ours := Compile(Config{}), corpusOurs()
	f.Fuzz(func(t *testing.T, raw []byte) {
		m := message.Read(raw, ours)
		d := Decide(m, nil, rules)
		checkVerbatim(t, m, d)
		if again := Decide(message.Read(raw, ours), nil, rules); !reflect.DeepEqual(d, again) {
			t.Errorf("decided twice, differently: %+v, %+v", d, again)
		}
		checkQuoting(t, m, d, rules)
	})
}

// checkVerbatim: each value stands in the message, white space, case, signs and undone obfuscation apart.
func checkVerbatim(t *testing.T, m *message.Message, d Decision) {
	var all []string
	for _, l := range m.Lines {
		all = append(append(all, l.Text), l.Links...)
	}
	for _, a := range append(append([]message.Address(nil), m.From...), m.ReplyTo...) {
		all = append(all, a.Name, a.Addr)
	}
	source := lettersOf(strings.Join(append(all, m.Logos...), " "))
	for _, field := range AllFields {
		for _, part := range strings.FieldsFunc(d.Fields.Get(field), func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("@.,", r) }) {
			if !strings.Contains(source, lettersOf(part)) {
				t.Errorf("%s: %q of %q is not in the message", field, part, d.Fields.Get(field))
			}
		}
	}
	for field, e := range d.Evidence {
		if e.Line < 0 || e.Line > len(m.Lines) {
			t.Errorf("%s: evidence in line %d of %d", field, e.Line, len(m.Lines))
		}
	}
	if e := d.Phrase; e != nil && e.Line > 0 && e.Line <= len(m.Lines) {
		first := strings.SplitN(e.Text, " ", 2)[0]
		if !strings.Contains(m.Lines[e.Line-1].Text, first) {
			t.Errorf("the phrase %q is not in line %d, %q", e.Text, e.Line, m.Lines[e.Line-1].Text)
		}
	}
}

func lettersOf(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, norm.NFKC.String(s))
}

// checkQuoting: what others wrote never registers. A quoted message below turns no ignore into a registration, and a
// text that is quoted as a whole registers nobody.
func checkQuoting(t *testing.T, m *message.Message, d Decision, rules *Rules) {
	more := *m
	more.Lines = append([]message.Line(nil), m.Lines...)
	for i, s := range []string{"", "On Monday, Kim Lind <kim@x.example> wrote:", "> I TAKE PART", "> Kim Lind", "> Director"} {
		z := message.Quoted
		if i == 1 {
			z = message.Attribution
		}
		more.Lines = append(more.Lines, message.Line{N: len(more.Lines) + 1, Text: s, Zone: z})
	}
	if with := Decide(&more, nil, rules); d.Kind == Ignore && (with.Kind == Register || with.Kind == Incomplete) {
		t.Errorf("a quoted message below turns ignore into %s", with.Kind)
	}
	quoted := *m
	quoted.Subject, quoted.Lines = "", append([]message.Line(nil), m.Lines...)
	for i := range quoted.Lines {
		quoted.Lines[i].Zone = message.Quoted
	}
	if q := Decide(&quoted, nil, rules); q.Kind == Register || q.Kind == Incomplete || q.Kind == Withdraw {
		t.Errorf("a text quoted as a whole is decided %s", q.Kind)
	}
}

// TestHeaderOrder: the order of header fields decides nothing.
func TestHeaderOrder(t *testing.T) {
	files, _ := filepath.Glob("testdata/messages/*.eml")
	rules, ours := Compile(Config{}), corpusOurs()
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		head, body, ok := strings.Cut(string(raw), "\r\n\r\n")
		if !ok {
			continue
		}
		fields := regexp.MustCompile(`(?m)\r\n([^ \t])`).ReplaceAllString(head, "\x00$1")
		all := strings.Split(fields, "\x00")
		for i, j := 0, len(all)-1; i < j; i, j = i+1, j-1 {
			all[i], all[j] = all[j], all[i]
		}
		turned := strings.Join(all, "\r\n") + "\r\n\r\n" + body
		a, b := Decide(message.Read(raw, ours), nil, rules), Decide(message.Read([]byte(turned), ours), nil, rules)
		if a.Kind != b.Kind || a.Fields != b.Fields {
			t.Errorf("%s: %s %+v, with its header turned round %s %+v", filepath.Base(file), a.Kind, a.Fields, b.Kind, b.Fields)
		}
	}
}

// TestQuotedWhole: "> " before every line of the text leaves no registration.
func TestQuotedWhole(t *testing.T) {
	rules, ours := Compile(Config{}), corpusOurs()
	raw := "From: Kim Lind <kim@x.example>\r\nTo: participate@meeting.example\r\nSubject: x\r\n\r\n"
	files, _ := filepath.Glob("testdata/meaning/*.txt")
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range strings.Split(string(b), "\n") {
			if !strings.HasPrefix(line, "+ ") {
				continue
			}
			text := "> " + strings.ReplaceAll(strings.ReplaceAll(line[2:], `\n`, "\n"), "\n", "\r\n> ")
			if d := Decide(message.Read([]byte(raw+text+"\r\n"), ours), nil, rules); d.Kind == Register || d.Kind == Incomplete {
				t.Errorf("quoted as a whole, %q is decided %s", text, d.Kind)
			}
		}
	}
}

func BenchmarkDecide(b *testing.B) {
	rules := Compile(Config{})
	for name, text := range map[string]string{
		"short":  signed,
		"letter": "Dear organisers,\n\n" + strings.Repeat("We thank you for the invitation and have read the programme with interest.\n", 30) + "\n" + signed,
	} {
		m := own(text)
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Decide(m, nil, rules)
			}
		})
	}
}
