package store

import (
	"maps"
	"slices"
)

// Here stands how each row is written. Numbers once given are never given again for something else; a new field takes
// the next free number, and older programs skip it.

func (p Person) encode(e *encoder) {
	e.text(1, p.FirstName)
	e.text(2, p.LastName)
	e.text(3, p.Email)
	e.text(4, p.Title)
	e.text(5, p.Institution)
}

func (p *Person) decode(d *decoder) {
	for d.next() {
		switch d.number {
		case 1:
			p.FirstName = d.text()
		case 2:
			p.LastName = d.text()
		case 3:
			p.Email = d.text()
		case 4:
			p.Title = d.text()
		case 5:
			p.Institution = d.text()
		}
	}
}

func (v Evidence) encode(e *encoder) {
	e.text(1, v.Text)
	e.signed(2, v.Line)
	e.text(3, v.Source)
	e.float(4, v.Confidence)
}

func (v *Evidence) decode(d *decoder) {
	for d.next() {
		switch d.number {
		case 1:
			v.Text = d.text()
		case 2:
			v.Line = d.signed()
		case 3:
			v.Source = d.text()
		case 4:
			v.Confidence = d.float()
		}
	}
}

// named is one entry of the map of evidence: the field's name, then the evidence.
func encodeNamed(e *encoder, field string, v Evidence) {
	e.text(1, field)
	e.nested(2, v.encode)
}

func decodeNamed(d *decoder) (field string, v Evidence) {
	for d.next() {
		switch d.number {
		case 1:
			field = d.text()
		case 2:
			d.nested(v.decode)
		}
	}
	return field, v
}

func (r *Registration) encode(e *encoder) {
	e.text(1, r.ID)
	e.text(2, string(r.Status))
	e.text(3, r.From)
	if r.Person != (Person{}) {
		e.nested(4, r.Person.encode)
	}
	e.list(5, r.Missing)
	e.text(6, r.Language)
	e.time(7, r.RegisteredAt)
	e.time(8, r.CreatedAt)
	e.time(9, r.UpdatedAt)
	e.signed(10, r.Revision)
	e.text(11, r.AgendaVersion)
	e.time(12, r.AgendaAt)
	e.text(13, r.Undelivered)
	e.text(14, r.Note)
	e.flag(15, r.Stopped)
	e.time(16, r.WaitingSince)
	e.text(17, r.Attendance)
	e.text(18, r.MergedInto)
	e.list(19, r.Merged)
	e.number(20, r.Settled)
}

func (r *Registration) decode(d *decoder) {
	for d.next() {
		switch d.number {
		case 1:
			r.ID = d.text()
		case 2:
			r.Status = Status(d.text())
		case 3:
			r.From = d.text()
		case 4:
			d.nested(r.Person.decode)
		case 5:
			r.Missing = append(r.Missing, d.text())
		case 6:
			r.Language = d.text()
		case 7:
			r.RegisteredAt = d.time()
		case 8:
			r.CreatedAt = d.time()
		case 9:
			r.UpdatedAt = d.time()
		case 10:
			r.Revision = d.signed()
		case 11:
			r.AgendaVersion = d.text()
		case 12:
			r.AgendaAt = d.time()
		case 13:
			r.Undelivered = d.text()
		case 14:
			r.Note = d.text()
		case 15:
			r.Stopped = d.flag()
		case 16:
			r.WaitingSince = d.time()
		case 17:
			r.Attendance = d.text()
		case 18:
			r.MergedInto = d.text()
		case 19:
			r.Merged = append(r.Merged, d.text())
		case 20:
			r.Settled = d.uint()
		}
	}
}

func (c *Change) encode(e *encoder) {
	e.time(1, c.At)
	e.text(2, c.Who)
	e.text(3, c.Why)
	e.digest(4, c.Digest)
	e.signed(5, c.Revision)
	if c.Was.ID != "" {
		e.nested(6, c.Was.encode)
	}
}

func (c *Change) decode(d *decoder) {
	for d.next() {
		switch d.number {
		case 1:
			c.At = d.time()
		case 2:
			c.Who = d.text()
		case 3:
			c.Why = d.text()
		case 4:
			c.Digest = d.digest()
		case 5:
			c.Revision = d.signed()
		case 6:
			d.nested(c.Was.decode)
		}
	}
}

