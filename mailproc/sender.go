package mailproc

import (
	"fmt"
	"strings"

	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"

	"takepart/mailproc/message"
)

// NoServer is the authserv-id of servers that write none into Authentication-Results: Microsoft 365.
const NoServer = "none"

// CheckSender makes a Config.SenderCheck: the address in From: is trusted where the organisers' own mail server has found
// that it is genuine, by DMARC (RFC 7489), or by a DKIM signature or SPF of the same organisation's domain.
//
// server is the authserv-id (RFC 8601 section 2.5) that their server writes; "*.mail.example" stands for any host below
// mail.example, NoServer for none. Only the topmost fields of that server are believed, as many as it writes into one
// message: senders can write such fields as well, but not above them. Fields further up are of servers that the mail came
// through later, and tell nothing.
func CheckSender(server string, fields int) func(*message.Message) (trusted bool, why string) {
	return func(m *message.Message) (bool, string) {
		own, seen := ownResults(m, strings.ToLower(server), fields)
		if len(own) == 0 {
			return false, fmt.Sprintf("No Authentication-Results of %s stands in it (the topmost is of %q).", server, clip(seen, 80))
		}
		domain := ""
		if len(m.From) == 1 {
			domain = asciiDomain(afterAt(m.From[0].Addr))
		}
		if domain == "" {
			return false, "There is no single domain in From: that could be proved."
		}
		var results []message.AuthResult
		for _, a := range own {
			results = append(results, a.Results...)
		}
		return judge(results, domain)
	}
}

// ownResults gives the topmost fields that the organisers' own server wrote. seen names the server of the topmost field of all.
func ownResults(m *message.Message, server string, fields int) (own []message.AuthResults, seen string) {
	below, hosts := strings.CutPrefix(server, "*")
	for i, field := range m.AuthResult {
		a := message.ReadAuthResults(field)
		if a.Server == "" {
			a.Server = NoServer
		}
		if i == 0 {
			seen = a.Server
		}
		if len(own) < fields && (a.Server == server || hosts && strings.HasSuffix(a.Server, below)) {
			own = append(own, a)
		}
	}
	return own, seen
}

// judge weighs results for a domain in From:. A DMARC failure outweighs all; a DMARC result for another domain is nothing.
func judge(results []message.AuthResult, domain string) (trusted bool, why string) {
	var found []string
	for _, r := range results {
		proves := false
		switch r.Method {
		case "dmarc":
			if r.Value == "fail" {
				return false, "DMARC fails: it does not come from " + domain + ", as its From: says."
			}
			proves = asciiDomain(r.Props["header.from"]) == domain
		case "dkim":
			by := r.Props["header.d"]
			if by == "" {
				by = afterAt(r.Props["header.i"])
			}
			proves = sameOrganisation(by, domain)
		case "spf":
			proves = sameOrganisation(afterAt(r.Props["smtp.mailfrom"]), domain)
		default:
			continue
		}
		found = append(found, r.Method+"="+r.Value)
		trusted = trusted || proves && r.Value == "pass"
	}
	if trusted {
		return true, ""
	}
	return false, clip(fmt.Sprintf("Nothing proves that it comes from %s (%s).", domain, strings.Join(found, ", ")), 300)
}

func afterAt(s string) string { return s[strings.LastIndexByte(s, '@')+1:] }

// sameOrganisation is DMARC's relaxed alignment (RFC 7489 section 3.1): the same domain, or below the same one that can be registered.
func sameOrganisation(a, b string) bool {
	if a = asciiDomain(a); a == b {
		return a != ""
	}
	x, err := publicsuffix.EffectiveTLDPlusOne(a)
	y, err2 := publicsuffix.EffectiveTLDPlusOne(b)
	return err == nil && err2 == nil && x == y
}

// asciiDomain makes domains comparable; "" for what is none.
func asciiDomain(s string) string {
	a, err := idna.Lookup.ToASCII(strings.TrimSuffix(strings.TrimSpace(s), "."))
	if err != nil {
		return ""
	}
	return a
}
