package inbox

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/emersion/go-imap/v2"
)

// Mark sets marks, on a connection of its own that it keeps open. The result has one fate for each mark, in order, also with an
// error: those that are neither Done nor Unsupported are to be tried again. Marks with equal flags take one command together.
// Safe for use from several goroutines; they wait for each other.
func (b *Mailbox) Mark(ctx context.Context, marks []Mark) ([]Marked, error) {
	fates := make([]Marked, len(marks))
	if len(marks) == 0 {
		return fates, nil
	}
	b.marking.Lock()
	defer b.marking.Unlock()
	kept := b.marker != nil
	err := b.mark(ctx, marks, fates)
	if f, ok := asFault(err); ok && f.Lost && kept && ctx.Err() == nil { // it had been idle for too long, perhaps
		err = b.mark(ctx, marks, fates)
	}
	return fates, err
}

// markerIdle is how long the connection is trusted unused: routers forget silent ones after some five minutes.
const markerIdle = 4 * time.Minute

// markingSession gives the connection that is kept for marks.
func (b *Mailbox) markingSession(ctx context.Context) (*session, error) {
	if b.marker != nil && time.Since(b.marker.used) > markerIdle {
		b.marker.close()
	}
	if b.marker == nil || b.marker.dead {
		s, err := b.conf.newSession(ctx)
		if err != nil {
			return nil, err
		}
		s.refused = &b.refused
		b.marker = s
	}
	return b.marker, nil
}

// group is marks that one series of commands sets: same mailbox, same flags.
type group struct {
	mailbox     string
	valid       uint32
	add, remove []string
	move        bool
	which       []int // indices of the marks
}

// mark works on those marks that have no fate yet.
func (b *Mailbox) mark(ctx context.Context, marks []Mark, fates []Marked) error {
	if _, err := b.markingSession(ctx); err != nil {
		return err
	}
	b.marker.open = opened{} // opened anew below
	all := groups(marks, fates)
	done := b.beginMoves(all)
	whole := true
	for _, g := range all {
		fate, err := b.marker.markGroup(ctx, g, marks)
		if b.marker.dead {
			b.marker = nil
			return err
		}
		if err != nil && ctx.Err() != nil {
			return err
		}
		if err != nil {
			fate, whole = Marked{Why: err.Error()}, false
		}
		for _, i := range g.which {
			fates[i] = fate
		}
	}
	if whole {
		done()
	}
	return nil
}

// groups puts marks together, in the order of mailboxes, so that each is opened once.
func groups(marks []Mark, fates []Marked) []*group {
	byKey := map[string]*group{}
	var all []*group
	for i, m := range marks {
		if fates[i] != (Marked{}) {
			continue
		}
		add, remove := sortedFlags(m.Add), sortedFlags(m.Remove)
		key := strings.Join([]string{m.Mailbox, string(rune(m.UIDValidity >> 16)), string(rune(m.UIDValidity & 0xffff)),
			strings.Join(add, " "), strings.Join(remove, " "), map[bool]string{true: "move"}[m.Move]}, "\x00")
		g := byKey[key]
		if g == nil {
			g = &group{mailbox: m.Mailbox, valid: m.UIDValidity, add: add, remove: remove, move: m.Move}
			byKey[key] = g
			all = append(all, g)
		}
		g.which = append(g.which, i)
	}
	slices.SortStableFunc(all, func(a, b *group) int { return cmp.Compare(a.mailbox, b.mailbox) })
	return all
}

func sortedFlags(flags []string) []string {
	f := slices.Clone(flags)
	slices.Sort(f)
	return slices.Compact(f)
}

func (g *group) set(marks []Mark) imap.UIDSet {
	var set imap.UIDSet
	for _, i := range g.which {
		if marks[i].UID != 0 {
			set.AddNum(imap.UID(marks[i].UID))
		}
	}
	return set
}

