package faulty

import (
	"bufio"
	"io"
	"regexp"
	"strconv"
	"strings"
	"sync"
)

// conversation is IMAP between two: the client's lines one way, the server's answers with their literals the other.
type conversation struct {
	c   *pair
	f   *Fault
	mu  sync.Mutex // of out
	out io.Writer
}

// hear takes the client's lines. Clients here send no literals.
func (d *conversation) hear() {
	defer d.c.ended()
	r := bufio.NewReader(d.c.client)
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			return
		}
		reply, taken := ask(d.f, line)
		if taken {
			err = d.say(reply)
		} else {
			_, err = io.WriteString(d.c.server, line)
		}
		if err != nil {
			return
		}
	}
}

func ask(f *Fault, line string) (reply string, taken bool) {
	if f.Command == nil {
		return "", false
	}
	reply, taken = f.Command(strings.TrimRight(line, "\r\n"))
	if reply != "" {
		reply = strings.ReplaceAll(reply, "\n", "\r\n") + "\r\n"
	}
	return reply, taken
}

func (d *conversation) say(text string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	_, err := io.WriteString(d.out, text)
	return err
}

func (d *conversation) speak() {
	defer d.c.ended()
	r := bufio.NewReader(d.c.server)
	for n := 1; ; n++ {
		answer, err := response(r)
		if err != nil {
			return
		}
		then := Pass
		if d.f.Answer != nil {
			answer, then = d.f.Answer(n, "", answer)
		}
		if d.say(answer) != nil || d.c.do(then) != nil {
			return
		}
	}
}

var literal = regexp.MustCompile(`\{(\d+)\}\r?\n$`)

// response reads one answer of an IMAP server: a line, and what follows each literal in it.
func response(r *bufio.Reader) (string, error) {
	var b strings.Builder
	for {
		line, err := r.ReadString('\n')
		b.WriteString(line)
		if err != nil {
			return "", err
		}
		m := literal.FindStringSubmatch(line)
		if m == nil {
			return b.String(), nil
		}
		n, _ := strconv.ParseInt(m[1], 10, 64)
		if _, err := io.CopyN(&b, r, n); err != nil {
			return "", err
		}
	}
}

// dialogue is SMTP between two. Answers come in the order of what they answer to, so those of our own wait for their turn.
type dialogue struct {
	c        *pair
	f        *Fault
	out      io.Writer
	expected chan expected
	began    chan bool // to DATA: the content may follow
}

// expected is an answer that is due.
type expected struct {
	to  string
	own bool // the server knows nothing of it
	say string
}

func newDialogue(c *pair, f *Fault, out io.Writer) *dialogue {
	d := &dialogue{c: c, f: f, out: out, expected: make(chan expected, 100), began: make(chan bool, 1)}
	d.expected <- expected{to: "GREETING"}
	return d
}

func (d *dialogue) hear() {
	defer d.c.ended()
	defer close(d.expected)
	r := bufio.NewReader(d.c.client)
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			return
		}
		verb := verbOf(line)
		if reply, taken := ask(d.f, line); taken {
			d.expected <- expected{to: verb, own: true, say: reply}
			continue
		}
		if _, err := io.WriteString(d.c.server, line); err != nil {
			return
		}
		d.expected <- expected{to: verb}
		if verb == "DATA" && d.begins() && d.content(r) != nil {
			return
		}
	}
}

// begins waits for the answer to DATA.
func (d *dialogue) begins() bool {
	select {
	case yes := <-d.began:
		return yes
	case <-d.c.over:
		return false
	}
}

func verbOf(line string) string {
	verb, _, _ := strings.Cut(strings.TrimSpace(line), " ")
	return strings.ToUpper(verb)
}

// content passes on what is between DATA and the dot. The answer is awaited before the dot is passed on, so that it is not missed.
func (d *dialogue) content(r *bufio.Reader) error {
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			return err
		}
		end := strings.TrimRight(line, "\r\n") == "."
		if end {
			d.expected <- expected{to: "."}
		}
		if _, err := io.WriteString(d.c.server, line); err != nil || end {
			return err
		}
	}
}

func (d *dialogue) speak() {
	defer d.c.ended()
	r := bufio.NewReader(d.c.server)
	n := 0
	for e := range d.expected {
		answer, err := e.say, error(nil)
		if !e.own {
			answer, err = reply(r)
		}
		if err != nil {
			return
		}
		if e.to == "DATA" && !e.own {
			d.began <- strings.HasPrefix(answer, "354")
		}
		then := Pass
		n++
		if d.f.Answer != nil {
			answer, then = d.f.Answer(n, e.to, answer)
		}
		if _, err := io.WriteString(d.out, answer); err != nil || d.c.do(then) != nil {
			return
		}
	}
}

// reply reads one of an SMTP server, all its lines.
func reply(r *bufio.Reader) (string, error) {
	var b strings.Builder
	for {
		line, err := r.ReadString('\n')
		b.WriteString(line)
		if err != nil || len(line) < 4 || line[3] != '-' {
			return b.String(), err
		}
	}
}
