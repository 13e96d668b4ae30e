package mailproc

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"takepart/mailproc/registration"
	"takepart/store"
	"takepart/templates"
)

// What organisers enter themselves: somebody added, a list imported, two entries that are one person, and the way back.

var (
	// ErrSame: two ids that name one registration.
	ErrSame = errors.New("it is the same registration")
	// errDry ends a transaction that was only tried.
	errDry = errors.New("tried only")
)

// KnownError: somebody of this address and name is registered already.
type KnownError struct{ ID string }

func (e *KnownError) Error() string { return "is registered already as " + e.ID }

// Imported says what became of an entry: "new", "changed" or "unchanged", or why it cannot be.
type Imported struct {
	ID   string
	What string
	Err  error
}

// maxRevisions bounds how many lines of history an imported registration gets.
const maxRevisions = 1000

// Import enters people, all or nobody: of an id that is in the store the fields and the note are changed, another, or none, makes a new
// registration. Of a new one an empty status is registered, an empty From the signed address, and zero times are now. Where one cannot be, or with dry, nothing is kept, and the result says what would be.
// With send the agenda goes to those who are new and registered.
func (d *Desk) Import(entries []*store.Registration, send, dry bool, who string) (out []Imported, err error) {
	err = d.act(func(tx *store.Tx, now time.Time) error {
		bad := dry
		for _, e := range entries {
			one := d.enter(tx, now, e, send, who)
			bad = bad || one.Err != nil
			out = append(out, one)
		}
		if bad {
			return errDry
		}
		return nil
	})
	if errors.Is(err, errDry) {
		err = nil
	}
	return out, err
}

func (d *Desk) enter(tx *store.Tx, now time.Time, e *store.Registration, send bool, who string) (out Imported) {
	told, err := clean(fields(e.Person))
	if err != nil {
		return Imported{Err: err}
	}
	copied := *e
	e = &copied
	e.Person, e.Note = person(told), clip(oneLine(e.Note), maxNote)
	was, err := tx.Registration(e.ID)
	if err != nil {
		return Imported{Err: err}
	}
	if was != nil {
		return d.enterAgain(tx, now, was, e, who)
	}
	next, err := d.newcomer(tx, now, e)
	if err != nil {
		return Imported{Err: err}
	}
	change := store.Change{At: now, Who: who, Why: "entered by hand"}
	if send && next.Status == store.Registered {
		err = d.send(tx, now, next, templates.AgendaMail, change)
	} else {
		err = tx.Save(next, change)
	}
	for err == nil && next.Revision < min(e.Revision, maxRevisions) {
		change.Why = "entered by hand, with an earlier history"
		err = tx.Save(next, change)
	}
	return Imported{ID: next.ID, What: "new", Err: err}
}

// newcomer makes the registration of an entry that is not there yet.
func (d *Desk) newcomer(tx *store.Tx, now time.Time, e *store.Registration) (*store.Registration, error) {
	next := *e
	next.Missing, next.Stopped, next.WaitingSince = nil, false, time.Time{}
	if next.From == "" {
		next.From = next.Person.Email
	}
	if next.From == "" {
		return nil, ErrNoAddress
	}
	if _, err := fieldValue(registration.Email, next.From); err != nil {
		return nil, err
	}
	next.From = foldAddress(next.From)
	if next.Status == "" {
		next.Status = store.Registered
	}
	if next.Person.Email == "" {
		next.Person.Email = next.From
	}
	missing := d.missing(fields(next.Person))
	if len(missing) > 0 && (next.Status == store.Registered || next.Status == store.Waiting) {
		return nil, &MissingError{missing}
	}
	if next.Status == store.Incomplete {
		for _, f := range missing {
			next.Missing = append(next.Missing, string(f))
		}
	}
	mine, err := registrationsFrom(tx, next.From)
	if err != nil {
		return nil, err
	}
	for _, of := range mine {
		if sameName(of.Person, next.Person) || nameless(of.Person) && nameless(next.Person) {
			return nil, &KnownError{of.ID}
		}
	}
	if next.ID == "" {
		next.ID = tx.NewID()
	}
	if next.Language == "" {
		next.Language = d.p.config.Languages[0]
	}
	orNow := func(t *time.Time) {
		if t.IsZero() {
			*t = now
		}
	}
	orNow(&next.UpdatedAt)
	orNow(&next.CreatedAt)
	if next.Status == store.Waiting {
		next.WaitingSince = next.CreatedAt
	}
	if next.Status != store.Incomplete {
		orNow(&next.RegisteredAt)
	}
	return &next, nil
}

