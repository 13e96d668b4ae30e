package mailproc_test

import (
	"fmt"
	"strings"
	"testing"

	"takepart/mailproc"
	"takepart/mailproc/message"
	"takepart/mailproc/registration"
	"takepart/templates"
)

// Whoever answers a mail of ours and quotes it, with marks or without, says nothing by what is ours in it. (The subject of the confirmation of a withdrawal says
// the word, but stands only in mails that answer none.)
func TestQuotingAMailOfOursDecidesNothing(t *testing.T) {
	set, err := templates.Load("", nil)
	if err != nil {
		t.Fatal(err)
	}
	data := templates.Data{Event: "Regional Workshop", Organiser: "The organisers", Address: organiser, Agenda: templates.SampleAgenda(),
		Person: templates.Person{FirstName: "Ada", LastName: "Example", Email: "ada@school.example", Title: "Director"}, Missing: []string{"title"},
		Changes: []templates.Change{{Field: "title", Old: "Director", New: "Director General"}}, Before: &templates.Agenda{Zone: templates.SampleAgenda().Zone}}
	rules := registration.Compile(registration.Config{Languages: set.Languages(), Required: sampledRequired(t)})
	for name, ours := range map[string]*message.Ours{
		"known":   message.Know(message.Known{Addresses: []string{organiser}, Event: data.Event, Texts: set.Published(data)}),
		"unknown": message.Know(message.Known{Addresses: []string{organiser}, Event: data.Event}), // another version of our texts
	} {
		for _, lang := range set.Languages() {
			for _, kind := range templates.Kinds() {
				if kind == templates.Invitation {
					continue
				}
				mail, err := set.Render(kind, lang, data)
				if err != nil {
					t.Fatal(err)
				}
				for dress, quoted := range map[string]string{"bare": mail.Text, "marked": "> " + strings.ReplaceAll(mail.Text, "\n", "\n> ")} {
					l := letter{from: "ada@school.example", name: "Ada Example", subject: "Re: " + mail.Subject, text: "OK\n\n" + quoted}
					_, d := mailproc.Explain(l.raw(), ours, rules)
					if d.Kind != registration.Ignore && d.Kind != registration.Review || name == "known" && d.Kind != registration.Ignore && kind != templates.Withdrawal {
						t.Errorf("%s, texts %s, %s in %s: %s (%s) by %q", dress, name, kind, lang, d.Kind, d.Reason, fmt.Sprint(d.Phrase))
					}
				}
			}
		}
	}
}

func sampledRequired(t *testing.T) []registration.Field { return config(t).Required }
