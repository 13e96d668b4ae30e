package templates

import (
	"fmt"
	"slices"
	"strings"
)

// MissingText is a text of the agenda or the configuration that some language of the set lacks: its readers get another language.
type MissingText struct {
	Path      string // days[0].sessions[1].title; event.privacy
	Languages []string
}

func (m *MissingText) Error() string {
	return fmt.Sprintf("%s: no text in %s: readers of these languages get another", m.Path, strings.Join(m.Languages, ", "))
}

// Check renders every kind in every language of the set, sample data filling what d lacks, and reports every fault, and as
// *MissingText every text that is missing in a language. Nil: all is well.
func (s *Set) Check(d Data) []error {
	errs := s.missingTexts(&d)
	given := d
	d = sampleData(d)
	for _, lang := range s.languages {
		for _, kind := range Kinds() {
			mail, err := s.Render(kind, lang, d)
			if err != nil {
				errs = append(errs, &Problem{lang + "/" + bodyFile(kind), execTrouble(err)})
				continue
			}
			if kind == Invitation {
				continue
			}
			if p := s.phrasesOf(&given).in(mail.Subject + "\n" + mail.Text); p != "" {
				errs = append(errs, &Problem{lang + "/" + bodyFile(kind), fmt.Sprintf("the mail holds %q, so an answer that quotes it could register or withdraw its writer: say it in other words (look in the agenda, the event's name and event.privacy too)", p)})
			}
		}
	}
	return errs
}

// missingTexts looks for every text of the agenda, and the notice on privacy, in every language of the set. A text without a language
// is meant for all.
func (s *Set) missingTexts(d *Data) []error {
	var errs []error
	look := func(path string, t Text) {
		var lacks []string
		for _, l := range s.languages {
			if !t.empty() && strings.TrimSpace(t[""]) == "" && strings.TrimSpace(t[l]) == "" {
				lacks = append(lacks, l)
			}
		}
		if lacks != nil {
			errs = append(errs, &MissingText{path, lacks})
		}
	}
	look("event.privacy", d.Privacy)
	look("event.phrases", firsts(d.Phrases))
	look("event.withdraw", firsts(d.Withdraw))
	if d.Agenda != nil {
		d.Agenda.texts(look)
	}
	return errs
}

// firsts are the phrases as texts: an invitation shows the first of its language.
func firsts(phrases map[string][]string) Text {
	out := Text{}
	for lang, list := range phrases {
		if len(list) > 0 {
			out[lang] = list[0]
		}
	}
	return out
}

// texts visits every text of the agenda with its path.
func (a *Agenda) texts(look func(path string, t Text)) {
	look("title", a.Title)
	look("join.note", a.Join.Note)
	for i, d := range a.Days {
		day := fmt.Sprintf("days[%d]", i)
		look(day+".title", d.Title)
		for j, s := range d.Sessions {
			session := fmt.Sprintf("%s.sessions[%d]", day, j)
			look(session+".title", s.Title)
			look(session+".description", s.Description)
			for k, p := range s.Speakers {
				look(fmt.Sprintf("%s.speakers[%d].title", session, k), p.Title)
			}
		}
	}
	look("notes", a.Notes)
	for i, r := range a.Resources {
		look(fmt.Sprintf("resources[%d].title", i), r.Title)
		look(fmt.Sprintf("resources[%d].url", i), r.URL)
	}
}

// gap stands, while Published works, for what differs from mail to mail.
const gap = "\uE000"

// Published gives the texts that are ours, plain, for the reader to know them again where they are quoted without a mark: the
// invitation and the fixed words of every mail, in every language there is. What belongs to a person is left out, and so are the
// organisers' name, the agenda's title and the speakers: attendees write them too.
func (s *Set) Published(d Data) []string {
	d.Subject, d.Reference, d.Organiser = "", "", gap
	d.Person = Person{FirstName: gap, LastName: gap}
	if d.Agenda != nil {
		d.Agenda = withoutNames(d.Agenda)
	}
	var out []string
	for _, code := range s.codes() {
		v := s.view(s.tongues[code], &d)
		for _, kind := range Kinds() {
			for _, text := range v.fixed(kind) {
				if !slices.Contains(out, text) {
					out = append(out, text)
				}
			}
		}
		if d.Agenda != nil {
			if a, err := v.makeAgenda(agendaPart); err == nil {
				out = append(out, pieces(a.text)...)
			}
		}
	}
	return out
}

// codes are all languages of the set, sorted.
func (s *Set) codes() []string {
	var out []string
	for code := range s.tongues {
		out = append(out, code)
	}
	slices.Sort(out)
	return out
}

// mostMissing is how many fields a question can ask for.
const mostMissing = 5

// fixed are the words of one kind of mail that no person's data interrupts. The question differs by how much it asks for.
func (v *view) fixed(kind Kind) []string {
	var out []string
	counts := 1
	if kind == Question {
		counts = mostMissing
	}
	for n := 1; n <= counts; n++ {
		v.d.Missing = make([]string, n)
		parts, subject, err := v.run(v.lang.bodies[kind])
		if err != nil {
			return nil // Load has tried every text; there is nothing to know of one that cannot be filled
		}
		text := subject + gap
		for _, b := range parts {
			text += b.Text + "\n" + pick(b.Part != "", gap, "")
		}
		out = append(out, pieces(text)...)
	}
	return out
}

// pieces cuts at the gaps.
func pieces(text string) []string {
	var out []string
	for piece := range strings.SplitSeq(text, gap) {
		if piece = strings.Trim(piece, " ,،:.=\n"); piece != "" {
			out = append(out, piece)
		}
	}
	return out
}

// withoutNames has neither title nor speakers: an attendee may name the meeting, and sign as the speaker that they are.
func withoutNames(a *Agenda) *Agenda {
	b := *a
	b.Title = Text{"": gap}
	b.Days = slices.Clone(a.Days)
	for i := range b.Days {
		b.Days[i].Sessions = slices.Clone(b.Days[i].Sessions)
		for j := range b.Days[i].Sessions {
			b.Days[i].Sessions[j].Speakers = nil
		}
	}
	return &b
}
