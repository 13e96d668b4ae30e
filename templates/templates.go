// Package templates writes the mails: words per language, the organisers' overlay folder, and the agenda as text, HTML and iCalendar.
//
// A mail is made in three steps. Its body, one text file per kind and language, is filled in and cut into paragraphs and parts (the
// receipt, the missing fields, the changes, the agenda). The same pieces are then dressed twice, by parts.txt as plain text and by
// page.html as HTML, so that the two say the same. The agenda mail gets a calendar file besides. What is the same for everybody, the
// agenda, is made once and kept.
//
// Promises: a value from mail never becomes a header line, markup or a link, and turns no text round; no mail but the invitation holds
// the phrase that registers or withdraws (a value that would bring it in is shown as "…"); the HTML loads nothing; the text of a
// session's calendar entry changes, its UID never. Rendering reads no clock and no file, and is safe for many goroutines.
package templates

import "time"

// Kind is one mail that takepart writes.
type Kind string

const (
	AgendaMail Kind = "agenda"     // the receipt of a registration and the detailed agenda, with a calendar file
	Question   Kind = "question"   // asks for what is missing
	Withdrawal Kind = "withdrawn"  // confirms a withdrawal
	Correction Kind = "correction" // confirms what changed in a registration, old and new
	Update     Kind = "update"     // a new version of the agenda: what changed, then the agenda, with a calendar file
	Early      Kind = "early"      // answers who writes before registration opens
	Closed     Kind = "closed"     // answers who writes after it has closed
	Waiting    Kind = "waiting"    // all places are taken: the receipt, and a place on the waiting list
	Approval   Kind = "approval"   // the receipt; the organisers decide
	Place      Kind = "place"      // a place became free: the receipt and the detailed agenda, with a calendar file
	Reminder   Kind = "reminder"   // when, and how to join
	FollowUp   Kind = "followup"   // thanks, and the resources of the agenda
	Invitation Kind = "invitation" // what organisers publish; never sent by takepart, but known as our own words
)

// Kinds lists every kind of mail, in the order in which an attendee meets them.
func Kinds() []Kind {
	return []Kind{Invitation, Early, Closed, Question, Approval, Waiting, Place, AgendaMail, Correction, Update, Reminder, FollowUp, Withdrawal}
}

// CarriesAgenda says whether the mail brings the detailed agenda and its calendar file.
func (k Kind) CarriesAgenda() bool { return k == AgendaMail || k == Update || k == Place }

// Person as a mail shows them; empty values are left out.
type Person struct{ FirstName, LastName, Email, Title, Institution string }

// Change is one value of a registration that was corrected. Field is first_name, last_name, email, title or institution;
// Old or New may be empty.
type Change struct{ Field, Old, New string }

// Data is what a mail is made from. Values from mail need no cleaning: control and bidi characters are dropped, HTML is escaped.
type Data struct {
	Event     string              // event.name
	Organiser string              // organiser.name, under every mail
	Address   string              // organiser.email
	Phrases   map[string][]string // event.phrases; the invitation shows the first of its language; nil: the defaults
	Withdraw  map[string][]string // event.withdraw; only looked for, never written; nil: the defaults
	Privacy   Text                // event.privacy, closes the agenda mail; nil: no notice
	Agenda    *Agenda             // must not change once it was rendered; required for AgendaMail, else the dates are left out
	Person    Person
	Missing   []string // Question: field names: first_name, last_name, email, title, institution
	Changes   []Change // Correction; the receipt of AgendaMail shows them too
	Subject   string   // of the message answered; "" for a new thread
	Reference string   // short reference of the thread, for the end of subject and text; "" for none

	Before *Agenda   // Update: the version that the person had; nil: nothing is said about what changed
	Opens  time.Time // event.opens, for Early
	Closes time.Time // event.closes, for Closed

	Meeting      string    // tells the calendar entries of this meeting from those of others; "": the event's name does
	Sequence     int       // iCalendar SEQUENCE: 0 for the first version of the agenda, rising with each
	Stamp        time.Time // iCalendar DTSTAMP: when the reply was made (the same if sent again); zero: the agenda's first day
	CalendarDays bool      // one calendar event per day instead of per session (event.calendar: days)
}

// Mail is a rendered mail; lines end with \n.
type Mail struct {
	Subject  string // one line, no control or bidi characters, not yet encoded
	Text     string // text/plain; charset=utf-8; lines are not wrapped
	HTML     string // text/html; charset=utf-8, of equal content
	Calendar []byte // text/calendar; method=PUBLISH; CRLF; nil where none
}
