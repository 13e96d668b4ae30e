package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"

	"takepart/mailproc"
	"takepart/mailproc/message"
	"takepart/mailproc/registration"
	"takepart/templates"
)

// fewMessages is up to how many messages explain shows in full unless told otherwise.
const fewMessages = 10

type explainCommand struct {
	JSON  bool     `name:"json" help:"One object a line."`
	Brief bool     `xor:"length" help:"One line a message; so it is anyway for folders, mboxes and more than 10 files."`
	Full  bool     `xor:"length" help:"Every line of every message."`
	Diff  string   `placeholder:"OLD.jsonl" help:"Print only what is decided otherwise than in an earlier output of --json."`
	Files []string `arg:"" name:"file" help:"Messages (.eml), an mbox, a Maildir, a folder of .eml files, or - for standard input."`
}

// verdict is one message with what would be decided about it.
type verdict struct {
	letter
	message  *message.Message // nil where the file could not be read
	decision registration.Decision
}

// explainer decides as the daemon does about a message that begins a conversation; it is safe for several goroutines.
type explainer struct {
	ours  *message.Ours
	rules *registration.Rules
}

func (c *explainCommand) Run(s *session) error {
	x, err := s.explainer()
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
	var broken error
	x.stream(s, c.Files, func(v verdict) bool {
		progress.step()
		sum.count(v)
		if v.err != nil {
			broken = fmt.Errorf("read %s: %w", v.name, plainCause(v.err))
			progress.clear()
			report(s.stderr, broken)
			return true
		}
		if err := show(v); err != nil {
			broken = fmt.Errorf("write the explanation: %w", err)
			return false
		}
		if sum.messages == 1 || out.Buffered() > 0 && isTerminal(s.stdout) {
			_ = out.Flush()
		}
		return true
	})
	progress.clear()
	if sum.messages > 1 && !c.JSON {
		sum.print(out)
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write the explanation: %w", err)
	}
	if broken != nil || s.ctx.Err() != nil {
		return quietError{}
	}
	return nil
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
	set, err := templates.Load(cfg.Templates, cfg.Event.Languages)
	if err != nil {
		return nil, fmt.Errorf("load the templates: %w", err)
	}
	return &explainer{ours: known(cfg, set), rules: rules(cfg)}, nil
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
	return v
}

// stream decides about all messages on all cores and gives them to yield in the order in which they were found.
func (x *explainer) stream(s *session, files []string, yield func(verdict) bool) {
	type job struct {
		letter
		done chan verdict
	}
	workers := runtime.GOMAXPROCS(0)
	todo, order := make(chan job, workers), make(chan job, 4*workers)
	stop := make(chan struct{})
	defer close(stop)
	go func() {
		defer close(todo)
		defer close(order)
		for _, file := range files {
			more := true
			sourceOf(file).each(s.stdin, func(l letter) bool {
				j := job{l, make(chan verdict, 1)}
				for _, next := range []chan job{order, todo} {
					select {
					case next <- j:
					case <-stop:
						more = false
						return false
					case <-s.ctx.Done():
						more = false
						return false
					}
				}
				return true
			})
			if !more {
				return
			}
		}
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
				return
			}
		case <-s.ctx.Done():
			return
		}
	}
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
	return c.Brief || !c.Full && (len(c.Files) > fewMessages || slices.ContainsFunc(c.Files, many))
}
