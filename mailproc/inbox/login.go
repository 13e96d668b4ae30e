package inbox

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net"
	"slices"
	"strconv"
	"strings"
	"time"
)

// talk is the first part of a connection, before go-imap takes over: greeting, STARTTLS, login, capabilities. Each answer is
// awaited before the next line is sent, and the server's own words are kept.
type talk struct {
	addr string
	conn net.Conn
	r    *bufio.Reader
	tag  int
	caps []string // as last told, in capitals
	wait time.Duration
}

// maxTalk is the longest line, and the most lines, that are read of one answer.
const maxTalk = 8 << 10

// answer is a tagged response.
type answer struct{ typ, code, text string }

func (a answer) ok() bool { return a.typ == "OK" }

// connect dials, secures and logs in. The connection's deadline is clear when it returns.
func (c *Config) connect(ctx context.Context) (*wire, []string, error) {
	addr := net.JoinHostPort(c.Host, strconv.Itoa(c.Port))
	d := net.Dialer{Timeout: min(c.Timeout, 30*time.Second)}
	conn, err := d.DialContext(ctx, "tcp", addr)
	if err != nil {
		return nil, nil, dialFault(addr, err)
	}
	t := &talk{addr: addr, conn: conn, wait: c.Timeout}
	stop := context.AfterFunc(ctx, func() { _ = conn.Close() })
	err = c.logIn(ctx, t)
	if !stop() && err == nil {
		err = ctx.Err()
	}
	if err != nil {
		_ = conn.Close()
		if ctx.Err() != nil {
			return nil, nil, ctx.Err()
		}
		return nil, nil, err
	}
	_ = t.conn.SetDeadline(time.Time{})
	hello := "* PREAUTH [CAPABILITY " + strings.Join(plainCaps(t.caps), " ") + "] ready\r\n"
	return newWire(t.rest(), hello), t.caps, nil
}

// plainCaps are the capabilities by which go-imap itself would act differently; the rest is none of its business.
func plainCaps(caps []string) []string {
	kept := []string{"IMAP4REV1"}
	for _, known := range []string{"MOVE", "UIDPLUS", "IDLE", "LITERAL+", "UNSELECT"} {
		if slices.Contains(caps, known) || known != "LITERAL+" && slices.Contains(caps, "IMAP4REV2") && known != "UNSELECT" {
			kept = append(kept, known)
		}
	}
	return kept
}

func (c *Config) logIn(ctx context.Context, t *talk) error {
	if c.Security == Plain && !c.InsecurePlaintext && !isLoopback(t.conn) {
		return &Fault{Op: "connect to " + t.addr, Why: "without TLS the password and all mail would be readable on the way",
			Hint: "set imap.tls to implicit or starttls, or write insecure_plaintext: true"}
	}
	if c.Security == Implicit {
		if err := t.secure(ctx, c); err != nil {
			return err
		}
	}
	t.r = bufio.NewReader(t.conn)
	preauth, err := t.greeting()
	if err != nil {
		return err
	}
	if c.Security == StartTLS {
		if err := t.startTLS(ctx, c, preauth); err != nil {
			return err
		}
		preauth = false
	}
	if !preauth {
		if err := t.authenticate(c); err != nil {
			return err
		}
	}
	// Asked again even where the OK of the login told them: Office 365 tells MOVE only here.
	return t.capability()
}

func isLoopback(c net.Conn) bool {
	a, ok := c.RemoteAddr().(*net.TCPAddr)
	return ok && a.IP.IsLoopback()
}

func (t *talk) secure(ctx context.Context, c *Config) error {
	conf := &tls.Config{}
	if c.TLS != nil {
		conf = c.TLS.Clone()
	}
	if conf.ServerName == "" {
		conf.ServerName = c.Host
	}
	if conf.MinVersion == 0 {
		conf.MinVersion = tls.VersionTLS12
	}
	conn := tls.Client(t.conn, conf)
	limited, cancel := context.WithTimeout(ctx, t.wait)
	defer cancel()
	if err := conn.HandshakeContext(limited); err != nil {
		if limited.Err() != nil && ctx.Err() == nil {
			err = context.DeadlineExceeded
		}
		return tlsFault(t.addr, conf.ServerName, err)
	}
	t.conn, t.r = conn, bufio.NewReader(conn)
	return nil
}

