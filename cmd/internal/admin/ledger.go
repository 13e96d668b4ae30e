package admin

import (
	"context"
	"iter"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"takepart/mailproc/registration"
	"takepart/store"
)

// Entry is one message that was seen, with its outcome and the mail that it brought.
type Entry struct {
	Review
	MessageID string `json:"message_id"`
	Mail      *Mail  `json:"mail,omitempty"`
}

// Entries is a page of the ledger, in the order of first seen.
type Entries struct {
	Messages []Entry `json:"messages"`
	Next     string  `json:"next"` // "" at the end
}

// Find chooses messages of the ledger; the zero value takes all.
type Find struct {
	Text     string    // an address that wrote or a part of it, or a Message-ID, or the beginning of an id
	Decision []string  // register, incomplete, withdraw, review, ignore
	Since    time.Time // seen since then
}

func (f Find) takes(m *store.Message) bool {
	switch {
	case len(f.Decision) > 0 && !slices.Contains(f.Decision, m.Decision):
		return false
	case !f.Since.IsZero() && m.SeenAt.Before(f.Since):
		return false
	case f.Text == "":
		return true
	}
	return strings.Contains(strings.ToLower(m.From+" "+m.FromName), f.Text) || bare(m.MessageID) == bare(f.Text) || len(f.Text) >= 4 && strings.HasPrefix(idOf(m.Digest), f.Text)
}

// bare is a Message-ID as people copy it, with angle brackets or without.
func bare(id string) string { return strings.ToLower(strings.Trim(strings.TrimSpace(id), "<>")) }

func findOf(q url.Values) (f Find, after uint64, limit int, err error) {
	f.Text, limit = strings.ToLower(strings.TrimSpace(q.Get("text"))), 100
	if v := q.Get("decision"); v != "" {
		f.Decision = strings.Split(v, ",")
	}
	for _, d := range f.Decision {
		if !slices.Contains([]registration.Kind{registration.Register, registration.Incomplete, registration.Withdraw, registration.Review, registration.Ignore}, registration.Kind(d)) {
			return f, 0, 0, wrong("no decision "+strconv.Quote(d), "choose among register, incomplete, withdraw, review, ignore")
		}
	}
	if v := q.Get("since"); v != "" {
		if f.Since, err = time.Parse(time.RFC3339Nano, v); err != nil {
			return f, 0, 0, wrong("since is not a time: "+v, "write it like 2027-03-02T09:00:00Z")
		}
	}
	if v := q.Get("after"); v != "" {
		if after, err = strconv.ParseUint(v, 10, 64); err != nil {
			return f, 0, 0, wrong("after is not a place: "+v, "give what the last page gave as next")
		}
	}
	if v := q.Get("limit"); v != "" {
		if limit, err = strconv.Atoi(v); err != nil || limit < 1 || limit > maxPage {
			return f, 0, 0, wrong("limit is not a number from 1 to "+strconv.Itoa(maxPage)+": "+v, "")
		}
	}
	return f, after, limit, nil
}

// ledger answers a page of messages. It looks at scanned messages at most: then the page may be short, or empty, and not the last.
func (s *Server) ledger(w http.ResponseWriter, r *http.Request) {
	f, after, limit, err := findOf(r.URL.Query())
	if err != nil {
		fail(w, err)
		return
	}
	out := Entries{Messages: []Entry{}}
	err = s.Store.Look(func(tx *store.Tx) error {
		if f.Text != "" && after == 0 && strings.Contains(f.Text, "@") {
			m, err := messageByID(tx, r.URL.Query().Get("text"))
			if err != nil || m != nil {
				return out.add(tx, m, err)
			}
		}
		size := scanned
		if f.Text == "" && len(f.Decision) == 0 && f.Since.IsZero() {
			size = limit
		}
		page, next, err := tx.Messages(after, size)
		if err != nil {
			return err
		}
		for _, m := range page {
			if f.takes(m) {
				if err := out.add(tx, m, nil); err != nil {
					return err
				}
			}
		}
		if next != 0 {
			out.Next = strconv.FormatUint(next, 10)
		}
		return nil
	})
	if err != nil {
		fail(w, err)
		return
	}
	reply(w, out)
}

// scanned is how many messages one page looks at when it searches.
const scanned = 5000

// messageByID finds a message by its Message-ID as it was copied; nil if there is none.
func messageByID(tx *store.Tx, text string) (*store.Message, error) {
	text = strings.TrimSpace(text)
	for _, id := range []string{text, "<" + text + ">"} {
		m, err := tx.MessageByID(id)
		if err != nil || m != nil {
			return m, err
		}
	}
	return nil, nil
}

func (out *Entries) add(tx *store.Tx, m *store.Message, err error) error {
	if err != nil {
		return err
	}
	e := Entry{Review: reviewOf(m, false), MessageID: m.MessageID}
	if m.Reply != 0 {
		mail, err := tx.Reply(m.Reply)
		if err != nil {
			return err
		}
		if mail != nil {
			told := mailOf(mail)
			e.Mail = &told
		}
	}
	out.Messages = append(out.Messages, e)
	return nil
}

// Ledger streams the messages that were seen, in the order of first seen.
func (c *Client) Ledger(ctx context.Context, f Find) iter.Seq2[Entry, error] {
	q := url.Values{"text": {f.Text}, "decision": {strings.Join(f.Decision, ",")}, "limit": {strconv.Itoa(maxPage)}}
	if !f.Since.IsZero() {
		q.Set("since", f.Since.Format(time.RFC3339Nano))
	}
	return func(yield func(Entry, error) bool) {
		for {
			var page Entries
			if err := c.call(ctx, http.MethodGet, "/v1/messages", q, nil, &page); err != nil {
				yield(Entry{}, err)
				return
			}
			for _, e := range page.Messages {
				if !yield(e, nil) {
					return
				}
			}
			if page.Next == "" {
				return
			}
			q.Set("after", page.Next)
		}
	}
}
