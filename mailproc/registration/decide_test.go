package registration

import (
	"strings"
	"testing"
	"time"

	"takepart/mailproc/message"
)

// mail is own with changes.
func mail(text string, change ...func(*message.Message)) *message.Message {
	m := own(text)
	for _, f := range change {
		f(m)
	}
	return m
}

func automatic(a message.Automatic) func(*message.Message) {
	return func(m *message.Message) { m.Automatic, m.AutoWhy = a, "a test says so" }
}

func zone(z message.Zone, from, to int) func(*message.Message) {
	return func(m *message.Message) {
		for i := range m.Lines {
			if n := m.Lines[i].N; from <= n && n <= to {
				m.Lines[i].Zone = z
			}
		}
	}
}

func subject(s string, replyTo ...string) func(*message.Message) {
	return func(m *message.Message) { m.Subject, m.InReplyTo = s, replyTo }
}

const signed = "I TAKE PART\n\nKim Lind\nDirector of Inspection\nkim.lind@labour.example"

func TestDecide(t *testing.T) {
	takes := func(d Decision) bool { return d.Kind == Register || d.Kind == Incomplete }
	is := func(k Kind, reason string) func(Decision) bool {
		return func(d Decision) bool { return d.Kind == k && (reason == "" || d.Reason == reason) }
	}
	for name, c := range map[string]struct {
		m    *message.Message
		want func(Decision) bool
	}{
		"plain":                          {mail(signed), takes},
		"auto-submitted":                 {mail(signed, automatic(message.AutoSubmitted)), is(Ignore, "auto-submitted")},
		"null sender":                    {mail(signed, automatic(message.NullSender)), is(Ignore, "null-sender")},
		"our own":                        {mail(signed, automatic(message.OurOwn)), is(Ignore, "our-own")},
		"bulk":                           {mail(signed, automatic(message.Bulk)), is(Ignore, "bulk")},
		"list with phrase":               {mail(signed, automatic(message.ListMail)), is(Review, "list")},
		"list with negated phrase":       {mail("I do not say I TAKE PART", automatic(message.ListMail)), is(Review, "list")},
		"list without phrase":            {mail("Who of us goes?", automatic(message.ListMail)), is(Ignore, "list")},
		"calendar answer with phrase":    {mail(signed, automatic(message.CalendarAnswer)), is(Review, "calendar-answer")},
		"calendar answer without":        {mail("Accepted", automatic(message.CalendarAnswer)), is(Ignore, "calendar-answer")},
		"out of office by text, phrase":  {mail("I am away.\n\nI TAKE PART", automatic(message.OutOfOffice)), is(Review, "out-of-office")},
		"out of office by text, other":   {mail("Je participe cette semaine à une mission.", automatic(message.OutOfOffice)), is(Ignore, "out-of-office")},
		"limit":                          {mail(signed, func(m *message.Message) { m.Trouble = []message.Trouble{{Code: "limit-parts"}} }), is(Review, "limit-parts")},
		"harmless trouble":               {mail(signed, func(m *message.Message) { m.Trouble = []message.Trouble{{Code: "charset-guessed"}} }), takes},
		"two From":                       {mail(signed, func(m *message.Message) { m.From = append(m.From, m.From[0]) }), is(Review, reasonSenders)},
		"no From":                        {mail(signed, func(m *message.Message) { m.From = nil }), is(Review, reasonSenders)},
		"not to us":                      {mail(signed, func(m *message.Message) { m.ToUs = false }), is(Review, reasonNotToUs)},
		"not to us, nothing for us":      {mail("Cheap flights", func(m *message.Message) { m.ToUs = false }), is(Ignore, "")},
		"phrase quoted":                  {mail("Thanks.\n\n> "+signed, zone(message.Quoted, 3, 9)), is(Ignore, "")},
		"phrase forwarded":               {mail("See below.\n\n"+signed, zone(message.Forwarded, 3, 9)), is(Review, reasonForwarded)},
		"invitation forwarded":           {mail("See below.\n\nTo participate, email us mentioning in the message I TAKE PART and signing with your name.", zone(message.Forwarded, 3, 9)), is(Ignore, "")},
		"invitation forwarded, on line":  {mail("FYI\n\nPlease confirm by writing\nI TAKE PART\nto participate@meeting.example", zone(message.Forwarded, 3, 9)), is(Ignore, "")},
		"phrase in a signature, alone":   {mail("Kim\n-- \n"+signed, zone(message.Signature, 2, 9)), takes},
		"phrase in a signature's slogan": {mail("Thanks\n-- \nKim\nI take part in the fight against slavery", zone(message.Signature, 2, 4)), is(Ignore, "")},
		"phrase in an indent":            {mail(signed, func(m *message.Message) { m.Lines[0].Why = "indent" }), is(Review, "uncertain-author")},
		"subject alone":                  {mail("Kim Lind\nDirector", subject("I TAKE PART")), takes},
		"subject with names":             {mail("Kim Lind\nDirector", subject("I TAKE PART - Kim Lind, Director")), takes},
		"subject of a reply":             {mail("Thank you!", subject("Re: I TAKE PART", "<1@x.example>")), is(Ignore, "")},
		"subject of a forward":           {mail("Thank you!", subject("Fwd: I TAKE PART")), is(Ignore, "")},
		"subject by hand with Re":        {mail("Kim Lind\nDirector", subject("RE: I TAKE PART")), takes},
		"subject asks":                   {mail("Kim Lind\nDirector", subject("Can I take part?")), is(Review, "question")},
		"subject yes, body no":           {mail("Sorry, I cannot take part after all.", subject("I TAKE PART")), is(Review, "")},
		"subject withdraws":              {mail("Sorry. Kim Lind", subject("I WITHDRAW")), is(Withdraw, "")},
		"foreign run":                    {mail("mentioning I TAKE PART", func(m *message.Message) { m.Lines[0].Foreign = [][2]int{{0, 22}} }), is(Ignore, "")},
		"empty":                          {mail(""), is(Ignore, reasonEmpty)},
		"no lines":                       {&message.Message{From: []message.Address{{Addr: "a@b.example"}}, ToUs: true}, is(Ignore, reasonEmpty)},
	} {
		t.Run(name, func(t *testing.T) {
			if d := Decide(c.m, nil, Compile(Config{})); !c.want(d) {
				t.Errorf("got %s, %s: %s", d.Kind, d.Reason, d.Why)
			}
		})
	}
}

