package templates

import (
	"errors"
	"fmt"
	"html/template"
	"slices"
	"strings"
)

// ErrNoAgenda says that an agenda mail was asked for without an agenda that has a day.
var ErrNoAgenda = errors.New("the agenda mail needs an agenda with at least one day")

// Render makes one mail. lang that is not in the set falls back to the set's first. An error means a template of the organisers' that
// cannot be filled (Load and Check find those first) or ErrNoAgenda; there is no half-made mail.
func (s *Set) Render(kind Kind, lang string, d Data) (Mail, error) {
	if kind == Invitation {
		d.Reference = "" // it opens threads, it is in none
	}
	if kind != Update {
		d.Before = nil
	}
	v := s.view(s.tongue(lang), &d)
	body := v.lang.bodies[kind]
	if body == nil {
		return Mail{}, fmt.Errorf("no mail of kind %q", kind)
	}
	if kind.CarriesAgenda() && (d.Agenda == nil || len(d.Agenda.Days) == 0) {
		return Mail{}, ErrNoAgenda
	}
	pieces, own, err := v.run(body)
	if err != nil {
		return Mail{}, err
	}
	mail := Mail{Subject: v.subject(own)}
	if mail.Text, err = v.text(pieces); err != nil {
		return Mail{}, err
	}
	if mail.HTML, err = v.html(pieces); err != nil {
		return Mail{}, err
	}
	if kind.CarriesAgenda() {
		mail.Calendar, err = v.calendar()
	}
	return mail, err
}

// run fills a body: its blocks, the reference as the last one, and its own subject.
func (v *view) run(b *body) ([]block, string, error) {
	var text, subject strings.Builder
	if err := b.text.Execute(&text, v); err != nil {
		return nil, "", err
	}
	if err := b.subject.Execute(&subject, v); err != nil {
		return nil, "", err
	}
	pieces := blocks(text.String())
	if ref := v.reference(); ref != "" {
		pieces = append(pieces, block{Text: v.lang.words.label(v.lang.words.of["reference"]) + " " + ref})
	}
	return pieces, subject.String(), nil
}

func (v *view) reference() string { return line(v.d.Reference, longestValue) }

// subject is the answered subject with the language's prefix, or the mail's own; then the reference, unless it is there already.
func (v *view) subject(own string) string {
	subject := line(own, longestSubject)
	if asked := bareSubject(line(v.d.Subject, longestSubject)); asked != "" {
		subject = v.lang.words.of["re"] + ": " + asked
	}
	if tag := "[" + v.reference() + "]"; tag != "[]" && !strings.Contains(subject, tag) {
		subject += " " + tag
	}
	return subject
}

// text dresses the blocks as plain text, a blank line between them.
func (v *view) text(pieces []block) (string, error) {
	var out []string
	for _, b := range pieces {
		s := b.Text
		if b.Part.ofAgenda() {
			a, err := v.agenda(b.Part)
			if err != nil {
				return "", err
			}
			s = a.text
		} else if b.Part != "" {
			var sb strings.Builder
			if err := v.set.parts.ExecuteTemplate(&sb, "rows", v.rows(b.Part)); err != nil {
				return "", err
			}
			s = strings.Trim(trimLines(sb.String()), "\n")
		}
		if s != "" {
			out = append(out, s)
		}
	}
	return strings.Join(out, "\n\n") + "\n", nil
}

// page is what "page" of page.html sees. Its blocks were made by the other templates of page.html, so they are escaped.
type page struct {
	Lang, Dir, Event string
	Blocks           []template.HTML
}

// paragraph is what "paragraph" sees: line by line.
type paragraph struct {
	Dir   string
	Lines [][]span
}

// button is what "button" sees: a link that stands by itself.
type button struct {
	Text string
	Link template.URL
}

// span is a stretch of a line; Href is "" or an address that we wrote ourselves.
type span struct{ Text, Href string }

// html dresses the blocks as a page.
func (v *view) html(pieces []block) (string, error) {
	p := page{Lang: v.lang.code, Dir: v.lang.words.of["direction"], Event: v.Event()}
	for _, b := range pieces {
		h, err := v.blockHTML(b)
		if err != nil {
			return "", err
		}
		p.Blocks = append(p.Blocks, h)
	}
	return v.set.frame(p)
}

