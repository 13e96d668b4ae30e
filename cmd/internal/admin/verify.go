package admin

import (
	"context"
	"net/http"

	"takepart/store"
)

// verify goes through the whole store: every page, checksum, reference and figure. It holds one read transaction for as long, so that
// the file may grow a little meanwhile.
func (s *Server) verify(w http.ResponseWriter, _ *http.Request) {
	r, err := s.Store.Check()
	if err != nil {
		fail(w, err)
		return
	}
	reply(w, r)
}

// Verify has the store verified by whoever holds it.
func (c *Client) Verify(ctx context.Context) (store.Report, error) {
	var r store.Report
	err := c.call(ctx, http.MethodGet, "/v1/verify", nil, nil, &r)
	return r, err
}
