package message

import "strings"

// Complete tells whether the first bytes of a message hold all of its text parts, so that the rest (attachments) need not
// be fetched. size is the message's whole size in bytes. When in doubt it answers false.
func Complete(prefix []byte, size int64) (complete bool) {
	if int64(len(prefix)) >= size {
		return true
	}
	defer func() {
		if recover() != nil {
			complete = false
		}
	}()
	h := splitHeader(skipEnvelope(prefix))
	if !h.ended {
		return false
	}
	s := splitter{limits: map[string]bool{}, budget: newBudget()}
	return allText(s.split(h.fields, h.body, false, "text/plain", 0))
}

// allText tells whether every text part of a message that is cut somewhere is whole.
func allText(root *part) bool {
	var c completeness
	c.look(root, nil)
	return c.text && !c.cutText
}

type completeness struct {
	text    bool // a text part was seen, whole
	cutText bool // text is cut, or may follow what is cut
}

// look walks the parts in order; parent is nil for the message itself.
func (c *completeness) look(p, parent *part) {
	if len(p.children) > 0 {
		for _, child := range p.children {
			c.look(child, p)
		}
		return
	}
	text := (isPlain(p.kind) || p.kind == "text/html") && !p.attached()
	switch {
	case p.whole:
		c.text = c.text || text
	case text || p.isCMS() || !p.headed || strings.HasPrefix(p.kind, "multipart/") || strings.HasPrefix(p.kind, "message/"):
		c.cutText = true
	case parent != nil && parent.kind == "multipart/mixed" && p.disposition == "inline" && strings.HasPrefix(p.kind, "image/"):
		// Apple Mail cuts the text in two around a picture that was dropped into it.
		c.cutText = true
	}
}
