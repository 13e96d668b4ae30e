package admin

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestOpenAPIIsTrue holds the description against real answers: every route of the table is asked, and what it answers must fit what the
// description says of it, member by member.
func TestOpenAPIIsTrue(t *testing.T) {
	s := office(t)
	h := s.Handler()
	var doc map[string]any
	if err := json.Unmarshal(answerTo(t, h, "GET", "/v1/openapi.json", ""), &doc); err != nil {
		t.Fatal(err)
	}
	schemas := doc["components"].(map[string]any)["schemas"].(map[string]any)
	bodies := map[string]string{
		"/v1/registrations":                `{"who":"x","rows":[{"first_name":"Bo","last_name":"Lind","email":"bo@org.example","title":"Clerk"}]}`,
		"/v1/registrations/{who}/edit":     `{"who":"x","fields":{"title":"Head"}}`,
		"/v1/registrations/{who}/merge":    `{"who":"x","other":"bo@org.example"}`,
		"/v1/reviews/{id}/accept":          `{"who":"x","fields":{"title":"Judge"}}`,
		"/v1/reviews/{id}/ask":             `{"who":"x"}`,
		"/v1/erasures":                     `{"who":"x","all":true}`,
		"/v1/mailings":                     `{"who":"x","kind":"reminder","name":"eve"}`,
		"/v1/mailings/plan":                `{"kind":"reminder","name":"eve"}`,
		"/v1/registrations/{who}/withdraw": `{"who":"x","quiet":true}`,
	}
	for _, r := range s.routes() {
		if r.stream != "" {
			continue
		}
		path, body := strings.NewReplacer("{who}", "ada@org.example", "{id}", "ab00").Replace(r.path), bodies[r.path]
		if r.method == http.MethodPost && body == "" {
			body = `{"who":"x"}`
		}
		if r.method == http.MethodPost { // each on a store of its own: they change it
			s = office(t)
			h = s.Handler()
			if strings.HasSuffix(r.path, "merge") {
				answerTo(t, h, "POST", "/v1/registrations", bodies["/v1/registrations"])
			}
		}
		operation := doc["paths"].(map[string]any)[r.path].(map[string]any)[strings.ToLower(r.method)].(map[string]any)
		schema := dig(operation, "responses", "200", "content", "application/json", "schema")
		var answer any
		if err := json.Unmarshal(answerTo(t, h, r.method, path, body), &answer); err != nil {
			t.Errorf("%s %s: %v", r.method, path, err)
			continue
		}
		if wrong := fits(answer, schema.(map[string]any), schemas); wrong != "" {
			t.Errorf("%s %s: %s", r.method, path, wrong)
		}
	}
}

func dig(v any, path ...string) any {
	for _, p := range path {
		v = v.(map[string]any)[p]
	}
	return v
}

func answerTo(t *testing.T, h http.Handler, method, path, body string) []byte {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(method, path, strings.NewReader(body)))
	if w.Code != http.StatusOK {
		t.Errorf("%s %s: %d %s", method, path, w.Code, w.Body)
	}
	return w.Body.Bytes()
}

// fits says where a value is not what a schema says; "" where it is.
func fits(v any, schema, schemas map[string]any) string {
	if ref, ok := schema["$ref"].(string); ok {
		schema = schemas[strings.TrimPrefix(ref, "#/components/schemas/")].(map[string]any)
	}
	kind := map[string]bool{}
	switch k := schema["type"].(type) {
	case string:
		kind[k] = true
	case []any:
		for _, one := range k {
			kind[one.(string)] = true
		}
	}
	switch v := v.(type) {
	case nil:
		if !kind["null"] {
			return "null, but the type is " + fmt.Sprint(schema["type"])
		}
	case string:
		if _, err := time.Parse(time.RFC3339Nano, v); !kind["string"] || schema["format"] == "date-time" && err != nil {
			return fmt.Sprintf("%q is not %v", v, schema)
		}
	case bool:
		if !kind["boolean"] {
			return fmt.Sprintf("%v is not %v", v, schema)
		}
	case float64:
		if !kind["number"] && (!kind["integer"] || v != float64(int64(v))) {
			return fmt.Sprintf("%v is not %v", v, schema)
		}
	case []any:
		for _, one := range v {
			if wrong := fits(one, schema["items"].(map[string]any), schemas); wrong != "" {
				return wrong
			}
		}
	case map[string]any:
		return objectFits(v, schema, schemas)
	}
	return ""
}

