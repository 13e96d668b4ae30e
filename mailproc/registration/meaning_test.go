package registration

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"takepart/mailproc/message"
)

// own makes a person's message to us out of its text.
func own(text string) *message.Message {
	m := &message.Message{
		From: []message.Address{{Name: "Kim Lind", Addr: "kim.lind@labour.example"}}, ToUs: true, HasText: true, Source: "plain", Subject: "Meeting",
	}
	for i, l := range strings.Split(text, "\n") {
		m.Lines = append(m.Lines, message.Line{N: i + 1, Text: l})
	}
	return m
}

// TestMeaning holds sentences that people write, and what each is: see testdata/meaning.
func TestMeaning(t *testing.T) {
	files, err := filepath.Glob("testdata/meaning/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no sentences: %v", err)
	}
	rules := Compile(Config{})
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			for n, line := range strings.Split(string(b), "\n") {
				if len(line) > 2 && line[0] != '#' {
					checkSentence(t, n+1, line[:1], strings.NewReplacer(`\n`, "\n", `\t`, "\t").Replace(line[2:]), rules)
				}
			}
		})
	}
}

func checkSentence(t *testing.T, n int, want, text string, rules *Rules) {
	t.Helper()
	d := Decide(own(text), nil, rules)
	got := map[Kind]string{Register: "+", Incomplete: "+", Review: "?", Ignore: "-", Withdraw: "w"}[d.Kind]
	if d.Kind == Review && d.Reason == reasonAmbiguous {
		got = "+" // about the person, not about the phrase
	}
	if got != want {
		t.Errorf("line %d: want %s, got %s (%s, %s): %q", n, want, got, d.Kind, d.Reason, text)
	}
}

// TestBehalf holds sentences by which somebody writes for another person, or only seems to: see testdata/behalf.txt.
func TestBehalf(t *testing.T) {
	b, err := os.ReadFile("testdata/behalf.txt")
	if err != nil {
		t.Fatal(err)
	}
	rules := Compile(Config{})
	for n, line := range strings.Split(strings.TrimSpace(string(b)), "\n") {
		if line[0] == '#' {
			continue
		}
		m := own("Good morning,\n\n" + line[2:] + "\n\nKind regards\nPetra Nowak-Silva\nProgramme Officer\nLabour Agency")
		m.From = []message.Address{{Name: "Office", Addr: "office@agency.example"}}
		want := Register
		if line[0] == '?' {
			want = Review
		}
		if d := Decide(m, nil, rules); d.Kind != want {
			t.Errorf("line %d: %s (%s), want %s: %s", n+1, d.Kind, d.Reason, want, line[2:])
		}
	}
}
