package registration

import "strings"

// inThread: an answer in a conversation of ours needs no phrase to complete or correct what we know.
func (c *hearing) inThread() (Decision, bool) {
	t := c.thread
	if t == nil {
		return Decision{}, false
	}
	if c.body.empty() {
		return c.decision(Ignore, reasonEmpty, "The author wrote nothing of their own."), true
	}
	if at, ok := c.takenBack(finding{in: c.body}); ok {
		return c.review(reasonCancelled, "The answer takes the registration back in words of its own: "+at, nil), true
	}
	got := readAnswer(c.m, t.Asked, t.Known)
	fields, news, changes := merge(t.Known, got.Fields)
	switch {
	case !news && c.onlyThanks():
		return c.decision(Ignore, reasonThanks, "Thanks, and nothing else."), true
	case !news:
		return c.review(reasonUnclear, "An answer in a conversation of ours that tells nothing about the registration.", nil), true
	case changes && !t.SameSender:
		return c.review(reasonOtherSender, "An answer from another address than the registration's would change what is known.", nil), true
	case got.Ambiguous != "":
		return c.review(reasonAmbiguous, "Two readings of the answer are near each other: "+got.Ambiguous+".", nil), true
	}
	d := c.decision(Register, reasonThread, "The answer tells what was missing, or corrects it.")
	d.Lang, d.Fields, d.Evidence, d.Completes = c.fallbackLang(), fields, got.Evidence, true
	return c.whole(d, people{}), true
}

// knownFirst fills what a message with the phrase leaves out from the registration that it answers about, where the same
// sender writes and nobody else is named. What From: alone tells does not replace what is known.
func (c *hearing) knownFirst(d Decision, p people) Decision {
	t := c.thread
	if t == nil || !t.SameSender || !p.NamesNobody && !sameName(d.Fields, t.Known) {
		return d
	}
	for _, f := range AllFields {
		if known := t.Known.Get(f); known != "" && (d.Fields.Get(f) == "" || d.Evidence[f].Source == "from") {
			d.Fields.Set(f, known)
			delete(d.Evidence, f)
		}
	}
	return d
}

// sameName compares what both tell of a name, folded.
func sameName(a, b Fields) bool {
	same := func(x, y string) bool { return x == "" || y == "" || strings.EqualFold(x, y) }
	return same(a.FirstName, b.FirstName) && same(a.LastName, b.LastName)
}

// merge lays what was told over what was known; news: anything differs; changes: something known becomes another.
func merge(known, told Fields) (all Fields, news, changes bool) {
	all = known
	for _, f := range AllFields {
		v := told.Get(f)
		if v == "" || v == known.Get(f) {
			continue
		}
		news = true
		changes = changes || known.Get(f) != ""
		all.Set(f, v)
	}
	return all, news, changes
}

// onlyThanks tells whether every word is one of thanking, greeting or the writer's own name.
func (c *hearing) onlyThanks() bool {
	t := c.body
	if len(t.tokens) > 60 {
		return false
	}
	names := map[string]bool{}
	for _, w := range scan(linesOf(c.thread.Known.FirstName + " " + c.thread.Known.LastName + " " + c.m.From[0].Name)).tokens {
		names[w.text] = true
	}
	code, _ := c.letter.best()
	langs := []*lexicons{byCode()[code], byCode()["en"]}
	for i, w := range t.tokens {
		if w.gap&gapQuestion != 0 {
			return false
		}
		if names[w.text] {
			continue
		}
		known := false
		for _, x := range langs {
			known = known || x != nil && x.of[colThanks].at(t.tokens, i, len(t.tokens)) > 0
		}
		if !known {
			return false
		}
	}
	return t.end&gapQuestion == 0
}

// empty tells whether there is no word at all.
func (t *text) empty() bool { return len(t.tokens) == 0 }
