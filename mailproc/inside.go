package mailproc

import (
	"slices"
	"strings"
	"unicode"

	"takepart/mailproc/message"
	"takepart/mailproc/registration"
	"takepart/store"
	"takepart/templates"
)

// What an answer quotes of our own mails. Most programs mark a quotation; where none did, our receipt, the speakers of the agenda
// and the old values of a correction would read like the author's words. And some people answer inside of a marked quotation, on the
// quoted line itself ("> - Institutional title: Director"): that is marked as nobody's own, and yet must not be lost.

const (
	// mostQuoted bounds how many of our mails an answer is compared with.
	mostQuoted = 3
	// stretch is how many words in a row make a piece of a line ours: programs wrap long lines.
	stretch = 4
)

// ourMails are the texts of the mails that a message may quote: those that it names, and the last of the thread.
func (r *recorder) ourMails(m *message.Message, t *thread) (texts []string, lang string, err error) {
	all, err := r.tx.RepliesOf(t.of.ID)
	if err != nil {
		return nil, "", err
	}
	named := func(reply *store.Reply) bool {
		return slices.Contains(m.InReplyTo, reply.MessageID) || slices.Contains(m.References, reply.MessageID)
	}
	for i, reply := range slices.Backward(all) {
		if i < len(all)-1 && !named(reply) || len(texts) == mostQuoted {
			continue
		}
		mail, err := r.p.compose(reply)
		if err != nil {
			continue // a template of the organisers' that cannot be filled now: check tells about it
		}
		texts = append(texts, mail.Subject+"\n"+mail.Text)
		if lang == "" {
			lang = reply.Lang
		}
	}
	return texts, lang, nil
}

// withoutOurs is a message in which the lines of our own mails are marked as quoted, wherever they stand.
func withoutOurs(m *message.Message, texts []string) *message.Message {
	known, streams := map[string]bool{}, make([]string, 0, len(texts))
	for _, text := range texts {
		for line := range strings.SplitSeq(text, "\n") {
			known[bare(line)] = true
		}
		streams = append(streams, " "+bare(text)+" ")
	}
	out := *m
	out.Lines = slices.Clone(m.Lines)
	for i := range out.Lines {
		l := &out.Lines[i]
		if l.Zone != message.Own && l.Zone != message.Signature {
			continue
		}
		words := bare(l.Text)
		ours := words != "" && known[words]
		if !ours && strings.Count(words, " ") >= stretch-1 {
			ours = slices.ContainsFunc(streams, func(s string) bool { return strings.Contains(s, " "+words+" ") })
		}
		if ours {
			l.Zone, l.Why = message.Quoted, "our-mail"
		}
	}
	return &out
}

// bare are the words of a text in small letters, joined by single spaces.
func bare(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) }), " ")
}

// wroteInside tells whether a quoted line with the name of a field holds words that our mails do not.
func wroteInside(m *message.Message, texts []string, set *templates.Set, lang string) bool {
	known := map[string]bool{}
	for _, text := range texts {
		for word := range strings.SplitSeq(bare(text), " ") {
			known[word] = true
		}
	}
	for i := range m.Lines {
		l := &m.Lines[i]
		if l.Zone != message.Quoted || !namesField(l.Text, set, lang) {
			continue
		}
		for word := range strings.SplitSeq(bare(l.Text), " ") {
			if !known[word] {
				return true
			}
		}
	}
	return false
}

// namesField tells whether a line holds the name of a field, as our mails write it.
func namesField(line string, set *templates.Set, lang string) bool {
	line = strings.ToLower(line)
	for _, f := range registration.AllFields {
		if strings.Contains(line, strings.ToLower(set.FieldName(lang, string(f)))) {
			return true
		}
	}
	return false
}