// enterAgain changes the fields and the note of a registration that is there, as an edit would. What an entry leaves empty stays.
func (d *Desk) enterAgain(tx *store.Tx, now time.Time, was *store.Registration, e *store.Registration, who string) Imported {
	next := *was
	values, told := map[registration.Field]string{}, fields(e.Person)
	for _, f := range registration.AllFields {
		if v := told.Get(f); v != "" {
			values[f] = v
		}
	}
	note := &e.Note
	if e.Note == "" {
		note = nil
	}
	changed, err := d.edited(&next, values, note)
	if errors.Is(err, ErrNothingNew) {
		return Imported{ID: was.ID, What: "unchanged"}
	}
	if err != nil {
		return Imported{ID: was.ID, Err: err}
	}
	next.UpdatedAt = now
	if next.Status == store.Incomplete && len(next.Missing) == 0 {
		next.Status, next.RegisteredAt = store.Registered, now
	}
	err = tx.Save(&next, store.Change{At: now, Who: who, Why: "entered by hand: " + strings.Join(changed, ", ")})
	return Imported{ID: was.ID, What: "changed", Err: err}
}

// Merge makes two entries of one person one: what is empty in the first is taken from the second, which is withdrawn without a
// mail. From then on what comes from the second's address, or in its thread, is about the first. Undo of either takes it back.
func (d *Desk) Merge(id, other string, who string) (kept *store.Registration, err error) {
	err = d.act(func(tx *store.Tx, now time.Time) error {
		if id == other {
			return ErrSame
		}
		a, err := known(tx, id)
		if err != nil {
			return err
		}
		b, err := known(tx, other)
		if err != nil {
			return err
		}
		kept = a
		a.Person, a.UpdatedAt = person(overlay(fields(b.Person), fields(a.Person))), now
		if a.Note == "" {
			a.Note = b.Note
		}
		a.MergedInto = ""
		if !slices.Contains(a.Merged, b.ID) {
			a.Merged = append(slices.Clone(a.Merged), b.ID)
		}
		if a.Missing = nil; a.Status == store.Incomplete || a.Status == store.Withdrawn {
			for _, f := range d.missing(fields(a.Person)) {
				a.Missing = append(a.Missing, string(f))
			}
			if len(a.Missing) == 0 && b.Status == store.Registered {
				a.Status, a.RegisteredAt = store.Registered, b.RegisteredAt
			}
		}
		if err := tx.Save(a, store.Change{At: now, Who: who, Why: "merged with " + b.ID}); err != nil {
			return err
		}
		b.Status, b.UpdatedAt, b.MergedInto = store.Withdrawn, now, a.ID
		return tx.Save(b, store.Change{At: now, Who: who, Why: "merged into " + a.ID})
	})
	return kept, err
}

// Undo brings a registration back to what it was before its last change, by the history; a second Undo takes that back. A mail
// that the change owes and that has not left is dropped; none is sent. Who was only just entered is withdrawn. A merge is undone
// for both entries, unless the other was changed since.
func (d *Desk) Undo(id string, who string) (undone string, err error) {
	err = d.act(func(tx *store.Tx, now time.Time) error {
		of, err := known(tx, id)
		if err != nil {
			return err
		}
		last, err := undo(tx, now, of, who)
		if err != nil {
			return err
		}
		undone = last.Why
		for _, other := range mergedBy(of, &last.Was) {
			if err := undoAlso(tx, now, other, last.At, who); err != nil {
				return err
			}
		}
		return nil
	})
	return undone, err
}

