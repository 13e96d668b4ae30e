package templates

import (
	"html/template"
	"net/url"
	"strings"
)

// Kit is what organisers publish in one language. The link opens a message that only wants to be filled in; the page's paragraph and
// the invitation's HTML hold it too.
type Kit struct {
	Mail
	Link string // mailto: (RFC 6068) with subject and body
	Web  string // a paragraph of HTML for a web page, with its language and direction
}

// Form is the message that the link opens: what is still to be filled in stands behind its labels.
type Form struct{ Subject, Body string }

// formFields are the lines of the form, in the order in which people introduce themselves.
var formFields = [...]string{"first_name", "last_name", "email", "title", "institution"}

// Form gives the message to fill in, in a language.
func (s *Set) Form(lang string, d Data) Form {
	return s.view(s.tongue(lang), &d).form()
}

func (v *view) form() Form {
	var b strings.Builder
	b.WriteString(v.Phrase() + "\n\n")
	for _, f := range formFields {
		b.WriteString(strings.ReplaceAll(v.lang.words.label(v.lang.words.field(f)), "\u00a0", " ") + " \n")
	}
	return Form{Subject: v.Event(), Body: b.String()}
}

// link writes a form as a mailto: URI. Line breaks are %0D%0A (RFC 6068, section 5); a space is %20, never +.
func (f Form) link(address string) string {
	escape := func(s string) string { return strings.ReplaceAll(url.QueryEscape(s), "+", "%20") }
	to := strings.ReplaceAll(url.PathEscape(address), "%40", "@")
	return "mailto:" + to + "?subject=" + escape(f.Subject) + "&body=" + escape(strings.ReplaceAll(f.Body, "\n", "\r\n"))
}

// Kit makes the invitation of a language with its link.
func (s *Set) Kit(lang string, d Data) (Kit, error) {
	d.Reference, d.Subject = "", ""
	v := s.view(s.tongue(lang), &d)
	pieces, own, err := v.run(v.lang.bodies[Invitation])
	if err != nil {
		return Kit{}, err
	}
	k := Kit{Mail: Mail{Subject: v.subject(own)}, Link: v.form().link(v.Address())}
	if k.Text, err = v.text(pieces); err != nil {
		return Kit{}, err
	}
	at := v.asking(pieces)
	linked := append(append(append([]block{}, pieces[:at+1]...), block{Text: v.lang.words.of["write"], Link: k.Link}), pieces[at+1:]...)
	if k.HTML, err = v.html(linked); err != nil {
		return Kit{}, err
	}
	web, err := v.fill("web", webParagraph{v.lang.code, v.lang.words.of["direction"], v.Event(), v.spans(pieces[at].Text), v.lang.words.of["write"], template.URL(k.Link)})
	k.Web = string(web)
	return k, err
}

// webParagraph is what "web" of page.html sees. Link is ours, and escaped by link.
type webParagraph struct {
	Lang, Dir, Event string
	Lines            [][]span
	Write            string
	Link             template.URL
}

// asking finds the paragraph that says what to write; the first where none does.
func (v *view) asking(pieces []block) int {
	for i, b := range pieces {
		if strings.Contains(b.Text, v.Phrase()) {
			return i
		}
	}
	return 0
}
