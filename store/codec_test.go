package store

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// maker makes random values, empty ones often.
type maker struct{ *rand.Rand }

func (m maker) text() string {
	switch m.IntN(5) {
	case 0:
		return ""
	case 1:
		return "\x00\xff broken \xc3"
	case 2:
		return string(make([]byte, m.IntN(300)))
	}
	return []string{"Ämilie", "أشارك", "person@example.org", "I TAKE PART"}[m.IntN(4)] + fmt.Sprint(m.IntN(1000))
}

func (m maker) list() (out []string) {
	for range m.IntN(4) {
		out = append(out, m.text())
	}
	return out
}

func (m maker) time() time.Time {
	if m.IntN(4) == 0 {
		return time.Time{}
	}
	return time.Unix(0, int64(m.Uint64())).UTC()
}

func (m maker) int() int { return int(m.Int64()) >> m.IntN(64) }

func (m maker) digest() (d Digest) {
	if m.IntN(3) > 0 {
		d[m.IntN(16)] = byte(m.IntN(256))
	}
	return d
}

func (m maker) flag() bool { return m.IntN(2) == 0 }

func (m maker) person() Person {
	if m.IntN(3) == 0 {
		return Person{}
	}
	return Person{m.text(), m.text(), m.text(), m.text(), m.text()}
}

func (m maker) corrections() (out []Correction) {
	for range m.IntN(3) {
		out = append(out, Correction{m.text(), m.text(), m.text()})
	}
	return out
}

func (m maker) evidence() Evidence { return Evidence{m.text(), m.int(), m.text(), m.Float64()} }

func (m maker) registration() Registration {
	return Registration{ID: m.text() + "x", Status: Status(m.text()), From: m.text(), Person: m.person(), Missing: m.list(), Language: m.text(),
		RegisteredAt: m.time(), CreatedAt: m.time(), UpdatedAt: m.time(), Revision: m.int(), AgendaVersion: m.text(), AgendaAt: m.time(),
		Undelivered: m.text(), Note: m.text(), Stopped: m.flag(), WaitingSince: m.time(), Attendance: m.text(), MergedInto: m.text(), Merged: m.list(), Settled: m.Uint64()}
}

func (m maker) message() *Message {
	out := &Message{Digest: m.digest(), Mailbox: m.text(), UIDValidity: m.Uint32(), UID: m.Uint32(), MessageID: m.text(), From: m.text(), FromName: m.text(),
		Subject: m.text(), Date: m.time(), SeenAt: m.time(), Decision: m.text(), Reason: m.text(), Why: m.text(), Lang: m.text(), Fields: m.person(),
		Registration: m.text(), Reply: m.Uint64(), Text: m.text(), Open: m.flag(), Resolved: m.text(), ResolvedBy: m.text(), ResolvedAt: m.time(), People: []Person{{FirstName: m.text(), Email: m.text()}, {LastName: m.text(), Title: "x"}}}
	if m.flag() {
		v := m.evidence()
		out.Phrase = &v
	}
	for range m.IntN(3) {
		if out.Evidence == nil {
			out.Evidence = map[string]Evidence{}
		}
		out.Evidence[m.text()] = m.evidence()
	}
	return out
}

func (m maker) reply() *replyRow {
	return &replyRow{Reply: Reply{ID: m.Uint64(), Kind: m.text(), State: ReplyState(m.text()), Registration: m.text(), Digest: m.digest(), To: m.text(),
		ToName: m.text(), Lang: m.text(), Person: m.person(), Missing: m.list(), AgendaVersion: m.text(), MessageID: m.text(), InReplyTo: m.text(),
		References: m.list(), Subject: m.text(), Repeat: m.flag(), ByHand: m.flag(), CreatedAt: m.time(), Due: m.time(), Attempts: m.int(),
		Doubts: m.int(), LastError: m.text(), LastCode: m.int(), SentAt: m.time(), Bounces: m.int(),
		Occasion: m.text(), Since: m.text(), Bulk: m.flag(), Copy: m.flag(),
		Changes: m.corrections()},
		queuedDue: m.Int64(), claimedAt: -m.Int64(), addressee: m.Uint64()}
}

