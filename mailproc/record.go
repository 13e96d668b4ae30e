package mailproc

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"

	"takepart/mailproc/inbox"
	"takepart/mailproc/message"
	"takepart/mailproc/registration"
	"takepart/store"
	"takepart/templates"
)

const (
	maxSubject   = 998      // characters of a subject that are kept
	maxOwnText   = 64 << 10 // bytes of a message's own text that are kept while a person may need it
	newNames     = 3        // new names from one address in 24 h; the next goes to review
	maxQuestions = 2        // questions about what is missing; then it waits for the organiser
)

// beforeStart is the reason of messages that are left alone because they are older than takepart's start on the mailbox.
const beforeStart = "before-start"

// recorder turns the decisions about one batch into what is stored, within one transaction.
type recorder struct {
	p        *Processor
	tx       *store.Tx
	now      time.Time
	batch    *inbox.Batch
	start    time.Time // of the mailbox
	exact    bool
	current  *item     // that is being taken
	restored time.Time // a backup was put in place then, and its held replies still wait
	events   []Event
	summary  Summary
	due      bool // a reply was owed
	marks    bool // a mark was queued
}

func (p *Processor) newRecorder(tx *store.Tx, b *inbox.Batch, exact bool) (*recorder, error) {
	now := p.config.Now()
	start, _, err := tx.StartedAt(b.Mailbox)
	if err != nil {
		return nil, err
	}
	if p.config.Start.isNow() && start.After(now) && !exact {
		start = time.Time{} // it was noted by a clock that was wrong; what is new is told by its UID
	}
	restored, _, err := RestoredAt(tx)
	return &recorder{p: p, tx: tx, now: now, batch: b, start: start, exact: exact, restored: restored, summary: Summary{Decided: map[string]int{}}}, err
}

// take stores one message and all that follows from it.
func (r *recorder) take(it *item) error {
	r.current = it
	r.summary.Read++
	if it.read == nil {
		return r.unfetched(it)
	}
	known, err := r.tx.Message(it.read.Digest)
	if err != nil {
		return err
	}
	if known != nil {
		return r.again(it, known)
	}
	o, err := r.outcome(it)
	if err != nil {
		return err
	}
	return r.keep(it, o)
}

// outcome is what is to be stored of one message.
type outcome struct {
	registration.Decision
	open  bool // a person must look at it
	of    *store.Registration
	reply *store.Reply
}

func (o *outcome) review(reason, why string) {
	o.Kind, o.Reason, o.open = registration.Review, reason, true
	if why != "" {
		o.Why = why
	}
}

// hold is review of what would be acted upon; that it is a withdrawal stays in the reason, for accepting it is something else.
func (o *outcome) hold(reason, why string) {
	if o.Kind == registration.Withdraw {
		reason = "withdraw-" + reason
	}
	o.review(reason, why)
}

// outcome decides and does what follows, except for the message's own row.
func (r *recorder) outcome(it *item) (*outcome, error) {
	t, err := r.p.threadOf(r.tx, it.read)
	if err != nil {
		return nil, err
	}
	if t != nil {
		if t, err = r.inThread(it, t); err != nil {
			return nil, err
		}
	}
	o := &outcome{Decision: *it.decided}
	r.restrict(it.read, o)
	switch o.Kind {
	case registration.Register, registration.Incomplete:
		err = r.register(it.read, o, t)
	case registration.Withdraw:
		err = r.withdraw(it.read, o, t)
	case registration.Review:
		o.open = true
		if t != nil && (t.told.SameSender || o.Phrase == nil || strings.HasPrefix(o.Reason, "withdraw")) {
			o.of = t.of // what a person decides about it concerns this registration
		}
	}
	if err == nil && it.read.Report != nil {
		err = r.bounced(it.read, o)
	}
	if err == nil && it.read.Calendar != nil && o.Reason != beforeStart {
		err = r.attendance(it.read, o, t)
	}
	return o, err
}