// markGroup opens the mailbox for writing, sets the flags, and moves. Each Mark opens it anew: a session that has had it open does not
// see the messages that came in since, and Dovecot then says OK to a STORE and does nothing.
func (s *session) markGroup(ctx context.Context, g *group, marks []Mark) (Marked, error) {
	set := g.set(marks)
	if len(set) == 0 { // go-imap ends the connection at an empty set
		return Marked{Done: true, Why: "no such message"}, nil
	}
	if s.open.name != g.mailbox {
		_, err := s.selectAs(ctx, g.mailbox, false)
		if no, ok := errors.AsType[*imap.Error](err); ok && no.Code == imap.ResponseCodeNonExistent {
			return Marked{Done: true, Why: "the mailbox is gone"}, nil
		}
		if err != nil {
			return Marked{}, err
		}
	}
	if s.open.valid != g.valid {
		return Marked{Done: true, Why: "the mailbox was renumbered: the message is no longer known by this UID"}, nil
	}
	fate, err := s.setFlags(ctx, g, set)
	if err != nil {
		return Marked{}, err
	}
	if fate.Done {
		if err := s.confirm(ctx, g, set); err != nil {
			return Marked{}, err
		}
	}
	if g.move && s.conf.MoveTo != "" && s.conf.MoveTo != g.mailbox {
		lacking, err := s.move(ctx, set)
		if err != nil {
			return Marked{}, err
		}
		if lacking != "" {
			fate = Marked{Unsupported: true, Why: lacking}
		}
	}
	return fate, nil
}

// setFlags takes off and sets the flags of a group.
func (s *session) setFlags(ctx context.Context, g *group, set imap.UIDSet) (Marked, error) {
	fate := Marked{Done: true}
	for _, step := range []struct {
		op    imap.StoreFlagsOp
		flags []string
	}{{imap.StoreFlagsDel, g.remove}, {imap.StoreFlagsAdd, g.add}} {
		lacking, err := s.store(ctx, set, step.op, step.flags)
		if err != nil {
			return Marked{}, err
		}
		if lacking != "" {
			fate = Marked{Unsupported: true, Why: lacking}
		}
	}
	return fate, nil
}

// The pauses before flags are set once more on messages that do not show them: confirmFirst, then twice as long, up to confirmLast.
const (
	confirmFirst = 100 * time.Millisecond
	confirmLast  = 400 * time.Millisecond
)

// confirm sees that the flags are there, and sets them again where they are not: a session that does not see a message yet, though another
// one has its UID already, says OK to a STORE and does nothing (RFC 3501 section 6.4.8 asks for just that). The likely cause, not
// proven, of 2 of 4,000 messages that had no mark after 500 kills on Dovecot. Messages that do not show them in the end are gone, or the server finds no keywords.
func (s *session) confirm(ctx context.Context, g *group, set imap.UIDSet) error {
	for wait := confirmFirst; ; wait *= 2 {
		lacking, err := s.lacking(ctx, g, set)
		if f, ok := asFault(err); ok && !f.Lost {
			return nil // it does not search so
		}
		if err != nil || len(lacking) == 0 || wait > confirmLast {
			return err
		}
		select {
		case <-time.After(wait):
		case <-ctx.Done():
			return ctx.Err()
		}
		o, err := s.selectAs(ctx, g.mailbox, false)
		if err != nil || o.valid != g.valid {
			return err
		}
		set = imap.UIDSetNum(lacking...)
		if _, err := s.setFlags(ctx, g, set); err != nil {
			return err
		}
	}
}

// lacking gives those of a set that do not show the flags of a group.
func (s *session) lacking(ctx context.Context, g *group, set imap.UIDSet) (lacking []imap.UID, err error) {
	all, _ := set.Nums() // no "*" in it
	for part := range slices.Chunk(all, storeAtOnce) {
		found, err := s.uids(ctx, "look for marks in "+g.mailbox, s.conf.Timeout, &imap.SearchCriteria{
			UID: []imap.UIDSet{imap.UIDSetNum(part...)}, Flag: asFlags(g.add), NotFlag: asFlags(g.remove),
		})
		if err != nil {
			return nil, err
		}
		for _, uid := range part {
			if _, ok := slices.BinarySearch(found, uid); !ok {
				lacking = append(lacking, uid)
			}
		}
	}
	return lacking, nil
}

