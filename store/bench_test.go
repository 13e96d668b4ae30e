package store

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"
)

// recordBatch stores n messages with a registration and a reply each, as the processor records a batch.
func recordBatch(tb testing.TB, s *Store, first, n int, now time.Time) {
	tb.Helper()
	err := s.Change(func(tx *Tx) error {
		for i := first; i < first+n; i++ {
			if err := recordOne(tx, i, now); err != nil {
				return err
			}
		}
		return tx.SetCursor("INBOX", Cursor{UIDValidity: 1, UID: uint32(first + n)})
	})
	if err != nil {
		tb.Fatal(err)
	}
}

func address(i int) string { return fmt.Sprintf("person%d@example.org", i) }

func digestOf(i int) (d Digest) {
	copy(d[:], fmt.Sprintf("%x................", i*2654435761))
	return d
}

func recordOne(tx *Tx, i int, now time.Time) error {
	from, d := address(i), digestOf(i)
	person := Person{FirstName: "Mariama", LastName: fmt.Sprintf("Diallo%d", i), Email: from, Title: "Director of Inspection", Institution: "Ministry of Examples"}
	r := &Registration{ID: tx.NewID(), Status: Registered, From: from, Person: person, Language: "en",
		RegisteredAt: now, CreatedAt: now, UpdatedAt: now, AgendaVersion: "0123456789ab", AgendaAt: now}
	if err := tx.Save(r, Change{At: now, Who: "message", Why: "registered", Digest: d}); err != nil {
		return err
	}
	p := &Reply{Kind: "agenda", Registration: r.ID, Digest: d, To: from, ToName: "Mariama Diallo", Lang: "en", Person: person, AgendaVersion: "0123456789ab",
		MessageID: fmt.Sprintf("<reply.%d.0123456789abcdef@example.org>", i), InReplyTo: fmt.Sprintf("<%d@example.org>", i),
		References: []string{fmt.Sprintf("<%d@example.org>", i)}, Subject: "Participation", CreatedAt: now, Due: now}
	if err := tx.Owe(p); err != nil {
		return err
	}
	line := Evidence{Text: "Director of Inspection", Line: 5, Source: "signature", Confidence: 0.9}
	return tx.Keep(&Message{Digest: d, Mailbox: "INBOX", UIDValidity: 1, UID: uint32(i + 1), MessageID: fmt.Sprintf("<%d@example.org>", i),
		From: from, FromName: "Mariama Diallo", Date: now, SeenAt: now, Decision: "register", Reason: "phrase", Lang: "en", Fields: person,
		Phrase:       &Evidence{Text: "I TAKE PART", Line: 2, Source: "own", Confidence: 1},
		Evidence:     map[string]Evidence{"title": line, "first_name": line, "last_name": line, "institution": line},
		Registration: r.ID, Reply: p.ID})
}

func openNew(tb testing.TB) *Store {
	tb.Helper()
	s, err := Open(filepath.Join(tb.TempDir(), "takepart.db"), Options{})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = s.Close() })
	return s
}

var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

// BenchmarkRecord records batches of 500 messages, each with its registration and its reply, in one Change.
func BenchmarkRecord(b *testing.B) {
	s := openNew(b)
	i := 0
	for b.Loop() {
		recordBatch(b, s, i*500, 500, noon)
		i++
	}
	b.ReportMetric(float64(i*500)/b.Elapsed().Seconds(), "messages/s")
}

// BenchmarkExchange settles eight replies and claims the next eight, over 10,000.
func BenchmarkExchange(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		s := openNew(b)
		for i := 0; i < 10_000; i += 500 {
			recordBatch(b, s, i, 500, noon)
		}
		b.StartTimer()
		sent := sendAll(b, s, 8, Limits{PerAddress: 4})
		if sent != 10_000 {
			b.Fatalf("%d sent", sent)
		}
	}
	b.ReportMetric(float64(b.N)*10_000/b.Elapsed().Seconds(), "replies/s")
}

func sendAll(tb testing.TB, s *Store, connections int, l Limits) (sent int) {
	tb.Helper()
	var done []Settlement
	for {
		got, pace, err := s.Exchange(noon, done, connections, l)
		if err != nil {
			tb.Fatal(err)
		}
		if sent += len(got); len(got) == 0 {
			if pace.Queued > 0 {
				tb.Fatalf("%+v with nothing claimed", pace)
			}
			return sent
		}
		done = done[:0]
		for _, r := range got {
			done = append(done, Settlement{ID: r.ID, State: Sent})
		}
	}
}

// BenchmarkRead reads 100,000 registrations in pages.
func BenchmarkRead(b *testing.B) {
	s := openNew(b)
	for i := 0; i < 100_000; i += 2000 {
		recordBatch(b, s, i, 2000, noon)
	}
	for b.Loop() {
		if n := countRegistrations(b, s); n != 100_000 {
			b.Fatal(n)
		}
	}
}

func countRegistrations(tb testing.TB, s *Store) (n int) {
	tb.Helper()
	for after := ""; ; {
		var page []*Registration
		err := s.Look(func(tx *Tx) (err error) {
			page, after, err = tx.Registrations(after, 1000)
			return err
		})
		if err != nil {
			tb.Fatal(err)
		}
		if n += len(page); after == "" {
			return n
		}
	}
}
