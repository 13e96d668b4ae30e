package admin

import (
	"context"
	"net/http"
)

// Reloaded says what a reload did.
type Reloaded struct {
	Config  string   `json:"config"`
	Restart []string `json:"restart"` // keys whose new values need a restart; the old ones stay
}

// reload has the daemon read its configuration again. Where it is wrong, the old one stays, and the answer says why.
func (s *Server) reload(w http.ResponseWriter, r *http.Request) {
	var a Act
	if err := decodeBody(r, &a, func() string { return a.Who }); err != nil {
		fail(w, err)
		return
	}
	if s.Reload == nil {
		fail(w, &Fault{Status: http.StatusConflict, Why: "takepart does not run", Hint: "takepart run reads the configuration as it is then"})
		return
	}
	out, err := s.Reload()
	if err != nil {
		fail(w, &Fault{Status: http.StatusConflict, Why: err.Error(), Hint: "the old configuration stays; takepart check --offline tells more"})
		return
	}
	reply(w, out)
}

// Reload has the daemon read its configuration again.
func (c *Client) Reload(ctx context.Context, by string) (Reloaded, error) {
	var out Reloaded
	err := c.call(ctx, http.MethodPost, "/v1/reload", nil, Act{Who: by}, &out)
	return out, err
}
