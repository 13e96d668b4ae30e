package registration

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	gomessage "github.com/emersion/go-message"
	_ "github.com/emersion/go-message/charset"
	"golang.org/x/net/html"

	"takepart/mailproc/message"
)

// BenchmarkUnderstand reads and decides messages, and in the same run does the least that any program must do to read them:
// go-message reading the structure and decoding the text parts, x/net/html parsing HTML where it is read. It reports the
// nanoseconds of each, and how many times the least the whole is. TAKEPART_BENCH names a folder of other messages (.eml),
// which are taken together.
func BenchmarkUnderstand(b *testing.B) {
	ours := message.Know(message.Known{Addresses: []string{"participate@meeting.example"}})
	if dir := os.Getenv("TAKEPART_BENCH"); dir != "" {
		b.Run("all", func(b *testing.B) { understand(b, ours, emls(b, dir)) })
		return
	}
	for _, raw := range emls(b, "../message/testdata/bench") {
		b.Run(message.Read(raw, ours).Source, func(b *testing.B) { understand(b, ours, [][]byte{raw}) })
	}
}

func emls(b *testing.B, dir string) (all [][]byte) {
	files, _ := filepath.Glob(filepath.Join(dir, "*.eml"))
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			b.Fatal(err)
		}
		all = append(all, raw)
	}
	if len(all) == 0 {
		b.Fatal("no messages in " + dir)
	}
	return all
}

func understand(b *testing.B, ours *message.Ours, all [][]byte) {
	rules := Compile(Config{})
	var read, decide, least time.Duration
	i := 0
	for b.Loop() {
		raw := all[i%len(all)]
		i++
		t0 := time.Now()
		m := message.Read(raw, ours)
		t1 := time.Now()
		Decide(m, nil, rules)
		t2 := time.Now()
		decode(b, raw, m.Source == "html")
		read, decide, least = read+t1.Sub(t0), decide+t2.Sub(t1), least+time.Since(t2)
	}
	b.ReportMetric(float64(read.Nanoseconds())/float64(i), "read-ns")
	b.ReportMetric(float64(decide.Nanoseconds())/float64(i), "decide-ns")
	b.ReportMetric(float64(least.Nanoseconds())/float64(i), "least-ns")
	b.ReportMetric(float64(read+decide)/float64(least), "times-least")
}

// decode decodes every text part, and parses HTML where withHTML. What is broken is left: only the time counts here.
func decode(b *testing.B, raw []byte, withHTML bool) {
	e, err := gomessage.Read(bytes.NewReader(raw))
	if e == nil {
		b.Fatal(err)
	}
	_ = e.Walk(func(_ []int, e *gomessage.Entity, err error) error {
		kind, _, _ := e.Header.ContentType()
		if err != nil || !strings.HasPrefix(kind, "text/") {
			return err
		}
		text, err := io.ReadAll(e.Body)
		if err == nil && kind == "text/html" && withHTML {
			_, err = html.Parse(bytes.NewReader(text))
		}
		return err
	})
}
