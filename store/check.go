package store

import (
	"bytes"
	"fmt"
	"strings"
)

// Report is what Check found.
type Report struct {
	Rows     map[string]int // entries of each bucket
	Problems []Problem      // at most maxProblems; none: the file is whole
	More     int            // problems that were found but not listed
}

// Problem is one fault.
type Problem struct {
	Bucket string // "" for the file as a whole
	Key    string // hexadecimal
	What   string
}

func (p Problem) String() string {
	if p.Bucket == "" {
		return p.What
	}
	return fmt.Sprintf("%s %s: %s", p.Bucket, p.Key, p.What)
}

// OK reports whether nothing is wrong.
func (r Report) OK() bool { return len(r.Problems) == 0 }

const maxProblems = 100

// Check opens the file only to be read and verifies it: every page, every checksum, every reference, every figure. The error is for a
// file that cannot be opened at all.
func Check(path string) (Report, error) {
	s, err := Open(path, Options{ReadOnly: true, MustExist: true})
	if err != nil {
		return Report{}, err
	}
	defer s.Close()
	return s.Check()
}

// Check verifies the file while it is in use.
func (s *Store) Check() (Report, error) {
	r := Report{Rows: map[string]int{}}
	err := s.Look(func(tx *Tx) error {
		c := checker{tx: tx, report: &r, entries: map[bucket]int{}, figures: map[string]int64{}}
		if !c.pages() {
			return nil // rows are reached over pages; what is found over broken ones says nothing
		}
		c.rows()
		return nil
	})
	return r, err
}

// checker goes through all rows once. It counts the index entries that there should be, and finds each of them; where the numbers
// agree in the end, there are no others.
type checker struct {
	tx      *Tx
	report  *Report
	entries map[bucket]int   // of the indexes, as the rows demand them
	figures map[string]int64 // recounted
}

func (c *checker) problem(in bucket, key []byte, format string, args ...any) {
	c.note(Problem{bucketNames[in], fmt.Sprintf("%x", key), fmt.Sprintf(format, args...)})
}

func (c *checker) note(p Problem) {
	if len(c.report.Problems) >= maxProblems {
		c.report.More++
		return
	}
	c.report.Problems = append(c.report.Problems, p)
}

func (c *checker) rows() {
	c.readable(inMeta, func(key []byte) row {
		switch {
		case string(key) == keyClock:
			return new(clock)
		case strings.HasPrefix(string(key), keyEdition):
			return new(Edition)
		}
		return new(text)
	})
	c.readable(inCursors, func(key []byte) row {
		if key[0] == 's' {
			return new(moment)
		}
		return new(Cursor)
	})
	c.readable(inPace, func([]byte) row { return new(count) })
	c.readable(inFigures, func([]byte) row { return new(count) })
	c.readable(inMarks, func([]byte) row { c.figures[figMarks]++; return new(Mark) })
	c.each(inMessages, c.message)
	c.each(inRegistrations, c.registration)
	c.each(inHistory, c.line)
	c.each(inReplies, c.reply)
	c.each(inQueue, c.queued)
	c.each(inReady, c.readyEntry)
	c.each(inAddressees, func(_, _ []byte) {})
	c.totals()
	c.compareFigures()
}

// each walks over one bucket.
func (c *checker) each(in bucket, f func(k, v []byte)) {
	cursor := c.tx.bucket(in).Cursor()
	for k, v := cursor.First(); k != nil; k, v = cursor.Next() {
		c.report.Rows[bucketNames[in]]++
		f(k, v)
	}
}

// readable decodes every row of a bucket.
func (c *checker) readable(in bucket, kind func(key []byte) row) {
	c.each(in, func(k, v []byte) { c.decode(in, k, v, kind(k)) })
}

func (c *checker) decode(in bucket, k, v []byte, r row) bool {
	payload, err := unseal(k, v)
	if err == nil {
		d := decoder{rest: payload}
		r.decode(&d)
		err = d.err
	}
	if err != nil {
		c.problem(in, k, "%v", err)
	}
	return err == nil
}

// indexed demands an entry of an index; nil stands for none. value nil: any.
func (c *checker) indexed(in bucket, entry, value []byte, of bucket, row []byte) {
	if entry == nil {
		return
	}
	c.entries[in]++
	found := c.tx.get(in, entry)
	if found == nil || value != nil && !bytes.Equal(found, value) {
		c.problem(of, row, "its entry in %s is missing", bucketNames[in])
	}
}

func (c *checker) message(k, v []byte) {
	m := new(Message)
	if !c.decode(inMessages, k, v, m) {
		return
	}
	c.indexed(inDigests, m.Digest[:], k, inMessages, k)
	c.indexed(inMessageIDs, c.tx.messageIDKey(m, k), nil, inMessages, k)
	c.indexed(inReviews, openKey(m, k), nil, inMessages, k)
	of, err := c.tx.messageOfKey(m.Registration, k)
	if err != nil {
		c.problem(inMessages, k, "%v", err)
	}
	c.indexed(inMessagesOf, of, nil, inMessages, k)
	if m.Reply != 0 && c.tx.get(inReplies, number(m.Reply)) == nil {
		c.problem(inMessages, k, "its reply %d is missing", m.Reply)
	}
	c.figures[figure(figMessages, m.Decision, m.Reason)]++
	if m.Open {
		c.figures[figOpen]++
	}
}

