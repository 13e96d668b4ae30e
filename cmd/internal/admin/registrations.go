package admin

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"takepart/cmd/internal/export"
	"takepart/store"
)

// Filter chooses registrations, and their order.
type Filter struct {
	Status      []string  // empty: registered and waiting
	Since       time.Time // changed since then
	Text        string    // contained in name, address, title or institution, whatever the case
	Language    []string  // of the answers; empty: all
	Institution string    // contained in the institution, whatever the case
	Undelivered bool      // only those whose mail comes back
	Sort        string    // one of sorts, "-" before it: backwards; "": in the order of registration
}

// everyStatus are all statuses, in the order in which they are shown.
var everyStatus = []string{string(store.Registered), string(store.Waiting), string(store.Withdrawn), string(store.Incomplete)}

// sorts are the orders that can be asked for, each with the text that is compared (sorted.go).
var sorts = map[string]func(*store.Registration) string{
	"name":        func(r *store.Registration) string { return fold(r.Person.LastName, r.Person.FirstName) },
	"institution": func(r *store.Registration) string { return fold(r.Person.Institution, r.Person.LastName) },
	"email":       func(r *store.Registration) string { return fold(r.Person.Email) },
	"updated":     func(r *store.Registration) string { return ordered(r.UpdatedAt) },
	"registered":  func(r *store.Registration) string { return ordered(r.RegisteredAt) },
}

// Sorts names the orders, for wrong use.
func Sorts() []string { return []string{"name", "institution", "email", "registered", "updated"} }

func fold(parts ...string) string { return strings.ToLower(strings.Join(parts, "\x00")) }

func ordered(t time.Time) string { return fmt.Sprintf("%020d", t.UnixNano()) }

func (f Filter) query() url.Values {
	q := url.Values{}
	set := func(name, value string) {
		if value != "" {
			q.Set(name, value)
		}
	}
	set("status", strings.Join(f.Status, ","))
	if !f.Since.IsZero() {
		q.Set("since", f.Since.Format(time.RFC3339Nano))
	}
	set("text", f.Text)
	set("language", strings.Join(f.Language, ","))
	set("institution", f.Institution)
	if f.Undelivered {
		q.Set("undelivered", "true")
	}
	set("sort", f.Sort)
	return q
}

// filterOf reads a Filter from a request.
func filterOf(q url.Values) (Filter, error) {
	f := Filter{Text: strings.ToLower(q.Get("text")), Institution: strings.ToLower(q.Get("institution")), Sort: q.Get("sort")}
	if v := q.Get("status"); v != "" {
		f.Status = strings.Split(v, ",")
	}
	if v := q.Get("language"); v != "" {
		f.Language = strings.Split(strings.ToLower(v), ",")
	}
	if v := q.Get("undelivered"); v != "" {
		on, err := strconv.ParseBool(v)
		if err != nil {
			return f, wrong("undelivered is neither true nor false: "+v, "")
		}
		f.Undelivered = on
	}
	if v := q.Get("since"); v != "" {
		t, err := time.Parse(time.RFC3339Nano, v)
		if err != nil {
			return f, wrong("since is not a time: "+v, "write it like 2027-03-02T09:00:00Z")
		}
		f.Since = t
	}
	if slices.Contains(f.Status, "all") {
		f.Status = everyStatus
	}
	if len(f.Status) == 0 {
		f.Status = []string{string(store.Registered), string(store.Waiting)}
	}
	for _, s := range f.Status {
		if !slices.Contains(everyStatus, s) {
			return f, wrong(fmt.Sprintf("no status %q", s), "choose among registered, waiting, withdrawn, incomplete, all")
		}
	}
	if f.Sort != "" && sorts[strings.TrimPrefix(f.Sort, "-")] == nil {
		return f, wrong(fmt.Sprintf("no order %q", f.Sort), "choose among "+strings.Join(Sorts(), ", ")+"; a - before it turns it round")
	}
	return f, nil
}

func (f Filter) takes(r *store.Registration) bool {
	if !slices.Contains(f.Status, string(r.Status)) || !f.Since.IsZero() && r.UpdatedAt.Before(f.Since) || f.Undelivered && r.Undelivered == "" {
		return false
	}
	if len(f.Language) > 0 && !slices.Contains(f.Language, r.Language) {
		return false
	}
	if f.Institution != "" && !strings.Contains(strings.ToLower(r.Person.Institution), f.Institution) {
		return false
	}
	if f.Text == "" {
		return true
	}
	p := r.Person
	all := strings.Join([]string{p.FirstName, p.LastName, p.Email, r.From, p.Title, p.Institution, r.ID}, " ")
	return strings.Contains(strings.ToLower(all), f.Text)
}

