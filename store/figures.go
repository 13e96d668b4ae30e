package store

import (
	"strings"
)

// Figures are counts of all that is stored, kept with every change.
type Figures struct {
	Messages      map[string]map[string]int // by decision, then by reason
	Registrations map[Status]int
	Replies       map[ReplyState]int
	Open          int                           // messages that a person must look at
	Undelivered   int                           // registrations whose mail came back
	Marks         int                           // marks still to be set in the mailbox
	Occasions     map[string]map[ReplyState]int // the mails of each mailing
}

// Seen is the number of messages, the sum over all decisions.
func (f Figures) Seen() int {
	n := 0
	for _, reasons := range f.Messages {
		for _, count := range reasons {
			n += count
		}
	}
	return n
}

// Keys of the bucket figures: a kind, then names, parted by NUL.
const (
	figMessages      = "m"
	figRegistrations = "r"
	figReplies       = "p"
	figOpen          = "open"
	figUndelivered   = "undelivered"
	figMarks         = "marks"
	figOccasions     = "o"
)

func figure(parts ...string) string { return strings.Join(parts, "\x00") }

// count is a row of one counter.
type count int64

func (c *count) encode(e *encoder) { e.signed(1, int(*c)) }

func (c *count) decode(d *decoder) {
	for d.next() {
		if d.number == 1 {
			*c = count(d.signed())
		}
	}
}

// add changes a figure at the end of the transaction.
func (tx *Tx) add(by int64, parts ...string) {
	if tx.deltas == nil {
		tx.deltas = map[string]int64{}
	}
	tx.deltas[figure(parts...)] += by
}

func (tx *Tx) writeFigures() error {
	for name, by := range tx.deltas {
		if by == 0 {
			continue
		}
		var c count
		if _, err := tx.readRow(inFigures, []byte(name), &c); err != nil {
			return err
		}
		c += count(by)
		if err := tx.putRow(inFigures, []byte(name), &c, 12); err != nil {
			return err
		}
	}
	tx.deltas = nil
	return nil
}

// Count is how many registrations have this status; in a Change, what it has changed so far is in it.
func (tx *Tx) Count(s Status) (int, error) {
	name := figure(figRegistrations, string(s))
	var c count
	_, err := tx.readRow(inFigures, []byte(name), &c)
	return int(int64(c) + tx.deltas[name]), err
}

// Figures reads all counts; in a Change, what it has changed so far is in them.
func (tx *Tx) Figures() (Figures, error) {
	f := Figures{Messages: map[string]map[string]int{}, Registrations: map[Status]int{}, Replies: map[ReplyState]int{}, Occasions: map[string]map[ReplyState]int{}}
	counts, err := tx.counts()
	if err != nil {
		return f, err
	}
	for name, n := range counts {
		f.set(strings.Split(name, "\x00"), int(n))
	}
	return f, nil
}

// counts are all figures under their keys, with the changes of this transaction.
func (tx *Tx) counts() (map[string]int64, error) {
	counts := map[string]int64{}
	c := tx.bucket(inFigures).Cursor()
	for k, v := c.First(); k != nil; k, v = c.Next() {
		var n count
		if err := decodeRow(inFigures, k, v, &n); err != nil {
			return nil, err
		}
		counts[string(k)] = int64(n)
	}
	for name, by := range tx.deltas {
		counts[name] += by
	}
	return counts, nil
}

func (f *Figures) set(name []string, n int) {
	if n == 0 {
		return
	}
	switch {
	case name[0] == figOpen:
		f.Open = n
	case name[0] == figUndelivered:
		f.Undelivered = n
	case name[0] == figMarks:
		f.Marks = n
	case name[0] == figRegistrations && len(name) == 2:
		f.Registrations[Status(name[1])] = n
	case name[0] == figReplies && len(name) == 2:
		f.Replies[ReplyState(name[1])] = n
	case name[0] == figOccasions && len(name) == 3:
		if f.Occasions[name[1]] == nil {
			f.Occasions[name[1]] = map[ReplyState]int{}
		}
		f.Occasions[name[1]][ReplyState(name[2])] = n
	case name[0] == figMessages && len(name) == 3:
		if f.Messages[name[1]] == nil {
			f.Messages[name[1]] = map[string]int{}
		}
		f.Messages[name[1]][name[2]] = n
	}
}
