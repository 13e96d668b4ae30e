package registration

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// A post and a name on one line, without any sign between: "Judge Jane Doe", "課長補佐 佐藤 健一".

// nameBeside parts "課長補佐 佐藤 健一" and "Minister Jane Doe": a role and a name without a sign between them.
func (r *reader) nameBeside(text string) (candidate, bool) {
	words := strings.Fields(text)
	if start, _ := utf8.DecodeRuneInString(text); !unspaced(start) && (r.from == nil || shared(words, r.from.tokens) < 1) {
		return r.namePost(words)
	}
	if c, ok := r.nameOfFrom(words); ok {
		return c, true
	}
	for k := min(4, len(words)-1); k > 0; k-- {
		for _, atEnd := range []bool{true, false} {
			name, role := words[:k], words[k:]
			if atEnd {
				name, role = words[len(words)-k:], words[:len(words)-k]
			}
			c, w := strings.Join(name, " "), strings.Join(role, " ")
			first, _ := utf8.DecodeRuneInString(c)
			n, ok := r.v.parseName(c, r.h)
			if !ok || r.v.weigh(w) != roleSeg || atEnd && (r.ranked(n.tokens) || r.lowerRank(name[0])) {
				continue
			}
			if unspaced(first) && n.known > 0 && !n.single || r.from != nil && !n.single && r.sharesName(n.tokens) && (shared(n.tokens, r.from.tokens) == len(n.tokens) || r.allRole(role) && (!atEnd || r.v.givenWord(n.tokens[0]) || overlaps(n.tokens[:1], r.from.tokens))) {
				return candidate{name: n, rest: []segment{{text: strings.Join(r.v.unaddressed(role), " "), kind: roleSeg}}}, true
			}
		}
	}
	return r.namePost(words)
}

// ranked tells three words or more of which the first is a post that From: does not know as a name.
func (r *reader) ranked(name []string) bool {
	return len(name) > 2 && r.v.marks(name[0])&anyRole != 0 && !r.v.derived(name[0]) && (r.from == nil || !overlaps(name[:1], r.from.tokens))
}

// nameOfFrom parts the whole name of From: and the post before or behind it.
func (r *reader) nameOfFrom(words []string) (candidate, bool) {
	if r.from == nil || r.from.single || len(r.from.tokens) >= len(words) {
		return candidate{}, false
	}
	k := len(r.from.tokens)
	for _, front := range [...]bool{false, true} {
		post, name := words[:len(words)-k], words[len(words)-k:]
		if front {
			name, post = words[:k], words[k:]
		}
		n, ok := r.v.parseName(strings.Join(name, " "), r.h)
		if post = r.v.unaddressed(post); ok && len(n.tokens) == k && shared(n.tokens, r.from.tokens) == k && r.v.weigh(strings.Join(post, " ")) == roleSeg {
			return candidate{name: n, rest: []segment{{text: strings.Join(post, " "), kind: roleSeg}}}, true
		}
	}
	return candidate{}, false
}

// lowerRank tells a word in small letters that belongs to the post before it, and neither to the name nor to its form of address:
// "Secrétaire général".
func (r *reader) lowerRank(w string) bool {
	return lowerStart(w) && !r.v.particle(w) && (postAdjectives[fold(w)] || r.v.undotted(w).mark&isHonorific == 0)
}

// namePost parts a post and the name behind it, of which the tables know the given name and say nothing else: "Judge Jane Doe".
func (r *reader) namePost(words []string) (candidate, bool) {
	if r.from != nil && !r.from.single {
		return candidate{}, false
	}
	for k := min(6, len(words)-1); k > 1; k-- {
		post, name := r.v.unaddressed(words[:len(words)-k]), words[len(words)-k:]
		if n, ok := r.v.parseName(strings.Join(name, " "), r.h); ok && r.apartFrom(post, name, &n) {
			return candidate{name: n, rest: []segment{{text: strings.Join(post, " "), kind: roleSeg}}, post: true}, true
		}
	}
	return candidate{}, false
}

// apartFrom tells that the words of a name are no words of the post beside it.
func (r *reader) apartFrom(post, name []string, n *personName) bool {
	return !n.single && upperStart(name[0]) && capitalised(n.tokens) && !r.lowerRank(name[0]) && r.onlyEnds(n.tokens) && !r.placed(name) && r.known(n) &&
		!slices.ContainsFunc(n.tokens[1:], func(w string) bool { return r.v.marks(w)&(isNotName|anyName) == isNotName }) &&
		r.v.weigh(strings.Join(post, " ")) == roleSeg && !r.ofAnother(post) && r.v.endsPost(post[len(post)-1])
}

// endsPost tells a word with which a post can end before a name: no name itself, and no word of which nothing is known.
func (v *vocab) endsPost(w string) bool {
	m := v.marks(clean(w)) | v.undotted(w).mark
	return lowerStart(w) && m&anyName == 0 || initials(w) && strings.Count(w, ".") > 1 || postAdjectives[fold(w)] || m&(anyRole|anyOrg|isActing|isHonorific) != 0 || m&(isNotName|anyName) == isNotName
}

// known tells a name by its first word, or of two words by the capitals of the last.
func (r *reader) known(n *personName) bool {
	first, last := n.tokens[0], n.tokens[len(n.tokens)-1]
	return r.v.givenWord(first) || r.v.marks(first)&(isViet|isHan|isKorean|isJapanese) != 0 || r.inLocals(&personName{tokens: n.tokens[:1]}) ||
		len(n.tokens) == 2 && upperWord(last) && countLetters(last) > 3 && !upperWord(first)
}

// placed tells words that are the name of a place, or begin or end with one: "Santa Rosa", "Florence Region".
func (r *reader) placed(words []string) bool {
	return r.v.place(strings.Join(words, " ")) || r.v.place(words[0]) || r.v.marks(words[len(words)-1])&isPlace != 0
}

// unaddressed drops forms of address around a post: "H.E. Ambassador", "Director Dr.".
func (v *vocab) unaddressed(post []string) []string {
	address := func(w string) bool {
		return (v.undotted(w).mark|v.marks(clean(w)))&(isHonorific|anyRole|isActing) == isHonorific && (upperStart(w) || strings.HasSuffix(w, "."))
	}
	for n := len(post) - 1; n > 0 && address(post[n]) && len(post[n]) <= len("Prof."); n-- {
		post = post[:n]
	}
	for len(post) > 1 && (articles[strings.ToLower(post[0])] || address(post[0])) {
		post = post[1:]
	}
	return post
}

// ofAnother tells words that end open, or in another's post: "Assistant to Minister".
func (r *reader) ofAnother(post []string) bool {
	for i, w := range post {
		if !prepositions[fold(clean(w))] && !elided(w) {
			continue
		}
		if i+1 == len(post) || i > 0 && r.v.marks(clean(post[len(post)-1]))&(anyRole|isHonorific) != 0 {
			return true
		}
	}
	return false
}

// sharesName tells whether a word of From: that is no particle stands among the words.
func (r *reader) sharesName(words []string) bool {
	for _, w := range words {
		if !r.v.particle(w) && overlaps([]string{w}, r.from.tokens) {
			return true
		}
	}
	return false
}

// allRole tells ranks and posts without anything else: "Snr Sgt", "Deputy Inspector".
func (r *reader) allRole(words []string) bool {
	for _, w := range words {
		if m := r.v.marks(clean(w)); m&(anyRole|isHonorific|isActing) == 0 {
			return false
		}
	}
	return true
}
