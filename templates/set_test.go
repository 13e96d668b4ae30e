package templates

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// overlay writes files into a folder of the test's own.
func overlay(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// brought reads a built-in text.
func brought(t *testing.T, name string) string {
	t.Helper()
	b, err := fs.ReadFile(Files(), "templates/"+name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestOverlayReplacesSingleFiles(t *testing.T) {
	dir := overlay(t, map[string]string{
		"en/withdrawn.txt": "\uFEFFSubject: Off the list\r\n\r\n{{.Greeting}}\r\n\r\nGone.\r\n", ".DS_Store": "\x00", ".git/config": "x", "README.txt": "notes",
	})
	s, err := Load(dir, []string{"en", "fr"})
	if err != nil {
		t.Fatal(err)
	}
	mail, _ := s.Render(Withdrawal, "en", Data{Event: "M"})
	if mail.Subject != "Off the list" || mail.Text != "Good day,\n\nGone.\n" {
		t.Errorf("the overlay is not used: %q %q", mail.Subject, mail.Text)
	}
	if mail, _ = s.Render(Withdrawal, "fr", Data{Event: "M"}); !strings.Contains(mail.Text, "Bonjour") {
		t.Errorf("the built-in text is lost: %q", mail.Text)
	}
}

func TestOverlayAddsALanguage(t *testing.T) {
	files := map[string]string{}
	for _, f := range languageFiles() {
		files["pl/"+f] = strings.ReplaceAll(brought(t, "en/"+f), "name = English", "name = polski")
	}
	s, err := Load(overlay(t, files), []string{"pl", "en"})
	if err != nil {
		t.Fatal(err)
	}
	if got := s.FieldName("pl", "title"); got != "Institutional title" {
		t.Errorf("field name %q", got)
	}
}

func TestWhatInitWritesLoads(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(dir, Files()); err != nil {
		t.Fatal(err)
	}
	if _, err := Load(filepath.Join(dir, "templates"), nil); err != nil {
		t.Error(err)
	}
	if b, err := os.ReadFile(filepath.Join(dir, "agenda.yaml")); err != nil || !strings.Contains(string(b), "timezone: Europe/Paris") {
		t.Errorf("agenda.yaml: %v", err)
	}
}

func TestLoadReportsEveryProblem(t *testing.T) {
	words := brought(t, "en/words.txt")
	for _, c := range []struct {
		name, file, text string
		want             []string // in the message
	}{
		{"unknown file", "en/agendas.txt", "x", []string{"en/agendas.txt", "unknown file", `did you mean "en/agenda.txt"`}},
		{"unknown file at the top", "page.htm", "x", []string{"page.htm", `did you mean "page.html"`}},
		{"file too deep", "en/old/agenda.txt", "x", []string{"en/old/agenda.txt", "unknown file"}},
		{"no subject", "fr/question.txt", "Bonjour\n", []string{"fr/question.txt", `first line must be "Subject:`}},
		{"no text", "fr/question.txt", "Subject: x\n", []string{"fr/question.txt", "no text below"}},
		{"does not parse", "fr/question.txt", "Subject: x\n\n{{.Event\n", []string{"fr/question.txt", "line 4", "unclosed action"}},
		{"unknown word", "fr/question.txt", "Subject: x\n\n{{.Evnt}}\n", []string{"fr/question.txt", "line 3", "Evnt", "known are .Event"}},
		{"unknown word in the subject", "fr/question.txt", "Subject: {{.Evnt}}\n\nx\n", []string{"fr/question.txt", "line 1", "Evnt"}},
		{"page does not parse", "page.html", "{{define \"page\"}}", []string{"page.html", "line 1"}},
		{"page lacks a part", "page.html", "{{define \"page\"}}x{{end}}", []string{"page.html", `"agenda" is undefined`}},
		{"parts lack a part", "parts.txt", "x", []string{"parts.txt", `no template "rows"`}},
		{"not UTF-8", "en/agenda.txt", "Subject: \xff\n\nx", []string{"en/agenda.txt", "not UTF-8"}},
		{"control character", "en/agenda.txt", "Subject: x\n\n\x1ereceipt\x1e", []string{"en/agenda.txt", "line 3", "control character"}},
		{"too large", "en/agenda.txt", strings.Repeat("x", largestFile+1), []string{"en/agenda.txt", "larger than"}},
		{"word missing", "en/words.txt", strings.Replace(words, "join =", "#", 1), []string{"en/words.txt", `"join" is missing`}},
		{"word unknown", "en/words.txt", words + "\njoyn = x\n", []string{"en/words.txt", `unknown key "joyn"`, `did you mean "join"`}},
		{"word twice", "en/words.txt", words + "\njoin = x\n", []string{"en/words.txt", `"join" stands there twice`}},
		{"no equals sign", "en/words.txt", words + "\njoin us\n", []string{"en/words.txt", "key = value"}},
		{"placeholder lost", "en/words.txt", strings.Replace(words, "{weekday} ", "", 1), []string{"en/words.txt", `"date" lacks {weekday}`}},
		{"eleven months", "en/words.txt", strings.Replace(words, ", December", "", 1), []string{"en/words.txt", `"months" names 11, not 12`}},
		{"direction", "en/words.txt", strings.Replace(words, "= ltr", "= left", 1), []string{"en/words.txt", "write ltr or rtl"}},
		{"plural", "en/words.txt", strings.Replace(words, "plural = one", "plural = many", 1), []string{"en/words.txt", "slavic"}},
		{"half a language", "pl/words.txt", words, []string{"pl/agenda.txt", "pl/invitation.txt", "missing"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Load(overlay(t, map[string]string{c.file: c.text, "de/other.txt": "x"}), nil)
			if err == nil {
				t.Fatal("loaded")
			}
			for _, want := range append(c.want, "de/other.txt") {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("%q is not in:\n%v", want, err)
				}
			}
			if s, _ := Load(overlay(t, map[string]string{c.file: c.text}), nil); s != nil {
				t.Error("a set came with the error")
			}
		})
	}
}

func TestLoadRefusesAFolderThatIsNone(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ dir, want string }{
		"missing": {filepath.Join(t.TempDir(), "gone"), "does not exist: create the folder"},
		"a file":  {file, "is a file"},
	} {
		_, err := Load(c.dir, nil)
		var p *Problem
		if !errors.As(err, &p) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Load("", []string{"en", "xx"}); err == nil || !strings.Contains(err.Error(), `no texts for the language "xx"`) {
		t.Errorf("unknown language: %v", err)
	}
}

func TestCheck(t *testing.T) {
	s := built(t)
	two, err := Load("", []string{"en", "fr"})
	if err != nil {
		t.Fatal(err)
	}
	if errs := two.Check(Data{Agenda: SampleAgenda()}); errs != nil {
		t.Errorf("the sample has faults: %v", errs)
	}
	if errs := s.Check(Data{}); errs != nil {
		t.Errorf("the built-in texts have faults: %v", errs)
	}
	var missing *MissingText
	errs := two.Check(Data{Privacy: Text{"en": "x"}})
	if len(errs) != 1 || !errors.As(errs[0], &missing) || missing.Path != "event.privacy" || len(missing.Languages) != 1 || missing.Languages[0] != "fr" {
		t.Errorf("a missing French notice: %v", errs)
	}
	errs = two.Check(Data{Phrases: map[string][]string{"en": {"COUNT ME IN"}}, Withdraw: map[string][]string{"fr": {"JE RENONCE"}}})
	if len(errs) != 2 || !strings.Contains(errs[0].Error(), "event.phrases: no text in fr") || !strings.Contains(errs[1].Error(), "event.withdraw: no text in en") {
		t.Errorf("missing phrases: %v", errs)
	}
	a := SampleAgenda()
	delete(a.Days[1].Sessions[0].Title, "fr")
	a.Notes = Text{"": "for all"}
	errs = two.Check(Data{Agenda: a})
	if len(errs) != 1 || !strings.Contains(errs[0].Error(), "days[1].sessions[0].title: no text in fr") {
		t.Errorf("a missing French title: %v", errs)
	}
	a = SampleAgenda()
	a.Notes = Text{"": "Say: I take part!"}
	if errs = two.Check(Data{Agenda: a}); len(errs) != 2*agendaMails() || !strings.Contains(errs[0].Error(), `holds "i take part"`) {
		t.Errorf("the phrase in the notes: %v", errs)
	}
	a = SampleAgenda()
	a.Notes = Text{"": "Say: count me in!"}
	if errs = two.Check(Data{Agenda: a, Phrases: map[string][]string{"en": {"COUNT ME IN"}, "fr": {"J’EN SUIS"}}}); len(errs) != 2*agendaMails() {
		t.Errorf("a configured phrase in the notes: %v", errs)
	}
}

// agendaMails counts the kinds of mail that bring the agenda.
func agendaMails() (n int) {
	for _, k := range Kinds() {
		if k.CarriesAgenda() {
			n++
		}
	}
	return n
}

func TestPublished(t *testing.T) {
	s := built(t)
	d := goldenData()
	texts := s.Published(d)
	all := strings.Join(texts, "\n\n")
	for _, must := range []string{
		"email participate@meeting.example mentioning in the message I TAKE PART and signing with your first name",
		"JE PARTICIPE", "ICH NEHME TEIL", "أشارك",
		"If a line is not right, please answer this mail with the line to change.",
		"we still need one detail", "we still need 3 details",
		"Sample session: welcome, aims of the two days", "kept until two months after the meeting",
	} {
		if !strings.Contains(all, must) {
			t.Errorf("lacks %q", must)
		}
	}
	for _, mustNot := range []string{gap, "Ada", "Samplia", d.Organiser, "Amina", "K7Q2M9", mark, "…"} {
		if strings.Contains(all, mustNot) {
			t.Errorf("holds %q", mustNot)
		}
	}
	if s.Published(Data{Event: "M"}) == nil {
		t.Error("nothing without an agenda")
	}
	// The agenda of the caller stays as it was.
	if d.Agenda.Days[0].Sessions[0].Speakers == nil || d.Agenda.Title["en"] == "" {
		t.Error("the agenda was changed")
	}
}
