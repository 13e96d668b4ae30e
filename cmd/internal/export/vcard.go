package export

import (
	"io"
	"strings"
	"unicode/utf8"

	"takepart/store"
)

// writeCards writes vCard 4 (RFC 6350), one card a person. Text is escaped as section 3.4 says, in structured values (N, ORG) too,
// and lines are folded at 75 octets (section 3.2), never within a character.
func writeCards(out io.Writer, rows Rows) error {
	var b strings.Builder
	for r, err := range rows {
		if err != nil {
			return err
		}
		b.Reset()
		card(&b, r)
		if _, err := io.WriteString(out, b.String()); err != nil {
			return err
		}
	}
	return nil
}

func card(b *strings.Builder, r *store.Registration) {
	line := func(name, value string) {
		if value != "" {
			fold(b, name+":"+value)
		}
	}
	p := r.Person
	line("BEGIN", "VCARD")
	line("VERSION", "4.0")
	line("UID;VALUE=text", cardText(r.ID))
	line("FN", cardText(Name(r)))
	if p.FirstName+p.LastName != "" {
		line("N", cardText(p.LastName)+";"+cardText(p.FirstName)+";;;")
	}
	email := p.Email
	if email == "" {
		email = r.From
	}
	line("EMAIL", cardText(email))
	line("TITLE", cardText(p.Title))
	line("ORG", cardText(p.Institution))
	line("LANG", cardText(r.Language))
	line("CATEGORIES", cardText(string(r.Status)))
	if !r.UpdatedAt.IsZero() {
		line("REV", r.UpdatedAt.UTC().Format("20060102T150405Z"))
	}
	line("END", "VCARD")
}

// cardText escapes a value. A carriage return has no way of its own into a vCard.
func cardText(s string) string {
	return strings.NewReplacer("\\", `\\`, ",", `\,`, ";", `\;`, "\r\n", `\n`, "\n", `\n`, "\r", `\n`).Replace(s)
}

// cardLine is the longest line in octets, its end not counted.
const cardLine = 75

func fold(b *strings.Builder, line string) {
	room := cardLine
	for len(line) > room {
		cut := room
		for cut > 0 && !utf8.RuneStart(line[cut]) {
			cut--
		}
		if cut == 0 { // not UTF-8
			cut = room
		}
		b.WriteString(line[:cut])
		b.WriteString("\r\n ")
		line, room = line[cut:], cardLine-1
	}
	b.WriteString(line)
	b.WriteString("\r\n")
}