func objectFits(v, schema, schemas map[string]any) string {
	properties, _ := schema["properties"].(map[string]any)
	more, _ := schema["additionalProperties"].(map[string]any)
	if properties == nil && more == nil {
		return "" // any object
	}
	for name, one := range v {
		of, told := properties[name].(map[string]any)
		if !told {
			of = more
		}
		if of == nil {
			return "a member that is not described: " + name
		}
		if wrong := fits(one, of, schemas); wrong != "" {
			return name + ": " + wrong
		}
	}
	return ""
}

// TestQueriesAreDescribed: what the handlers read of a query is what the table says, no more and no less.
func TestQueriesAreDescribed(t *testing.T) {
	var read []string
	for _, file := range []string{"registrations.go", "ledger.go", "server.go"} {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`(?:q|Query\(\))\.Get\("(\w+)"\)`).FindAllSubmatch(text, -1) {
			read = append(read, string(m[1]))
		}
	}
	var told []string
	for _, r := range new(Server).routes() {
		for _, p := range r.query {
			told = append(told, p.name)
		}
	}
	slices.Sort(read)
	slices.Sort(told)
	if read, told = slices.Compact(read), slices.Compact(told); !slices.Equal(read, told) {
		t.Errorf("read %v, described %v", read, told)
	}
}

func TestEvents(t *testing.T) {
	s := office(t)
	s.Events = new(Events)
	c := serve(t, s)
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	var got []Event
	edit := func() {
		if _, err := c.Act(ctx, "ada@org.example", "edit", Act{Who: "olga", Fields: map[string]string{"title": "Head"}}); err != nil {
			t.Error(err)
		}
		if _, err := c.Act(ctx, "ada@org.example", "edit", Act{Who: "olga"}); err == nil { // refused: nobody is told
			t.Error("an empty edit passes")
		}
		s.Events.tell(Event{Kind: "decided", Decision: "register"})
	}
	for e, err := range c.Listen(ctx, edit) {
		if err != nil {
			t.Fatal(err)
		}
		if got = append(got, e); len(got) == 2 {
			break
		}
	}
	if len(got) != 2 || got[0].Kind != "changed" || got[0].What != "/v1/registrations/{who}/edit" || got[1].Decision != "register" {
		t.Errorf("%+v", got)
	}
	if _, err := http.NewRequest("GET", "http://takepart/v1/events", nil); err != nil {
		t.Fatal(err)
	}
	for _, err := range Local((&Server{Store: s.Store, Desk: s.Desk}).Handler()).Listen(ctx, func() {}) {
		if err == nil {
			t.Error("events without a daemon")
		}
	}
}

// A listener that does not read costs nobody anything, and learns how much it missed.
func TestSlowListener(t *testing.T) {
	e := new(Events)
	c, stop := e.listen()
	defer stop()
	for range behindAtMost + 7 {
		e.tell(Event{Kind: "decided"})
	}
	for range behindAtMost {
		<-c
	}
	e.tell(Event{Kind: "fate"})
	if last := <-c; last.Missed != 7 || last.Kind != "fate" {
		t.Errorf("%+v", last)
	}
	e.end()
	if _, open := <-c; open {
		t.Error("the stream goes on after the end")
	}
}

// FuzzAPI: whatever is asked, the API answers with JSON or a stream, never with a panic, and an error says why.
func FuzzAPI(f *testing.F) {
	for _, r := range new(Server).routes() {
		f.Add(r.method, r.path, `{"who":"x"}`)
	}
	f.Add("GET", "/v1/registrations?format=csv&columns=id&delimiter=;&sort=-name&limit=3&after=1", "")
	f.Add("POST", "/v1/registrations", `{"who":"x","rows":[{"id":"","email":"a@b.example","revision":"-1","registered_at":"x"}]}`)
	f.Add("GET", "/v1/messages?text=a&decision=review&since=2027-01-01T00:00:00Z&after=2", "")
	f.Fuzz(func(t *testing.T, method, path, body string) {
		if !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "/v1/events") || strings.HasPrefix(path, "/v1/backup") {
			return
		}
		r, err := http.NewRequest(method, "http://takepart"+path, strings.NewReader(body))
		if err != nil {
			return
		}
		h := office(t).Handler()
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != http.StatusOK && w.Code < 300 || w.Code >= 500 {
			t.Errorf("%s %s: %d", method, path, w.Code)
		}
		if w.Code >= 400 && w.Header().Get("Content-Type") == "application/json" && !bytes.Contains(w.Body.Bytes(), []byte(`"error":"`)) {
			t.Errorf("%s %s: %d %s", method, path, w.Code, w.Body)
		}
	})
}