// inThread decides anew about a message of which the thread is known. From a stranger the short reference alone proves
// nothing: what would stand by itself is decided without it, and an answer that would not is for a person to look at.
func (r *recorder) inThread(it *item, t *thread) (*thread, error) {
	if t.loose && (it.decided.Kind != registration.Ignore || it.decided.Reason != "no-phrase") {
		return nil, nil
	}
	texts, lang, err := r.ourMails(it.read, t)
	if err != nil {
		return nil, err
	}
	it.read = withoutOurs(it.read, texts)
	d := decide(it.read, &t.told, r.p.config.Rules)
	if t.loose && d.Kind != registration.Ignore {
		d.Kind, d.Reason = registration.Review, "other-sender"
		d.Why = "It names the reference of a registration that was made from another address."
	}
	it.decided = &d
	silent := d.Kind == registration.Ignore && (d.Reason == "empty" || d.Reason == "thanks")
	if silent && wroteInside(it.read, texts, r.p.config.Templates, lang) {
		d.Kind, d.Reason, d.Why = registration.Review, "thread-unclear", "Something was written inside of the quotation of our mail."
	}
	return t, nil
}

// restrict holds back what may not be acted upon, whatever the text says. Decide has already left robots alone; that no
// robot is answered is worth a second lock.
func (r *recorder) restrict(m *message.Message, o *outcome) {
	acts := o.Kind == registration.Register || o.Kind == registration.Incomplete || o.Kind == registration.Withdraw
	switch {
	case olderThan(r.start, m, r.exact):
		o.Kind, o.Reason, o.Why = registration.Ignore, beforeStart, "It came before takepart was started on this mailbox."
	case !acts:
	case m.Automatic == message.ListMail || m.Automatic == message.CalendarAnswer:
		o.hold(string(m.Automatic), "")
	case m.Automatic != message.Person && m.Automatic != message.OutOfOffice:
		o.Kind, o.Reason = registration.Ignore, string(m.Automatic)
	case r.p.config.Junk != "" && strings.EqualFold(r.batch.Mailbox, r.p.config.Junk):
		o.hold("junk", "It was found in the junk folder; nothing there is answered unseen.")
	case r.p.config.SenderCheck != nil:
		if trusted, why := r.p.trusts(m); !trusted {
			o.hold("sender-unproven", why)
		}
	}
}

// register stores a registration, complete or not, and the mail that is owed for it.
func (r *recorder) register(m *message.Message, o *outcome, t *thread) error {
	from, ok := writer(m, &o.Decision)
	if !ok {
		o.review("no-sender", "There is no single address that it could be answered to.")
		return nil
	}
	who, err := r.whose(foldAddress(from.Addr), &o.Decision, t)
	if err != nil {
		return err
	}
	if who.stop != "" {
		o.review(who.stop, "Several people are registered from this address, and the message does not say who writes.")
		return nil
	}
	if o.Completes && who.of != nil && namesSomebodyElse(person(o.Fields), who.of.Person) {
		o.of = who.of
		o.review("which-person", "The answer names somebody else than the registration.")
		return nil
	}
	if kind := r.p.config.Admission.shut(arrived(m, r.now)); kind != "" && (who.of == nil || who.of.Status == store.Withdrawn) {
		return r.turnAway(m, o, from, kind)
	}
	next, changed, conflict := merge(who, from, o)
	if conflict != "" {
		o.of = who.of
		o.review("other-sender", "An answer from another address would change the "+conflict+" of this registration.")
		return nil
	}
	if stop, why, err := r.forbidden(who, next); err != nil || stop != "" {
		o.of = who.of
		o.review(stop, why)
		return err
	}
	return r.settle(m, o, who, next, changed)
}

