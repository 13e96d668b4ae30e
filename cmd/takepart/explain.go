package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"time"

	"takepart/cmd/internal/config"
	"takepart/mailproc"
	"takepart/mailproc/message"
	"takepart/mailproc/registration"
	"takepart/templates"
)

// fewMessages is up to how many messages explain shows in full unless told otherwise.
const fewMessages = 10

type explainCommand struct {
	JSON    bool     `name:"json" help:"One object a line."`
	Brief   bool     `xor:"length" help:"One line a message; so it is anyway for mailboxes, folders, mboxes and more than 10 files."`
	Full    bool     `xor:"length" help:"Every line of every message."`
	Diff    string   `placeholder:"OLD.jsonl" help:"Print only what is decided otherwise than in an earlier output of --json."`
	Mailbox bool     `help:"Instead of files: everything in the configured mailbox, read without changing anything in it."`
	Since   string   `placeholder:"DATE" help:"With --mailbox: only what arrived since a date (2027-01-31) or for an age (30d)."`
	Files   []string `arg:"" optional:"" name:"file" help:"Messages (.eml), an mbox, a Maildir, a folder of .eml files, or - for standard input."`
}

// verdict is one message with what would be decided about it.
type verdict struct {
	letter
	message  *message.Message // nil where the file could not be read
	decision registration.Decision
}

// explainer decides as the daemon does about a message that begins a conversation; it is safe for several goroutines.
type explainer struct {
	ours   *message.Ours
	rules  *registration.Rules
	trusts func(*message.Message) (bool, string) // sender_check; nil: nothing is asked
}

func (c *explainCommand) Run(s *session) error {
	x, source, err := c.prepare(s)
	if err != nil {
		return err
	}
	out := bufio.NewWriterSize(s.stdout, 1<<16)
	show, err := c.printer(s, out)
	if err != nil {
		return err
	}
	sum := newTally()
	progress := newProgress(s, "messages")
	broken := false
	var unwritten error
	fault := x.stream(s.ctx, source, func(v verdict) bool {
		if v.older() {
			return true
		}
		progress.step()
		sum.count(v)
		if v.err != nil {
			broken = true
			progress.clear()
			report(s.stderr, fmt.Errorf("read %s: %w", v.name, plainCause(v.err)))
			return true
		}
		if unwritten = show(v); unwritten != nil {
			return false
		}
		if sum.messages == 1 || out.Buffered() > 0 && isTerminal(s.stdout) {
			_ = out.Flush()
		}
		return true
	})
	progress.clear()
	if (sum.messages > 1 || c.Mailbox) && !c.JSON {
		sum.print(out)
	}
	if unwritten = errors.Join(unwritten, out.Flush()); unwritten != nil {
		return fmt.Errorf("write the explanation: %w", unwritten)
	}
	if s.ctx.Err() != nil {
		return quietError{}
	}
	if fault == nil && broken {
		return quietError{}
	}
	return fault
}

// prepare reads the configuration for what is to be explained, and says where that comes from.
func (c *explainCommand) prepare(s *session) (*explainer, letters, error) {
	if !c.Mailbox {
		switch {
		case len(c.Files) == 0:
			return nil, nil, usageError{errors.New("wrong usage: name files to explain, or say --mailbox")}
		case c.Since != "":
			return nil, nil, usageError{errors.New("wrong usage: --since goes with --mailbox")}
		}
		x, err := s.explainer()
		return x, fileLetters(s, c.Files), err
	}
	if len(c.Files) > 0 {
		return nil, nil, usageError{errors.New("wrong usage: either files or --mailbox")}
	}
	since, err := when(c.Since, time.Now())
	if err != nil {
		return nil, nil, err
	}
	cfg, err := s.load(true)
	if err != nil {
		return nil, nil, err
	}
	x, err := configured(cfg)
	return x, mailboxLetters(cfg, since), err
}

// explainer knows the configured organisers; without any configuration the defaults of the sample meeting.
func (s *session) explainer() (*explainer, error) {
	_, missing := os.Stat(s.configPath())
	if s.config == "" && s.env("TAKEPART_CONFIG") == "" && errors.Is(missing, os.ErrNotExist) {
		return sampleExplainer()
	}
	cfg, err := s.load(false)
	if err != nil {
		return nil, err
	}
	return configured(cfg)
}

func configured(cfg *config.Config) (*explainer, error) {
	set, err := templates.Load(cfg.Templates, cfg.Event.Languages)
	if err != nil {
		return nil, fmt.Errorf("load the templates: %w", err)
	}
	return &explainer{ours: known(cfg, set), rules: rules(cfg), trusts: senderCheck(cfg)}, nil
}

func sampleExplainer() (*explainer, error) {
	set, err := templates.Load("", nil)
	if err != nil {
		return nil, fmt.Errorf("load the templates: %w", err)
	}
	cfg := sampleConfig()
	return &explainer{ours: known(cfg, set), rules: rules(cfg)}, nil
}

// decide never fails: what breaks in reading a message is a reason to have a person look at it.
func (x *explainer) decide(l letter) verdict {
	v := verdict{letter: l}
	if l.err == nil {
		v.message, v.decision = mailproc.Explain(l.raw, x.ours, x.rules)
		v.raw = nil
	}
	d := &v.decision
	acts := d.Kind == registration.Register || d.Kind == registration.Incomplete || d.Kind == registration.Withdraw
	if acts && l.junk {
		d.Kind, d.Reason, d.Why = registration.Review, "junk", "It was found in the junk folder; nothing there is answered unseen."
	} else if acts && x.trusts != nil {
		if ok, why := x.trusts(v.message); !ok {
			d.Kind, d.Reason, d.Why = registration.Review, "sender-unproven", why
		}
	}
	return v
}

// stream decides about all messages on all cores and gives them to yield in the order in which they were found. Its error is
// the source's.
func (x *explainer) stream(ctx context.Context, source letters, yield func(verdict) bool) error {
	type job struct {
		letter
		done chan verdict
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	workers := runtime.GOMAXPROCS(0)
	todo, order := make(chan job, workers), make(chan job, 4*workers)
	ended := make(chan error, 1)
	go func() {
		defer close(todo)
		defer close(order)
		ended <- source(ctx, func(l letter) bool {
			j := job{l, make(chan verdict, 1)}
			for _, next := range []chan job{order, todo} {
				select {
				case next <- j:
				case <-ctx.Done():
					return false
				}
			}
			return true
		})
	}()
	for range workers {
		go func() {
			for j := range todo {
				j.done <- x.decide(j.letter)
			}
		}()
	}
	for j := range order {
		select {
		case v := <-j.done:
			if !yield(v) {
				return nil
			}
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return <-ended
}

// printer chooses how a verdict is shown.
func (c *explainCommand) printer(s *session, out io.Writer) (func(verdict) error, error) {
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	switch {
	case c.Diff != "":
		old, err := readExplained(c.Diff)
		if err != nil {
			return nil, err
		}
		return func(v verdict) error { return printDifference(out, enc, c.JSON, old, v) }, nil
	case c.JSON:
		return func(v verdict) error { return enc.Encode(explainedOf(v)) }, nil
	case c.brief():
		return func(v verdict) error { return printBrief(out, v) }, nil
	}
	return func(v verdict) error { return printVerdict(out, v, c.Full) }, nil
}

func (c *explainCommand) brief() bool {
	many := func(f string) bool { k := sourceOf(f).kind; return k != oneMessage && k != standardInput }
	return c.Brief || !c.Full && (c.Mailbox || len(c.Files) > fewMessages || slices.ContainsFunc(c.Files, many))
}
