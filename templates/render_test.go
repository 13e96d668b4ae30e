package templates

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
)

var update = flag.Bool("update", false, "write the golden files anew")

// built is the embedded set in all languages.
func built(t testing.TB) *Set {
	t.Helper()
	s, err := Load("", nil)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// goldenData is the sample registrant's data; what is not told here is sampleData's.
func goldenData() Data {
	return sampleData(Data{
		Sequence: 2, Stamp: time.Date(2027, 1, 15, 12, 0, 0, 0, time.UTC), Reference: "K7Q2M9",
		Privacy: both("What you told us is kept until two months after the meeting, for its organisation only, and then deleted.",
			"Vos données sont conservées jusqu’à deux mois après la réunion, pour sa seule organisation, puis effacées."),
	})
}

// golden compares with a file of testdata, or writes it.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s differs (go test ./templates -update writes it anew) -want +got:\n%s", file, diff)
	}
}

func TestGolden(t *testing.T) {
	s := built(t)
	for _, lang := range Languages() {
		for _, kind := range Kinds() {
			mail, err := s.Render(kind, lang, goldenData())
			if err != nil {
				t.Errorf("%s in %s: %v", kind, lang, err)
				continue
			}
			golden(t, lang+"/"+string(kind)+".txt", []byte("Subject: "+mail.Subject+"\n\n"+mail.Text))
			golden(t, lang+"/"+string(kind)+".html", []byte(mail.HTML))
			if mail.Calendar != nil {
				golden(t, lang+"/"+string(kind)+".ics", mail.Calendar)
			}
		}
	}
}

// words120 is the bar of issue 6: apart from the agenda, no text is longer.
const words120 = 120

func TestTextsAreShort(t *testing.T) {
	s := built(t)
	for _, lang := range Languages() {
		for _, kind := range Kinds() {
			d := goldenData()
			v := s.view(s.tongue(lang), &d)
			parts, _, err := v.run(v.lang.bodies[kind])
			if err != nil {
				t.Fatal(err)
			}
			text, err := v.text(slices.DeleteFunc(parts, func(b block) bool { return b.Part.ofAgenda() }))
			if err != nil {
				t.Fatal(err)
			}
			if n := countWords(text); n > words120 {
				t.Errorf("%s in %s has %d words", kind, lang, n)
			}
		}
	}
}

// countWords counts what a reader counts: French sets its colons apart, and they are no words.
func countWords(s string) int {
	n := 0
	for w := range strings.FieldsSeq(s) {
		if len(fold(w)) > 0 {
			n++
		}
	}
	return n
}

// seen gives the words that a reader of the HTML sees.
func seen(t *testing.T, page string) string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.ElementNode && (n.Data == "head" || n.Data == "style") {
			return
		}
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
		for c := range n.ChildNodes() {
			walk(c)
		}
	}
	walk(root)
	return b.String()
}

// bare leaves the words: without the marks that only dress the plain text (bullets, underlines) and with single blanks.
func bare(s string) string {
	var out []string
	for _, w := range strings.Fields(strings.ReplaceAll(s, "\u00A0", " ")) {
		if w = strings.Trim(w, "-="); w != "" {
			out = append(out, w)
		}
	}
	return strings.Join(out, " ")
}

func TestTextAndHTMLSayTheSame(t *testing.T) {
	s := built(t)
	d := goldenData()
	d.Agenda = fullAgenda()
	for _, lang := range Languages() {
		for _, kind := range Kinds() {
			mail, err := s.Render(kind, lang, d)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(strings.Split(bare(mail.Text), " "), strings.Split(bare(seen(t, mail.HTML)), " ")); diff != "" {
				t.Errorf("%s in %s: -text +html\n%s", kind, lang, diff)
			}
		}
	}
}

// fullAgenda uses everything that an agenda can hold.
func fullAgenda() *Agenda {
	a := SampleAgenda()
	a.Notes = Text{"": "First line.\nSecond line.\n\nA paragraph of its own."}
	a.Days[0].Sessions[1].Cancelled = true
	a.Days[0].Sessions[2].Languages = []string{"ru", "International Sign"}
	return a
}

func TestHTMLLoadsNothing(t *testing.T) {
	s := built(t)
	for _, lang := range Languages() {
		for _, kind := range Kinds() {
			mail, _ := s.Render(kind, lang, goldenData())
			for _, bad := range []string{"<img", "src=", "url(", "@import", "<link", "<script", "<form", "<iframe", "background="} {
				if strings.Contains(strings.ToLower(mail.HTML), bad) {
					t.Errorf("%s in %s holds %q", kind, lang, bad)
				}
			}
			for _, must := range []string{`name="color-scheme" content="light dark"`, "prefers-color-scheme: dark", `name="viewport"`, `dir="` + s.tongue(lang).words.of["direction"] + `"`} {
				if !strings.Contains(mail.HTML, must) {
					t.Errorf("%s in %s lacks %q", kind, lang, must)
				}
			}
		}
	}
}

