package registration

import (
	"os"
	"strings"
	"testing"

	"takepart/mailproc/message"
)

// polish is a meeting whose organisers have added a ninth language: their configuration, and rows of the tables, are all that it
// takes.
func polish() *Rules {
	phrases, withdraw := DefaultPhrases(), DefaultWithdraw()
	phrases["pl"], withdraw["pl"] = []string{"BIORĘ UDZIAŁ"}, []string{"WYCOFUJĘ SIĘ"}
	return Compile(Config{Phrases: phrases, Withdraw: withdraw, Languages: []string{"en", "pl"}})
}

func TestNinthLanguageMeaning(t *testing.T) {
	b, err := os.ReadFile("testdata/ninth/pl.txt")
	if err != nil {
		t.Fatal(err)
	}
	alone := Compile(Config{Phrases: map[string][]string{"pl": {"BIORĘ UDZIAŁ"}}, Withdraw: map[string][]string{"pl": {"WYCOFUJĘ SIĘ"}}})
	for name, rules := range map[string]*Rules{"with the others": polish(), "alone": alone} {
		t.Run(name, func(t *testing.T) {
			for n, line := range strings.Split(string(b), "\n") {
				if len(line) > 2 && line[0] != '#' {
					checkLetter(t, n+1, line[:1], own(strings.ReplaceAll(line[2:], `\n`, "\n")), rules)
				}
			}
		})
	}
}

// TestNinthLanguageNotConfigured: without the organisers' phrases the words are a wish to register, and a person looks.
func TestNinthLanguageNotConfigured(t *testing.T) {
	for _, text := range []string{"BIORĘ UDZIAŁ", "Wycofuję się z udziału, proszę mnie wykreślić."} {
		if d := Decide(own(text), nil, Compile(Config{})); d.Kind != Review {
			t.Errorf("%q: %s (%s), not review", text, d.Kind, d.Reason)
		}
	}
}

// TestNinthLanguageMails reads whole messages: attribution, header block, mobile line, labels, closings and roles in Polish.
func TestNinthLanguageMails(t *testing.T) {
	const head = "To: participate@meeting.example\nSubject: Zgłoszenie\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n"
	ewa := Fields{FirstName: "Ewa", LastName: "Sadowska-Lis", Email: "e.sadowska@praca.example", Title: "Zastępca Dyrektora Departamentu Prawnego", Institution: "Ministerstwo Pracy"}
	for name, c := range map[string]struct {
		from, text string
		kind       Kind
		lang       string
		want       Fields
	}{
		"block above a quotation with an attribution": {
			from: "Ewa Sadowska-Lis <e.sadowska@praca.example>", kind: Register, lang: "pl", want: ewa,
			text: "Dzień dobry,\n\nBIORĘ UDZIAŁ\n\nZ poważaniem,\nEwa Sadowska-Lis\nZastępca Dyrektora Departamentu Prawnego\nMinisterstwo Pracy\ne.sadowska@praca.example\n\n" +
				"W dniu 12.01.2027 o 09:14, Alliance 8.7 Meeting pisze:\n> Odpowiadając, proszę napisać BIORĘ UDZIAŁ i podpisać się.\n> Jeśli Państwo rezygnują: WYCOFUJĘ SIĘ\n",
		},
		"labelled form below a phone's line": {
			from: "e.sadowska@praca.example", kind: Register, lang: "pl", want: ewa,
			text: "BIORĘ UDZIAŁ\n\nImię: Ewa\nNazwisko: Sadowska-Lis\nE-mail: e.sadowska@praca.example\nStanowisko: Zastępca Dyrektora Departamentu Prawnego\nInstytucja: Ministerstwo Pracy\n\nWysłano z iPhone'a\n",
		},
		"only the quoted invitation, an attribution over two lines": {
			from: "Jan Kowalczyk <jan@gmina.example>", kind: Ignore,
			text: "Dziękuję, zastanowię się.\n\nJan Kowalczyk\nWójt\n\nwt., 12 sty 2027 o 09:14 Alliance 8.7 Meeting\n<participate@meeting.example> napisał(a):\n\n> Proszę napisać BIORĘ UDZIAŁ\n",
		},
		"only the quoted invitation, Outlook's header block": {
			from: "Jan Kowalczyk <jan@gmina.example>", kind: Ignore,
			text: "Przyjąłem do wiadomości.\n\nJan Kowalczyk\nWójt\n\nOd: Alliance 8.7 Meeting <participate@meeting.example>\nWysłano: wtorek, 12 stycznia 2027 09:14\nDo: Jan Kowalczyk <jan@gmina.example>\nTemat: Zaproszenie\n\nBIORĘ UDZIAŁ\n",
		},
		"no title": {
			from: "Zofia Wrona <zofia.wrona@fundacja.example>", kind: Incomplete, lang: "pl", want: Fields{FirstName: "Zofia", LastName: "Wrona", Email: "zofia.wrona@fundacja.example"},
			text: "BIORĘ UDZIAŁ\n\nPozdrawiam serdecznie\nZofia Wrona\n",
		},
		"negated above a signature": {
			from: "Zofia Wrona <zofia.wrona@fundacja.example>", kind: Review,
			text: "Niestety nie biorę udziału, mam w tych dniach rozprawę.\n\nZofia Wrona\nAdwokat\n",
		},
		"withdrawal over one's own quoted registration": {
			from: "Zofia Wrona <zofia.wrona@fundacja.example>", kind: Withdraw, lang: "pl", want: Fields{FirstName: "Zofia", LastName: "Wrona", Email: "zofia.wrona@fundacja.example"},
			text: "Szanowni Państwo,\n\nwycofuję się.\n\nZ wyrazami szacunku\nZofia Wrona\n\nDnia 12 stycznia 2027 10:02 Zofia Wrona <zofia.wrona@fundacja.example> napisał(a):\n\nBIORĘ UDZIAŁ\n",
		},
		"absence without a header": {
			from: "Zofia Wrona <zofia.wrona@fundacja.example>", kind: Ignore,
			text: "Przebywam na urlopie do 20 stycznia. Odpowiem po powrocie.\n",
		},
	} {
		raw := "From: " + c.from + "\n" + head + "Message-ID: <1@praca.example>\nDate: Tue, 12 Jan 2027 10:00:00 +0100\n\n" + c.text
		d := Decide(message.Read([]byte(strings.ReplaceAll(raw, "\n", "\r\n")), corpusOurs()), nil, polish())
		if d.Kind != c.kind {
			t.Errorf("%s: %s (%s: %s), not %s", name, d.Kind, d.Reason, d.Why, c.kind)
			continue
		}
		if d.Kind != Register && d.Kind != Incomplete {
			continue
		}
		if d.Lang != c.lang {
			t.Errorf("%s: language %q, not %q", name, d.Lang, c.lang)
		}
		if d.Fields != c.want {
			t.Errorf("%s: %+v, not %+v", name, d.Fields, c.want)
		}
	}
}