func TestLang(t *testing.T) {
	for text, want := range map[string]string{
		"I TAKE PART":       "en",
		"PARTECIPO":         "it",
		"أشارك في الاجتماع": "ar",
		"PARTICIPO":         "es",
		"Prezados senhores,\n\nPARTICIPO\n\nAtenciosamente":                                "pt",
		"Estimados señores:\n\nPARTICIPO\n\nAtentamente":                                   "es",
		"Bom dia, participo da reunião. Obrigada":                                          "pt",
		"Hola, participo. Gracias":                                                         "es",
		"PARTICIPO\n\nJoão Conceição\nCoordenador de Fiscalização\nMinistério do Trabalho": "pt",
		"PARTICIPO\n\nMaría Núñez\nDirectora de Inspección\nMinisterio de Trabajo":         "es",
		"Szanowni Państwo, JE PARTICIPE. Z poważaniem":                                     "fr",
	} {
		if d := Decide(own(text), nil, Compile(Config{})); d.Lang != want {
			t.Errorf("%q: want %s, got %s", text, want, d.Lang)
		}
	}
}

func TestThread(t *testing.T) {
	known := Fields{FirstName: "Kim", LastName: "Lind", Email: "kim.lind@labour.example"}
	thread := func(same bool) *Thread {
		return &Thread{Registration: "abc", Known: known, Asked: []Field{Title}, SameSender: same}
	}
	for name, c := range map[string]struct {
		text      string
		t         *Thread
		want      Kind
		title     string
		completes bool
	}{
		"thanks":                   {"Thank you very much, well received!\n\nKind regards\nKim Lind", thread(true), Ignore, "", false},
		"thanks in French":         {"Merci beaucoup, bien reçu.\nCordialement\nKim", thread(true), Ignore, "", false},
		"nothing":                  {"", thread(true), Ignore, "", false},
		"question":                 {"At what time does it begin?", thread(true), Review, "", false},
		"takes it back":            {"I am sorry, I cannot attend after all.", thread(true), Review, "", false},
		"withdraws":                {"I WITHDRAW", thread(true), Withdraw, "", false},
		"withdraws from elsewhere": {"I WITHDRAW", thread(false), Review, "", false},
		"the title alone":          {"Director of Inspection", thread(true), Register, "Director of Inspection", true},
		"the title with its label": {"Title: Head of Unit\n\nThanks\nKim Lind", thread(true), Register, "Head of Unit", true},
		"the title from elsewhere": {"Title: Head of Unit\n\nKim Lind", thread(false), Register, "Head of Unit", true},
		"the phrase and the title": {"I TAKE PART\nTitle: Head of Unit", thread(true), Register, "Head of Unit", false},
		"the phrase negated":       {"I do not say I TAKE PART", thread(true), Review, "", false},
	} {
		t.Run(name, func(t *testing.T) {
			d := Decide(own(c.text), c.t, Compile(Config{}))
			if d.Kind != c.want || d.Completes != c.completes || c.title != "" && d.Fields.Title != c.title {
				t.Errorf("want %s, %q, completes %v; got %s, %s, %q, completes %v: %s", c.want, c.title, c.completes, d.Kind, d.Reason, d.Fields.Title, d.Completes, d.Why)
			}
		})
	}
}

