package message

import "iter"

// Own yields the author's own lines, blank ones included, in order, with their index in Lines.
func (m *Message) Own() iter.Seq2[int, *Line] { return m.In(Own) }

// Author yields the lines of the author's text and signature, in order, with their index in Lines.
func (m *Message) Author() iter.Seq2[int, *Line] { return m.In(Own, Signature) }

// In yields the lines of the given zones.
func (m *Message) In(zones ...Zone) iter.Seq2[int, *Line] {
	var set [Foreign + 1]bool
	for _, z := range zones {
		set[z] = true
	}
	return func(yield func(int, *Line) bool) {
		for i := range m.Lines {
			if set[m.Lines[i].Zone] && !yield(i, &m.Lines[i]) {
				return
			}
		}
	}
}

// Has tells whether a trouble of that code was noted.
func (m *Message) Has(code string) bool {
	for _, t := range m.Trouble {
		if t.Code == code {
			return true
		}
	}
	return false
}
