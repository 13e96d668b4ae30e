package admin

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"takepart/cmd/internal/export"
)

// Client speaks to the daemon, or to the same handlers in process.
type Client struct {
	http   *http.Client
	daemon bool
}

// Dial gives a client of the daemon that runs on the store; nil where none answers.
func Dial(storePath string) *Client {
	conn, err := dial(storePath)
	if err != nil {
		return nil
	}
	_ = conn.Close()
	return &Client{daemon: true, http: &http.Client{Transport: &http.Transport{
		DialContext: func(context.Context, string, string) (net.Conn, error) { return dial(storePath) },
	}}}
}

// Local gives a client of handlers in this process.
func Local(h http.Handler) *Client {
	return &Client{http: &http.Client{Transport: inProcess{h}}}
}

// Daemon says whether a daemon answers.
func (c *Client) Daemon() bool { return c.daemon }

// inProcess carries a request to a handler without a network; the answer streams.
type inProcess struct{ h http.Handler }

func (p inProcess) RoundTrip(r *http.Request) (*http.Response, error) {
	body, out := io.Pipe()
	w := &answer{header: http.Header{}, out: out, ready: make(chan struct{})}
	go func() {
		defer func() {
			w.WriteHeader(http.StatusOK)
			if recover() != nil {
				_ = out.CloseWithError(io.ErrUnexpectedEOF) // as a broken connection would look
				return
			}
			_ = out.Close()
		}()
		p.h.ServeHTTP(w, r)
	}()
	<-w.ready
	return &http.Response{StatusCode: w.status, Header: w.header, Body: body, Request: r, ContentLength: -1}, nil
}

type answer struct {
	header http.Header
	status int
	out    *io.PipeWriter
	ready  chan struct{}
}

func (a *answer) Header() http.Header { return a.header }

func (a *answer) WriteHeader(status int) {
	if a.status == 0 {
		a.status = status
		close(a.ready)
	}
}

func (a *answer) Write(b []byte) (int, error) {
	a.WriteHeader(http.StatusOK)
	return a.out.Write(b)
}

// open sends a request and gives the answer's body; an error answer becomes a *Fault.
func (c *Client) open(ctx context.Context, method, path string, query url.Values, in any) (io.ReadCloser, error) {
	var body io.Reader
	if in != nil {
		data, err := json.Marshal(in)
		if err != nil {
			return nil, err
		}
		body = bytes.NewReader(data)
	}
	target := "http://takepart" + path
	if len(query) > 0 {
		target += "?" + query.Encode()
	}
	req, err := http.NewRequestWithContext(ctx, method, target, body)
	if err != nil {
		return nil, err
	}
	res, err := c.http.Do(req)
	if err != nil {
		var ue *url.Error
		if errors.As(err, &ue) {
			err = ue.Err
		}
		return nil, fmt.Errorf("ask the daemon: %w", err)
	}
	if res.StatusCode == http.StatusOK {
		return res.Body, nil
	}
	defer res.Body.Close()
	fault := &Fault{Status: res.StatusCode}
	if json.NewDecoder(io.LimitReader(res.Body, 1<<16)).Decode(fault) != nil || fault.Why == "" {
		fault.Why = "the daemon answered " + res.Status
		fault.Hint = "it may be of another version: restart it"
	}
	return nil, fault
}

func (c *Client) call(ctx context.Context, method, path string, query url.Values, in, out any) error {
	body, err := c.open(ctx, method, path, query, in)
	if err != nil {
		return err
	}
	defer body.Close()
	if err := json.NewDecoder(body).Decode(out); err != nil {
		return fmt.Errorf("read the answer: %w", err)
	}
	return nil
}

// Export streams registrations to w as o says.
func (c *Client) Export(ctx context.Context, w io.Writer, o export.Options, f Filter) error {
	q := f.query()
	q.Set("format", string(o.Format))
	if len(o.Columns) > 0 {
		q.Set("columns", strings.Join(o.Columns, ","))
	}
	if o.Delimiter != 0 {
		q.Set("delimiter", string(o.Delimiter))
	}
	if o.Excel {
		q.Set("excel", "true")
	}
	body, err := c.open(ctx, http.MethodGet, "/v1/registrations", q, nil)
	if err != nil {
		return err
	}
	defer body.Close()
	_, err = io.Copy(w, body)
	return err
}

// Registrations streams registrations; the first error ends the stream.
func (c *Client) Registrations(ctx context.Context, f Filter) iter.Seq2[Registration, error] {
	return func(yield func(Registration, error) bool) {
		q := f.query()
		q.Set("format", "jsonl")
		body, err := c.open(ctx, http.MethodGet, "/v1/registrations", q, nil)
		if err != nil {
			yield(Registration{}, err)
			return
		}
		defer body.Close()
		in := json.NewDecoder(bufio.NewReaderSize(body, 1<<16))
		for {
			var r Registration
			err := in.Decode(&r)
			if err == io.EOF || !yield(r, err) || err != nil {
				return
			}
		}
	}
}

// Page gives at most limit registrations behind a place ("": from the start).
func (c *Client) Page(ctx context.Context, f Filter, after string, limit int) (Page, error) {
	q := f.query()
	q.Set("after", after)
	q.Set("limit", strconv.Itoa(limit))
	var out Page
	err := c.call(ctx, http.MethodGet, "/v1/registrations", q, nil, &out)
	return out, err
}

