package templates

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func TestTextIn(t *testing.T) {
	text := Text{"en": "E", "fr": "F", "de": " "}
	for _, c := range []struct {
		text     Text
		lang     string
		fallback []string
		want     string
	}{
		{text, "fr", nil, "F"},
		{text, "fr-CA", nil, "F"},
		{text, "de", []string{"fr"}, "F"},
		{text, "es", nil, "E"},
		{text, "es", []string{"it", "fr"}, "F"},
		{Text{"": "N", "fr": "F"}, "es", []string{"fr"}, "N"},
		{nil, "en", nil, ""},
	} {
		if got := c.text.In(c.lang, c.fallback...); got != c.want {
			t.Errorf("%v in %s, else %v: %q, want %q", c.text, c.lang, c.fallback, got, c.want)
		}
	}
}

func TestVersion(t *testing.T) {
	base := SampleAgenda().Version()
	if len(base) != 12 || base != SampleAgenda().Version() {
		t.Fatalf("version %q is not 12 steady digits", base)
	}
	session := func(a *Agenda) *Session { return &a.Days[0].Sessions[0] }
	for name, change := range map[string]func(*Agenda){
		"title":             func(a *Agenda) { a.Title["fr"] = "x" },
		"a language more":   func(a *Agenda) { a.Title["de"] = "x" },
		"zone":              func(a *Agenda) { a.Zone = time.FixedZone("Europe/Rome", 3600) },
		"join":              func(a *Agenda) { a.Join.URL += "2" },
		"join note":         func(a *Agenda) { a.Join.Note = nil },
		"day title":         func(a *Agenda) { a.Days[0].Title = a.Days[1].Title },
		"day":               func(a *Agenda) { a.Days = a.Days[:1] },
		"start":             func(a *Agenda) { session(a).Start = session(a).Start.Add(time.Minute) },
		"end":               func(a *Agenda) { session(a).End = session(a).End.Add(time.Minute) },
		"session":           func(a *Agenda) { a.Days[0].Sessions = a.Days[0].Sessions[1:] },
		"description":       func(a *Agenda) { session(a).Description = nil },
		"languages":         func(a *Agenda) { session(a).Languages = []string{"fr", "en"} },
		"speaker":           func(a *Agenda) { session(a).Speakers[0].Name = "x" },
		"speaker's title":   func(a *Agenda) { session(a).Speakers[0].Title["en"] = "x" },
		"cancelled":         func(a *Agenda) { session(a).Cancelled = true },
		"notes":             func(a *Agenda) { a.Notes["en"] += "!" },
		"resource":          func(a *Agenda) { a.Resources[0].URL["en"] += "!" },
		"text moves along":  func(a *Agenda) { a.Resources[0].Title, a.Resources[0].URL = a.Resources[0].URL, a.Resources[0].Title },
		"language and text": func(a *Agenda) { a.Notes = Text{"e": "n" + a.Notes["en"], "fr": a.Notes["fr"]} },
	} {
		a := SampleAgenda()
		change(a)
		if a.Version() == base {
			t.Errorf("%s: the version stays", name)
		}
	}
	for name, change := range map[string]func(*Agenda){
		"id":         func(a *Agenda) { session(a).ID = "other" },
		"blanks":     func(a *Agenda) { a.Title["en"] = "  " + a.Title["en"] + "\n" },
		"empty text": func(a *Agenda) { a.Title["de"] = " " },
	} {
		a := SampleAgenda()
		change(a)
		if a.Version() != base {
			t.Errorf("%s: the version changes", name)
		}
	}
	if (*Agenda)(nil).Version() != "" {
		t.Error("no agenda has a version")
	}
}

func TestValidate(t *testing.T) {
	if errs := SampleAgenda().Validate(); errs != nil {
		t.Fatalf("the sample: %v", errs)
	}
	session := func(a *Agenda) *Session { return &a.Days[0].Sessions[1] }
	for name, c := range map[string]struct {
		change func(*Agenda)
		want   string
	}{
		"no title":         {func(a *Agenda) { a.Title = Text{"en": " "} }, "title: missing"},
		"no zone":          {func(a *Agenda) { a.Zone = nil }, "timezone: missing"},
		"local zone":       {func(a *Agenda) { a.Zone = time.Local }, "timezone: missing"},
		"join":             {func(a *Agenda) { a.Join.URL = "meeting.example" }, "join.url: no web address"},
		"script":           {func(a *Agenda) { a.Join.URL = "javascript:alert(1)" }, "join.url: no web address"},
		"no days":          {func(a *Agenda) { a.Days = nil }, "days: missing"},
		"days twice":       {func(a *Agenda) { a.Days[1].Date = a.Days[0].Date }, "days[1].date: not after"},
		"no date":          {func(a *Agenda) { a.Days[0].Date = time.Time{} }, "days[0].date: missing"},
		"language":         {func(a *Agenda) { a.Notes = Text{"english": "x"} }, `notes: "english" is no language`},
		"no id":            {func(a *Agenda) { session(a).ID = "" }, "days[0].sessions[1].id: missing"},
		"bad id":           {func(a *Agenda) { session(a).ID = "a b" }, `days[0].sessions[1].id: "a b": use letters`},
		"id twice":         {func(a *Agenda) { session(a).ID = "opening" }, `days[0].sessions[1].id: "opening" is taken by days[0].sessions[0]`},
		"no session title": {func(a *Agenda) { session(a).Title = nil }, "days[0].sessions[1].title: missing"},
		"no start":         {func(a *Agenda) { session(a).Start = time.Time{} }, "days[0].sessions[1].start: missing"},
		"no end":           {func(a *Agenda) { session(a).End = time.Time{} }, "days[0].sessions[1].end: missing"},
		"end first":        {func(a *Agenda) { session(a).End = session(a).Start }, "days[0].sessions[1].end: not after the start"},
		"too long":         {func(a *Agenda) { session(a).End = session(a).Start.AddDate(0, 0, 2) }, "days[0].sessions[1].end: more than a day"},
		"another day":      {func(a *Agenda) { session(a).Start = session(a).Start.AddDate(0, 0, -1) }, "days[0].sessions[1].start: is on another day"},
		"order":            {func(a *Agenda) { session(a).Start = a.Days[0].Date }, "days[0].sessions[1].start: before the session above"},
		"no name":          {func(a *Agenda) { session(a).Speakers[0].Name = " " }, "days[0].sessions[1].speakers[0].name: missing"},
		"no resource":      {func(a *Agenda) { a.Resources[0] = Resource{} }, "resources[0].title: missing"},
		"resource's url":   {func(a *Agenda) { a.Resources[0].URL["fr"] = "ftp://x.example" }, `resources[0].url: "ftp://x.example" is no web address`},
	} {
		a := SampleAgenda()
		c.change(a)
		if errs := a.Validate(); !slices.ContainsFunc(errs, func(err error) bool { return strings.Contains(err.Error(), c.want) }) {
			t.Errorf("%s: %q is not in %v", name, c.want, errs)
		}
	}
	a := SampleAgenda()
	a.Title, a.Days[0].Sessions[0].ID, a.Days[1].Sessions[2].Title, a.Resources[0].URL = nil, "", nil, nil
	if errs := a.Validate(); len(errs) != 4 {
		t.Errorf("four problems, and these are told: %v", errs)
	}
	if (*Agenda)(nil).Validate() == nil {
		t.Error("no agenda is no problem")
	}
}