// defaultPhrases are those of DESIGN section 5, written out: the mails must not hold them even if a words file changes.
var defaultPhrases = []string{
	"I TAKE PART", "JE PARTICIPE", "PARTICIPO", "ICH NEHME TEIL", "IK NEEM DEEL", "PARTECIPO", "أشارك",
	"I WITHDRAW", "JE ME RETIRE", "ME RETIRO", "ICH SAGE AB", "IK TREK MIJ TERUG", "RETIRO-ME", "MI RITIRO", "أنسحب",
}

// slips are what the reader forgives: a letter or blank lost, doubled or swapped; never a whole word.
func slips(p string) []string {
	w := strings.Join(fold(p), " ")
	r := []rune(w)
	out := []string{w, strings.ReplaceAll(w, " ", "")}
	for i := range r {
		if lost := string(r[:i]) + string(r[i+1:]); !strings.HasPrefix(lost, " ") {
			out = append(out, lost)
		}
		out = append(out, string(r[:i+1])+string(r[i:]))
		if i+1 < len(r) {
			out = append(out, string(r[:i])+string(r[i+1])+string(r[i])+string(r[i+2:]))
		}
	}
	return out
}

func TestNoMailHoldsAPhrase(t *testing.T) {
	s := built(t)
	var all []string
	for _, p := range defaultPhrases {
		all = append(all, slips(p)...)
	}
	look := newPhrases(all)
	for _, lang := range Languages() {
		for _, kind := range Kinds() {
			mail, err := s.Render(kind, lang, goldenData())
			if err != nil {
				t.Fatal(err)
			}
			for part, text := range map[string]string{"subject": mail.Subject, "text": mail.Text, "html": seen(t, mail.HTML), "title": mail.HTML[:strings.Index(mail.HTML, "</title>")], "calendar": string(mail.Calendar)} {
				if p := look.in(text); p != "" && kind != Invitation {
					t.Errorf("the %s of %s in %s holds %q", part, kind, lang, p)
				}
			}
			if kind == Invitation && newPhrases([]string{s.tongue(lang).words.of["phrase"]}).in(mail.Text) == "" {
				t.Errorf("the invitation in %s lacks its phrase", lang)
			}
		}
	}
}

