package templates

import (
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// TestKit: the link opens a message of our own words, in every language; the same link stands in the page and the HTML, whole.
func TestKit(t *testing.T) {
	s := built(t)
	for _, lang := range Languages() {
		d := goldenData()
		k, err := s.Kit(lang, d)
		if err != nil {
			t.Fatal(err)
		}
		form := s.Form(lang, d)
		u, err := url.Parse(k.Link)
		if err != nil || u.Scheme != "mailto" || u.Opaque != d.Address {
			t.Errorf("%s: link %s: %v", lang, k.Link, err)
			continue
		}
		q := u.Query()
		if q.Get("subject") != form.Subject || q.Get("body") != strings.ReplaceAll(form.Body, "\n", "\r\n") || strings.Contains(k.Link, "+") {
			t.Errorf("%s: the link says %q, not %+v", lang, q, form)
		}
		if !strings.HasPrefix(form.Body, s.tongue(lang).words.of["phrase"]+"\n\n") || strings.Count(form.Body, ": \n") != 5 {
			t.Errorf("%s: form %q", lang, form.Body)
		}
		for name, page := range map[string]string{"web": k.Web, "HTML": k.HTML} {
			if links := hrefs(t, page); len(links) == 0 || links[len(links)-1] != k.Link && links[1] != k.Link {
				t.Errorf("%s, %s: links %q, without %s", lang, name, links, k.Link)
			}
		}
		plain, err := s.Render(Invitation, lang, d)
		if err != nil || plain.Text != k.Text || plain.Subject != k.Subject {
			t.Errorf("%s: the text is not the invitation's: %v", lang, err)
		}
		golden(t, lang+"/web.html", []byte(k.Web))
	}
}

// TestKitOfAnotherPhrase: the phrase that organisers set is the one to fill in, and a strange name does no harm.
func TestKitOfAnotherPhrase(t *testing.T) {
	d := goldenData()
	d.Phrases = map[string][]string{"en": {"COUNT & ME <IN>"}}
	d.Event = `A "meeting" & more? +1 <b>100%</b>`
	s := built(t)
	k, err := s.Kit("en", d)
	if err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(k.Link)
	if err != nil || !strings.HasPrefix(u.Query().Get("body"), "COUNT & ME <IN>\r\n") || u.Query().Get("subject") != d.Event {
		t.Errorf("link %s: %v", k.Link, err)
	}
	if strings.Contains(k.Web, "<b>") || strings.Contains(k.Web, "<IN>") {
		t.Errorf("not escaped: %s", k.Web)
	}
}

func hrefs(t *testing.T, page string) (links []string) {
	t.Helper()
	z := html.NewTokenizer(strings.NewReader(page))
	for z.Next() != html.ErrorToken {
		for _, a := range z.Token().Attr {
			if a.Key == "href" {
				links = append(links, a.Val)
			}
		}
	}
	return links
}