func TestConfiguredPhrases(t *testing.T) {
	r := Compile(Config{Phrases: map[string][]string{"en": {"COUNT ME IN"}, "pl": {"BIORĘ UDZIAŁ"}}})
	for text, want := range map[string]bool{"count me in": true, "CUONT ME IN": true, "Biorę udział w spotkaniu.": true, "biore udzial": true, "nie biorę udziału": false, "I TAKE PART": false} {
		d := Decide(own(text), nil, r)
		if got := d.Kind == Register || d.Kind == Incomplete; got != want {
			t.Errorf("%q: affirmed %v, want %v (%s, %s)", text, got, want, d.Kind, d.Reason)
		}
	}
}

// TestBudget: a hostile text of 1 MiB is decided within the step budget; ten times the 100 ms that one idle core needs.
func TestBudget(t *testing.T) {
	for name, text := range map[string]string{
		"phrases":  strings.Repeat("I TAKE PART if ", 1<<20/15),
		"lines":    strings.Repeat("I TAKE PART\n", 1<<20/12),
		"one word": strings.Repeat("a", 1<<20),
		"one line": strings.Repeat("if you i take ", 1<<20/14),
		"letters":  strings.Repeat("i t a k e p a r ", 1<<20/16),
		"arabic":   strings.Repeat("أشارك ", 1<<20/11),
		"marks":    "I TAKE PART" + strings.Repeat("\u0301", 1<<19),
		"prose":    strings.Repeat("We would like to know whether the participants participate in the meeting, because nobody told us. ", 1<<20/99),
		"han":      strings.Repeat("我参", 1<<20/6),
	} {
		start := time.Now()
		Decide(own(text), nil, Compile(Config{}))
		took := time.Since(start)
		t.Logf("%s: %v", name, took)
		if took > 6*time.Second { // some 100 ms by itself; the race detector and a busy machine take their share
			t.Errorf("%s: 1 MiB took %v", name, took)
		}
	}
}
