package admin

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"unicode/utf16"
)

// trace is something by which a person could be recognised. A strong one is nobody else's: an address, a Message-ID, a text.
type trace struct {
	kind, text string
	strong     bool
}

// shortest is the shortest text, in bytes, that is worth looking for: what is shorter is found everywhere.
const shortest = 5

// tracesOf are the texts to look for, each once.
func tracesOf(h Held) (out []trace) {
	add := func(kind, text string, strong bool) {
		text = strings.TrimSpace(text)
		same := func(t trace) bool { return t.text == text }
		if len(text) >= shortest && !slices.ContainsFunc(out, same) {
			out = append(out, trace{kind, text, strong})
		}
	}
	for _, p := range h.People {
		add("id", p.ID, true)
		add("address", p.From, true)
		add("address", p.Email, true)
		add("name", p.FirstName, false)
		add("name", p.LastName, false)
		add("title", p.Title, false)
		add("institution", p.Institution, false)
		add("note", p.Note, true)
		for _, m := range p.Messages {
			addMessage(add, m)
		}
		for _, m := range p.Mails {
			add("address", m.To, true)
			add("Message-ID", m.MessageID, true)
		}
		for _, l := range p.History {
			add("address", l.Was.Email, true)
			add("name", l.Was.LastName, false)
		}
	}
	for _, e := range h.Messages {
		addMessage(add, e.Review)
		add("Message-ID", e.MessageID, true)
	}
	return out
}

func addMessage(add func(kind, text string, strong bool), m Review) {
	add("address", m.From, true)
	add("name", m.FromName, false)
	add("subject", m.Subject, false)
	for line := range strings.Lines(m.Text) {
		if len(line) > 40 { // short lines are said by many
			add("text", line, true)
		}
	}
}

// encodings are the shapes in which a text could lie in a file: UTF-8, as written and in small letters, UTF-16 of both orders,
// base64 at each of its three alignments, and quoted-printable.
func encodings(text string) (out [][]byte) {
	add := func(b []byte) {
		if len(b) >= shortest && !slices.ContainsFunc(out, func(have []byte) bool { return bytes.Equal(have, b) }) {
			out = append(out, b)
		}
	}
	add([]byte(text))
	add([]byte(strings.ToLower(text)))
	units := utf16.Encode([]rune(text))
	little, big := []byte{}, []byte{}
	for _, u := range units {
		little, big = binary.LittleEndian.AppendUint16(little, u), binary.BigEndian.AppendUint16(big, u)
	}
	add(little)
	add(big)
	for shift := range 3 {
		coded := base64.StdEncoding.EncodeToString(append(make([]byte, shift), text...))
		// What depends on the bytes before and behind is not looked for.
		first, last := (shift*8+5)/6, (shift+len(text))*8/6
		add([]byte(coded[first:last]))
	}
	quoted := ""
	for _, c := range []byte(text) {
		if c < ' ' || c > '~' || c == '=' {
			quoted += fmt.Sprintf("=%02X", c)
		} else {
			quoted += string(c)
		}
	}
	add([]byte(quoted))
	return out
}

// searchFile gives the traces that a file holds in any encoding.
func searchFile(path string, traces []trace) (found []trace, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	coded, longest := make([][][]byte, len(traces)), 0
	for i, t := range traces {
		coded[i] = encodings(t.text)
		for _, b := range coded[i] {
			longest = max(longest, len(b))
		}
	}
	hit := make([]bool, len(traces))
	window := make([]byte, 1<<20+longest)
	kept := 0
	for {
		n, err := f.Read(window[kept:])
		part := window[:kept+n]
		for i := range traces {
			hit[i] = hit[i] || slices.ContainsFunc(coded[i], func(b []byte) bool { return bytes.Contains(part, b) })
		}
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		kept = copy(window, part[max(0, len(part)-longest):])
	}
	for i, t := range traces {
		if hit[i] {
			found = append(found, t)
		}
	}
	return found, nil
}
