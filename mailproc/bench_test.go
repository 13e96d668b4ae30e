package mailproc_test

import (
	"fmt"
	"testing"
	"time"

	"takepart/mailproc/outbox"
	"takepart/mailproc/postoffice"
	"takepart/store"
	"takepart/templates"
)

// BenchmarkRoad takes messages over the whole road, both servers in the same process: read, decided, stored, answered,
// marked, in one pass.
func BenchmarkRoad(b *testing.B) {
	for _, connections := range []int{4, 8} {
		b.Run(fmt.Sprintf("connections=%d", connections), func(b *testing.B) {
			w := newTown(b, func(_ *town, o *postoffice.Options) { o.Discard = true })
			w.config.Connections = connections
			w.config.Limits = store.Limits{PerHour: 1 << 30, PerDay: 1 << 30, PerAddress: 4}
			for i := range b.N {
				l := ada()
				l.from, l.id = fmt.Sprintf("ada%d@school.example", i), fmt.Sprint("m", i)
				w.deliver("INBOX", l)
			}
			b.ResetTimer()
			began := time.Now()
			s, err := w.processor().Once(b.Context())
			if err != nil || s.Sent != b.N {
				b.Fatalf("%d sent of %d: %v", s.Sent, b.N, err)
			}
			b.ReportMetric(float64(b.N)/time.Since(began).Seconds(), "messages/s")
		})
	}
}

// BenchmarkReply renders an agenda mail to its bytes.
func BenchmarkReply(b *testing.B) {
	w := newTown(b)
	p := w.processor()
	r := &store.Reply{Kind: string(templates.AgendaMail), To: "ada@school.example", Lang: "fr", MessageID: "<a@meeting.example>", CreatedAt: time.Now(),
		Person: store.Person{FirstName: "Ada", LastName: "Example", Title: "Director of Inspection", Email: "ada@school.example"}, Subject: "Réunion"}
	b.ReportAllocs()
	for b.Loop() {
		raw, err := p.Preview(r)
		if err != nil {
			b.Fatal(err)
		}
		b.SetBytes(int64(len(raw)))
	}
}

// BenchmarkSend sends one mail after the other over one connection.
func BenchmarkSend(b *testing.B) {
	w := newTown(b, func(_ *town, o *postoffice.Options) { o.Discard = true })
	s := outbox.New(w.smtp)
	defer s.Close()
	m := &outbox.Mail{EnvelopeFrom: organiser, From: organiser, To: "ada@school.example", Subject: "x", Date: time.Now(), MessageID: "<a@b.example>",
		Text: string(make([]byte, 20000)), Auto: true}
	for b.Loop() {
		if o := s.Send(b.Context(), m); o.Fate != outbox.Sent {
			b.Fatal(o)
		}
	}
}
