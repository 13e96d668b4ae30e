package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"takepart/cmd/internal/admin"
)

// filterFlags choose registrations.
type filterFlags struct {
	Status      []string `default:"registered,waiting" enum:"registered,waiting,withdrawn,incomplete,all" help:"registered, waiting, withdrawn, incomplete or all; several with commas."`
	Since       string   `placeholder:"DATE" help:"Only what changed since a date (2027-01-31) or for an age (7d, 12h)."`
	Language    []string `placeholder:"en" help:"Only those who are answered in these languages."`
	Institution string   `placeholder:"TEXT" help:"Only whose institution has this in it."`
	Sort        string   `placeholder:"ORDER" help:"By name, institution, email, registered or updated; with a - before it backwards (--sort=-updated). Otherwise in the order of first writing."`
	Undelivered bool     `help:"Only those whose mail comes back, whatever their status, and why."`
}

// filter reads the flags; dates are wall-clock in the agenda's zone, so the configuration is loaded before.
func (f filterFlags) filter(s *session) (admin.Filter, error) {
	if f.Sort != "" && !slices.Contains(admin.Sorts(), strings.TrimPrefix(f.Sort, "-")) {
		return admin.Filter{}, usageError{fmt.Errorf("wrong usage: --sort must be one of %s, with or without a - before it", strings.Join(admin.Sorts(), ", "))}
	}
	if f.Undelivered {
		f.Status = []string{"all"}
	}
	since, err := when(f.Since, time.Now().In(s.location()))
	return admin.Filter{Status: f.Status, Since: since, Language: f.Language, Institution: f.Institution, Sort: f.Sort, Undelivered: f.Undelivered}, err
}