// merge puts what a message says over what is known. A stranger fills empty fields only; conflict names the field that a
// stranger would have changed. Values that only From: tells never replace what somebody has signed.
func merge(who match, from message.Address, o *outcome) (next *store.Registration, changed []store.Correction, conflict string) {
	next = &store.Registration{From: foldAddress(from.Addr)}
	if who.of != nil {
		copied := *who.of
		next = &copied
	}
	told := o.Fields
	if who.of == nil && told.Email == "" {
		told.Email = from.Addr
	}
	have := fields(next.Person)
	for _, f := range registration.AllFields {
		value, old := told.Get(f), have.Get(f)
		fallback := o.Evidence[f].Source == "from"
		switch {
		case value == "" || value == old, old != "" && fallback, who.stranger && fallback:
			continue
		case old != "" && f == registration.Email && foldAddress(old) == foldAddress(value):
			continue
		case old != "" && who.stranger:
			return nil, nil, strings.ReplaceAll(string(f), "_", " ")
		}
		have.Set(f, value)
		changed = append(changed, store.Correction{Field: string(f), Old: old, New: value})
	}
	next.Person = person(have)
	next.Missing = nil
	for _, f := range o.Missing {
		if have.Get(f) == "" {
			next.Missing = append(next.Missing, string(f))
		}
	}
	if o.Lang != "" && !who.stranger {
		next.Language = o.Lang
	}
	return next, changed, ""
}

// forbidden says why a person must decide about a registration that would otherwise be made or changed.
func (r *recorder) forbidden(who match, next *store.Registration) (stop, why string, err error) {
	if who.of == nil || foldAddress(who.of.Person.Email) != foldAddress(next.Person.Email) {
		taken, err := r.otherOwner(next.Person.Email, next.From, who.of)
		if err != nil {
			return "", "", err
		}
		if taken {
			return "address-taken", "The signed address belongs to somebody who registered from another address.", nil
		}
	}
	if who.of == nil {
		n, err := r.tx.NewNames(next.From, r.now.Add(-24*time.Hour))
		if err != nil {
			return "", "", err
		}
		if n >= newNames {
			return "many-names", fmt.Sprintf("It is the %dth new name from this address within 24 hours.", n+1), nil
		}
		if n, err = r.mailsTo(next.From); err != nil || n >= r.p.config.Limits.PerAddress {
			return "mail-limit", tooMany(n), err
		}
	}
	return "", "", nil
}

// settle saves the registration and owes what is due for it: the agenda, a question, or nothing where nothing is new.
func (r *recorder) settle(m *message.Message, o *outcome, who match, next *store.Registration, changed []store.Correction) error {
	was := who.of
	if was == nil {
		next.ID, next.CreatedAt = r.tx.NewID(), r.now
	}
	kind, err := r.mailDue(o, next, was, len(changed) > 0)
	if err != nil {
		return err
	}
	change := store.Change{At: r.now, Who: "message", Why: story(was, next, changed), Digest: store.Digest(m.Digest)}
	if who.repeat && !who.stranger {
		if err := heard(r.tx, next, change); err != nil {
			return err
		}
	}
	if was != nil && was.Status == store.Withdrawn {
		next.Attendance = "" // what the calendar said was about the registration that was taken back
	}
	next.UpdatedAt = r.now
	reply, err := r.draft(m, o, who, next, kind)
	if err != nil {
		return err
	}
	if reply != nil {
		reply.Changes = corrections(was, changed)
	}
	if reply != nil && kind.CarriesAgenda() {
		next.AgendaVersion, next.AgendaAt = r.p.version, r.now
	}
	o.of, o.Missing = next, o.Missing[:0:0]
	for _, f := range next.Missing {
		o.Missing = append(o.Missing, registration.Field(f))
	}
	if err := r.tx.Save(next, change); err != nil {
		return err
	}
	if err := r.owe(o, reply); err != nil {
		return err
	}
	if next.Status == store.Registered && was != nil && was.Status == store.Incomplete {
		return forgetTexts(r.tx, next)
	}
	return nil
}

// mailDue sets the registration's status and says which mail is due for it; "" for none.
func (r *recorder) mailDue(o *outcome, next, was *store.Registration, changed bool) (templates.Kind, error) {
	if len(next.Missing) > 0 {
		o.Kind = registration.Incomplete
		next.Status = store.Incomplete
		return r.questionDue(o, next, was)
	}
	return r.admit(o, next, was, changed)
}

