package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"golang.org/x/term"
)

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// terminalWidth is how many columns a terminal has; 0 where it is none, or does not say.
func terminalWidth(w io.Writer) int {
	f, ok := w.(*os.File)
	if !ok {
		return 0
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil {
		return 0
	}
	return width
}

// isTerminalIn tells whether somebody can answer there.
func isTerminalIn(r io.Reader) bool {
	f, ok := r.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// progress is a line that says how far long work is; only on a terminal, and only where it does not run into the output.
type progress struct {
	out   io.Writer // nil: silent
	what  string
	done  int
	shown time.Time
}

func newProgress(s *session, what string) *progress {
	p := &progress{what: what, shown: time.Now()}
	if isTerminal(s.stderr) && !isTerminal(s.stdout) {
		p.out = s.stderr
	}
	return p
}

func (p *progress) step() {
	p.done++
	if p.out == nil || time.Since(p.shown) < 200*time.Millisecond {
		return
	}
	p.shown = time.Now()
	fmt.Fprintf(p.out, "\r%d %s", p.done, p.what)
}

func (p *progress) clear() {
	if p.out != nil {
		fmt.Fprint(p.out, "\r\x1b[K")
	}
}