func (c *checker) registration(k, v []byte) {
	r := new(Registration)
	if !c.decode(inRegistrations, k, v, r) {
		return
	}
	c.indexed(inRegistrationIDs, []byte(r.ID), k, inRegistrations, k)
	for _, index := range registrationIndexes {
		c.indexed(index.in, index.key(c.tx, r, k), nil, inRegistrations, k)
	}
	for revision := 1; revision <= r.Revision; revision++ {
		c.indexed(inHistory, key(k, number(uint64(revision))), nil, inRegistrations, k)
	}
	c.figures[figure(figRegistrations, string(r.Status))]++
	if r.Undelivered != "" {
		c.figures[figUndelivered]++
	}
}

func (c *checker) line(k, v []byte) {
	c.decode(inHistory, k, v, new(Change))
}

func (c *checker) reply(k, v []byte) {
	r := new(replyRow)
	if !c.decode(inReplies, k, v, r) {
		return
	}
	c.indexed(inReplyIDs, c.tx.maskMessageID(r.MessageID), k, inReplies, k)
	c.indexed(inReplyStates, key(statePrefix(r.State), k), nil, inReplies, k)
	if r.Registration != "" {
		of := c.tx.get(inRegistrationIDs, []byte(r.Registration))
		if of == nil {
			c.problem(inReplies, k, "its registration %s is missing", r.Registration)
		}
		c.indexed(inRepliesOf, key(of, k), nil, inReplies, k)
	}
	to := number(r.addressee)
	if c.tx.addresseeKey(r) == nil {
		c.problem(inReplies, k, "its address has another number")
	}
	switch r.State {
	case Pending:
		c.indexed(inQueue, laneOf(&r.Reply).entry(to, r.queuedDue, r.ID), nil, inReplies, k)
	case Sending:
		c.indexed(inQueue, busyKey(to), k, inReplies, k)
	}
	if (r.State == Sending || r.State == Sent) && !r.ByHand {
		c.indexed(inQueue, sentKey(to, r), nil, inReplies, k)
	}
	c.figures[figure(figReplies, string(r.State))]++
	if r.Occasion != "" {
		c.figures[figure(figOccasions, r.Occasion, string(r.State))]++
	}
}

// queued checks that each lane of an address that is not busy has its head, and each head its place among the ready ones.
func (c *checker) queued(k, v []byte) {
	if len(k) < 10 {
		return
	}
	to := k[:8]
	switch l := lane(k[9]); k[8] {
	case 'h':
		c.entries[inQueue]++ // heads belong to no row
		h, ok := c.tx.headOf(to, l)
		if !ok {
			c.problem(inQueue, k, "head is broken")
			return
		}
		c.indexed(inReady, readyKey(l.class(), h.at, h.id), key(to, []byte{byte(l)}), inQueue, k)
		if first, ok := c.tx.first(to, l); !ok || first.id != h.id {
			c.problem(inQueue, k, "is not the head of its lane")
		}
	case 'l':
		_, ok := c.tx.headOf(to, l)
		if busy := c.tx.get(inQueue, busyKey(to)) != nil; busy == ok {
			c.problem(inQueue, k, "lane with head: %v, address busy: %v", ok, busy)
		}
	}
}

func (c *checker) readyEntry(k, v []byte) {
	if len(k) != 17 || len(v) != 9 {
		c.problem(inReady, k, "entry is broken")
	}
}

// totals compares how many entries each index has with how many it should have.
func (c *checker) totals() {
	indexes := []bucket{
		inDigests, inMessageIDs, inMessagesOf, inReviews, inRegistrationIDs, inFrom, inAddress, inStatus,
		inReplyIDs, inRepliesOf, inReplyStates,
	}
	for _, in := range indexes {
		c.each(in, func(_, _ []byte) {})
	}
	for _, in := range append(indexes, inHistory, inQueue, inReady) {
		if have := c.report.Rows[bucketNames[in]]; have != c.entries[in] {
			c.problem(in, nil, "%d entries instead of %d", have, c.entries[in])
		}
	}
}

func (c *checker) compareFigures() {
	stored, err := c.tx.counts()
	if err != nil {
		return // found above already
	}
	for name, n := range c.figures {
		if stored[name] != n {
			c.problem(inFigures, []byte(name), "%q is %d instead of %d", name, stored[name], n)
		}
	}
	for name, n := range stored {
		if c.figures[name] == 0 && n != 0 {
			c.problem(inFigures, []byte(name), "%q is %d instead of 0", name, n)
		}
	}
}