func (m *Message) encode(e *encoder) {
	e.digest(1, m.Digest)
	e.text(2, m.Mailbox)
	e.number(3, uint64(m.UIDValidity))
	e.number(4, uint64(m.UID))
	e.text(5, m.MessageID)
	e.text(6, m.From)
	e.text(7, m.FromName)
	e.text(8, m.Subject)
	e.time(9, m.Date)
	e.time(10, m.SeenAt)
	e.text(11, m.Decision)
	e.text(12, m.Reason)
	e.text(13, m.Why)
	e.text(14, m.Lang)
	if m.Fields != (Person{}) {
		e.nested(15, m.Fields.encode)
	}
	if m.Phrase != nil {
		e.nested(16, m.Phrase.encode)
	}
	for _, field := range slices.Sorted(maps.Keys(m.Evidence)) {
		e.nested(17, func(e *encoder) { encodeNamed(e, field, m.Evidence[field]) })
	}
	e.text(18, m.Registration)
	e.number(19, m.Reply)
	e.text(20, m.Text)
	e.flag(21, m.Open)
	e.text(22, m.Resolved)
	e.text(23, m.ResolvedBy)
	e.time(24, m.ResolvedAt)
	for _, p := range m.People {
		e.nested(25, p.encode)
	}
}

func (m *Message) decode(d *decoder) {
	for d.next() {
		if d.number <= 12 {
			m.decodeWhere(d)
		} else {
			m.decodeWhat(d)
		}
	}
}

func (m *Message) decodeWhere(d *decoder) {
	switch d.number {
	case 1:
		m.Digest = d.digest()
	case 2:
		m.Mailbox = d.text()
	case 3:
		m.UIDValidity = d.uint32()
	case 4:
		m.UID = d.uint32()
	case 5:
		m.MessageID = d.text()
	case 6:
		m.From = d.text()
	case 7:
		m.FromName = d.text()
	case 8:
		m.Subject = d.text()
	case 9:
		m.Date = d.time()
	case 10:
		m.SeenAt = d.time()
	case 11:
		m.Decision = d.text()
	case 12:
		m.Reason = d.text()
	}
}

func (m *Message) decodeWhat(d *decoder) {
	switch d.number {
	case 13:
		m.Why = d.text()
	case 14:
		m.Lang = d.text()
	case 15:
		d.nested(m.Fields.decode)
	case 16:
		m.Phrase = new(Evidence)
		d.nested(m.Phrase.decode)
	case 17:
		d.nested(func(d *decoder) {
			field, v := decodeNamed(d)
			if m.Evidence == nil {
				m.Evidence = map[string]Evidence{}
			}
			m.Evidence[field] = v
		})
	case 18:
		m.Registration = d.text()
	case 19:
		m.Reply = d.uint()
	case 20:
		m.Text = d.text()
	case 21:
		m.Open = d.flag()
	case 22:
		m.Resolved = d.text()
	case 23:
		m.ResolvedBy = d.text()
	case 24:
		m.ResolvedAt = d.time()
	case 25:
		m.People = append(m.People, Person{})
		d.nested(m.People[len(m.People)-1].decode)
	}
}

// replyRow is a reply as it is stored, with its place in the queue; both in the queue's own time (pace.go).
type replyRow struct {
	Reply
	queuedDue int64  // while pending: the due time it stands under in its lane
	claimedAt int64  // of the last claim; 0 before the first
	addressee uint64 // the number of the address To in the queue
}

func (r *replyRow) encode(e *encoder) {
	e.number(1, r.ID)
	e.text(2, r.Kind)
	e.text(3, string(r.State))
	e.text(4, r.Registration)
	e.digest(5, r.Digest)
	e.text(6, r.To)
	e.text(7, r.ToName)
	e.text(8, r.Lang)
	if r.Person != (Person{}) {
		e.nested(9, r.Person.encode)
	}
	e.list(10, r.Missing)
	e.text(11, r.AgendaVersion)
	e.text(12, r.MessageID)
	e.text(13, r.InReplyTo)
	e.list(14, r.References)
	e.text(15, r.Subject)
	e.flag(16, r.Repeat)
	e.flag(17, r.ByHand)
	e.time(18, r.CreatedAt)
	e.time(19, r.Due)
	e.signed(20, r.Attempts)
	e.signed(21, r.Doubts)
	e.text(22, r.LastError)
	e.signed(23, r.LastCode)
	e.time(24, r.SentAt)
	if r.queuedDue != 0 {
		e.fixed(25, uint64(r.queuedDue))
	}
	if r.claimedAt != 0 {
		e.fixed(26, uint64(r.claimedAt))
	}
	e.number(27, r.addressee)
	e.signed(28, r.Bounces)
	e.text(29, r.Occasion)
	e.text(30, r.Since)
	e.flag(31, r.Bulk)
	e.flag(32, r.Copy)
	for _, c := range r.Changes {
		e.nested(33, c.encode)
	}
}

