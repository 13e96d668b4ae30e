package mailproc

import (
	"context"
	"fmt"
	"time"

	"takepart/mailproc/inbox"
	"takepart/mailproc/outbox"
	"takepart/store"
)

// The keywords by which colleagues see in their mail programs what takepart did. \Seen is never touched.
const (
	KeywordDone   = "$TakePart"
	KeywordReview = "$TakePartReview"
	flagAnswered  = `\Answered`
)

const (
	marksAtOnce = 2000
	// markCalm lets marks gather: the mailbox may wait, and each round costs a commit that replies could use.
	markCalm = 150 * time.Millisecond
	// markShare bounds how much of the time marking takes in a flood: after a round it rests markShare times as long as that took,
	// but not over markLate. A server may look through the whole folder in each round (Dovecot over Maildir does).
	markShare = 20
	markLate  = 3 * time.Second
	// markGrace bounds what a graceful stop leaves to the mailbox.
	markGrace = 1500 * time.Millisecond
)

// unmarked tells why marks must wait. What is to be marked stays in the store until it is.
func (p *Processor) unmarked(why string) {
	p.log.Warn("messages cannot be marked", "error", why)
	p.health.fault(p.config.Now(), why, "nothing to do if it passes: it is tried again; registrations and answers do not depend on it")
}

// mark sets in the mailbox what the store says, until the answer stage has ended and nothing is left to mark, or the
// mailbox cannot be reached. Setting a mark twice does no harm, so that a kill between mailbox and store costs nothing.
func (p *Processor) mark(soft, hard context.Context, answered <-chan struct{}, once bool) error {
	ctx, cancel := context.WithCancel(hard)
	defer cancel()
	failures, calm := 0, markCalm
	wake(p.wakeMark) // what the last run left
	for last := false; !last; {
		select {
		case <-p.wakeMark:
			last = rest(hard, answered, calm)
		case <-answered:
			last = true
		case <-hard.Done():
			return nil
		}
		if last && !once || soft.Err() != nil {
			t := time.AfterFunc(markGrace, cancel)
			defer t.Stop()
		}
		began := time.Now()
		wait, err := p.markAll(ctx, &failures)
		calm = min(max(markCalm, markShare*time.Since(began)), markLate)
		switch {
		case fatal(err):
			return err
		case err != nil && last && once:
			return err
		case wait > 0 && !last:
			last = rest(hard, answered, wait)
			wake(p.wakeMark)
		}
	}
	return nil
}

// rest waits, and tells whether the answer stage has ended meanwhile.
func rest(hard context.Context, answered <-chan struct{}, d time.Duration) (ended bool) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return false
	case <-answered:
		return true
	case <-hard.Done():
		return true
	}
}

// markAll goes on until nothing is left, or until what is left must wait.
func (p *Processor) markAll(ctx context.Context, failures *int) (wait time.Duration, err error) {
	for {
		done, left, err := p.markSome(ctx)
		if ctx.Err() != nil || fatal(err) {
			return 0, err
		}
		if err == nil && left == 0 && done < marksAtOnce {
			*failures = 0
			return 0, nil
		}
		if err == nil && done > 0 {
			*failures = 0
			continue
		}
		*failures++
		b := p.config.Backoff
		if err != nil {
			p.unmarked(err.Error())
		}
		return backoff(*failures, b.Mark, b.MarkCap, 2, uint64(left)), err
	}
}

