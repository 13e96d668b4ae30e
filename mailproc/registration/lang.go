package registration

import "sync"

// lexicons are a language's columns, compiled.
type lexicons struct {
	code     string
	of       [columns]*lexicon
	lateNot  bool // language.lateNot
	lateVerb bool // language.lateVerb
}

// column names a column of the languages table; language documents what each holds.
type column uint8

const (
	colWords column = iota
	colNot
	colAfter
	colUnreal
	colNay
	colExcept
	colRegret
	colCond
	colNeed
	colAstray
	colYou
	colMaybe
	colStrong
	colAwait
	colAssent
	colWant
	colAffirm
	colAsk
	colTag
	colQword
	colSay
	colTold
	colUtter
	colFavour
	colArticle
	colLead
	colWhen
	colOther
	colMind
	colWished
	colDet
	colLabel
	colMeans
	colQuoth
	colJoint
	colThat
	colIn
	colEvent
	colHabit
	colDraft
	colLater
	colCancel
	colRetract
	colLess
	colCome
	colVariant
	colElided
	colMate
	colToo
	colJoins
	colAlong
	colOthers
	colInf
	colAlone
	colBye
	colIntent
	colThanks
	columns
)

func (l language) column(c column) string {
	return [columns]string{
		colWords:   l.words,
		colNot:     l.not,
		colAfter:   l.after,
		colUnreal:  l.unreal,
		colNay:     l.nay,
		colExcept:  l.except,
		colRegret:  l.regret,
		colCond:    l.cond,
		colNeed:    l.need,
		colAstray:  l.astray,
		colYou:     l.you,
		colMaybe:   l.maybe,
		colStrong:  l.strong,
		colAwait:   l.await,
		colAssent:  l.assent,
		colWant:    l.want,
		colAffirm:  l.affirm,
		colAsk:     l.ask,
		colTag:     l.tag,
		colQword:   l.qword,
		colSay:     l.say,
		colTold:    l.told,
		colUtter:   l.utter,
		colFavour:  l.favour,
		colArticle: l.article,
		colLead:    l.lead,
		colWhen:    l.when,
		colOther:   l.other,
		colMind:    l.mind,
		colWished:  l.wished,
		colDet:     l.det,
		colLabel:   l.label,
		colMeans:   l.means,
		colQuoth:   l.quoth,
		colJoint:   l.joint,
		colThat:    l.that,
		colIn:      l.in,
		colEvent:   l.event,
		colHabit:   l.habit,
		colDraft:   l.draft,
		colLater:   l.later,
		colCancel:  l.cancel,
		colRetract: l.retract,
		colLess:    l.less,
		colCome:    l.come,
		colVariant: l.variant,
		colElided:  l.elided,
		colMate:    l.mate,
		colToo:     l.too,
		colJoins:   l.joins,
		colAlong:   l.along,
		colOthers:  l.others,
		colInf:     l.inf,
		colAlone:   l.alone,
		colBye:     l.bye,
		colIntent:  l.intent,
		colThanks:  l.thanks,
	}[c]
}

// The tables are compiled when the first message is read: a command that reads none does not wait for it.
var (
	byCode    = sync.OnceValue(func() map[string]*lexicons { return compileLanguages(languages, neighbours) })
	functions = sync.OnceValue(func() map[string][]string { return functionWords(byCode()) })
	letters   = sync.OnceValue(func() map[rune]string { return signLetters(languages, neighbours) })
)

func compileLanguages(tables ...[]language) map[string]*lexicons {
	m := map[string]*lexicons{}
	for _, table := range tables {
		for _, l := range table {
			m[l.code] = l.compile()
		}
	}
	return m
}

func (l language) compile() *lexicons {
	x := &lexicons{code: l.code, lateNot: l.lateNot, lateVerb: l.lateVerb}
	for c := range columns {
		x.of[c] = compile(l.column(c))
	}
	x.of[colVariant].skip = compile(l.notVar)
	return x
}

