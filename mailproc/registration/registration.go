// Package registration decides what a message asks for, and says by which words: Message -> Decision with evidence.
//
// It is pure: no I/O, no clock, no state. Nothing is invented: each value of a field stands in the message, and Evidence says where.
package registration

import "slices"

// Kind is what is to be done with a message.
type Kind string

const (
	Register   Kind = "register"
	Incomplete Kind = "incomplete"
	Withdraw   Kind = "withdraw"
	Review     Kind = "review"
	Ignore     Kind = "ignore"
)

// Field names one thing that is told about a person; the values are those of the configuration, JSON and exports.
type Field string

const (
	FirstName   Field = "first_name"
	LastName    Field = "last_name"
	Email       Field = "email"
	Title       Field = "title"
	Institution Field = "institution"
)

// AllFields in the order in which people see them.
var AllFields = [...]Field{FirstName, LastName, Email, Title, Institution}

// Fields of one person; "" where not told. At most 100 characters a name, 200 a title or institution, 254 an address;
// NFC, no control, bidi or zero-width characters.
type Fields struct {
	FirstName   string `json:"first_name"`
	LastName    string `json:"last_name"`
	Email       string `json:"email"`
	Title       string `json:"title"`
	Institution string `json:"institution"`
}

// Get and Set reach a field by its name; an unknown name is a mistake of the caller and panics.
func (f *Fields) Get(name Field) string    { return *f.at(name) }
func (f *Fields) Set(name Field, v string) { *f.at(name) = v }

func (f *Fields) at(name Field) *string {
	switch name {
	case FirstName:
		return &f.FirstName
	case LastName:
		return &f.LastName
	case Email:
		return &f.Email
	case Title:
		return &f.Title
	case Institution:
		return &f.Institution
	}
	panic("registration: no field " + string(name))
}

// Evidence says where a value, or the phrase, stands.
type Evidence struct {
	Text       string  `json:"text"`   // verbatim, as in the source
	Line       int     `json:"line"`   // 1-based in Message.Lines; 0 for a header field
	Source     string  `json:"source"` // "label", "block", "one-line", "table", "sentence", "from", "subject", "mailto", "thread", "body", …
	Confidence float64 `json:"confidence,omitempty"`
}

// Thread is what is known of the conversation that a message answers in; nil where it answers none of ours.
type Thread struct {
	Registration string  // its id
	Known        Fields  // as registered so far
	Asked        []Field // what our last question asked for; empty where we asked nothing
	SameSender   bool    // the message's From: is the registration's
}

// Config is the part of the configuration that decides. Nil maps stand for the defaults of DESIGN.md section 5.
type Config struct {
	Phrases   map[string][]string // that register, by language
	Withdraw  map[string][]string // that withdraw, by language
	Required  []Field             // nil: first and last name, email, title
	Languages []string            // answers go out in one of these; the first is the fallback
}

// Rules is a Config made ready by Compile. It is immutable and used by any number of goroutines.
type Rules struct {
	take      *phrases
	withdraw  *phrases
	required  []Field
	languages []string
}

// Compile makes Rules of c; it keeps nothing of c.
func Compile(c Config) *Rules {
	if c.Phrases == nil {
		c.Phrases = defaultPhrases
	}
	if c.Withdraw == nil {
		c.Withdraw = defaultWithdraw
	}
	if c.Required == nil {
		c.Required = []Field{FirstName, LastName, Email, Title}
	}
	byCode() // compiled now, so that the first message does not wait for it
	return &Rules{
		take: compilePhrases(c.Phrases), withdraw: compilePhrases(c.Withdraw),
		required: slices.Clone(c.Required), languages: slices.Clone(c.Languages),
	}
}

// Decision is what Decide found.
type Decision struct {
	Kind   Kind
	Reason string // a code: lower-case words joined by "-"; stable, documented in the README
	Why    string // one sentence for a person
	Lang   string // of the phrase, a BCP 47 primary tag; "" where none
	Fields Fields
	// Missing lists required fields that could not be told; in the order of AllFields.
	Missing      []Field
	Phrase       *Evidence // the words that decided
	Evidence     map[Field]Evidence
	People       []Fields // where several people are read out of one message (review)
	Completes    bool     // the message completes or corrects the thread's registration and needed no phrase
	NamesNobody  bool     // the text itself names nobody: name comes from From: alone, or not at all
	OtherAddress string   // an address of the author that the message names besides Fields.Email; "" for none
}
