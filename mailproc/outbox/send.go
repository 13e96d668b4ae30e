package outbox

import (
	"context"
	"errors"
	"time"
)

// keptMemory is how large a mail may be for its memory to be kept: an agenda has some 20 KB, with attachments it may have megabytes.
const keptMemory = 128 << 10

// Sender is one kept-open connection: dialled at the first mail, dialled again after a fault. It is not for concurrent use.
type Sender struct {
	config Config
	line   *line  // nil: none open
	memory []byte // of the last mail, for the next
}

// New makes a Sender; nothing is dialled yet.
func New(c Config) *Sender { return &Sender{config: c} }

// Close says goodbye, for five seconds at most. The Sender can be used again afterwards.
func (s *Sender) Close() error {
	if s.line == nil {
		return nil
	}
	l := s.line
	s.line = nil
	l.mark(min(5*time.Second, l.timeout))
	_ = l.client.Quit() // every mail's fate is known already; only the socket matters now
	return ignoreClosed(l.conn.Close())
}

func ignoreClosed(err error) error {
	var op interface{ Timeout() bool }
	if errors.As(err, &op) { // net.OpError "use of closed network connection": QUIT closed it
		return nil
	}
	return err
}

// Send makes one attempt. ctx ends it: before the dot that is a Retry, after it a Doubt.
func (s *Sender) Send(ctx context.Context, m *Mail) Outcome {
	job, err := prepare(s.memory, m, s.config.DKIM)
	if err != nil {
		return s.config.outcome(atBuild, err)
	}
	if cap(job.content) <= keptMemory {
		s.memory = job.content
	}
	for {
		o, stale := s.attempt(ctx, job)
		if !stale {
			return o
		}
	}
}

// job is a mail made ready: everything that can go wrong with it alone has been tried before the first byte leaves.
type job struct {
	from, to string
	content  []byte // dot-stuffed, with its final dot
	utf8     bool   // needs SMTPUTF8
}

func prepare(memory []byte, m *Mail, d *DKIM) (job, error) {
	raw, err := build(memory, m)
	if err == nil && d != nil {
		raw, err = d.sign(raw)
	}
	if err != nil {
		return job{}, err
	}
	j := job{content: stuff(raw)}
	if m.EnvelopeFrom != "" {
		if j.from, err = mailbox(m.EnvelopeFrom); err != nil {
			return job{}, err
		}
	}
	if j.to, err = mailbox(m.To); err != nil {
		return job{}, err
	}
	j.utf8 = !ascii(j.from) || !ascii(j.to)
	return j, nil
}

// attempt tries once over the open connection, or a new one. stale: a kept-open connection had died before it took
// anything, so that another try at once is due.
func (s *Sender) attempt(ctx context.Context, j job) (o Outcome, stale bool) {
	if s.line == nil {
		l, at, err := s.config.dial(ctx)
		if err != nil {
			return s.config.outcome(at, err), false
		}
		s.line = l
	}
	l := s.line
	if j.utf8 && !l.utf8 {
		return s.config.outcome(atBuild, errUTF8), false
	}
	stop := context.AfterFunc(ctx, func() { l.conn.Close() })
	defer stop()
	kept := l.used
	l.used = true
	at, err := l.transact(j, s.config.final())
	if err == nil {
		return Outcome{Fate: Sent, Code: 250, Stage: string(atDot), Handed: true}, false
	}
	code, _ := reply(err)
	if !l.clean(code) {
		l.conn.Close()
		s.line = nil
	}
	if kept && at == atMail && (code == 0 || code == 421) && ctx.Err() == nil {
		return Outcome{}, true
	}
	if ctx.Err() != nil && code == 0 {
		err = ctx.Err()
	}
	return s.config.outcome(at, err), false
}

var (
	errUTF8 = errors.New("the address has letters beyond ASCII before its @, and the server does not offer SMTPUTF8")
	errStep = errors.New("the server's answers are out of step")
)

// clean tells whether the dialogue can go on after a fault: the server answered, and it was neither 421 nor out of step.
func (l *line) clean(code int) bool {
	return code >= 400 && code != 421 && code != 503 && !l.broken
}

// transact takes one mail through MAIL, RCPT, DATA and the dot. The stage says which answer err is about.
func (l *line) transact(j job, final time.Duration) (stage, error) {
	if at, err := l.envelope(j); err != nil {
		return at, err
	}
	text := l.client.Text
	if text.R.Buffered() > 0 { // an answer to something that was not yet said would pass for the answer to the dot
		l.broken = true
		return atData, errStep
	}
	l.mark(l.timeout + time.Duration(len(j.content)/1024)*20*time.Millisecond) // 50 kB/s at the least
	_, err := text.W.Write(j.content)
	if err == nil {
		err = text.W.Flush()
	}
	if err != nil {
		// The writer stops at the first error, so that the last bytes, the dot among them, were never handed over: no
		// doubt. The server may have said why it would not listen any longer.
		l.broken = true
		l.mark(time.Second)
		if code, _, said := text.ReadResponse(2); code != 0 && said != nil {
			err = said
		}
		return atData, err
	}
	l.mark(final)
	_, _, err = text.ReadResponse(2)
	l.open = false // accepted or not, the transaction is over (RFC 5321 4.1.1.4)
	return atDot, err
}

// envelope says RSET where something is left over, MAIL, RCPT and DATA.
func (l *line) envelope(j job) (stage, error) {
	steps := l.steps(j)
	failed, fault := stage(""), error(nil)
	if l.pipelining {
		l.mark(l.timeout)
		for _, s := range steps {
			_, _ = l.client.Text.W.WriteString(s.command + "\r\n") // the buffer keeps the error for Flush
		}
		if err := l.client.Text.W.Flush(); err != nil {
			return steps[0].at, l.heard(err)
		}
	}
	for _, s := range steps {
		if !l.pipelining {
			l.mark(l.timeout)
			if err := l.client.Text.PrintfLine("%s", s.command); err != nil {
				return s.at, l.heard(err)
			}
		}
		code, _, err := l.client.Text.ReadResponse(s.want)
		switch {
		case err != nil && fault == nil:
			failed, fault = s.at, err
			if code == 0 || !l.pipelining {
				return failed, fault
			}
		case err == nil && fault != nil && s.at == atData:
			l.broken = true // 354 although nobody is to get it: only closing is safe (RFC 2920 3.1)
		case code == 0:
			return failed, fault
		case err == nil:
			l.open = true
		}
	}
	return failed, fault
}

// heard looks for a last word of a server that hung up: "421 idle too long" explains more than a broken pipe.
func (l *line) heard(err error) error {
	l.mark(time.Second)
	if code, _, said := l.client.Text.ReadResponse(2); code != 0 && said != nil {
		return said
	}
	return err
}

type step struct {
	at      stage
	command string
	want    int // the answer's first digits
}

func (l *line) steps(j job) []step {
	mail := "MAIL FROM:<" + j.from + ">"
	if l.eight {
		mail += " BODY=8BITMIME"
	}
	if j.utf8 {
		mail += " SMTPUTF8"
	}
	s := []step{{atMail, mail, 2}, {atRcpt, "RCPT TO:<" + j.to + ">", 2}, {atData, "DATA", 354}}
	if l.open {
		s = append([]step{{atMail, "RSET", 2}}, s...)
		l.open = false
	}
	return s
}
