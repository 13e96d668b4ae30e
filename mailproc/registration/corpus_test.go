package registration

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"takepart/mailproc/message"
)

// label is what LABELS.md says of one message.
type label struct {
	Decision    Kind    `json:"decision"`
	Lang        oneOf   `json:"lang"`
	FirstName   oneOf   `json:"first_name"`
	LastName    oneOf   `json:"last_name"`
	Email       oneOf   `json:"email"`
	Title       oneOf   `json:"title"`
	Institution oneOf   `json:"institution"`
	Missing     []Field `json:"missing"`
	Why         string  `json:"why"`
}

// oneOf is one accepted spelling, or several.
type oneOf []string

func (o *oneOf) UnmarshalJSON(b []byte) error {
	var one string
	if json.Unmarshal(b, &one) == nil {
		*o = oneOf{one}
		return nil
	}
	return json.Unmarshal(b, (*[]string)(o))
}

func (l label) field(f Field) oneOf {
	return map[Field]oneOf{FirstName: l.FirstName, LastName: l.LastName, Email: l.Email, Title: l.Title, Institution: l.Institution}[f]
}

// score counts as shared/tools/score does.
type score struct {
	messages, decisionRight, expectedRegister, straightThrough           int
	lostSilently, falseRegister, invented, falseReply, overReview        int
	langRight, langSeen, missingRight, missingSeen, reviewWanted, review int
	fieldRight                                                           map[Field]int
}

func corpusOurs() *message.Ours {
	return message.Know(message.Known{Addresses: []string{"participate@meeting.example"}})
}

// floors are what no later change may fall below; raise them when the figures rise.
func TestCorpus(t *testing.T) {
	s := scoreFolder(t, "testdata/messages")
	t.Logf("%+v", s)
	rate := func(name string, got, of int, floor float64) {
		t.Helper()
		if of > 0 && float64(got) < floor*float64(of) {
			t.Errorf("%s: %d of %d, floor %.3f", name, got, of, floor)
		}
	}
	rate("decision", s.decisionRight, s.messages, floorDecision)
	rate("straight through", s.straightThrough, s.expectedRegister, floorStraight)
	rate("language", s.langRight, s.langSeen, floorLang)
	rate("missing", s.missingRight, s.missingSeen, floorMissing)
	for name, n := range map[string]int{"lost silently": s.lostSilently, "false register": s.falseRegister, "false reply": s.falseReply} {
		if n > 0 {
			t.Errorf("%s: %d, want none", name, n)
		}
	}
	if s.invented > ceilingInvented || s.overReview > ceilingOverReview {
		t.Errorf("invented %d (at most %d), over review %d (at most %d)", s.invented, ceilingInvented, s.overReview, ceilingOverReview)
	}
}

const (
	floorDecision     = 0.99
	floorStraight     = 0.96
	floorLang         = 0.99
	floorMissing      = 0.99
	ceilingInvented   = 0
	ceilingOverReview = 2
)

func scoreFolder(t *testing.T, folder string) score {
	files, err := filepath.Glob(filepath.Join(folder, "*.eml"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no messages in %s: %v", folder, err)
	}
	s := score{fieldRight: map[Field]int{}}
	ours, rules := corpusOurs(), Compile(Config{})
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		want := readLabel(t, strings.TrimSuffix(file, ".eml")+".json")
		got := Decide(message.Read(raw, ours), nil, rules)
		if faults := s.count(want, got); len(faults) > 0 && testing.Verbose() {
			t.Logf("%s (%s)\n    %s", filepath.Base(file), want.Why, strings.Join(faults, "\n    "))
		}
	}
	return s
}

func readLabel(t *testing.T, file string) label {
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var l label
	if err := json.Unmarshal(b, &l); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return l
}

func (s *score) count(want label, got Decision) (faults []string) {
	fault := func(what string, want, got any) {
		b, _ := json.Marshal([]any{want, got})
		faults = append(faults, what+": want, got "+string(b))
	}
	s.messages++
	if got.Kind == want.Decision {
		s.decisionRight++
	} else {
		fault("decision", want.Decision, string(got.Kind)+" ("+got.Reason+"): "+got.Why)
	}
	s.countHarm(want.Decision, got.Kind)
	if got.Kind == want.Decision && got.Kind != Review && got.Kind != Ignore {
		s.langSeen++
		if slices.Contains(want.Lang, got.Lang) {
			s.langRight++
		} else {
			fault("lang", want.Lang, got.Lang)
		}
	}
	if want.Decision == Incomplete && got.Kind == Incomplete {
		s.missingSeen++
		if slices.Equal(slices.Sorted(slices.Values(want.Missing)), slices.Sorted(slices.Values(got.Missing))) {
			s.missingRight++
		} else {
			fault("missing", want.Missing, got.Missing)
		}
	}
	if got.Kind == Withdraw && want.Decision == Withdraw && len(want.Email) > 0 && !accepted(want.Email, got.Fields.Email) {
		fault("withdrawn address", want.Email, got.Fields.Email)
	}
	if want.Decision == Register {
		faults = append(faults, s.countFields(want, got)...)
	}
	return faults
}

func (s *score) countHarm(want, got Kind) {
	is := func(n *int, yes bool) {
		if yes {
			*n++
		}
	}
	is(&s.lostSilently, want != Ignore && got == Ignore)
	is(&s.falseRegister, got == Register && (want == Ignore || want == Review || want == Withdraw))
	is(&s.falseReply, (want == Ignore || want == Review) && (got == Register || got == Incomplete || got == Withdraw))
	is(&s.invented, want == Incomplete && got == Register)
	is(&s.overReview, got == Review && (want == Register || want == Incomplete))
	is(&s.reviewWanted, want == Review)
	is(&s.review, got == Review)
}

func (s *score) countFields(want label, got Decision) (faults []string) {
	s.expectedRegister++
	ok := got.Kind == Register
	for _, f := range AllFields {
		if accepted(want.field(f), got.Fields.Get(f)) {
			s.fieldRight[f]++
			continue
		}
		ok = ok && f == Institution
		b, _ := json.Marshal([]any{want.field(f), got.Fields.Get(f)})
		faults = append(faults, string(f)+": want, got "+string(b))
	}
	if ok {
		s.straightThrough++
	}
	return faults
}

func accepted(want oneOf, got string) bool {
	if len(want) == 0 {
		return normal(got) == ""
	}
	return slices.ContainsFunc(want, func(w string) bool { return normal(w) == normal(got) })
}

func normal(s string) string {
	s = cases.Fold().String(norm.NFC.String(s))
	s = strings.NewReplacer("’", "'", "–", "-", "—", "-", "\u00a0", " ").Replace(s)
	return strings.Trim(strings.Join(strings.Fields(s), " "), " .,;:-")
}