// greeting reads the first line. PREAUTH means that no login is needed.
func (t *talk) greeting() (preauth bool, err error) {
	line, err := t.line()
	if err != nil {
		f := commandFault("connect to "+t.addr, "", err)
		if isTimeout(err) {
			f.Why, f.Hint = "the server does not greet", "port 993 goes with imap.tls: implicit, port 143 with imap.tls: starttls"
		}
		return false, f
	}
	kind, rest := untagged([]byte(line))
	switch {
	case !strings.HasPrefix(line, "*") || kind != "OK" && kind != "PREAUTH" && kind != "BYE":
		return false, &Fault{Op: "connect to " + t.addr, Why: "what answers there is no IMAP server", Hint: "see imap.host and imap.port", Lost: true}
	case kind == "BYE":
		return false, &Fault{Op: "connect to " + t.addr, Why: "the server turned us away: " + string(rest), Lost: true,
			Hint: "nothing to do if it passes; some servers allow only so many connections at once"}
	}
	t.noteCode(string(rest))
	return kind == "PREAUTH", nil
}

func (t *talk) startTLS(ctx context.Context, c *Config, preauth bool) error {
	if t.caps == nil {
		if err := t.capability(); err != nil {
			return err
		}
	}
	op := "secure the connection to " + t.addr
	if preauth || !slices.Contains(t.caps, "STARTTLS") {
		return &Fault{Op: op, Why: "the server does not offer STARTTLS", Lost: true,
			Hint: "try imap.tls: implicit with port 993; if it was offered before, somebody on the way may be stripping it"}
	}
	a, err := t.command(op, "STARTTLS")
	if err != nil {
		return err
	}
	if !a.ok() {
		return &Fault{Op: op, Why: refusal(a.typ, a.code, a.text), Lost: true}
	}
	if t.r.Buffered() > 0 { // CVE-2011-0411: what came in clear would be taken for the server's
		return &Fault{Op: op, Why: "the server spoke on in clear after STARTTLS", Lost: true, Hint: "somebody on the way may be interfering"}
	}
	t.caps = nil
	return t.secure(ctx, c)
}

func (t *talk) authenticate(c *Config) error {
	if t.caps == nil {
		if err := t.capability(); err != nil {
			return err
		}
	}
	a, err := t.logInBy(c)
	if err != nil {
		return err
	}
	if a.ok() {
		return nil
	}
	f := &Fault{Op: "log in to " + t.addr, Why: refusal(a.typ, a.code, a.text), Login: true}
	switch a.code {
	case "UNAVAILABLE", "CONTACTADMIN", "INUSE", "LIMIT": // RFC 5530: not the password
		f.Hint, f.Login, f.Lost = "the server cannot log us in at the moment; it is tried again", false, true
	default:
		f.Hint = "see imap.username and the password; many providers want an app password, made in the account's security settings"
	}
	return f
}

// logInBy chooses the way: LOGIN where it can hold user name and password, AUTHENTICATE PLAIN (RFC 4616) for all others.
func (t *talk) logInBy(c *Config) (answer, error) {
	op := "log in to " + t.addr
	disabled := slices.Contains(t.caps, "LOGINDISABLED")
	if sasl := slices.Contains(t.caps, "AUTH=PLAIN"); sasl && (disabled || !quotable(c.Username) || !quotable(c.Password)) {
		secret := base64.StdEncoding.EncodeToString([]byte("\x00" + c.Username + "\x00" + c.Password))
		return t.command(op, "AUTHENTICATE PLAIN", secret)
	}
	if disabled {
		return answer{}, &Fault{Op: op, Why: "the server allows no login on this connection", Login: true,
			Hint: "it may want TLS (imap.tls), or a kind of login that takepart does not know"}
	}
	if quotable(c.Username) && quotable(c.Password) {
		return t.command(op, "LOGIN "+quote(c.Username)+" "+quote(c.Password))
	}
	user, pass := len(c.Username), len(c.Password)
	return t.command(op, fmt.Sprintf("LOGIN {%d}", user), fmt.Sprintf("%s {%d}", c.Username, pass), c.Password)
}

