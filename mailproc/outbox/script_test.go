package outbox

import (
	"bufio"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"math/big"
	"net"
	"strings"
	"sync"
	"testing"
	"time"
)

// server is an SMTP server that answers from a script: by verb ("greet", "EHLO", "MAIL", "RCPT", "DATA", ".", "RSET", …), the
// n-th time from the n-th entry, the last one for ever. The words "drop" and "hang" do what they say; "" is the usual answer.
type server struct {
	t       *testing.T
	net     net.Listener
	tls     *tls.Config // for STARTTLS; nil: not offered
	at      bool        // TLS from the first byte instead
	offers  []string
	script  map[string][]string
	mu      sync.Mutex
	count   map[string]int
	said    []string // every line that came, content apart
	mails   []string
	dialled int
}

func start(t *testing.T, offers []string, script map[string][]string) *server {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &server{t: t, net: l, offers: offers, script: script, count: map[string]int{}}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			s.mu.Lock()
			s.dialled++
			s.mu.Unlock()
			go s.serve(conn)
		}
	}()
	return s
}

func (s *server) config() Config {
	addr := s.net.Addr().(*net.TCPAddr)
	return Config{Host: "127.0.0.1", Port: addr.Port, Security: Plain, Timeout: 500 * time.Millisecond, Final: 500 * time.Millisecond}
}

func (s *server) answer(verb, usual string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := s.count[verb]
	s.count[verb]++
	list := s.script[verb]
	if len(list) == 0 {
		return usual
	}
	if a := list[min(n, len(list)-1)]; a != "" {
		return a
	}
	return usual
}

func (s *server) serve(conn net.Conn) {
	defer func() { conn.Close() }()
	if s.at {
		conn = tls.Server(conn, s.tls)
	}
	r := bufio.NewReader(conn)
	say := func(a string) bool {
		switch a {
		case "drop":
			return false
		case "hang":
			time.Sleep(3 * time.Second)
			return false
		}
		_, err := conn.Write([]byte(strings.ReplaceAll(a, "\n", "\r\n") + "\r\n"))
		return err == nil && !strings.HasPrefix(a, "421")
	}
	if !say(s.answer("greet", "220 test ESMTP")) {
		return
	}
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			return
		}
		line = strings.TrimRight(line, "\r\n")
		verb := strings.ToUpper(strings.SplitN(strings.SplitN(line, " ", 2)[0], ":", 2)[0])
		s.mu.Lock()
		s.said = append(s.said, line)
		s.mu.Unlock()
		usual := "250 2.0.0 ok"
		switch verb {
		case "EHLO":
			usual = "250-test hello\n250-" + strings.Join(append(s.offers, "ENHANCEDSTATUSCODES"), "\n250-")
			i := strings.LastIndex(usual, "250-")
			usual = usual[:i] + "250 " + usual[i+4:]
		case "DATA":
			usual = "354 go on"
		case "QUIT":
			usual = "221 bye"
		case "AUTH":
			usual = "235 2.7.0 welcome"
		case "STARTTLS":
			usual = "220 go on"
		}
		a := s.answer(verb, usual)
		if !say(a) {
			return
		}
		switch {
		case verb == "DATA" && strings.HasPrefix(a, "354"):
			if !s.content(r, say) {
				return
			}
		case verb == "STARTTLS" && strings.HasPrefix(a, "220"):
			t := tls.Server(conn, s.tls)
			if t.Handshake() != nil {
				return
			}
			conn, r = t, bufio.NewReader(t)
		}
	}
}

func (s *server) content(r *bufio.Reader, say func(string) bool) bool {
	var b strings.Builder
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			return false
		}
		if line == ".\r\n" {
			break
		}
		b.WriteString(strings.TrimPrefix(line, "."))
	}
	s.mu.Lock()
	s.mails = append(s.mails, b.String())
	s.mu.Unlock()
	return say(s.answer(".", "250 2.0.0 queued"))
}

func (s *server) heard(prefix string) (n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, l := range s.said {
		if strings.HasPrefix(l, prefix) {
			n++
		}
	}
	return n
}

// certificate makes a self-signed one for the given name and days of validity (negative: expired), and a pool that trusts it.
func certificate(t *testing.T, name string, days int) (*tls.Config, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: name}, NotBefore: time.Now().AddDate(0, 0, -30),
		NotAfter: time.Now().AddDate(0, 0, days), IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature,
	}
	if ip := net.ParseIP(name); ip != nil {
		c.IPAddresses = []net.IP{ip}
	} else {
		c.DNSNames = []string{name}
	}
	der, err := x509.CreateCertificate(rand.Reader, c, c, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(parsed)
	return &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}, pool
}

func sample() *Mail {
	return &Mail{
		EnvelopeFrom: "bounces@meeting.example", FromName: "The organisers", From: "participate@meeting.example",
		ToName: "Ada Example", To: "ada@school.example", Subject: "Re: Réunion", Date: time.Date(2027, 1, 5, 9, 0, 0, 0, time.UTC),
		MessageID: "<abc@meeting.example>", InReplyTo: "<q@school.example>", References: []string{"<p@school.example>", "<q@school.example>"},
		Language: "fr", Text: "Bonjour,\n.\n.. des points\n", HTML: "<p>Bonjour = é</p>\n", Calendar: []byte("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"), Auto: true,
	}
}