// all streams the registrations that a filter takes, in its order.
func (s *Server) all(ctx context.Context, f Filter) export.Rows {
	if f.Sort != "" {
		return s.sorted(ctx, f)
	}
	return s.behind(ctx, f, "")
}

// behind pages through the registrations behind a place ("": from the start) in the order of creation, each page in a transaction
// of its own: a long one would make the store's file grow.
func (s *Server) behind(ctx context.Context, f Filter, after string) export.Rows {
	return func(yield func(*store.Registration, error) bool) {
		for size := firstPage; ; size = pageSize {
			var page []*store.Registration
			err := s.Store.Look(func(tx *store.Tx) (err error) {
				page, after, err = tx.Registrations(after, size)
				return err
			})
			if err == nil {
				err = ctx.Err()
			}
			if err != nil {
				yield(nil, err)
				return
			}
			for _, r := range page {
				if f.takes(r) && !yield(r, nil) {
					return
				}
			}
			if after == "" {
				return
			}
		}
	}
}

// firstPage is small, so that who only wants to see the first few gets them at once.
const firstPage = 100

// Page is some registrations and where the next ones begin; Next "" is the end.
type Page struct {
	Registrations []Registration `json:"registrations"`
	Next          string         `json:"next"`
}

// maxPage bounds the registrations of one page.
const maxPage = 1000

// registrations answers a page, or with format a stream of all.
func (s *Server) registrations(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	f, err := filterOf(q)
	if err != nil {
		fail(w, err)
		return
	}
	if q.Get("format") == "" {
		s.page(w, r, f)
		return
	}
	o, err := s.optionsOf(q)
	if err != nil {
		fail(w, err)
		return
	}
	w.Header().Set("Content-Type", o.Format.Type())
	sent := &counted{ResponseWriter: w}
	if err := export.Write(sent, o, s.all(r.Context(), f)); err != nil {
		if !sent.began {
			fail(w, err)
			return
		}
		// What was sent cannot be taken back: break the stream, so that nobody takes it for complete.
		panic(http.ErrAbortHandler)
	}
}

func (s *Server) page(w http.ResponseWriter, r *http.Request, f Filter) {
	q := r.URL.Query()
	limit := 100
	if v := q.Get("limit"); v != "" {
		n, err := strconv.Atoi(v)
		if err != nil || n < 1 || n > maxPage {
			fail(w, wrong("limit is not a number from 1 to "+strconv.Itoa(maxPage)+": "+v, ""))
			return
		}
		limit = n
	}
	after := q.Get("after")
	if _, err := strconv.ParseUint(shown(after, "0"), 10, 63); err != nil {
		fail(w, wrong("after is not a place: "+after, "give what the last page gave as next"))
		return
	}
	out := Page{Registrations: []Registration{}}
	err := error(nil)
	if f.Sort == "" {
		err = s.pageBehind(r.Context(), f, after, limit, &out)
	} else {
		err = s.pageSorted(r.Context(), f, after, limit, &out)
	}
	if err != nil {
		fail(w, err)
		return
	}
	reply(w, out)
}

func (s *Server) pageBehind(ctx context.Context, f Filter, after string, limit int, out *Page) error {
	last := ""
	for r, err := range s.behind(ctx, f, after) {
		if err != nil {
			return err
		}
		if len(out.Registrations) == limit {
			return s.Store.Look(func(tx *store.Tx) error { out.Next = tx.Place(last); return nil })
		}
		out.Registrations = append(out.Registrations, registrationOf(r))
		last = r.ID
	}
	return nil
}

// optionsOf reads how a stream is to be written.
func (s *Server) optionsOf(q url.Values) (export.Options, error) {
	o := export.Options{Format: export.Format(q.Get("format")), Title: s.Event, Dir: filepath.Dir(s.Store.Path()), Excel: q.Get("excel") == "true"}
	if v := q.Get("columns"); v != "" {
		o.Columns = strings.Split(v, ",")
	}
	if v := q.Get("delimiter"); v != "" {
		d, n := utf8.DecodeRuneInString(v)
		if n != len(v) {
			return o, wrong("the delimiter is not one character: "+v, "")
		}
		o.Delimiter = d
	}
	if err := o.Check(); err != nil {
		return o, wrong(err.Error(), "")
	}
	return o, nil
}

// counted knows whether anything was sent.
type counted struct {
	http.ResponseWriter
	began bool
}

func (c *counted) Write(b []byte) (int, error) {
	c.began = true
	return c.ResponseWriter.Write(b)
}
