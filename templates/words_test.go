package templates

import (
	"testing"
	"time"
)

func TestPluralRules(t *testing.T) {
	for rule, want := range map[string]map[int]string{
		"none":   {0: "other", 1: "other", 7: "other"},
		"one":    {0: "other", 1: "one", 2: "other"},
		"upto1":  {0: "one", 1: "one", 2: "other"},
		"slavic": {1: "one", 2: "few", 4: "few", 5: "many", 11: "many", 12: "many", 21: "one", 22: "few", 112: "many"},
		"arabic": {0: "zero", 1: "one", 2: "two", 3: "few", 10: "few", 11: "many", 99: "many", 100: "other", 102: "other", 103: "few"},
	} {
		for n, form := range want {
			if got := pluralRules[rule](n); got != form {
				t.Errorf("%s: %d is %q, want %q", rule, n, got, form)
			}
		}
	}
}

func TestCounts(t *testing.T) {
	s := built(t)
	for _, c := range []struct {
		lang string
		n    int
		want string
	}{
		{"en", 1, "one detail"}, {"en", 2, "2 details"}, {"fr", 1, "une précision"}, {"fr", 3, "3 précisions"},
		{"ar", 1, "معلومة واحدة"}, {"ar", 2, "معلومتين"}, {"ar", 4, "4 معلومات"}, {"ar", 11, "11 معلومة"}, {"ar", 100, "100 معلومة"},
	} {
		if got := s.tongue(c.lang).words.count("details", c.n); got != c.want {
			t.Errorf("%d in %s: %q, want %q", c.n, c.lang, got, c.want)
		}
	}
}

func TestDates(t *testing.T) {
	s := built(t)
	first, second := time.Date(2027, 3, 1, 0, 0, 0, 0, time.UTC), time.Date(2027, 3, 2, 0, 0, 0, 0, time.UTC)
	for lang, want := range map[string][2]string{
		"en": {"Monday 1 March 2027", "Tuesday 2 March 2027"}, "fr": {"lundi 1er mars 2027", "mardi 2 mars 2027"},
		"es": {"lunes, 1 de marzo de 2027", "martes, 2 de marzo de 2027"}, "de": {"Montag, 1. März 2027", "Dienstag, 2. März 2027"},
		"nl": {"maandag 1 maart 2027", "dinsdag 2 maart 2027"}, "pt": {"segunda-feira, 1 de março de 2027", "terça-feira, 2 de março de 2027"},
		"it": {"lunedì 1º marzo 2027", "martedì 2 marzo 2027"}, "ar": {"الاثنين 1 مارس 2027", "الثلاثاء 2 مارس 2027"},
	} {
		w := s.tongue(lang).words
		if a, b := w.date(first), w.date(second); a != want[0] || b != want[1] {
			t.Errorf("%s: %q, %q", lang, a, b)
		}
	}
}

func TestSpans(t *testing.T) {
	w := built(t).tongue("en").words
	at := func(day, hour int) time.Time { return time.Date(2027, 3, day, hour, 0, 0, 0, time.UTC) }
	for _, c := range []struct {
		from, to time.Time
		want     string
	}{
		{at(2, 9), at(2, 10), "09:00–10:00"},
		{at(2, 22), at(3, 1), "22:00–Wednesday 3 March 2027 01:00"},
		{at(1, 22), at(1, 23), "Monday 1 March 2027 22:00–23:00"},
	} {
		if got := w.span(at(2, 0), c.from, c.to); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func TestOffset(t *testing.T) {
	for seconds, want := range map[int]string{0: "UTC", 3600: "UTC+1", -12600: "UTC-3:30", 1800: "UTC+0:30", 20700: "UTC+5:45", 50400: "UTC+14"} {
		if got := offset(time.Now().In(time.FixedZone("x", seconds))); got != want {
			t.Errorf("%d seconds: %q, want %q", seconds, got, want)
		}
	}
}

func TestEnumerate(t *testing.T) {
	s := built(t)
	for lang, want := range map[string]string{"en": "English, French and Russian", "de": "Englisch, Französisch und Russisch", "ar": "الإنجليزية، الفرنسية والروسية"} {
		w := s.tongue(lang).words
		if got := w.enumerate([]string{w.tongue("en"), w.tongue("fr"), w.tongue("ru")}); got != want {
			t.Errorf("%s: %q, want %q", lang, got, want)
		}
	}
	if got := s.tongue("en").words.tongue("International Sign"); got != "International Sign" {
		t.Errorf("what is no code: %q", got)
	}
}

func TestLine(t *testing.T) {
	for in, want := range map[string]string{
		"":                        "",
		"Ada":                     "Ada",
		"  Ada \t\r\n Lovelace  ": "Ada Lovelace",
		"A\x00d\x7fa":             "Ada",
		"\u202EevE\u2069":         "evE",
		"a\u200Bb\uFEFFc\u00ADd":  "abcd",
		"a\u00A0b\u3000c":         "a b c",
		"\xff":                    "\uFFFD",
		"می\u200cخواهم":           "می\u200cخواهم", // Persian needs its joiner
		"José\u2028x":             "José x",
	} {
		if got := line(in, 100); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
	if got := line("äöü", 2); got != "äö" {
		t.Errorf("bound: %q", got)
	}
}

func FuzzLine(f *testing.F) {
	f.Add("x\r\ny\u202e\x00", 10)
	f.Fuzz(func(t *testing.T, s string, longest int) {
		longest = min(max(longest, 0), 1000)
		got := line(s, longest)
		for _, r := range got {
			if invisible(r) || r == '\n' || r == '\r' {
				t.Errorf("%q keeps %U", s, r)
			}
		}
		if n := len([]rune(got)); n > longest {
			t.Errorf("%q is %d long, not %d", got, n, longest)
		}
		if again := line(got, len(got)+1); again != got {
			t.Errorf("cleaning %q again gives %q", got, again)
		}
	})
}