// rowsOf are random rows of every kind, each with an empty one to decode into.
func rowsOf(m maker) map[string][2]row {
	g := m.registration()
	return map[string][2]row{
		"registration": {&g, new(Registration)},
		"message":      {m.message(), new(Message)},
		"reply":        {m.reply(), new(replyRow)},
		"change":       {&Change{m.time(), m.text(), m.text(), m.digest(), m.int(), m.registration()}, new(Change)},
		"mark":         {&Mark{m.Uint64(), m.digest(), m.text(), m.Uint32(), m.Uint32(), m.flag(), m.flag(), m.flag(), m.flag(), m.Uint64()}, new(Mark)},
		"edition":      {&Edition{m.int(), m.text(), m.time(), []byte("snapshot of " + m.text())}, new(Edition)},
		"cursor":       {&Cursor{m.Uint32(), m.Uint32()}, new(Cursor)},
		"clock":        {&clock{m.Int64(), -m.Int64(), m.Int64()}, new(clock)},
	}
}

func TestRowsComeBackAsTheyWere(t *testing.T) {
	m := maker{rand.New(rand.NewPCG(1, 2))}
	for range 500 {
		for kind, r := range rowsOf(m) {
			k := number(m.Uint64())
			e := newEncoder(0)
			r[0].encode(e)
			if err := decodeRow(inMeta, k, e.seal(k), r[1]); err != nil {
				t.Fatalf("%s: %v\n%+v", kind, err, r[0])
			}
			if diff := cmp.Diff(r[0], r[1], cmp.AllowUnexported(replyRow{}, clock{})); diff != "" {
				t.Fatalf("%s differs:\n%s", kind, diff)
			}
		}
	}
}

func TestEveryFlippedBitOfARowIsNoticed(t *testing.T) {
	r := &Registration{ID: "abcdefgh23456723", From: "a@example.org", Revision: 3, CreatedAt: noon}
	k := number(7)
	e := newEncoder(0)
	r.encode(e)
	sealed := e.seal(k)
	for i := range len(sealed) * 8 {
		sealed[i/8] ^= 1 << (i % 8)
		if err := decodeRow(inRegistrations, k, sealed, new(Registration)); err == nil {
			t.Errorf("bit %d was flipped, and the row was read", i)
		}
		sealed[i/8] ^= 1 << (i % 8)
	}
	if err := decodeRow(inRegistrations, number(8), sealed, new(Registration)); err == nil {
		t.Error("the row was read under another's key")
	}
}

func TestUnknownFieldsAreSkipped(t *testing.T) {
	e := newEncoder(0)
	e.number(100, 5)
	e.text(1, "abc")
	e.fixed(101, 9)
	e.item(102, "of a later program")
	e.text(3, "a@example.org")
	var r Registration
	if err := decodeRow(inRegistrations, nil, e.seal(nil), &r); err != nil {
		t.Fatal(err)
	}
	if r.ID != "abc" || r.From != "a@example.org" {
		t.Errorf("%+v", r)
	}
}

func TestTimesOutsideNanosecondsAreHeldAtTheEnds(t *testing.T) {
	for _, year := range []int{-1000, 2, 1600, 2263, 9999} {
		at := time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC)
		if got := instant(nanos(at)); got.Before(firstInstant) || got.After(lastInstant) || at.Before(noon) != got.Before(noon) {
			t.Errorf("year %d became %v", year, got)
		}
	}
}

// FuzzDecode reads any bytes as every kind of row: an error or a row, never more.
func FuzzDecode(f *testing.F) {
	m := maker{rand.New(rand.NewPCG(3, 4))}
	for range 20 {
		for _, r := range rowsOf(m) {
			e := newEncoder(0)
			r[0].encode(e)
			f.Add(e.b[rowHead:])
		}
	}
	f.Fuzz(func(t *testing.T, payload []byte) {
		for _, r := range []row{new(Registration), new(Message), new(replyRow), new(Change), new(Mark), new(Cursor), new(clock), new(text), new(moment), new(count)} {
			d := decoder{rest: string(payload)}
			r.decode(&d)
			if d.err != nil {
				continue
			}
			again(t, r)
		}
	})
}

// again: what was read can be written and read again.
func again(t *testing.T, r row) {
	e := newEncoder(0)
	r.encode(e)
	d := decoder{rest: string(e.b[rowHead:])}
	r.decode(&d)
	if d.err != nil {
		t.Fatalf("%T was decoded, but not again: %v", r, d.err)
	}
}