// corrections are what a mail confirms as changed; a first registration has nothing to compare with.
func corrections(was *store.Registration, changed []store.Correction) []store.Correction {
	if was == nil {
		return nil
	}
	return changed
}

func (r *recorder) questionDue(o *outcome, next, was *store.Registration) (templates.Kind, error) {
	if was == nil {
		return templates.Question, nil
	}
	replies, err := r.tx.RepliesOf(next.ID)
	if err != nil {
		return "", err
	}
	asked := 0
	for _, reply := range replies {
		if reply.Kind == string(templates.Question) {
			asked++
		}
	}
	if asked >= maxQuestions {
		o.review("still-incomplete", "What is missing was asked for twice, and is still missing.")
		return "", nil
	}
	return templates.Question, nil
}

// story is the line of the history.
func story(was, next *store.Registration, changed []store.Correction) string {
	what := ""
	if was != nil && len(changed) > 0 {
		names := make([]string, len(changed))
		for i, c := range changed {
			names[i] = c.Field
		}
		what = ": " + strings.Join(names, ", ")
	}
	switch {
	case was == nil && next.Status == store.Incomplete:
		return "wrote, not all is told"
	case next.Status == store.Waiting && (was == nil || was.Status != store.Waiting):
		return map[templates.Kind]string{templates.Waiting: "waits for a place", templates.Approval: "waits for approval"}[waitingMail(next)] + what
	case was == nil:
		return "registered"
	case was.Status == store.Withdrawn:
		return "registered again" + what
	case was.Status == store.Incomplete && next.Status == store.Registered:
		return "completed" + what
	case len(changed) > 0:
		return "changed" + what
	}
	return "wrote again"
}

// withdraw takes a registration back and owes the confirmation, once.
func (r *recorder) withdraw(m *message.Message, o *outcome, t *thread) error {
	from, ok := writer(m, &o.Decision)
	if !ok {
		o.review("no-sender", "There is no single address that it could be answered to.")
		return nil
	}
	who, err := r.whoWithdraws(m, foldAddress(from.Addr), &o.Decision, t)
	if err != nil {
		return err
	}
	o.of = who.of
	if who.stop != "" {
		o.review(who.stop, withdrawStops[who.stop])
		return nil
	}
	if who.of.Status == store.Withdrawn {
		o.Reason = "repeat"
		return nil
	}
	next := *who.of
	next.Status, next.WaitingSince, next.UpdatedAt = store.Withdrawn, time.Time{}, r.now
	change := store.Change{At: r.now, Who: "message", Why: "withdrew", Digest: store.Digest(m.Digest)}
	if err := heard(r.tx, &next, change); err != nil {
		return err
	}
	if o.Lang != "" {
		next.Language = o.Lang
	}
	reply, err := r.draft(m, o, who, &next, templates.Withdrawal)
	if err != nil {
		return err
	}
	o.of = &next
	if err := releaseAll(r.tx, r.now, &next, "message"); err != nil {
		return err
	}
	if err := r.tx.Save(&next, change); err != nil {
		return err
	}
	if err := r.owe(o, reply); err != nil {
		return err
	}
	return r.p.promote(r.tx, r.now)
}

var withdrawStops = map[string]string{
	"withdraw-other-sender": "It withdraws a registration that was made from another address.",
	"withdraw-unknown":      "Nobody is registered from this address.",
	"withdraw-which":        "Several registrations, or somebody else's, could be meant.",
}