// quotable: printable ASCII can stand in a quoted string.
func quotable(s string) bool {
	for _, c := range []byte(s) {
		if c < ' ' || c > '~' {
			return false
		}
	}
	return true
}

func quote(s string) string { return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"` }

func (t *talk) capability() error {
	a, err := t.command("ask "+t.addr+" what it can do", "CAPABILITY")
	if err == nil && !a.ok() {
		err = &Fault{Op: "ask " + t.addr + " what it can do", Why: refusal(a.typ, a.code, a.text), Lost: true}
	}
	return err
}

// command sends a line, and each of more after a continuation request, and reads the tagged answer.
func (t *talk) command(op, line string, more ...string) (answer, error) {
	t.tag++
	tag := "t" + strconv.Itoa(t.tag)
	if err := t.send(tag + " " + line); err != nil {
		return answer{}, commandFault(op, "", err)
	}
	said := ""
	for range maxTalk {
		got, err := t.line()
		if err != nil {
			return answer{}, commandFault(op, said, err)
		}
		first, rest, _ := strings.Cut(got, " ")
		switch {
		case strings.EqualFold(first, tag):
			return t.answer(rest), nil
		case first == "+" && len(more) > 0:
			if err := t.send(more[0]); err != nil {
				return answer{}, commandFault(op, said, err)
			}
			more = more[1:]
		case first == "+":
			return answer{}, &Fault{Op: op, Why: "the server asks for more than there is to say", Lost: true}
		default:
			switch kind, text := untagged([]byte(got)); kind {
			case "BYE":
				said = string(text)
			case "CAPABILITY":
				t.caps = strings.Fields(strings.ToUpper(string(text)))
			}
		}
	}
	return answer{}, &Fault{Op: op, Why: "the server does not come to an end", Lost: true}
}

func (t *talk) send(line string) error {
	_ = t.conn.SetDeadline(time.Now().Add(t.wait))
	_, err := io.WriteString(t.conn, line+"\r\n")
	return err
}

// line reads one line without its end. A literal at its end is not expected here.
func (t *talk) line() (string, error) {
	_ = t.conn.SetDeadline(time.Now().Add(t.wait))
	var line []byte
	for {
		piece, err := t.r.ReadSlice('\n')
		line = append(line, piece...)
		if err == nil {
			return string(bytes.TrimRight(line, "\r\n")), nil
		}
		if !errors.Is(err, bufio.ErrBufferFull) || len(line) > maxTalk {
			return "", err
		}
	}
}

func (t *talk) answer(rest string) answer {
	typ, text, _ := strings.Cut(rest, " ")
	a := answer{typ: strings.ToUpper(typ), text: text}
	if code, _ := responseCode([]byte(text)); code != "" {
		a.code = code
		if _, after, ok := strings.Cut(text, "]"); ok {
			a.text = strings.TrimSpace(after)
		}
	}
	t.noteCode(text)
	return a
}

// noteCode takes capabilities out of "[CAPABILITY a b c] text".
func (t *talk) noteCode(text string) {
	if code, args := responseCode([]byte(text)); code == "CAPABILITY" {
		list, _, _ := strings.Cut(string(args), "]")
		t.caps = strings.Fields(strings.ToUpper(list))
	}
}

// rest is the connection with what has been read of it too far.
func (t *talk) rest() net.Conn {
	left, _ := t.r.Peek(t.r.Buffered())
	if len(left) == 0 {
		return t.conn
	}
	return &rejoined{Conn: t.conn, r: io.MultiReader(bytes.NewReader(bytes.Clone(left)), t.conn)}
}

type rejoined struct {
	net.Conn
	r io.Reader
}

func (c *rejoined) Read(p []byte) (int, error) { return c.r.Read(p) }
