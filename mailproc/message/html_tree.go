package message

import (
	"io"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Limits of the tree; what lies deeper hangs on the deepest node, what comes later is not read.
const (
	maxNodes = 60_000
	maxNest  = 400
)

// node is one element or text of an HTML part. The tree is built from x/net/html's tokens and not by its Parse: that follows
// the standard's repair of misnested formatting, which lets a small hostile mail grow without bound (every open <font> is
// opened again in every paragraph), and refuses more than 512 levels. For zones the simpler repair below gives the same cuts.
type node struct {
	tag    atom.Atom // 0 for text and unknown elements
	text   string    // of a text node
	isText bool
	attrs  *attributes // nil where none of interest
	first  *node
	last   *node
	next   *node
}

// attributes are those that zones depend on; class, id and style in lower case.
type attributes struct {
	id, class, style, kind, name, marker, href, alt string
	hidden, cite                                    bool
}

type treeBuilder struct {
	root     *node
	stack    []*node
	overflow int // start tags below maxNest that were not put on the stack
	count    int
	slab     []node
}

// parseHTML builds the tree; whole is false where maxNodes cut it. styles is the content of <style> elements.
func parseHTML(src string, b *budget) (root *node, styles string, whole bool) {
	t := &treeBuilder{root: &node{}}
	t.stack = append(t.stack, t.root)
	z := html.NewTokenizer(strings.NewReader(src))
	z.SetMaxBuf(MaxText)
	var style strings.Builder
	for {
		kind := z.Next()
		if !b.spend(150) || t.count > maxNodes {
			return t.root, style.String(), false
		}
		switch kind {
		case html.ErrorToken:
			return t.root, style.String(), z.Err() == io.EOF
		case html.TextToken:
			if t.top().tag == atom.Style {
				style.Write(z.Raw())
				continue
			}
			t.addText(string(z.Text()))
		case html.StartTagToken, html.SelfClosingTagToken:
			t.open(z)
		case html.EndTagToken:
			name, _ := z.TagName()
			t.close(atom.Lookup(name))
		}
	}
}

func (t *treeBuilder) top() *node { return t.stack[len(t.stack)-1] }

func (t *treeBuilder) newNode() *node {
	if len(t.slab) == 0 {
		t.slab = make([]node, 128)
	}
	n := &t.slab[0]
	t.slab = t.slab[1:]
	t.count++
	return n
}

func (t *treeBuilder) append(n *node) {
	p := t.top()
	if p.last == nil {
		p.first = n
	} else {
		p.last.next = n
	}
	p.last = n
}

func (t *treeBuilder) addText(s string) {
	if s == "" {
		return
	}
	n := t.newNode()
	n.isText, n.text = true, s
	t.append(n)
}

// open takes a start tag.
func (t *treeBuilder) open(z *html.Tokenizer) {
	name, more := z.TagName()
	n := t.newNode()
	n.tag = atom.Lookup(name)
	if more {
		n.attrs = readAttributes(z)
	}
	t.implyEnd(n.tag)
	t.append(n)
	if isVoid(n.tag) {
		return
	}
	if len(t.stack) >= maxNest {
		t.overflow++
		return
	}
	t.stack = append(t.stack, n)
}

func readAttributes(z *html.Tokenizer) *attributes {
	var a attributes
	found := false
	for more := true; more; {
		var key, val []byte
		key, val, more = z.TagAttr()
		found = a.set(string(key), val) || found
	}
	if !found {
		return nil
	}
	return &a
}

// set keeps one attribute if it is of interest.
func (a *attributes) set(key string, val []byte) bool {
	switch key {
	case "id":
		a.id = strings.ToLower(string(val))
	case "class":
		a.class = strings.ToLower(string(val))
	case "style":
		a.style = strings.ToLower(string(val))
	case "type":
		a.kind = strings.ToLower(string(val))
	case "name":
		a.name = strings.ToLower(string(val))
	case "data-marker":
		a.marker = string(val)
	case "href":
		a.href = string(val)
	case "alt":
		a.alt = string(val)
	case "hidden":
		a.hidden = true
	case "cite":
		a.cite = true
	default:
		return false
	}
	return true
}

// implyEnd closes what a start tag ends by itself: a paragraph before a block, a cell before a cell, and so on.
func (t *treeBuilder) implyEnd(tag atom.Atom) {
	switch tag {
	case atom.Td, atom.Th:
		t.closeWithin(atom.Tr, atom.Td, atom.Th)
	case atom.Tr:
		t.closeWithin(atom.Table, atom.Tr)
	case atom.Tbody, atom.Thead, atom.Tfoot:
		t.closeWithin(atom.Table, atom.Tbody, atom.Thead, atom.Tfoot)
	case atom.Li:
		t.closeWithin(atom.Ul, atom.Li)
	case atom.Dt, atom.Dd:
		t.closeWithin(atom.Dl, atom.Dt, atom.Dd)
	case atom.Option:
		t.closeWithin(atom.Select, atom.Option)
	}
	if isBlock(tag) && t.top().tag == atom.P {
		t.stack = t.stack[:len(t.stack)-1]
	}
}

// closeWithin pops to the innermost element of tags, looking no further out than the fence (or any table cell).
func (t *treeBuilder) closeWithin(fence atom.Atom, tags ...atom.Atom) {
	for i := len(t.stack) - 1; i > 0; i-- {
		tag := t.stack[i].tag
		for _, want := range tags {
			if tag == want {
				t.stack = t.stack[:i]
				return
			}
		}
		if tag == fence || tag == atom.Table || tag == atom.Ol {
			return
		}
	}
}

// close takes an end tag: it ends the innermost open element of that name, but never reaches out of a table cell, and an
// inline end tag never ends a block.
func (t *treeBuilder) close(tag atom.Atom) {
	if t.overflow > 0 {
		t.overflow--
		return
	}
	if tag == 0 && t.top().tag != 0 {
		return
	}
	for i := len(t.stack) - 1; i > 0; i-- {
		at := t.stack[i].tag
		if at == tag {
			t.stack = t.stack[:i]
			return
		}
		if !isBlock(tag) && tag != atom.Body && tag != atom.Html && isBlock(at) {
			return
		}
		if (at == atom.Td || at == atom.Th || at == atom.Table) && !isTablePart(tag) && tag != atom.Body && tag != atom.Html {
			return
		}
	}
	if tag == atom.P || tag == atom.Br { // as browsers do: a stray end tag makes a line end
		n := t.newNode()
		n.tag = atom.Br
		t.append(n)
	}
}

func isTablePart(tag atom.Atom) bool {
	switch tag {
	case atom.Table, atom.Tr, atom.Td, atom.Th, atom.Tbody, atom.Thead, atom.Tfoot:
		return true
	}
	return false
}

func isVoid(tag atom.Atom) bool {
	switch tag {
	case atom.Area, atom.Base, atom.Br, atom.Col, atom.Embed, atom.Hr, atom.Img, atom.Input, atom.Link, atom.Meta, atom.Source, atom.Track, atom.Wbr, atom.Keygen, atom.Param:
		return true
	}
	return false
}

// isBlock tells elements that begin and end a line.
func isBlock(tag atom.Atom) bool {
	switch tag {
	case atom.P, atom.Div, atom.Table, atom.Tr, atom.Td, atom.Th, atom.Tbody, atom.Thead, atom.Tfoot, atom.Caption, atom.Ul, atom.Ol, atom.Li, atom.Dl, atom.Dt,
		atom.Dd, atom.Blockquote, atom.Pre, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Hr, atom.Center, atom.Form, atom.Fieldset,
		atom.Address, atom.Article, atom.Section, atom.Header, atom.Footer, atom.Main, atom.Nav, atom.Aside, atom.Figure, atom.Figcaption, atom.Details,
		atom.Summary, atom.Body, atom.Html, atom.Listing, atom.Plaintext, atom.Xmp:
		return true
	}
	return false
}