// functionWords gives, for each word by which languages are known, which ones: the words column, and the words that
// block, for a clause that holds one is mostly short.
func functionWords(all map[string]*lexicons) map[string][]string {
	m := map[string][]string{}
	for _, code := range sortedKeys(all) {
		x := all[code]
		for _, column := range [...]*lexicon{x.of[colWords], x.of[colNot], x.of[colRegret], x.of[colCond], x.of[colMaybe], x.of[colWant], x.of[colAwait], x.of[colAssent], x.of[colAffirm], x.of[colSay], x.of[colJoint], x.of[colEvent]} {
			for w := range column.exact {
				if n := len(m[w]); n == 0 || m[w][n-1] != code {
					m[w] = append(m[w], code)
				}
			}
		}
	}
	return m
}

func signLetters(tables ...[]language) map[rune]string {
	m := map[rune]string{}
	for _, table := range tables {
		for _, l := range table {
			for _, r := range l.signs {
				m[r] = l.code
			}
		}
	}
	return m
}

// tongue weighs languages: how much in some words speaks for each.
type tongue map[string]float64

// guess weighs tokens [from,to), those in [skipFrom,skipTo) left out; at most maxGuess words are looked at.
func guess(tokens []token, from, to int, skip func(i int) bool) tongue {
	votes := tongue{}
	to = min(to, from+maxGuess)
	for i := from; i < to; i++ {
		if skip != nil && skip(i) {
			continue
		}
		votes.word(tokens[i])
	}
	return votes
}

const maxGuess = 4000

func (v tongue) word(w token) {
	if codes := functions()[w.text]; len(codes) > 0 {
		for _, c := range codes {
			v[c] += 1 / float64(len(codes))
		}
	}
	if isLowerASCII(w.text) {
		return
	}
	seen := ""
	for _, r := range w.text {
		if c := letters()[r]; c != "" && c != seen {
			v[c] += 0.7
			seen = c
		}
	}
	switch {
	case w.script == ideographic:
		v[easternTongue(w.text)]++
	case w.script == hebrew:
		v["he"]++
	case w.script == arabic:
		v["ar"] += 0.2
	}
}

// easternTongue tells the languages apart that are written without spaces, by their script.
func easternTongue(s string) string {
	for _, r := range s {
		switch {
		case 0x3040 <= r && r <= 0x30FF:
			return "ja"
		case 0xAC00 <= r && r <= 0xD7AF || 0x1100 <= r && r <= 0x11FF:
			return "ko"
		case 0xE00 <= r && r <= 0xE7F:
			return "th"
		}
	}
	return "zh"
}

// best gives the language that the votes speak for most, and by how much it leads the one asked about.
func (v tongue) best() (code string, votes float64) {
	for c, n := range v {
		if n > votes || n == votes && n > 0 && c < code {
			code, votes = c, n
		}
	}
	return code, votes
}

// among gives the best of codes; "" where nothing speaks for any.
func (v tongue) among(codes []string) string {
	best := ""
	for _, c := range codes {
		if v[c] > 0 && (best == "" || v[c] > v[best]) {
			best = c
		}
	}
	return best
}

// clauseTongues gives the languages whose words may block a phrase in a sentence: that of the sentence; where too little
// tells it, those of the letter and of the phrase, or of all that share the phrase.
func clauseTongues(sentence, letter tongue, phrase string, sharing []string) []*lexicons {
	var all []*lexicons
	add := func(code string) {
		x := byCode()[code]
		for _, have := range all {
			if have == x {
				return
			}
		}
		if x != nil {
			all = append(all, x)
		}
	}
	code, votes := sentence.best()
	if votes >= 1.2 && (code == phrase || votes >= sentence[phrase]+0.8) {
		add(code)
		return all
	}
	_, told := letter.best()
	for _, c := range sortedKeys(sentence) {
		if phrase != "en" && c != phrase && sentence[phrase] >= sentence[c] {
			continue // who knows the phrase in another language than English writes it
		}
		if sentence[c] >= votes-0.5 && (letter[c] > max(0.5, told/4) || c == phrase || told < 1 && sentence[c] >= 0.8 || phrase == "en" && sentence[phrase] == 0 && sentence[c] >= 0.5) {
			add(c)
		}
	}
	if len(all) == 0 || sentence[phrase] > 0 {
		add(phrase)
	}
	if votes < 1.2 {
		for _, c := range sharing {
			add(c)
		}
		code, votes = letter.best()
		if votes >= 1 {
			add(code)
		}
	}
	return all
}
