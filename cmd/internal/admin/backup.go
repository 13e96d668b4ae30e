package admin

import (
	"context"
	"io"
	"net/http"

	"takepart/mailproc"
	"takepart/store"
)

// backup streams the whole store as it is at this moment.
func (s *Server) backup(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/octet-stream")
	sent := &counted{ResponseWriter: w}
	if _, err := s.Store.Backup(sent); err != nil {
		if !sent.began {
			fail(w, err)
			return
		}
		panic(http.ErrAbortHandler)
	}
}

// Resume lets held mails go. Where a restored store's mailbox was not read to its end since, it is refused unless Sure.
type Resume struct {
	Who  string `json:"who"`
	Sure bool   `json:"sure,omitempty"`
}

// Resumed says how many mails go out.
type Resumed struct {
	Released int `json:"released"`
}

func (s *Server) resume(w http.ResponseWriter, r *http.Request) {
	var in Resume
	err := decodeBody(r, &in, func() string { return in.Who })
	if err == nil && !in.Sure {
		err = s.reread()
	}
	var out Resumed
	if err == nil {
		out.Released, err = s.desk().Resume()
	}
	if err != nil {
		fail(w, err)
		return
	}
	reply(w, out)
}

// reread says why it is too early to resume: only the mailbox tells what was answered since the backup.
func (s *Server) reread() error {
	return s.Store.Look(func(tx *store.Tx) error {
		at, read, err := mailproc.RestoredAt(tx)
		if err != nil || at.IsZero() || read || s.health() != nil && s.health()().Inbox.Idle {
			return err
		}
		return &Fault{Status: http.StatusConflict, Why: "the mailbox was not read to its end since the backup was put in place", Hint: "takepart run --once, or wait until takepart run waits for new mail; then again. --now: all the same"}
	})
}

// Backup copies the store, as it is at this moment, to w.
func (c *Client) Backup(ctx context.Context, w io.Writer) error {
	body, err := c.open(ctx, http.MethodGet, "/v1/backup", nil, nil)
	if err != nil {
		return err
	}
	defer body.Close()
	_, err = io.Copy(w, body)
	return err
}

// Resume lets held mails go.
func (c *Client) Resume(ctx context.Context, in Resume) (Resumed, error) {
	var out Resumed
	err := c.call(ctx, http.MethodPost, "/v1/resume", nil, in, &out)
	return out, err
}
