package registration

import (
	"html"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"takepart/mailproc/message"
)

// own makes a person's message to us out of its text.
func own(text string) *message.Message {
	m := &message.Message{
		From: []message.Address{{Name: "Kim Lind", Addr: "kim.lind@labour.example"}}, ToUs: true, HasText: true, Source: "plain", Subject: "Meeting",
	}
	for i, l := range strings.Split(text, "\n") {
		m.Lines = append(m.Lines, message.Line{N: i + 1, Text: l})
	}
	return m
}

// TestMeaning holds sentences that people write, and what each is: see testdata/meaning.
func TestMeaning(t *testing.T) {
	rules := Compile(Config{})
	eachSentence(t, func(t *testing.T, n int, want, text string) { checkLetter(t, n, want, own(text), rules) })
}

// eachSentence runs a check on each line of testdata/meaning: its number, what it is, and its text.
func eachSentence(t *testing.T, check func(t *testing.T, n int, want, text string)) {
	files, err := filepath.Glob("testdata/meaning/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no sentences: %v", err)
	}
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			for n, line := range strings.Split(string(b), "\n") {
				if len(line) > 2 && line[0] != '#' {
					check(t, n+1, line[:1], strings.NewReplacer(`\n`, "\n", `\t`, "\t").Replace(line[2:]))
				}
			}
		})
	}
}

// TestMeaningInALetter puts the same sentences into whole letters: wrapped, and as the paragraphs of an HTML part; with an English
// greeting and signature, whatever their language.
func TestMeaningInALetter(t *testing.T) {
	rules := Compile(Config{})
	eachSentence(t, func(t *testing.T, n int, want, text string) {
		if ownLetter(want, text) {
			return
		}
		text = greeted(text) + signedBy
		checkLetter(t, n, want, letter("plain", wrapped(text)), rules)
		checkLetter(t, n, want, letter("html", "<p>"+strings.ReplaceAll(html.EscapeString(text), "\n", "</p>\n<p>")+"</p>"), rules)
	})
}

const signedBy = "\n\nBest regards,\nKim Lind\nDirector of Inspection\nLabour Office\n"

// ownLetter tells sentences that are letters of somebody else already, or that only the bare text makes what they are.
func ownLetter(want, text string) bool {
	return strings.Contains(text, "Can Yılmaz") || strings.Contains(text, "Kim Lind\t") || want == "+" && strings.HasPrefix(text, ">>> ")
}

func greeted(text string) string {
	if strings.Contains(text, "\n") {
		return text
	}
	return "Dear organisers,\n\n" + text
}

// wrapped breaks lines at blanks, as programs of old do.
func wrapped(text string) string {
	const most = 64
	var b strings.Builder
	for line := range strings.SplitSeq(text, "\n") {
		n := 0
		for i, w := range strings.Split(line, " ") {
			size := utf8.RuneCountInString(w) + 1
			switch {
			case i > 0 && n+size > most:
				b.WriteString("\n")
				n = 0
			case i > 0:
				b.WriteString(" ")
			}
			b.WriteString(w)
			n += size
		}
		b.WriteString("\n")
	}
	return b.String()
}

func letter(kind, body string) *message.Message {
	m := message.Read([]byte("From: Kim Lind <kim.lind@labour.example>\nTo: participate@meeting.example\nSubject: Meeting\nMIME-Version: 1.0\nContent-Type: text/"+
		kind+"; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"+body), nil)
	m.ToUs = true
	return m
}

func checkLetter(t *testing.T, n int, want string, m *message.Message, rules *Rules) {
	t.Helper()
	d := Decide(m, nil, rules)
	got := map[Kind]string{Register: "+", Incomplete: "+", Review: "?", Ignore: "-", Withdraw: "w"}[d.Kind]
	if d.Kind == Review && d.Reason == reasonAmbiguous {
		got = "+" // about the person, not about the phrase
	}
	if got != want {
		text := ""
		for _, l := range m.Lines {
			text += l.Text + "\n"
		}
		t.Errorf("line %d: want %s, got %s (%s, %s): %q", n, want, got, d.Kind, d.Reason, text)
	}
}

// TestBehalf holds sentences by which somebody writes for another person, or only seems to: see testdata/behalf.txt.
func TestBehalf(t *testing.T) {
	b, err := os.ReadFile("testdata/behalf.txt")
	if err != nil {
		t.Fatal(err)
	}
	rules := Compile(Config{})
	for n, line := range strings.Split(strings.TrimSpace(string(b)), "\n") {
		if line[0] == '#' {
			continue
		}
		m := own("Good morning,\n\n" + line[2:] + "\n\nKind regards\nPetra Nowak-Silva\nProgramme Officer\nLabour Agency")
		m.From = []message.Address{{Name: "Office", Addr: "office@agency.example"}}
		want := Register
		if line[0] == '?' {
			want = Review
		}
		if d := Decide(m, nil, rules); d.Kind != want {
			t.Errorf("line %d: %s (%s), want %s: %s", n+1, d.Kind, d.Reason, want, line[2:])
		}
	}
}

func TestQuotationOfSeveralLines(t *testing.T) {
	for letter, want := range map[string]bool{
		"My draft:\n\"Dear all,\nI TAKE PART.\nYours\"\nPlease look at it.":         true,
		"„Sehr geehrte Damen und Herren,\n\nI TAKE PART.“\nSo?":                     true,
		"\"I TAKE PART\"\nJane Doe":                                                 false, // marks on one line are dress
		"I TAKE PART.\n\"Be the change\nyou wish to see\"":                          false, // a motto below
		"\"Dear all,\nI TAKE PART.\nJane Doe\nDirector\nLabour Office\nGeneva\"\nX": false, // who signs inside speaks
		"She said \"no.\nI TAKE PART.\nYours\"":                                     false, // no mark begins a line
	} {
		lines := linesOf(letter)
		n := slices.IndexFunc(lines, func(l message.Line) bool { return strings.Contains(l.Text, "I TAKE PART") })
		if got := scan(lines).inQuotedLines(n); got != want {
			t.Errorf("%q: %v, want %v", letter, got, want)
		}
	}
}
