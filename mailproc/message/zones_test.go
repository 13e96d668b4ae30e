package message

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestZones reads testdata/zones/*.txt: each file holds cases, "== name" then optional "Subject: …" lines, then the text with
// a letter before each line: O own, Q quoted, F forwarded, A attribution, S signature, M mobile, D disclaimer, L list
// footer, X foreign; "|" separates it from the line. Blank lines may be in any zone.
func TestZones(t *testing.T) {
	files, _ := filepath.Glob("testdata/zones/*.txt")
	if len(files) == 0 {
		t.Fatal("no cases under testdata/zones")
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range strings.Split(string(b), "== ")[1:] {
			name, text, _ := strings.Cut(c, "\n")
			t.Run(strings.TrimSuffix(filepath.Base(f), ".txt")+"/"+name, func(t *testing.T) { checkZones(t, text) })
		}
	}
}

var zoneLetters = map[Zone]string{Own: "O", Quoted: "Q", Forwarded: "F", Attribution: "A", Signature: "S", Mobile: "M", Disclaimer: "D", ListFooter: "L", Foreign: "X"}

func checkZones(t *testing.T, text string) {
	t.Helper()
	head := "From: Ana Example <ana@org.example>\nTo: participate@meeting.example\n"
	var body, want []string
	for _, line := range strings.Split(strings.TrimRight(text, "\n"), "\n") {
		if strings.HasPrefix(line, "Subject:") || strings.HasPrefix(line, "Content-Type:") {
			head += line + "\n"
			continue
		}
		zone, words, ok := strings.Cut(line, "|")
		if !ok {
			zone, words = "", line
		}
		want, body = append(want, zone), append(body, words)
	}
	if !strings.Contains(head, "Content-Type:") {
		head += "Content-Type: text/plain; charset=utf-8\n"
	}
	m := Read([]byte(strings.ReplaceAll(head+"\n"+strings.Join(body, "\n")+"\n", "\n", "\r\n")), sampleOurs)
	if len(m.Lines) != len(want) {
		t.Fatalf("%d lines, want %d", len(m.Lines), len(want))
	}
	for i, l := range m.Lines {
		if isBlank(l.Text) || want[i] == "" {
			continue
		}
		if zoneLetters[l.Zone] != want[i] {
			t.Errorf("line %d is %s (%s), want %s: %q", l.N, l.Zone, l.Why, want[i], l.Text)
		}
	}
}
