package templates

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestRealParsers reads calendar files with two parsers that share nothing with the library that wrote them: python3-icalendar and
// libical (Debian's packages of that name, and gir1.2-ical-3.0 with python3-gi). It is skipped without TAKEPART_REAL=1, and fails with it
// where one is missing.
func TestRealParsers(t *testing.T) {
	if os.Getenv("TAKEPART_REAL") != "1" {
		t.Skip("set TAKEPART_REAL=1 to read calendar files with python3-icalendar and libical")
	}
	for _, c := range []struct {
		zone   string
		starts []string
	}{
		// The clocks change on 28 March and on 31 October 2027: sessions on both sides, and in the night itself.
		{"Europe/Paris", []string{"2027-03-27 09:30", "2027-03-28 00:30", "2027-03-28 09:30", "2027-10-30 09:30", "2027-10-31 09:30"}},
		{"America/St_Johns", []string{"2027-03-13 09:30", "2027-03-14 09:30", "2027-11-06 09:30", "2027-11-07 09:30"}},
		{"Africa/Casablanca", []string{"2027-02-01 09:30", "2027-02-15 09:30", "2027-05-01 09:30"}},
		{"Pacific/Auckland", []string{"2027-04-03 09:30", "2027-04-04 09:30", "2027-09-26 09:30"}},
		{"Asia/Kathmandu", []string{"2027-03-02 09:30"}},
		{"UTC", []string{"2027-03-02 09:30"}},
	} {
		t.Run(strings.ReplaceAll(c.zone, "/", "-"), func(t *testing.T) {
			a, before := agendaIn(t, c.zone, c.starts...), agendaIn(t, c.zone, append(c.starts, "2028-06-01 09:30")...)
			a.Days[0].Sessions[0].Cancelled = true
			a.Days[0].Sessions[0].Description = Text{"": "Lines; commas, \\ and\na new line: é漢😀 " + strings.Repeat("long ", 40)}
			mail, err := built(t).Render(Update, "en", sampleData(Data{Agenda: a, Before: before, Sequence: 3, Meeting: "abcd1234"}))
			if err != nil {
				t.Fatal(err)
			}
			file := filepath.Join(t.TempDir(), "agenda.ics")
			if err := os.WriteFile(file, mail.Calendar, 0o600); err != nil {
				t.Fatal(err)
			}
			want := []string{"METHOD PUBLISH 2.0"}
			for i, s := range append(a.sessions(), before.sessions()[len(c.starts)]) {
				cancelled := i == 0 || i == len(c.starts) // marked so; vanished
				want = append(want, fmt.Sprintf("%s-abcd1234@meeting.example 3 %s %s %s", s.ID, pick(cancelled, "CANCELLED", "CONFIRMED"), s.Start.UTC().Format(utcTime), s.End.UTC().Format(utcTime)))
			}
			for _, parser := range []string{"icalendar", "libical"} {
				out, err := exec.Command("/usr/bin/python3", "testdata/parsers/"+parser+"_events.py", file).CombinedOutput()
				if err != nil {
					t.Fatalf("%s: %v\n%s", parser, err, out)
				}
				if diff := cmp.Diff(want, strings.Split(strings.TrimSpace(string(out)), "\n")); diff != "" {
					t.Errorf("%s understands otherwise: -want +got\n%s\n%s", parser, diff, mail.Calendar)
				}
			}
		})
	}
}
