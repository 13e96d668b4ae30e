package main

import (
	"fmt"
	"io"
	"os"
	"strings"
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

// barCells is the length of a progress bar.
const barCells = 30

// bar shows how much of a known amount is done; only on a terminal.
type bar struct {
	out   io.Writer // nil: silent
	total int
}

func newBar(s *session, total int) *bar {
	b := &bar{total: max(total, 1)}
	if isTerminal(s.stderr) {
		b.out = s.stderr
	}
	return b
}

func (b *bar) show(done int) {
	if b.out == nil {
		return
	}
	done = max(0, min(done, b.total))
	full := done * barCells / b.total
	fmt.Fprintf(b.out, "\r\x1b[K[%s%s] %d of %d sent", strings.Repeat("#", full), strings.Repeat(".", barCells-full), done, b.total)
}

func (b *bar) clear() {
	if b.out != nil {
		fmt.Fprint(b.out, "\r\x1b[K")
	}
}
