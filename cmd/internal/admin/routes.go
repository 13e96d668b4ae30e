package admin

import (
	"net/http"

	"takepart/cmd/internal/export"
	"takepart/store"
)

// route is one entry of the API. The table below makes both the handler and the OpenAPI description, so that neither can tell
// what the other does not.
type route struct {
	method, path string
	does         string
	query        []parameter
	in, out      any    // the JSON of request and answer, by example of their types; nil: none
	stream       string // the media type of an answer that is no JSON of type out
	handler      http.HandlerFunc
}

// parameter is one of a query.
type parameter struct{ name, means string }

var (
	filterParameters = []parameter{
		{"status", "registered, waiting, withdrawn, incomplete or all; several with commas; registered,waiting if it is not given"},
		{"since", "RFC 3339: only what changed since"}, {"text", "contained in name, address, title, institution or id"},
		{"language", "of the answers; several with commas"}, {"institution", "contained in the institution"},
		{"undelivered", "true: only those whose mail comes back"}, {"sort", "name, institution, email, registered or updated; a - before it turns it round"},
	}
	pageParameters   = []parameter{{"limit", "1 to 1000; 100 if it is not given"}, {"after", "what the last page gave as next"}}
	formatParameters = []parameter{
		{"format", "csv, xlsx, json, jsonl, vcf, badges or html: then all of them as a stream, instead of a page"},
		{"columns", "of the stream, with commas"}, {"delimiter", "of a CSV"}, {"excel", "true: a CSV with byte order mark and CRLF"},
	}
	ledgerParameters = append([]parameter{
		{"text", "a sender or a part of one, a Message-ID, or the beginning of an id"}, {"decision", "register, incomplete, withdraw, review, ignore; several with commas"}, {"since", "RFC 3339: only what was seen since"},
	}, pageParameters...)
)

func join(lists ...[]parameter) (all []parameter) {
	for _, l := range lists {
		all = append(all, l...)
	}
	return all
}

// routes are the whole API. {who} is an id or an address, {id} a message's digest in hex or its beginning.
func (s *Server) routes() []route {
	get, post := http.MethodGet, http.MethodPost
	return []route{
		{get, "/v1/openapi.json", "this description", nil, nil, map[string]any{}, "", s.describe},
		{get, "/v1/status", "how all is, and the ledger's sums", nil, nil, Status{}, "", s.status},
		{get, "/v1/stats", "figures about those who take part", nil, nil, export.Figures{}, "", s.stats},
		{get, "/v1/verify", "the whole store verified", nil, nil, store.Report{}, "", s.verify},
		{get, "/v1/events", "what happens now, as server-sent events with the JSON of an Event each", nil, nil, nil, "text/event-stream", s.events},
		{get, "/v1/registrations", "a page of registrations, or with format a stream of all", join(filterParameters, pageParameters, formatParameters), nil, Page{}, "", s.registrations},
		{post, "/v1/registrations", "people entered by hand, all or nobody", nil, Import{}, Imported{}, "", s.importing},
		{get, "/v1/doubles", "groups of registrations that are likely one person", nil, nil, [][]Registration{}, "", s.doubles},
		{get, "/v1/registrations/{who}", "one registrant with history, messages and mails", nil, nil, Shown{}, "", s.show},
		{post, "/v1/registrations/{who}/edit", "fields and note set right", nil, Act{}, Acted{}, "", s.acting(s.edit)},
		{post, "/v1/registrations/{who}/withdraw", "taken back", nil, Act{}, Acted{}, "", s.acting(s.withdraw)},
		{post, "/v1/registrations/{who}/resend", "the mail sent again", nil, Act{}, Acted{}, "", s.acting(s.resend)},
		{post, "/v1/registrations/{who}/merge", "another entry of the same person taken in", nil, Merge{}, Acted{}, "", s.merge},
		{post, "/v1/registrations/{who}/undo", "the last change taken back", nil, Act{}, Undone{}, "", s.undo},
		{get, "/v1/registrations/{who}/held", "everything that is held about a person", nil, nil, Held{}, "", s.held},
		{post, "/v1/registrations/{who}/erase", "every trace of a person removed", nil, Erase{}, Erased{}, "", s.erase},
		{post, "/v1/erasures", "everything about everybody removed", nil, Erase{}, Erased{}, "", s.everything},
		{post, "/v1/compact", "the file written anew without what was deleted", nil, Erase{}, Erased{}, "", s.compact},
		{get, "/v1/backup", "the whole store", nil, nil, nil, "application/octet-stream", s.backup},
		{post, "/v1/reload", "the configuration read again", nil, Act{}, Reloaded{}, "", s.reload},
		{post, "/v1/resume", "held mails let go", nil, Resume{}, Resumed{}, "", s.resume},
		{get, "/v1/messages", "a page of the ledger", ledgerParameters, nil, Entries{}, "", s.ledger},
		{get, "/v1/agenda", "who has which version of the agenda", nil, nil, Agenda{}, "", s.agenda},
		{post, "/v1/mailings/plan", "what a mail to many would do; changes nothing", nil, Mailing{}, Mailed{}, "", s.plan},
		{post, "/v1/mailings", "a mail to many queued", nil, Mailing{}, Mailed{}, "", s.mail},
		{get, "/v1/reviews", "a page of what waits for a person", []parameter{{"after", "what the last page gave as next"}}, nil, Reviews{}, "", s.reviews},
		{get, "/v1/reviews/{id}", "one message with its text", nil, nil, Review{}, "", s.review},
		{post, "/v1/reviews/{id}/accept", "its person registered, or those of a delegation", nil, Decide{}, Decided{}, "", s.accept},
		{post, "/v1/reviews/{id}/ignore", "closed without any consequence", nil, Decide{}, Decided{}, "", s.ignore},
		{post, "/v1/reviews/{id}/ask", "the question for what is missing sent", nil, Decide{}, Decided{}, "", s.ask},
	}
}

// Handler is the API.
func (s *Server) Handler() http.Handler {
	mux := http.NewServeMux()
	for _, r := range s.routes() {
		handler := r.handler
		if r.method == http.MethodPost {
			handler = s.announced(r.path, handler)
		}
		mux.HandleFunc(r.method+" "+r.path, handler)
	}
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		fail(w, &Fault{Status: http.StatusNotFound, Why: r.Method + " " + r.URL.Path + " is not in this API", Hint: "the daemon may be of another version: restart it"})
	})
	return mux
}