func (r *replyRow) decode(d *decoder) {
	for d.next() {
		if d.number <= 15 {
			r.decodeMail(d)
		} else {
			r.decodeFate(d)
		}
	}
}

func (r *replyRow) decodeMail(d *decoder) {
	switch d.number {
	case 1:
		r.ID = d.uint()
	case 2:
		r.Kind = d.text()
	case 3:
		r.State = ReplyState(d.text())
	case 4:
		r.Registration = d.text()
	case 5:
		r.Digest = d.digest()
	case 6:
		r.To = d.text()
	case 7:
		r.ToName = d.text()
	case 8:
		r.Lang = d.text()
	case 9:
		d.nested(r.Person.decode)
	case 10:
		r.Missing = append(r.Missing, d.text())
	case 11:
		r.AgendaVersion = d.text()
	case 12:
		r.MessageID = d.text()
	case 13:
		r.InReplyTo = d.text()
	case 14:
		r.References = append(r.References, d.text())
	case 15:
		r.Subject = d.text()
	}
}

func (r *replyRow) decodeFate(d *decoder) {
	switch d.number {
	case 16:
		r.Repeat = d.flag()
	case 17:
		r.ByHand = d.flag()
	case 18:
		r.CreatedAt = d.time()
	case 19:
		r.Due = d.time()
	case 20:
		r.Attempts = d.signed()
	case 21:
		r.Doubts = d.signed()
	case 22:
		r.LastError = d.text()
	case 23:
		r.LastCode = d.signed()
	case 24:
		r.SentAt = d.time()
	case 25:
		r.queuedDue = int64(d.fixed())
	case 26:
		r.claimedAt = int64(d.fixed())
	case 27:
		r.addressee = d.uint()
	case 28:
		r.Bounces = d.signed()
	case 29:
		r.Occasion = d.text()
	case 30:
		r.Since = d.text()
	case 31:
		r.Bulk = d.flag()
	case 32:
		r.Copy = d.flag()
	case 33:
		var c Correction
		d.nested(c.decode)
		r.Changes = append(r.Changes, c)
	}
}

func (c Correction) encode(e *encoder) {
	e.text(1, c.Field)
	e.text(2, c.Old)
	e.text(3, c.New)
}

func (c *Correction) decode(d *decoder) {
	for d.next() {
		switch d.number {
		case 1:
			c.Field = d.text()
		case 2:
			c.Old = d.text()
		case 3:
			c.New = d.text()
		}
	}
}

func (c *Cursor) encode(e *encoder) {
	e.number(1, uint64(c.UIDValidity))
	e.number(2, uint64(c.UID))
}

func (c *Cursor) decode(d *decoder) {
	for d.next() {
		switch d.number {
		case 1:
			c.UIDValidity = d.uint32()
		case 2:
			c.UID = d.uint32()
		}
	}
}

func (m *Mark) encode(e *encoder) {
	e.number(1, m.ID)
	e.digest(2, m.Digest)
	e.text(3, m.Mailbox)
	e.number(4, uint64(m.UIDValidity))
	e.number(5, uint64(m.UID))
	e.flag(6, m.Answered)
	e.flag(7, m.Review)
	e.flag(8, m.Ours)
	e.flag(9, m.Move)
	e.number(10, m.Copy)
}

func (m *Mark) decode(d *decoder) {
	for d.next() {
		switch d.number {
		case 1:
			m.ID = d.uint()
		case 2:
			m.Digest = d.digest()
		case 3:
			m.Mailbox = d.text()
		case 4:
			m.UIDValidity = d.uint32()
		case 5:
			m.UID = d.uint32()
		case 6:
			m.Answered = d.flag()
		case 7:
			m.Review = d.flag()
		case 8:
			m.Ours = d.flag()
		case 9:
			m.Move = d.flag()
		case 10:
			m.Copy = d.uint()
		}
	}
}