// Reviews gives the whole queue, page by page.
func (c *Client) Reviews(ctx context.Context) iter.Seq2[Review, error] {
	return func(yield func(Review, error) bool) {
		for after := ""; ; {
			var page Reviews
			if err := c.call(ctx, http.MethodGet, "/v1/reviews", url.Values{"after": {after}}, nil, &page); err != nil {
				yield(Review{}, err)
				return
			}
			for _, r := range page.Reviews {
				if !yield(r, nil) {
					return
				}
			}
			if page.Next == "" {
				return
			}
			after = page.Next
		}
	}
}

// Review gives one message with its text.
func (c *Client) Review(ctx context.Context, id string) (Review, error) {
	var r Review
	err := c.call(ctx, http.MethodGet, "/v1/reviews/"+url.PathEscape(id), nil, nil, &r)
	return r, err
}

// Accept registers the person of a message, with corrections.
func (c *Client) Accept(ctx context.Context, id string, d Decide) (Decided, error) {
	var out Decided
	err := c.call(ctx, http.MethodPost, "/v1/reviews/"+url.PathEscape(id)+"/accept", nil, d, &out)
	return out, err
}

// Ask sends the question for what a message lacks.
func (c *Client) Ask(ctx context.Context, id string, d Decide) (Decided, error) {
	var out Decided
	err := c.call(ctx, http.MethodPost, "/v1/reviews/"+url.PathEscape(id)+"/ask", nil, d, &out)
	return out, err
}

// Ignore closes a message without any consequence.
func (c *Client) Ignore(ctx context.Context, id string, d Decide) (Decided, error) {
	var out Decided
	err := c.call(ctx, http.MethodPost, "/v1/reviews/"+url.PathEscape(id)+"/ignore", nil, d, &out)
	return out, err
}

// Show gives one registrant, by id or address, with all that is kept.
func (c *Client) Show(ctx context.Context, who string) (Shown, error) {
	var out Shown
	err := c.call(ctx, http.MethodGet, "/v1/registrations/"+url.PathEscape(who), nil, nil, &out)
	return out, err
}

// Act does to one registrant, by id or address, what the organiser says: edit, withdraw or resend.
func (c *Client) Act(ctx context.Context, who, what string, a Act) (Acted, error) {
	var out Acted
	err := c.call(ctx, http.MethodPost, "/v1/registrations/"+url.PathEscape(who)+"/"+what, nil, a, &out)
	return out, err
}

// Import enters people.
func (c *Client) Import(ctx context.Context, in Import) (Imported, error) {
	var out Imported
	err := c.call(ctx, http.MethodPost, "/v1/registrations", nil, in, &out)
	return out, err
}

// Merge makes two entries one.
func (c *Client) Merge(ctx context.Context, who string, m Merge) (Acted, error) {
	var out Acted
	err := c.call(ctx, http.MethodPost, "/v1/registrations/"+url.PathEscape(who)+"/merge", nil, m, &out)
	return out, err
}

// Undo takes back the last change of a registration.
func (c *Client) Undo(ctx context.Context, who, by string) (Undone, error) {
	var out Undone
	err := c.call(ctx, http.MethodPost, "/v1/registrations/"+url.PathEscape(who)+"/undo", nil, Act{Who: by}, &out)
	return out, err
}

// Doubles are groups of registrations that are likely one person.
func (c *Client) Doubles(ctx context.Context) ([][]Registration, error) {
	var out [][]Registration
	err := c.call(ctx, http.MethodGet, "/v1/doubles", nil, nil, &out)
	return out, err
}

// Held gives everything that is kept about an address or an id.
func (c *Client) Held(ctx context.Context, who string) (Held, error) {
	var out Held
	err := c.call(ctx, http.MethodGet, "/v1/registrations/"+url.PathEscape(who)+"/held", nil, nil, &out)
	return out, err
}

// Erase removes a person, by id or address; by is who says so.
func (c *Client) Erase(ctx context.Context, who, by string) (Erased, error) {
	var out Erased
	err := c.call(ctx, http.MethodPost, "/v1/registrations/"+url.PathEscape(who)+"/erase", nil, Erase{Who: by}, &out)
	return out, err
}

// EraseAll removes everybody.
func (c *Client) EraseAll(ctx context.Context, by string) (Erased, error) {
	var out Erased
	err := c.call(ctx, http.MethodPost, "/v1/erasures", nil, Erase{Who: by, All: true}, &out)
	return out, err
}

// Compact writes the store anew without what was deleted.
func (c *Client) Compact(ctx context.Context, by string) error {
	return c.call(ctx, http.MethodPost, "/v1/compact", nil, Erase{Who: by}, &Erased{})
}

// Status tells how all is.
func (c *Client) Status(ctx context.Context) (Status, error) {
	var out Status
	err := c.call(ctx, http.MethodGet, "/v1/status", nil, nil, &out)
	return out, err
}

// Stats are figures about those who take part.
func (c *Client) Stats(ctx context.Context) (export.Figures, error) {
	var out export.Figures
	err := c.call(ctx, http.MethodGet, "/v1/stats", nil, nil, &out)
	return out, err
}

// Agenda tells who has which version of the agenda.
func (c *Client) Agenda(ctx context.Context) (Agenda, error) {
	var out Agenda
	err := c.call(ctx, http.MethodGet, "/v1/agenda", nil, nil, &out)
	return out, err
}

// Plan says what a mailing would do.
func (c *Client) Plan(ctx context.Context, m Mailing) (Mailed, error) {
	var out Mailed
	err := c.call(ctx, http.MethodPost, "/v1/mailings/plan", nil, m, &out)
	return out, err
}

// Mail queues a mailing.
func (c *Client) Mail(ctx context.Context, m Mailing) (Mailed, error) {
	var out Mailed
	err := c.call(ctx, http.MethodPost, "/v1/mailings", nil, m, &out)
	return out, err
}
