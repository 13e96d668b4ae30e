package templates

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	ical "github.com/emersion/go-ical"
	"github.com/google/go-cmp/cmp"
)

// told writes changes as "moved opening 09:45-10:30".
func told(changes []SessionChange) (out []string) {
	for _, c := range changes {
		s := fmt.Sprint(c.Kind, " ", c.Session.ID)
		if c.Kind == Moved {
			s += " from " + c.From.Format("15:04") + "-" + c.To.Format("15:04")
		}
		out = append(out, s)
	}
	return out
}

func TestSince(t *testing.T) {
	now, old := SampleAgenda(), SampleAgenda()
	day1, day2 := &now.Days[0], &now.Days[1]
	day1.Sessions[0].Start = day1.Sessions[0].Start.Add(-time.Hour)
	day1.Sessions[0].Title = Text{"": "moved and renamed"}
	day1.Sessions[1].Cancelled = true
	day1.Sessions[2].Description = Text{"": "new words"}
	old.Days[1].Sessions[0].Cancelled = true // on again
	extra := day2.Sessions[2]
	extra.ID = "extra"
	day2.Sessions[2] = extra // recommendations vanished, extra came
	want := []string{"moved opening from 09:30-10:15", "cancelled pathfinders", "changed victims", "added due-diligence", "added extra", "cancelled recommendations"}
	if diff := cmp.Diff(want, told(now.Since(old))); diff != "" {
		t.Error(diff)
	}
	if same := SampleAgenda().Since(SampleAgenda()); same != nil {
		t.Errorf("the same agenda differs: %v", told(same))
	}
	if now.Since(nil) != nil || (*Agenda)(nil).Since(old) != nil {
		t.Error("nothing is known of what was before, and yet something differs")
	}
}

func TestSnapshotsKeepTheWholeAgenda(t *testing.T) {
	a := fullAgenda()
	b, err := a.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	back, err := FromSnapshot(b)
	if err != nil || back.Version() != a.Version() || len(a.Since(back)) != 0 {
		t.Fatalf("version %s, not %s (%v)", back.Version(), a.Version(), err)
	}
	if got := back.Days[0].Sessions[0].Start; got.Location().String() != "Europe/Paris" || got.Format("15:04") != "09:30" {
		t.Errorf("wall clock %v", got)
	}
	for _, bad := range []string{"", "{}x", `{"Zone":"Mars/Olympus"}`} {
		if _, err := FromSnapshot([]byte(bad)); err == nil {
			t.Errorf("%q was read", bad)
		}
	}
}

// What the version before has put into calendars and the agenda has no more is cancelled there; in an answer to a newcomer it is not.
func TestVanishedSessionsAreCancelledInCalendars(t *testing.T) {
	for _, byDays := range []bool{false, true} {
		old, now := SampleAgenda(), SampleAgenda()
		now.Days = now.Days[:1]
		d := sampleData(Data{Agenda: now, Before: old, Sequence: 1, CalendarDays: byDays})
		for kind, want := range map[Kind]int{Update: len(old.Days[1].Sessions), AgendaMail: 0} {
			if byDays && want > 0 {
				want = 1
			}
			mail, err := built(t).Render(kind, "en", d)
			if err != nil {
				t.Fatal(err)
			}
			if n := strings.Count(string(mail.Calendar), "STATUS:CANCELLED"); n != want {
				t.Errorf("by days %v, %s: %d cancelled, want %d", byDays, kind, n, want)
			}
		}
	}
}

// A meeting that is renamed keeps its calendar entries.
func TestUIDsByMeeting(t *testing.T) {
	uid := func(d Data) string {
		_, cal := rendered(t, d)
		return cal.Events()[0].Props.Get(ical.PropUID).Value
	}
	before, after := uid(Data{Meeting: "abcd1234"}), uid(Data{Meeting: "abcd1234", Event: "Another name"})
	if before != after || before != "opening-abcd1234@meeting.example" {
		t.Errorf("UID %s, then %s", before, after)
	}
}

func TestFollowUpNamesEveryLanguageOfAResource(t *testing.T) {
	a := SampleAgenda()
	a.Resources = []Resource{
		{Text{"en": "Final report", "de": "Abschlussbericht"}, Text{"en": "https://m.example/en", "fr": "https://m.example/fr"}},
		{Text{"": "Playlist"}, Text{"": "https://m.example/all"}},
	}
	mail, err := built(t).Render(FollowUp, "de", sampleData(Data{Agenda: a}))
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(mail.Text, "\n")
	for _, want := range []string{"- Abschlussbericht (Englisch): https://m.example/en", "- Abschlussbericht (Französisch): https://m.example/fr", "- Playlist: https://m.example/all"} {
		if !slices.Contains(lines, want) {
			t.Errorf("%q is not in:\n%s", want, mail.Text)
		}
	}
	mail, err = built(t).Render(FollowUp, "fr", sampleData(Data{Agenda: a}))
	if first := strings.Index(mail.Text, "/fr"); err != nil || first < 0 || first > strings.Index(mail.Text, "/en") {
		t.Errorf("the reader's language is not the first (%v):\n%s", err, mail.Text)
	}
}
