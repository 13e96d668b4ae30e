package main

import (
	"fmt"
	"strings"
	"time"

	"takepart/cmd/internal/admin"
)

type ledgerCommand struct {
	Decision []string `placeholder:"NAME" enum:"register,incomplete,withdraw,review,ignore" help:"Only these outcomes: register, incomplete, withdraw, review, ignore."`
	Since    string   `placeholder:"DATE" help:"Only what was seen since a date (2027-01-31) or for an age (7d, 12h)."`
	JSON     bool     `name:"json" help:"One object a line."`
	Text     string   `arg:"" optional:"" name:"sender|message-id" help:"Only from this sender (or a part of the name or address), or with this Message-ID, or id as show tells it."`
}

func (c *ledgerCommand) Run(s *session) error {
	if _, err := when(c.Since, time.Now()); err != nil {
		return err
	}
	desk, done, err := s.desk()
	if err != nil {
		return err
	}
	defer done()
	since, err := when(c.Since, time.Now().In(s.location()))
	if err != nil {
		return err
	}
	t := newTable("SEEN", "ID", "FROM", "OUTCOME", "REASON", "MAIL", "WHERE")
	sums, n := map[string]int{}, 0
	for e, err := range desk.Ledger(s.ctx, admin.Find{Text: c.Text, Decision: c.Decision, Since: since}) {
		if err != nil {
			return told("ledger", err)
		}
		n++
		sums[e.Decision]++
		if c.JSON {
			if err := writeLine(s, e); err != nil {
				return err
			}
			continue
		}
		t.row(s.clock(e.SeenAt), e.ID[:8], e.From, e.Decision, e.Reason, entryMail(s, e), fmt.Sprintf("%s, UID %d", e.Mailbox, e.UID))
		if t.full() {
			t.print(s.stdout)
		}
	}
	t.print(s.stdout)
	if c.JSON {
		return nil
	}
	fmt.Fprintf(s.stderr, "%s = %s\n", plural(n, "message", "messages"), sum(sums, "register", "incomplete", "withdraw", "review", "ignore"))
	if n == 0 && c.Text != "" {
		fmt.Fprintf(s.stderr, "takepart has never seen it: look in the junk folder, and see whether it is addressed to the mailbox that takepart reads\n")
	}
	return nil
}

// entryMail says what went back, or what is to be done.
func entryMail(s *session, e admin.Entry) string {
	switch {
	case e.Open:
		return "none: takepart review show " + e.ID[:8]
	case e.Mail != nil:
		return strings.TrimSpace(e.Mail.Kind + ": " + mailFate(s, *e.Mail))
	case e.Resolved != "":
		return "none: " + e.Resolved + " by hand"
	}
	return "none"
}