// draft prepares the reply that is due; nil where none is, where mail to the address comes back, or where the address has had
// its mails of the day: then the message goes to review, and what it says about a registration is kept all the same.
func (r *recorder) draft(m *message.Message, o *outcome, who match, next *store.Registration, kind templates.Kind) (*store.Reply, error) {
	if kind == "" || next.Stopped { // a stranger's answer does not make the address take mail
		return nil, nil
	}
	to := next.From
	if from, _ := writer(m, &o.Decision); !who.stranger {
		to = from.Addr // as written: a server somewhere may heed the case of its letters
	}
	n, err := r.mailsTo(to)
	if err != nil {
		return nil, err
	}
	if n >= r.p.config.Limits.PerAddress {
		reason := "mail-limit"
		if kind == templates.Withdrawal {
			reason = "withdraw-mail-limit"
		}
		o.review(reason, tooMany(n))
		return nil, nil
	}
	lang := o.Lang
	if lang == "" || who.stranger {
		lang = next.Language
	}
	reply := r.p.reply(kind, next, to, lang, r.now)
	reply.Digest = store.Digest(m.Digest)
	reply.InReplyTo, reply.Subject = m.MessageID, clip(m.Subject, maxSubject)
	reply.References = append(slices.Clone(m.References), m.MessageID)
	if n := len(reply.References); n > maxThreadIDs { // RFC 5537 section 3.4.4: neither the first nor the last are dropped
		reply.References = slices.Delete(reply.References, 1, n-maxThreadIDs+1)
	}
	reply.Repeat = who.repeat
	reply.MessageID = r.p.messageID(reply)
	return reply, nil
}

func (r *recorder) mailsTo(address string) (int, error) {
	return r.tx.MailsTo(address, r.now.Add(-24*time.Hour))
}

func tooMany(n int) string {
	return fmt.Sprintf("This address has had %d mails within 24 hours; no more go out unseen.", n)
}

func (r *recorder) owe(o *outcome, reply *store.Reply) error {
	if reply == nil {
		return nil
	}
	if err := r.tx.Owe(reply); err != nil {
		return err
	}
	o.reply, r.due = reply, true
	return r.holdBack(reply)
}

// forgetTexts drops the texts of a registration's messages that nobody needs to look at any more.
func forgetTexts(tx *store.Tx, of *store.Registration) error {
	rows, err := tx.MessagesSince(of.ID, of.Settled)
	if err != nil {
		return err
	}
	for _, row := range rows {
		if err := forgetText(tx, row); err != nil {
			return err
		}
	}
	return nil
}

func forgetText(tx *store.Tx, row *store.Message) error {
	if row.Open || row.Text == "" {
		return nil
	}
	row.Text, row.Subject = "", ""
	return tx.Keep(row)
}

// keep stores the message's own row and queues its mark.
func (r *recorder) keep(it *item, o *outcome) error {
	m := it.read
	row := r.row(it)
	row.Digest, row.MessageID, row.Date = store.Digest(m.Digest), clip(m.MessageID, 998), m.Date
	row.Decision, row.Reason, row.Why, row.Lang, row.Open = string(o.Kind), o.Reason, o.Why, o.Lang, o.open
	if from, ok := writer(m, &o.Decision); ok {
		row.From, row.FromName = foldAddress(from.Addr), clip(from.Name, 200)
	}
	if o.Kind != registration.Ignore {
		row.Fields, row.Phrase, row.Evidence = person(o.Fields), evidence(o.Phrase), evidences(o.Evidence)
	}
	if o.open || o.Kind == registration.Incomplete {
		row.Subject, row.Text = clip(m.Subject, maxSubject), ownText(m)
	}
	if o.open && len(o.People) > 1 {
		for _, p := range o.People {
			row.People = append(row.People, person(p))
		}
	}
	if o.of != nil {
		row.Registration = o.of.ID
	}
	if o.reply != nil {
		row.Reply = o.reply.ID
	}
	if err := r.tx.Keep(row); err != nil {
		return err
	}
	r.noted(Event{Kind: Decided, Message: row, Reply: o.reply})
	return r.mark(row)
}

// row begins the row of a message: where it is and when it was seen.
func (r *recorder) row(it *item) *store.Message {
	return &store.Message{Mailbox: r.batch.Mailbox, UIDValidity: r.batch.Cursor.UIDValidity, UID: it.UID, SeenAt: r.now}
}

