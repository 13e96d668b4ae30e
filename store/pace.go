package store

import (
	"time"
)

// The queue has a time of its own, which never goes back. It is the wall clock plus an offset: when the wall clock jumps back, the
// offset grows by as much, so that waiting times and limits go on where they were. (A wall clock that jumps
// forwards cannot be told from a program that did not run; it ends all waits, but frees no more than one allowance.)

const (
	minute = int64(time.Minute)
	day    = int64(24 * time.Hour)

	// Callers read the clock before they get their turn: so much backwards is no jump.
	jitter = minute

	hourMinutes = 60
	dayMinutes  = 24 * 60
	// One slot more than a day has: the minute that runs counts, and so does the one a day ago, of which a part still counts.
	// With whole minutes, no window of 24 hours ever holds more than the limit.
	slots = dayMinutes + 1
)

// pace is the queue's time and the mails that were handed out in each minute of its last day.
type pace struct {
	offset int64 // the queue's time minus the wall clock's
	wall   int64 // the latest the wall clock has shown
	now    int64 // the queue's time, as last seen
	minute int64 // the minute that slot minute%slots stands for; those before it follow backwards
	sent   [slots]uint32
}

// advance moves the queue's time to the wall clock's now.
func (p *pace) advance(now time.Time) {
	wall := nanos(now)
	step := wall - p.wall
	switch {
	case p.wall == 0 || step >= 0 && p.offset == 0:
	case step < -jitter:
		p.offset -= step
	case step > day:
		// All waits and limits end within a day; so much of the offset can be given back, or it would only ever grow.
		p.offset -= min(p.offset, step-day)
	}
	if step >= 0 || step < -jitter || p.wall == 0 {
		p.wall = wall
	}
	p.now = max(p.now, wall+p.offset)
	p.turn(p.now / minute)
}

// turn empties the slots up to minute m.
func (p *pace) turn(m int64) {
	if m-p.minute >= slots {
		p.sent = [slots]uint32{}
		p.minute = m
	}
	for p.minute < m {
		p.minute++
		p.sent[index(p.minute)] = 0
	}
}

// queueTime is a wall clock's time in the queue's time, wallTime the reverse.
func (p *pace) queueTime(t time.Time) int64 { return nanos(t) + p.offset }
func (p *pace) wallTime(q int64) time.Time  { return instant(q - p.offset) }

// count adds n mails to the minute of queue time q, if that still counts.
func (p *pace) count(q int64, n int) {
	m := q / minute
	if m > p.minute || m <= p.minute-slots {
		return
	}
	slot := &p.sent[index(m)]
	*slot = uint32(max(0, int64(*slot)+int64(n)))
}

// within counts the mails of the running minute and the given number of minutes before.
func (p *pace) within(minutes int64) int {
	n := 0
	for m := p.minute - minutes; m <= p.minute; m++ {
		n += int(p.sent[index(m)])
	}
	return n
}

// index is the slot of a minute; the window of a clock in 1970 begins before it.
func index(m int64) int64 { return (m%slots + slots) % slots }

// room is how many mails may be handed out now, and the name of the limit if it is the reason for none.
func (p *pace) room(l Limits) (n int, limited string) {
	n = 1 << 30
	if l.PerDay > 0 {
		if n = min(n, l.PerDay-p.within(dayMinutes)); n <= 0 {
			return 0, "per_day"
		}
	}
	if l.PerHour > 0 {
		if n = min(n, l.PerHour-p.within(hourMinutes)); n <= 0 {
			return 0, "per_hour"
		}
	}
	return n, ""
}

// of are the limits for a class. A mailing leaves a fifth to the answers, or whoever writes while it goes out would wait for
// hours.
func (l Limits) of(class byte) Limits {
	if class == classBulk {
		l.PerHour, l.PerDay = l.PerHour-l.PerHour/5, l.PerDay-l.PerDay/5
	}
	return l
}

// free is the queue time from which on there is room again.
func (p *pace) free(l Limits) int64 {
	return max(p.freeWithin(l.PerHour, hourMinutes), p.freeWithin(l.PerDay, dayMinutes))
}

func (p *pace) freeWithin(limit int, minutes int64) int64 {
	if limit <= 0 {
		return p.now
	}
	n, m := p.within(minutes), p.minute-minutes
	for ; n >= limit; m++ {
		n -= int(p.sent[index(m)])
	}
	return (m + minutes) * minute // the minute m-1 has left the window then
}

// clock is the row of the queue's time.
type clock struct{ offset, wall, now int64 }

func (c *clock) encode(e *encoder) {
	e.fixed(1, uint64(c.offset))
	e.fixed(2, uint64(c.wall))
	e.fixed(3, uint64(c.now))
}

func (c *clock) decode(d *decoder) {
	for d.next() {
		switch d.number {
		case 1:
			c.offset = int64(d.fixed())
		case 2:
			c.wall = int64(d.fixed())
		case 3:
			c.now = int64(d.fixed())
		}
	}
}

// offset is the queue's time minus the wall clock's, as this transaction sees it.
func (tx *Tx) offset() (int64, error) {
	if tx.write {
		return tx.pace.offset, nil
	}
	var c clock
	_, err := tx.readRow(inMeta, []byte(keyClock), &c)
	return c.offset, err
}

// load reads the queue's time and its last day.
func (p *pace) load(tx *Tx) error {
	var c clock
	if _, err := tx.readRow(inMeta, []byte(keyClock), &c); err != nil {
		return err
	}
	*p = pace{offset: c.offset, wall: c.wall, now: c.now}
	p.turn(p.now / minute)
	cursor := tx.bucket(inPace).Cursor()
	for k, v := cursor.First(); k != nil; k, v = cursor.Next() {
		var n count
		if err := decodeRow(inPace, k, v, &n); err != nil {
			return err
		}
		p.count(int64(numberAt(k))*minute, int(n))
	}
	return nil
}

// savePace writes the queue's time and the minutes in which something was counted, and forgets those that do not count any more.
func (tx *Tx) savePace(touched map[int64]bool) error {
	p := &tx.pace
	for m := range touched {
		if m <= p.minute-slots || m > p.minute {
			continue
		}
		n := count(p.sent[index(m)])
		if err := tx.putRow(inPace, number(uint64(m)), &n, 8); err != nil {
			return err
		}
	}
	c := tx.bucket(inPace).Cursor()
	for k, _ := c.First(); k != nil && int64(numberAt(k)) <= p.minute-slots; k, _ = c.First() {
		if err := tx.delete(inPace, k); err != nil {
			return err
		}
	}
	return tx.putRow(inMeta, []byte(keyClock), &clock{p.offset, p.wall, p.now}, 32)
}
