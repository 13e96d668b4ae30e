package message

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	gomessage "github.com/emersion/go-message"
	_ "github.com/emersion/go-message/charset"
	"golang.org/x/net/html"
)

// BenchmarkRead compares Read with its floor: go-message reading the structure and decoding the text parts, and x/net/html
// parsing the HTML parts that Read reads, and nothing else.
func BenchmarkRead(b *testing.B) {
	ours := Know(Known{Addresses: []string{"participate@meeting.example"}, Texts: []string{invitation}, Event: eventName})
	files, _ := filepath.Glob("testdata/bench/*.eml")
	if len(files) == 0 {
		b.Fatal("no messages under testdata/bench")
	}
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			b.Fatal(err)
		}
		name := strings.TrimSuffix(filepath.Base(f), ".eml")
		withHTML := Read(raw, ours).Source == "html"
		b.Run(name+"/read", func(b *testing.B) {
			b.SetBytes(int64(len(raw)))
			b.ReportAllocs()
			for b.Loop() {
				Read(raw, ours)
			}
		})
		b.Run(name+"/baseline", func(b *testing.B) {
			b.SetBytes(int64(len(raw)))
			b.ReportAllocs()
			for b.Loop() {
				baseline(b, raw, withHTML)
			}
		})
	}
}

// baseline decodes every text part; HTML is parsed where Read reads it.
func baseline(b *testing.B, raw []byte, withHTML bool) {
	e, err := gomessage.Read(bytes.NewReader(raw))
	if err != nil {
		b.Fatal(err)
	}
	walk := func(_ []int, e *gomessage.Entity, err error) error {
		kind, _, _ := e.Header.ContentType()
		if err != nil || !strings.HasPrefix(kind, "text/") {
			return err
		}
		text, err := io.ReadAll(e.Body)
		if err != nil {
			return err
		}
		if kind == "text/html" && withHTML {
			_, err = html.Parse(bytes.NewReader(text))
		}
		return err
	}
	if err := e.Walk(walk); err != nil {
		b.Fatal(err)
	}
}