// mark queues what the mailbox shall show: nothing for mail that is not ours, and nothing yet where a reply is owed,
// which brings the mark with it.
func (r *recorder) mark(row *store.Message) error {
	if row.Decision == string(registration.Ignore) || row.Reply != 0 && !row.Open {
		return nil
	}
	r.marks = true
	return r.tx.QueueMark(store.Mark{Digest: row.Digest, Mailbox: row.Mailbox, UIDValidity: row.UIDValidity, UID: row.UID,
		Review: row.Open, Ours: !row.Open})
}

// again is a message that is known by its digest: renumbered, moved, or delivered twice. Only its place is new.
func (r *recorder) again(it *item, row *store.Message) error {
	r.summary.Known++
	if row.Mailbox == r.batch.Mailbox && row.UIDValidity == r.batch.Cursor.UIDValidity && row.UID == it.UID {
		return nil
	}
	// A second copy under the new numbers is a copy, as ever: the row stays with the first.
	renumbered := r.batch.Renumber && row.Mailbox == r.batch.Mailbox && row.UIDValidity != r.batch.Cursor.UIDValidity
	if renumbered {
		row.UIDValidity, row.UID = r.batch.Cursor.UIDValidity, it.UID
		if err := r.tx.Keep(row); err != nil {
			return err
		}
	}
	r.noted(Event{Kind: Seen, Message: row})
	copied := *row
	copied.Mailbox, copied.UIDValidity, copied.UID = r.batch.Mailbox, r.batch.Cursor.UIDValidity, it.UID
	return r.markAgain(&copied, renumbered)
}

// markAgain gives a message's new place the marks that the old one has. Where it is the only place, a reply that is still owed brings the
// mark with it: done before, it could move the message away from that mark.
func (r *recorder) markAgain(row *store.Message, only bool) error {
	if row.Decision == string(registration.Ignore) {
		return nil
	}
	answered := false
	if row.Reply != 0 {
		reply, err := r.tx.Reply(row.Reply)
		if err != nil {
			return err
		}
		answered = reply != nil && reply.State == store.Sent
		if only && !row.Open && reply != nil && owed(reply.State) {
			return nil
		}
	}
	r.marks = true
	return r.tx.QueueMark(store.Mark{Digest: row.Digest, Mailbox: row.Mailbox, UIDValidity: row.UIDValidity, UID: row.UID,
		Review: row.Open, Ours: !row.Open, Answered: answered})
}

// owed are the states of a reply that may yet be sent.
func owed(s store.ReplyState) bool {
	return s == store.Pending || s == store.Sending || s == store.Held
}

// unfetched is a message that the server would not give. One that vanished is gone by somebody's will; any other is for
// a person to look at.
func (r *recorder) unfetched(it *item) error {
	row := r.row(it)
	row.Digest = placeDigest(row)
	row.Decision, row.Reason, row.Why = string(registration.Ignore), "vanished", "It was gone before it could be read."
	if it.Trouble != "vanished" {
		row.Decision, row.Reason, row.Open = string(registration.Review), "unfetchable", true
		row.Why = "The mail server would not hand it over: " + clip(it.Trouble, 300)
	}
	if known, err := r.tx.Message(row.Digest); err != nil || known != nil {
		return err
	}
	if err := r.tx.Keep(row); err != nil {
		return err
	}
	r.noted(Event{Kind: Decided, Message: row})
	return r.mark(row)
}

func (r *recorder) noted(e Event) {
	e.At = r.now
	r.events = append(r.events, e)
	if e.Kind == Decided {
		r.summary.Decided[e.Message.Decision]++
	}
}

// report tells what was stored, after it was.
func (r *recorder) report() {
	p := r.p
	if r.due {
		wake(p.wakeAnswer)
	}
	if r.marks {
		wake(p.wakeMark)
	}
	p.health.recorded(r.now, &r.summary)
	for _, e := range r.events {
		if p.log.Enabled(context.Background(), slog.LevelInfo) {
			m := e.Message
			p.log.Info("message", "event", string(e.Kind), "mailbox", m.Mailbox, "uid", m.UID, "decision", m.Decision, "reason", m.Reason,
				"registration", m.Registration, "reply", m.Reply)
		}
		p.tell(e)
	}
}
