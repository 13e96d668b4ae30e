package main

import (
	"testing"

	"takepart/cmd/internal/demo"
)

// The demo tells a story: each sample must come out as its name says. The double and the withdrawal are decided by what is in
// the store, which the script of the demo shows.
func TestDemoSamplesAreWhatTheyTell(t *testing.T) {
	want := map[string]string{
		"outlook above the quoted invitation": "register", "gmail french": "register", "iphone two lines": "register",
		"thunderbird german": "register", "labelled form portuguese": "register", "zimbra spanish latin 1": "register",
		"dutch block": "register", "html only italian": "register", "arabic base64": "register", "japanese iso 2022 jp": "register",
		"slip of the keyboard": "register", "missing title": "incomplete", "only the quoted invitation": "ignore", "out of office": "ignore",
		"negation": "review", "question": "review", "two people": "review", "discussion list": "review", "newsletter": "ignore",
		"the same person again": "register", "withdrawal": "withdraw", "bounce": "ignore",
	}
	x, err := sampleExplainer()
	if err != nil {
		t.Fatal(err)
	}
	story, err := demo.Samples()
	if err != nil {
		t.Fatal(err)
	}
	if len(story) != len(want) {
		t.Errorf("%d samples, %d expected", len(story), len(want))
	}
	for _, s := range story {
		v := x.decide(letter{name: s.Name, raw: s.Raw})
		if got := string(v.decision.Kind); got != want[s.Name] {
			t.Errorf("%s: %s (%s), not %s", s.Name, got, v.decision.Reason, want[s.Name])
		}
	}
}
