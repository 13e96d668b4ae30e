package registration

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"takepart/mailproc/message"
)

// layouts are ways to sign: %F given names, %L family name, %N both, %E address, %T title, %I institution.
var layouts = []string{
	"%N\n%T\n%I", "%N\n%T\n%I\n%E", "%N\n%I\n%T", "%I\n%N\n%T", "%T\n%N\n%I",
	"%N, %T\n%I", "%N - %T\n%I\n%E", "%N | %T | %I", "%N, %T, %I", "%N, %T, %I, %E", "%N (%T, %I)", "%N / %T / %I", "%N · %T · %I",
	"%N\n%T, %I", "%N\n%T - %I\nTel. +33 1 23 45 67 89", "%N\n%T | %I\n%E", "*%N*\n*%T*\n%I", "%N <%E>\n%T\n%I", "%L, %F\n%T\n%I\n%E", "Mr %N\n%T\n%I\n%E", "Dr %N, PhD\n%T\n%I",
	"First name: %F\nLast name: %L\nE-mail: %E\nTitle: %T\nInstitution: %I", "- First name: %F\n- Last name: %L\n- Title: %T\n- E-mail: %E", "First name %F\nLast name %L\nEmail %E\nTitle %T",
	"Name\t%N\nTitle\t%T\nInstitution\t%I\nEmail\t%E", "Full name: %N\nPosition: %T\nOrganisation: %I\nEmail address: %E",
	"%F\n%L\n%E\n%T", "1. %F\n2. %L\n3. %E\n4. %T", "%F, %L, %E, %T", "%F\n%L\n%T\n%E",
	"My name is %N and I am %T at %I.", "%N\n\n%T\n\n%I\n\n%E", "%N\n%T\n%I\n\nSent from my iPhone", "(signed) %N\n%T\n%I",
	"%F\n\n-- \n%N\n%T\n%I\nTel. +33 1 23 45 67 89",
	"👤 %N\n💼 %T\n🏢 %I\n📧 %E", "• %N\n• %T\n• %I\n• %E", "%N.\n%T.\n%I.", "1) %N 2) %T 3) %I 4) %E", "%N\n%I: %T", "%N,\n%T,\n%I,\n%E", "%E\n%N\n%T\n%I",
	"%N; %T; %I; %E", "%I\n%T\n%N", "Name: %N Title: %T Institution: %I Email: %E", "%N\n%T\n%I\n%I, 12 Main Street, Geneva", "~~~\n%N\n~~~\n%T\n%I",
}

// TestLayouts signs for the people of the labelled messages whose names are in Latin letters in every other layout, with and without
// their name in From:. What they really wrote told more of some names than any layout here does, so not all come out right; no layout
// may be much worse than the others.
func TestLayouts(t *testing.T) {
	files, err := filepath.Glob("testdata/messages/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no labels: %v", err)
	}
	var people []label
	for _, f := range files {
		var l label
		b, err := os.ReadFile(f)
		if err == nil {
			err = json.Unmarshal(b, &l)
		}
		if err != nil {
			t.Fatal(err)
		}
		_, other := scripts(strings.Join(append(l.FirstName, l.LastName...), " "))
		if l.Decision == Register && other == "" && len(l.FirstName)*len(l.LastName)*len(l.Email)*len(l.Title)*len(l.Institution) > 0 && l.Institution[0] != "" {
			people = append(people, l)
		}
	}
	const floor, eachFloor = 0.945, 0.90
	rules, wrong := Compile(Config{}), 0
	for _, layout := range layouts {
		missed := 0
		for i, p := range people {
			if !rightIn(layout, p, i%2 == 0, rules) {
				missed++
			}
		}
		if float64(missed) > (1-eachFloor)*float64(len(people)) {
			t.Errorf("%q: %d of %d people are not read", layout, missed, len(people))
		}
		wrong += missed
		t.Logf("%3d missed: %q", missed, layout)
	}
	share := 1 - float64(wrong)/float64(len(people)*len(layouts))
	t.Logf("%d people in %d layouts: %.3f right", len(people), len(layouts), share)
	if share < floor {
		t.Errorf("only %.3f right", share)
	}
}

// rightIn tells whether all that is required of a person is read right.
func rightIn(layout string, p label, named bool, rules *Rules) bool {
	name := p.FirstName[0] + " " + p.LastName[0]
	sign := strings.NewReplacer("%F", p.FirstName[0], "%L", p.LastName[0], "%N", name, "%E", p.Email[0], "%T", p.Title[0], "%I", p.Institution[0]).Replace(layout)
	m := own("Dear organisers,\n\nThank you for the invitation. I TAKE PART.\n\nBest regards,\n" + sign)
	m.From = []message.Address{{Addr: p.Email[0]}}
	if named {
		m.From[0].Name = name
	}
	d := Decide(m, nil, rules)
	f := d.Fields
	return d.Kind == Register && accepted(p.FirstName, f.FirstName) && accepted(p.LastName, f.LastName) && accepted(p.Email, f.Email) && accepted(p.Title, f.Title)
}