// markSome takes one round: from the store, to the mailbox, back to the store.
func (p *Processor) markSome(ctx context.Context) (done, left int, err error) {
	marks, err := p.store.Marks(marksAtOnce)
	if err != nil || len(marks) == 0 {
		return 0, 0, err
	}
	flags, copies := parted(marks)
	wishes, err := p.wishes(flags)
	if err != nil {
		return 0, len(marks), err
	}
	if err := p.step(BeforeMark); err != nil {
		return 0, len(marks), err
	}
	fates, fault := p.in.Mark(ctx, wishes)
	if err := p.step(AfterMark); err != nil {
		return 0, len(marks), err
	}
	var settled []store.Mark
	refused := ""
	for i, f := range fates {
		if f.Done || f.Unsupported {
			settled = append(settled, flags[i])
		} else if f.Why != "" {
			refused = f.Why
		}
	}
	if refused != "" {
		p.unmarked(refused)
	}
	if fault == nil {
		var filed []store.Mark
		filed, fault = p.file(ctx, copies)
		settled = append(settled, filed...)
	}
	if len(settled) > 0 {
		if err := p.step(BeforeMarked); err != nil {
			return 0, len(marks), err
		}
		if err := p.store.Marked(settled); err != nil {
			return 0, len(marks), fmt.Errorf("store what is marked: %w", err)
		}
		if err := p.step(AfterMarked); err != nil {
			return 0, len(marks), err
		}
		p.health.marked(len(settled))
		p.tell(Event{Kind: Marked, Marks: len(settled)})
	}
	return len(settled), len(marks) - len(settled), fault
}

// copiesAtOnce bounds the copies of a round: they are whole mails.
const copiesAtOnce = 100

// parted tells the marks on messages from the copies to be filed.
func parted(marks []store.Mark) (flags, copies []store.Mark) {
	for _, m := range marks {
		switch {
		case m.Copy == 0:
			flags = append(flags, m)
		case len(copies) < copiesAtOnce:
			copies = append(copies, m)
		}
	}
	return flags, copies
}

// file puts copies of what organisers sent into the mailbox. Settled are those that are there, and those that are not to be there (any
// more).
func (p *Processor) file(ctx context.Context, marks []store.Mark) (settled []store.Mark, err error) {
	var copies []inbox.Copy
	var theirs []store.Mark
	for _, m := range marks {
		c, wanted, err := p.copyOf(m)
		if err != nil {
			return settled, err
		}
		if !wanted {
			settled = append(settled, m)
			continue
		}
		copies, theirs = append(copies, c), append(theirs, m)
	}
	n, err := p.in.File(ctx, copies)
	return append(settled, theirs[:n]...), err
}

// copyOf renders a mail that was sent once more, as it was: only a change of the texts or the agenda since would show.
func (p *Processor) copyOf(m store.Mark) (c inbox.Copy, wanted bool, err error) {
	var r *store.Reply
	err = p.store.Look(func(tx *store.Tx) (err error) {
		r, err = tx.Reply(m.Copy)
		return err
	})
	if err != nil || r == nil || !p.config.FileSent {
		return c, false, err
	}
	mail, err := p.compose(r)
	if err != nil {
		p.log.Error("a copy cannot be rendered", "reply", r.ID, "kind", r.Kind)
		return c, false, nil
	}
	mail.Date = r.SentAt
	raw, err := outbox.Build(mail)
	return inbox.Copy{MessageID: r.MessageID, At: r.SentAt, Raw: raw}, err == nil, nil
}

// wishes says what each mark means in the mailbox.
func (p *Processor) wishes(marks []store.Mark) ([]inbox.Mark, error) {
	out := make([]inbox.Mark, len(marks))
	err := p.store.Look(func(tx *store.Tx) error {
		for i, m := range marks {
			row, err := tx.Message(m.Digest)
			if err != nil {
				return err
			}
			out[i] = p.wish(m, row)
		}
		return nil
	})
	return out, err
}

func (p *Processor) wish(m store.Mark, row *store.Message) inbox.Mark {
	w := inbox.Mark{Mailbox: m.Mailbox, UIDValidity: m.UIDValidity, UID: m.UID}
	switch {
	case m.Review:
		w.Add = append(w.Add, KeywordReview)
	case m.Ours:
		w.Add = append(w.Add, KeywordDone)
	}
	if m.Answered {
		w.Add = append(w.Add, flagAnswered)
	}
	if row != nil && row.Resolved != "" && !m.Review {
		w.Remove = append(w.Remove, KeywordReview)
	}
	w.Move = p.config.MoveDone && m.Ours && !m.Review
	return w
}
