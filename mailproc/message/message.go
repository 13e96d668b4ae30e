// Package message turns the bytes of one mail into a Message: who wrote it, whether a person did, and which of its
// lines are the author's own.
//
// Read never fails. Whatever is broken is noted in Trouble and reading goes on with what can be told; limits and a step
// budget bound the work, not a timer, so that the same bytes always give the same Message. The package imports nothing of
// ours, dials nothing, opens no file and reads no clock.
package message

import "time"

// Limits of what is read (DESIGN.md "Hostile input"). Past a limit the rest is left unread and Trouble says so.
const (
	FirstFetch  = 64 << 10  // bytes fetched of every message at first
	MaxRaw      = 2 << 20   // bytes of a message that are ever read
	MaxHeader   = 256 << 10 // bytes of the header block
	MaxFields   = 500       // header fields
	MaxDepth    = 20        // MIME nesting
	MaxParts    = 200       // MIME parts
	MaxText     = 1 << 20   // bytes of decoded text
	MaxLine     = 64 << 10  // bytes of one line of text
	MaxLines    = 20_000    // lines of text of one part
	MaxReceived = 50        // Received fields; more is a loop
)

// Zone tells whose words a line is.
type Zone uint8

const (
	Own         Zone = iota // the author's own new words
	Quoted                  // somebody's earlier words, answered to
	Forwarded               // somebody's earlier words, passed on
	Attribution             // "On … X wrote:", a header block above a quotation, a separator
	Signature               // the author's, set apart from the text ("-- ", a signature node)
	Mobile                  // "Sent from my …"
	Disclaimer              // legal boilerplate
	ListFooter              // what a list's software adds
	Foreign                 // our own published words, standing unquoted in the author's text
)

func (z Zone) String() string {
	return [...]string{"own", "quoted", "forwarded", "attribution", "signature", "mobile", "disclaimer", "list-footer", "foreign"}[z]
}

// Line is one line of the text that was chosen to be read, after decoding; without its line end.
type Line struct {
	N     int    // 1-based number in the text, over all parts that are read
	Text  string // NFC, as written, quote marks ("> ") kept; without controls, soft hyphens, zero-width and bidi marks; no-break spaces are plain
	Zone  Zone
	Why   string   // the rule that put it into its zone, a short code such as "gt-prefix"; "indent": Own, but set in as a quotation might be
	Cells []string // of a table row: its cells that are not empty, in order, joined by tabs in Text; else nil
	Links []string // mailto: targets (addresses) of links in the line, from HTML
	Flow  bool     // the next line continues this one (format=flowed): the two Texts join as they stand
	// Foreign holds byte ranges [from,to) of Text that are our published words (a run of 8 words or more); the rest of
	// the line keeps Zone.
	Foreign [][2]int
}

// Address is one mailbox of a header field; Name is decoded, Addr as written (domain in lower case).
type Address struct{ Name, Addr string }

// Automatic says why a message must never be answered; empty for a person's mail. First match of DESIGN.md "Never answered" wins.
type Automatic string

const (
	Person         Automatic = ""
	NullSender     Automatic = "null-sender"     // Return-Path <>
	Report         Automatic = "report"          // multipart/report, DSN, MDN
	AutoSubmitted  Automatic = "auto-submitted"  // Auto-Submitted other than no
	Bulk           Automatic = "bulk"            // Precedence bulk or junk
	RobotSender    Automatic = "robot-sender"    // mailer-daemon, postmaster, owner-*, *-request, noreply
	OurOwn         Automatic = "our-own"         // from one of our addresses, or with our loop header
	MailLoop       Automatic = "loop"            // more than MaxReceived Received fields
	ListMail       Automatic = "list"            // a discussion list: a person's words, but never answered
	CalendarAnswer Automatic = "calendar-answer" // likewise
	OutOfOffice    Automatic = "out-of-office"   // by its subject or opening only, no header says so: proves little
)

// Message is what Read found.
type Message struct {
	Digest     [16]byte // of From, Date, Subject, Message-ID and the first 16 KiB of the body: alike for copies of one message
	MessageID  string   // with angle brackets; "" where missing or unusable
	InReplyTo  []string // message ids, with angle brackets
	References []string
	Subject    string    // decoded, unfolded, NFC, no control characters
	Date       time.Time // zero where unreadable
	Received   time.Time // of the topmost Received field; zero where unreadable
	ReturnPath string    // "<>" for the null sender, "" where missing
	From       []Address // all of them; a person's mail has exactly one
	Sender     []Address
	ReplyTo    []Address
	To, Cc     []Address
	AuthResult []string // Authentication-Results fields, unfolded, topmost first
	Form       bool     // From is one of Ours.Forms: the writer is in Reply-To, or signed

	Automatic Automatic
	AutoWhy   string // the header field or line that says so
	ToUs      bool   // one of our addresses stands in To or Cc

	// Report is what a delivery report tells about a mail of ours; nil for anything else.
	Report *DeliveryReport
	// Calendar is what the writer's calendar answers to an invitation; nil for anything else.
	Calendar *CalendarReply

	Lines    []Line
	Source   string   // "plain" or "html": which part Lines come from
	HasText  bool     // there was a text part at all
	Logos    []string // alternative texts of images in own or signature zones
	Trouble  []Trouble
	Encoding string // charset that was used
	Size     int    // bytes given to Read
}

// DeliveryReport is the machine-readable part of a DSN (RFC 3464) or MDN (RFC 8098).
type DeliveryReport struct {
	OriginalID string // Message-ID that the mail that it is about was sent with
	Recipient  string // Final-Recipient, or Original-Recipient
	Action     string // failed, delayed, delivered, relayed, expanded
	Status     string // enhanced status code
	Diagnostic string // one line, cleaned
}

// Trouble is something that was wrong with a message. Codes that begin with "limit-" (size, header, depth, parts, text, line,
// nodes, work) and the codes "encrypted", "tnef-only" and "panic" send a message to review; "bad-header-line", "no-header" and
// "parts-disagree" are notes.
type Trouble struct{ Code, Detail string }