// undo takes back the last change of a registration, and gives it.
func undo(tx *store.Tx, now time.Time, of *store.Registration, who string) (last store.Change, err error) {
	history, err := tx.History(of.ID)
	if err != nil {
		return last, err
	}
	last = history[len(history)-1]
	next := last.Was
	if next.ID == "" {
		next = *of
		next.Status = store.Withdrawn
	}
	next.Revision, next.UpdatedAt = of.Revision, now
	// What happened to the mail is not undone by it.
	next.AgendaVersion, next.AgendaAt, next.Undelivered = of.AgendaVersion, of.AgendaAt, of.Undelivered
	if err := tx.Save(&next, store.Change{At: now, Who: who, Why: "undone: " + last.Why}); err != nil {
		return last, err
	}
	return last, dropMailsOf(tx, of.ID, last.At)
}

// mergedBy are the other entries of a merge that lies between two states of a registration.
func mergedBy(a, b *store.Registration) (others []string) {
	if a.MergedInto != b.MergedInto {
		others = append(others, cmp.Or(a.MergedInto, b.MergedInto))
	}
	if b.ID == "" || len(a.Merged) == len(b.Merged) {
		return others
	}
	more, fewer := a.Merged, b.Merged
	if len(more) < len(fewer) {
		more, fewer = fewer, more
	}
	return append(others, slices.DeleteFunc(slices.Clone(more), func(id string) bool { return slices.Contains(fewer, id) })...)
}

// undoAlso takes back the last change of another registration where it was made at that instant.
func undoAlso(tx *store.Tx, now time.Time, id string, at time.Time, who string) error {
	of, err := tx.Registration(id)
	if err != nil || of == nil {
		return err
	}
	history, err := tx.History(id)
	if err != nil || !history[len(history)-1].At.Equal(at) {
		return err
	}
	_, err = undo(tx, now, of, who)
	return err
}

// dropMailsOf gives up what a change owed, where it has not left.
func dropMailsOf(tx *store.Tx, id string, at time.Time) error {
	return drop(tx, id, func(r *store.Reply) bool { return r.CreatedAt.Equal(at) })
}

// dropPending gives up all that is owed to a registration and has not left.
func dropPending(tx *store.Tx, id string) error {
	return drop(tx, id, func(*store.Reply) bool { return true })
}

func drop(tx *store.Tx, id string, which func(*store.Reply) bool) error {
	replies, err := tx.RepliesOf(id)
	if err != nil {
		return err
	}
	for _, r := range replies {
		if r.State == store.Pending && which(r) {
			r.State = store.Dropped
			if err := tx.SetReply(r); err != nil {
				return err
			}
		}
	}
	return nil
}

// Ask sends the writer of a message under review the question for what is missing, as if it had been understood: the registration is
// incomplete until the answer comes. fields correct what was read.
func (d *Desk) Ask(digest store.Digest, corrected registration.Fields, who string) (*store.Registration, error) {
	var next *store.Registration
	err := d.act(func(tx *store.Tx, now time.Time) error {
		row, err := open(tx, digest)
		if err != nil {
			return err
		}
		if corrected, err = clean(corrected); err != nil {
			return err
		}
		if row.From == "" {
			return ErrNoAddress
		}
		was, told, err := d.accepted(tx, row, corrected)
		if err != nil {
			return err
		}
		missing := d.missing(told)
		if len(missing) == 0 || was != nil && was.Status != store.Incomplete {
			return ErrNothingMissing
		}
		next = &store.Registration{ID: tx.NewID(), From: row.From, CreatedAt: now}
		if was != nil {
			copied := *was
			next = &copied
		}
		next.Status, next.Person, next.UpdatedAt, next.Undelivered, next.Missing = store.Incomplete, person(told), now, "", nil
		for _, f := range missing {
			next.Missing = append(next.Missing, string(f))
		}
		if row.Lang != "" {
			next.Language = row.Lang
		}
		return d.question(tx, now, row, next, who)
	})
	return next, err
}

