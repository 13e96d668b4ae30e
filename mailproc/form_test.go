package mailproc_test

import (
	"fmt"
	"html"
	"os"
	"strings"
	"testing"

	"takepart/mailproc/message"
	"takepart/mailproc/registration"
	"takepart/templates"
)

// filler is somebody who fills in the message that the invitation's link opens.
type filler struct {
	first, last, email, title, institution string
}

var fillers = []filler{
	{"Ada", "Example", "ada@org.example", "Director of Inspection", "Labour Office"},
	{"Jean-Luc", "de la Fontaine", "jl@travail.example", "Inspecteur du travail", ""},
	{"María José", "García Lorca", "", "Jefa de Unidad", "Ministerio de Trabajo"},
	{"Jürgen", "von der Heide-Groß", "jh@arbeit.example", "Ministerialrat a. D.", "Bundesministerium für Arbeit"},
	{"Sietske", "van 't Hof", "s.vanthof@inspectie.example", "Senior beleidsmedewerker", "Inspectie"},
	{"João", "dos Santos", "joao@trabalho.example", "Diretor-Geral Adjunto", "ACT"},
	{"Niccolò", "D'Angelo", "n@ispettorato.example", "Capo dell'Ispettorato", ""},
	{"هالة", "منصور", "hala@labour.example", "مفتشة العمل", "وزارة العمل"},
	{"Li", "Wu", "", "PhD student", ""},
	{"IRENE", "PAPADOPOULOU", "irene@ergasia.example", "Head", "Σώμα Επιθεώρησης Εργασίας"},
}

// fillIn writes the person's values behind the labels of the form's body.
func fillIn(body string, p filler, before, behind string) string {
	values := []string{p.first, p.last, p.email, p.title, p.institution}
	var out []string
	for line := range strings.SplitSeq(strings.TrimRight(body, "\n"), "\n") {
		if label, ok := strings.CutSuffix(line, ": "); ok && len(values) > 0 {
			line = label + ":" + before + values[0] + behind
			values = values[1:]
		}
		out = append(out, line)
	}
	return strings.Join(out, "\n") + "\n"
}

// dresses are what mail programs make of the text.
var dresses = map[string]func(text string) (kind, body string){
	"plain":     func(s string) (string, string) { return "text/plain; charset=utf-8", s },
	"flowed":    func(s string) (string, string) { return "text/plain; charset=utf-8; format=flowed", s },
	"signature": func(s string) (string, string) { return "text/plain; charset=utf-8", s + "\nSent from my iPhone\n" },
	"html": func(s string) (string, string) {
		return "text/html; charset=utf-8", "<html><body><div>" + strings.ReplaceAll(html.EscapeString(s), "\n", "</div>\n<div>") + "</div></body></html>"
	},
	"br": func(s string) (string, string) {
		return "text/html; charset=utf-8", "<html><body>" + strings.ReplaceAll(html.EscapeString(s), "\n", "<br>") + "</body></html>"
	},
	"word": func(s string) (string, string) {
		return "text/html; charset=utf-8", "<html><body>" + "<p class=MsoNormal>" + strings.ReplaceAll(html.EscapeString(s), "\n", "<o:p></o:p></p>\n<p class=MsoNormal>") + "</p></body></html>"
	},
}

// TestFilledInForm: what is written by filling in the invitation's link is understood without fail: in every language, with the labels
// in that language, in English or in any other (mail programs translate), as every kind of mail program dresses it. With
// TAKEPART_FORMS=all every combination is tried, otherwise a sample of those with foreign labels.
func TestFilledInForm(t *testing.T) {
	c, err := storyConfig(templates.Languages())
	if err != nil {
		t.Fatal(err)
	}
	d := templates.Data{Event: c.Event, Organiser: c.Organiser, Address: c.Address, Agenda: c.Agenda}
	all := os.Getenv("TAKEPART_FORMS") == "all"
	n := 0
	for _, lang := range templates.Languages() {
		form := c.Templates.Form(lang, d)
		phrase, _, _ := strings.Cut(form.Body, "\n")
		for _, labels := range templates.Languages() {
			_, lines, _ := strings.Cut(c.Templates.Form(labels, d).Body, "\n")
			for i, p := range fillers {
				for dress, wear := range dresses {
					for k, space := range [][2]string{{" ", ""}, {"", ""}, {"  ", " "}, {" ", "\u00a0"}} {
						if !all && labels != lang && (k+i+len(dress))%8 > 0 {
							continue
						}
						text := fillIn(phrase+"\n"+lines, p, space[0], space[1])
						n++
						if fault := misread(c.Rules, c.Ours, form.Subject, lang, p, wear, text); fault != "" {
							t.Errorf("%s, labels in %s, person %d, %s, spaces %q: %s\n%s", lang, labels, i, dress, space, fault, text)
						}
					}
				}
			}
			if t.Failed() {
				t.FailNow()
			}
		}
	}
	t.Logf("%d messages", n)
}

// misread says what was not understood of a filled-in form.
func misread(rules *registration.Rules, ours *message.Ours, subject, lang string, p filler, wear func(string) (string, string), text string) string {
	kind, body := wear(text)
	raw := fmt.Sprintf("From: <writer@home.example>\r\nTo: %s\r\nSubject: %s\r\nMessage-ID: <f@home.example>\r\nMIME-Version: 1.0\r\nContent-Type: %s\r\n\r\n%s",
		organiser, subject, kind, strings.ReplaceAll(body, "\n", "\r\n"))
	got := registration.Decide(message.Read([]byte(raw), ours), nil, rules)
	want := registration.Fields{FirstName: p.first, LastName: p.last, Email: p.email, Title: p.title, Institution: p.institution}
	if want.Email == "" {
		want.Email = "writer@home.example"
	}
	if got.Kind != registration.Register || got.Fields != want || got.Lang != lang && lang != "es" && lang != "pt" {
		return fmt.Sprintf("%s (%s: %s) in %s, %+v", got.Kind, got.Reason, got.Why, got.Lang, got.Fields)
	}
	return ""
}