func asFlags(names []string) []imap.Flag {
	out := make([]imap.Flag, len(names))
	for i, n := range names {
		out[i] = imap.Flag(n)
	}
	return out
}

// store sets or takes off flags, all in one command (a server that keeps them in file names renames each file once); where it
// refuses that, system flags and keywords apart. lacking says what the server does not keep.
func (s *session) store(ctx context.Context, set imap.UIDSet, op imap.StoreFlagsOp, flags []string) (lacking string, err error) {
	var own, keywords []imap.Flag
	for _, f := range flags {
		switch {
		case !plainFlag(f):
			lacking = "no IMAP flag: " + f
		case !s.keeps(f) && op == imap.StoreFlagsAdd:
			lacking = "the server keeps no " + f + " in this mailbox"
		case !s.keeps(f): // it cannot be there
		case strings.HasPrefix(f, `\`):
			own = append(own, imap.Flag(f))
		default:
			keywords = append(keywords, imap.Flag(f))
		}
	}
	if len(own) > 0 && len(keywords) > 0 {
		err := s.storeFlags(ctx, set, op, slices.Concat(own, keywords))
		if err == nil {
			*s.refused = 0
		}
		if f, ok := asFault(err); !ok || f.Lost || !permanent(f.Err) {
			return lacking, err
		}
	}
	for _, part := range [][]imap.Flag{own, keywords} {
		if len(part) == 0 {
			continue
		}
		err := s.storeFlags(ctx, set, op, part)
		f, ok := asFault(err)
		switch {
		case err == nil && system(part):
		case err == nil:
			*s.refused = 0
		case ok && !f.Lost && !system(part) && s.lacksKeywords(f.Err):
			lacking = "keywords are refused: " + f.Why
		default:
			return "", err
		}
	}
	return lacking, nil
}

func system(flags []imap.Flag) bool { return strings.HasPrefix(string(flags[0]), `\`) }

// keywordPatience is how often in a row a server may refuse keywords that it says it keeps before it is believed: at mailproc's pace
// about half an hour.
const keywordPatience = 12

// lacksKeywords tells whether the keywords are given up after a refusal. Where the server said that it keeps them, one that does not say
// why is first taken for a bad moment.
func (s *session) lacksKeywords(err error) bool {
	if !permanent(err) {
		return false
	}
	_, told := s.wire.filter.said.Permanent()
	no, ok := errors.AsType[*imap.Error](err)
	if !told || !ok || no.Code != "" && no.Code != imap.ResponseCodeAlert {
		return true
	}
	*s.refused++
	return *s.refused >= keywordPatience
}

// storeAtOnce bounds the messages of one STORE: servers need not take lines over 8,000 octets (RFC 7162 section 4), and a number has up to ten digits.
const storeAtOnce = 500

func (s *session) storeFlags(ctx context.Context, set imap.UIDSet, op imap.StoreFlagsOp, flags []imap.Flag) error {
	all, _ := set.Nums() // no "*" in it
	for part := range slices.Chunk(all, storeAtOnce) {
		err := s.do(ctx, "mark messages in "+s.open.name, func() error {
			return s.c.Store(imap.UIDSetNum(part...), &imap.StoreFlags{Op: op, Silent: true, Flags: flags}, nil).Close()
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// permanent tells a refusal that will be the same tomorrow from one that passes (RFC 5530).
func permanent(err error) bool {
	no, ok := errors.AsType[*imap.Error](err)
	return !ok || !slices.Contains([]imap.ResponseCode{imap.ResponseCodeUnavailable, imap.ResponseCodeInUse, imap.ResponseCodeServerBug,
		imap.ResponseCodeOverQuota, "LIMIT", "EXPUNGEISSUED"}, no.Code)
}

// keeps says whether the server keeps a flag, by the PERMANENTFLAGS of the mailbox that is open (RFC 3501 section 7.1).
func (s *session) keeps(flag string) bool {
	permanent, told := s.wire.filter.said.Permanent()
	if !told {
		return true
	}
	return slices.ContainsFunc(permanent, func(p string) bool {
		return strings.EqualFold(p, flag) || p == `\*` && !strings.HasPrefix(flag, `\`)
	})
}
