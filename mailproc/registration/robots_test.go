package registration

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"takepart/mailproc/message"
)

// call is how the organisers' invitation asks for the phrase.
const call = "To participate and receive the detailed agenda, email participate@meeting.example mentioning in the message " +
	"I TAKE PART and signing with your first name, last name, email and institutional title."

// TestRobots reads what programs write: testdata/robots holds absence answers, list software, trackers, challenges, delivery
// reports, receipts, complaints, calendar answers, newsletters and alarms, many with the phrase in them, and mail of people that
// carries fields of robots. Whatever no person wrote is never acted upon, also where our own texts are not known.
func TestRobots(t *testing.T) {
	files, err := filepath.Glob("testdata/robots/*.eml")
	if err != nil {
		t.Fatal(err)
	}
	knowing := message.Know(message.Known{Addresses: []string{"participate@meeting.example"}, Texts: []string{call}})
	rules := Compile(Config{})
	robots, people := 0, 0
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		name := strings.TrimSuffix(filepath.Base(file), ".eml")
		want := readLabel(t, strings.TrimSuffix(file, ".eml")+".json")
		if want.Decision == Register {
			people++
		} else {
			robots++
		}
		for _, ours := range []*message.Ours{corpusOurs(), nil} {
			got := Decide(message.Read(raw, ours), nil, rules)
			if acts := got.Kind == Register || got.Kind == Incomplete || got.Kind == Withdraw; acts && want.Decision != Register {
				t.Errorf("%s: %s (%s), %s", name, got.Kind, got.Reason, want.Why)
			}
		}
		s := score{fieldRight: map[Field]int{}}
		if faults := s.count(want, Decide(message.Read(raw, knowing), nil, rules)); len(faults) > 0 {
			t.Errorf("%s (%s):\n    %s", name, want.Why, strings.Join(faults, "\n    "))
		}
	}
	if robots < 60 || people < 8 {
		t.Errorf("%d messages of robots (at least 60), %d of people (at least 8)", robots, people)
	}
}