// Lacks names the required fields that accepting a message under review would still lack; nil for one that withdraws.
func (d *Desk) Lacks(digest store.Digest) (names []string, err error) {
	err = d.p.store.Look(func(tx *store.Tx) error {
		row, err := open(tx, digest)
		if err != nil || strings.HasPrefix(row.Reason, "withdraw") {
			return err
		}
		_, told, err := d.accepted(tx, row, registration.Fields{})
		for _, f := range d.missing(told) {
			names = append(names, string(f))
		}
		return err
	})
	return names, err
}

// ErrNothingMissing: there is nothing to ask for.
var ErrNothingMissing = errors.New("nothing is missing that could be asked for")

func (d *Desk) question(tx *store.Tx, now time.Time, row *store.Message, next *store.Registration, who string) error {
	reply := d.p.reply(templates.Question, next, next.From, next.Language, now)
	d.p.byHand(reply)
	answer(reply, row)
	reply.MessageID = d.p.messageID(reply)
	if err := tx.Save(next, store.Change{At: now, Who: who, Why: "asked from review", Digest: row.Digest}); err != nil {
		return err
	}
	if err := tx.Owe(reply); err != nil {
		return err
	}
	row.Registration, row.Reply = next.ID, reply.ID
	return resolve(tx, now, row, "asked", who)
}

// AcceptSeveral registers each person of a delegation that one message under review names: all of them or none. Each gets an agenda of
// their own, at the address that wrote. A person needs the required fields; the writer's address stands in where none is told.
func (d *Desk) AcceptSeveral(digest store.Digest, people []registration.Fields, who string) (ids []string, err error) {
	err = d.act(func(tx *store.Tx, now time.Time) error {
		row, err := open(tx, digest)
		if err != nil {
			return err
		}
		if row.From == "" {
			return ErrNoAddress
		}
		for i, p := range people {
			next, err := d.delegate(tx, now, row, p, who)
			if err != nil {
				return fmt.Errorf("person %d: %w", i+1, err)
			}
			ids = append(ids, next.ID)
		}
		row.Registration = ids[0]
		return resolve(tx, now, row, "accepted", who)
	})
	return ids, err
}

func (d *Desk) delegate(tx *store.Tx, now time.Time, row *store.Message, p registration.Fields, who string) (*store.Registration, error) {
	p, err := clean(p)
	if err != nil {
		return nil, err
	}
	if p.Email == "" {
		p.Email = row.From
	}
	next, err := d.newcomer(tx, now, &store.Registration{Person: person(p), From: row.From, Language: row.Lang})
	if err != nil {
		return nil, err
	}
	next.Status, next.RegisteredAt = "", time.Time{}
	kind, err := d.p.place(tx, next, row.SeenAt, now)
	if err != nil {
		return nil, err
	}
	reply := d.p.reply(kind, next, next.From, next.Language, now)
	d.p.byHand(reply)
	reply.MessageID = d.p.messageID(reply) // before the message is named: each of the delegation has another
	answer(reply, row)
	if kind.CarriesAgenda() {
		next.AgendaVersion, next.AgendaAt = d.p.version, now
	}
	if err := tx.Save(next, store.Change{At: now, Who: who, Why: "accepted from review, one of a delegation", Digest: row.Digest}); err != nil {
		return nil, err
	}
	return next, tx.Owe(reply)
}

// Doubles are groups of registrations that are likely one person: the same name under several addresses, or one signed address.
func (d *Desk) Doubles() (groups [][]*store.Registration, err error) {
	by := map[string][]*store.Registration{}
	for after := ""; ; {
		var page []*store.Registration
		err := d.p.store.Look(func(tx *store.Tx) (err error) {
			page, after, err = tx.Registrations(after, 1000)
			return err
		})
		if err != nil {
			return nil, err
		}
		for _, r := range page {
			if r.Status == store.Withdrawn || nameless(r.Person) {
				continue
			}
			key := unaccented(nameKey(r.Person))
			by[key] = append(by[key], r)
		}
		if after == "" {
			break
		}
	}
	for _, name := range slices.Sorted(maps.Keys(by)) {
		if len(by[name]) > 1 {
			groups = append(groups, by[name])
		}
	}
	return groups, nil
}