// frameKey is all of a page that is not in its blocks. Blanks tells by '-' and '+' which blocks are empty: a template may ask.
type frameKey struct{ lang, dir, event, blanks string }

// frame puts blocks into their page, which is made once for each number of blocks: all around them is the same for everybody.
func (s *Set) frame(p page) (string, error) {
	marked := page{p.Lang, p.Dir, p.Event, make([]template.HTML, len(p.Blocks))}
	blanks := make([]byte, len(p.Blocks))
	for i, b := range p.Blocks {
		blanks[i] = '-'
		if b != "" {
			blanks[i], marked.Blocks[i] = '+', mark
		}
	}
	pieces, err := s.frames.get(frameKey{p.Lang, p.Dir, p.Event, string(blanks)}, func() ([]string, error) {
		var sb strings.Builder
		err := s.page.ExecuteTemplate(&sb, "page", marked)
		return strings.Split(sb.String(), mark), err
	})
	if err != nil {
		return "", err
	}
	return s.framed(p, pieces)
}

func (s *Set) framed(p page, pieces []string) (string, error) {
	var sb strings.Builder
	blocks := slices.DeleteFunc(slices.Clone(p.Blocks), func(b template.HTML) bool { return b == "" })
	if len(pieces) != len(blocks)+1 { // an organiser's page that leaves blocks out, or changes them
		err := s.page.ExecuteTemplate(&sb, "page", p)
		return sb.String(), err
	}
	size := 0
	for i, piece := range pieces {
		size += len(piece)
		if i > 0 {
			size += len(blocks[i-1])
		}
	}
	sb.Grow(size)
	for i, piece := range pieces {
		if i > 0 {
			sb.WriteString(string(blocks[i-1]))
		}
		sb.WriteString(piece)
	}
	return sb.String(), nil
}

func (v *view) blockHTML(b block) (template.HTML, error) {
	switch {
	case b.Link != "":
		return v.fill("button", button{b.Text, template.URL(b.Link)})
	case b.Part == "":
		return v.paragraph(b.Text)
	case b.Part.ofAgenda():
		a, err := v.agenda(b.Part)
		if err != nil {
			return "", err
		}
		return a.html, nil
	}
	rows := v.rows(b.Part)
	if len(rows) == 0 {
		return "", nil
	}
	return v.fill("rows", rows)
}

// fill executes one template of page.html.
func (v *view) fill(name string, data any) (template.HTML, error) {
	var sb strings.Builder
	err := v.set.page.ExecuteTemplate(&sb, name, data)
	return template.HTML(sb.String()), err
}

// paragraphKey is all that a paragraph is made from.
type paragraphKey struct{ text, address, dir string }

// paragraph gives the HTML of a paragraph.
func (v *view) paragraph(text string) (template.HTML, error) {
	key := paragraphKey{text, v.Address(), v.lang.words.of["direction"]}
	return v.set.paragraphs.get(key, func() (template.HTML, error) {
		return v.fill("paragraph", paragraph{key.dir, v.spans(text)})
	})
}

// spans cuts a paragraph into lines and makes the organiser's address a link. Nothing else becomes one: a name that looks like a link
// came from mail.
func (v *view) spans(text string) [][]span {
	var out [][]span
	address := v.Address()
	for l := range strings.SplitSeq(text, "\n") {
		var spans []span
		for before, rest, ok := cutAddress(l, address); ok; before, rest, ok = cutAddress(l, address) {
			spans = append(spans, span{Text: before}, span{Text: address, Href: "mailto:" + address})
			l = rest
		}
		if l != "" {
			spans = append(spans, span{Text: l})
		}
		out = append(out, slices.DeleteFunc(spans, func(s span) bool { return s.Text == "" }))
	}
	return out
}

func cutAddress(l, address string) (before, after string, found bool) {
	if address == "" {
		return l, "", false
	}
	return strings.Cut(l, address)
}