func TestWordsHoldTheDefaultPhrases(t *testing.T) {
	s := built(t)
	got := map[string][2]string{}
	for _, l := range Languages() {
		got[l] = [2]string{s.tongue(l).words.of["phrase"], s.tongue(l).words.of["withdraw"]}
	}
	want := map[string][2]string{
		"en": {"I TAKE PART", "I WITHDRAW"}, "fr": {"JE PARTICIPE", "JE ME RETIRE"}, "es": {"PARTICIPO", "ME RETIRO"}, "de": {"ICH NEHME TEIL", "ICH SAGE AB"},
		"nl": {"IK NEEM DEEL", "IK TREK MIJ TERUG"}, "pt": {"PARTICIPO", "RETIRO-ME"}, "it": {"PARTECIPO", "MI RITIRO"}, "ar": {"أشارك", "أنسحب"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestHostileValues(t *testing.T) {
	s := built(t)
	evil := "x\r\nBcc: victim@stranger.example\x00\u202Eeman\u2066<script>alert(1)</script>\u2028"
	d := Data{Event: evil, Organiser: evil, Address: evil, Agenda: SampleAgenda(), Subject: evil, Reference: evil, Privacy: Text{"": strings.ReplaceAll(evil, "\r\n", " ")},
		Person: Person{evil, evil, evil, evil, evil}, Missing: []string{evil}, Changes: []Change{{evil, evil, evil}},
		Phrases: map[string][]string{"en": {evil}}}
	d.Agenda.Title = Text{"": evil}
	d.Agenda.Join.URL = "javascript:alert(1)"
	d.Agenda.Days[0].Sessions[0].ID = evil
	d.Agenda.Days[0].Sessions[0].Title = Text{"": evil}
	d.Agenda.Days[0].Sessions[0].Speakers[0].Name = evil
	d.Agenda.Resources[0].URL = Text{"": "javascript:alert(1)"}
	for _, kind := range Kinds() {
		mail, err := s.Render(kind, "en", d)
		if err != nil {
			t.Fatal(err)
		}
		for part, text := range map[string]string{"subject": mail.Subject, "text": mail.Text, "html": mail.HTML, "calendar": strings.ReplaceAll(string(mail.Calendar), "\r\n", "")} {
			for i, r := range text {
				if bidiControl(r) || unicode.IsControl(r) && (r != '\n' || part == "subject") {
					t.Errorf("%s: the %s holds %U at %d", kind, part, r, i)
				}
			}
		}
		if strings.Contains(mail.HTML, "<script") || strings.Contains(mail.HTML, "javascript:") {
			t.Errorf("%s: HTML not escaped", kind)
		}
		for l := range strings.SplitSeq(mail.Text+"\n"+mail.Subject, "\n") {
			if strings.HasPrefix(l, "Bcc:") {
				t.Errorf("%s: a value began a line of its own", kind)
			}
		}
	}
}

func TestValuesThatMustNotComeBack(t *testing.T) {
	s := built(t)
	for _, c := range []struct{ name, title string }{
		{"phrase", "Head, i take  part!"}, {"phrase of another language", "PARTICÍPO"}, {"configured phrase", "count me in"},
		{"link", "see https://shop.example/"}, {"bare link", "www.shop.example"},
	} {
		d := sampleData(Data{Phrases: map[string][]string{"en": {"COUNT ME IN"}}, Person: Person{FirstName: "Ada", Title: c.title}})
		mail, err := s.Render(AgendaMail, "en", d)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(mail.Text, "\nInstitutional title: "+hidden+"\n") {
			t.Errorf("%s: %q is repeated", c.name, c.title)
		}
	}
	d := sampleData(Data{Person: Person{FirstName: "I take", LastName: "part"}})
	if mail, _ := s.Render(Question, "en", d); s.defaults.in(mail.Text) != "" {
		t.Errorf("first and last name make the phrase together:\n%s", mail.Text)
	}
}

func TestSubject(t *testing.T) {
	s := built(t)
	for _, c := range []struct{ lang, subject, ref, want string }{
		{"en", "Participation", "", "Re: Participation"},
		{"en", "RE: AW[2]: Antw : Participation", "", "Re: Participation"},
		{"en", "Fwd: Participation", "", "Re: Fwd: Participation"},
		{"en", "Re：参加", "", "Re: 参加"},
		{"de", "Re: Teilnahme", "", "AW: Teilnahme"},
		{"nl", "Deelname: ja", "", "Antw: Deelname: ja"},
		{"en", "Re: ", "", "Before we can register you: M"},
		{"en", "Re: Participation [K7]", "K7", "Re: Participation [K7]"},
		{"en", "Participation", "K7", "Re: Participation [K7]"},
		{"pt-BR", "Olá", "", "Re: Olá"},
		{"zz", "Hi", "", "Re: Hi"},
		{"en", strings.Repeat("x", 500), "", "Re: " + strings.Repeat("x", longestSubject)},
	} {
		mail, err := s.Render(Question, c.lang, Data{Event: "M", Subject: c.subject, Reference: c.ref})
		if err != nil {
			t.Fatal(err)
		}
		if mail.Subject != c.want {
			t.Errorf("answering %q in %s: got %q, want %q", c.subject, c.lang, mail.Subject, c.want)
		}
	}
}

func TestRenderRefuses(t *testing.T) {
	s := built(t)
	if _, err := s.Render(AgendaMail, "en", Data{Event: "M"}); !errors.Is(err, ErrNoAgenda) {
		t.Errorf("no agenda: %v", err)
	}
	if _, err := s.Render("nonsense", "en", Data{}); err == nil {
		t.Error("an unknown kind was rendered")
	}
}

func TestEventInTheMailsLanguage(t *testing.T) {
	s := built(t)
	a := SampleAgenda()
	mail, _ := s.Render(Withdrawal, "fr", Data{Event: a.Title["en"], Agenda: a})
	if !strings.Contains(mail.Text, a.Title["fr"]) {
		t.Errorf("the French title is not used:\n%s", mail.Text)
	}
	mail, _ = s.Render(Withdrawal, "fr", Data{Event: "Forum", Agenda: a})
	if !strings.Contains(mail.Text, "\nForum\n") {
		t.Errorf("event.name is not used:\n%s", mail.Text)
	}
}

// TestManyAtOnce is for the race detector: one set serves every goroutine, also where the kept parts are thrown away.
func TestManyAtOnce(t *testing.T) {
	s := built(t)
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			for j := range 40 {
				d := goldenData()
				d.Sequence = i*40 + j
				if _, err := s.Render(AgendaMail, Languages()[j%8], d); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
}

func BenchmarkRenderAgenda(b *testing.B) {
	s := built(b)
	d := goldenData()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := s.Render(AgendaMail, "en", d); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := Load("", nil); err != nil {
			b.Fatal(err)
		}
	}
}

func TestPageThatLeavesBlocksOutIsFilledAsItStands(t *testing.T) {
	dir := t.TempDir()
	own := `{{define "page"}}<p>{{range $i, $b := .Blocks}}{{if lt $i 2}}{{$b}}{{end}}{{end}}</p>{{end}}
{{define "paragraph"}}{{range .Lines}}{{range .}}{{.Text}} {{end}}{{end}}|{{end}}{{define "rows"}}{{end}}{{define "agenda"}}{{end}}`
	if err := os.WriteFile(filepath.Join(dir, pageFile), []byte(own), 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := Load(dir, []string{"en"})
	if err != nil {
		t.Fatal(err)
	}
	if k, err := s.Kit("en", goldenData()); err != nil || !strings.Contains(k.Web, "mailto:") {
		t.Errorf("the kit of a page without its blocks: %v\n%s", err, k.Web)
	}
	for range 2 { // made, then remembered
		m, err := s.Render(AgendaMail, "en", goldenData())
		if err != nil {
			t.Fatal(err)
		}
		if strings.Count(m.HTML, "|") != 2 || !strings.Contains(m.HTML, "Dear ") {
			t.Errorf("not the first two paragraphs: %q", m.HTML)
		}
	}
}
