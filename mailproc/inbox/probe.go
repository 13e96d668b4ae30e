package inbox

import (
	"bytes"
	"context"
	"net/mail"
	"slices"
	"strings"
	"time"

	"github.com/emersion/go-imap/v2"
)

// Capabilities is what the account offers, for `check`.
type Capabilities struct {
	Idle, Move, UIDPlus bool
	Mailboxes           []Found
	Advice              []string // what is missing, and what that means; each one sentence
	All                 []string // the server's own list
}

// Found is a mailbox as it stands.
type Found struct {
	Name     string
	Messages int
	Keywords bool // marks such as $TakePart are kept
	Answered bool // \Answered is kept
	UIDNext  bool // told at SELECT; without it every look searches
}

// Probe logs in and opens every mailbox, changing nothing. A fault is of the login or of a mailbox.
func (b *Mailbox) Probe(ctx context.Context) (Capabilities, error) {
	s, err := b.conf.newSession(ctx)
	if err != nil {
		return Capabilities{}, err
	}
	defer s.leave()
	c := Capabilities{Idle: s.can("IDLE"), Move: s.can("MOVE"), UIDPlus: s.can("UIDPLUS"), All: slices.Clone(s.caps)}
	for _, name := range b.conf.Mailboxes {
		o, err := s.selectAs(ctx, name, false)
		if err != nil {
			if f, ok := asFault(err); ok && !f.Lost {
				err = missingMailbox(name, err, s.mailboxes(ctx))
			}
			return c, err
		}
		c.Mailboxes = append(c.Mailboxes, Found{Name: name, Messages: int(o.count), Keywords: s.keeps("$TakePart"),
			Answered: s.keeps(string(imap.FlagAnswered)), UIDNext: o.next != 0})
	}
	c.Advice = b.advice(c)
	return c, nil
}

func (b *Mailbox) advice(c Capabilities) (advice []string) {
	if !c.Idle {
		advice = append(advice, "The server has no IDLE: new mail is found at the next look, every "+b.conf.Poll.String()+" (imap.poll).")
	}
	if len(b.conf.Mailboxes) > 1 && c.Idle {
		advice = append(advice, "Only "+b.conf.Mailboxes[0]+" is watched all the time; the others are looked at every "+b.conf.Poll.String()+" (imap.poll).")
	}
	if b.conf.MoveTo != "" && !c.Move && !c.UIDPlus {
		advice = append(advice, "The server can neither MOVE nor UID EXPUNGE: answered messages stay where they are; take move_to out, or move them by hand.")
	}
	for _, m := range c.Mailboxes {
		if !m.Keywords {
			advice = append(advice, "Mailbox "+m.Name+" keeps no keywords: colleagues will not see $TakePart there, only \\Answered; takepart itself remembers everything.")
		}
	}
	return advice
}

// olderLimit is what a search for a phrase may take: a server without an index reads every message for it.
const olderLimit = 5 * time.Minute

// Older says how many messages are in a mailbox, how many of them hold one of the phrases as the server's search sees it, and from
// when the first of these is (by its Date header; zero where it has none). Nothing is changed.
func (b *Mailbox) Older(ctx context.Context, mailbox string, phrases []string) (total, holding int, oldest time.Time, err error) {
	s, err := b.conf.newSession(ctx)
	if err != nil {
		return 0, 0, time.Time{}, err
	}
	defer s.leave()
	o, err := s.examine(ctx, mailbox)
	if err != nil {
		return 0, 0, time.Time{}, err
	}
	var all []imap.UID
	for _, p := range phrases {
		if strings.TrimSpace(p) == "" {
			continue
		}
		found, err := s.uids(ctx, "search "+mailbox+" for the phrase", olderLimit, &imap.SearchCriteria{Text: []string{p}})
		if f, ok := asFault(err); ok && !f.Lost {
			continue // a server that cannot search in this charset
		}
		if err != nil {
			return int(o.count), 0, time.Time{}, err
		}
		all = append(all, found...)
	}
	slices.Sort(all)
	all = slices.Compact(all)
	if len(all) > 0 {
		oldest = s.dateOf(ctx, all[0])
	}
	return int(o.count), len(all), oldest, nil
}

func (s *session) dateOf(ctx context.Context, u imap.UID) time.Time {
	got, _, err := s.fetch(ctx, imap.UIDSetNum(u), 0, 16<<10)
	if err != nil || len(got) == 0 {
		return time.Time{}
	}
	head, _, _ := bytes.Cut(got[0].Raw, []byte("\r\n\r\n"))
	m, err := mail.ReadMessage(bytes.NewReader(append(bytes.Clone(head), "\r\n\r\n"...)))
	if err != nil {
		return time.Time{}
	}
	at, _ := m.Header.Date()
	return at
}
