package registration

import "maps"

// DefaultPhrases are the words that register, by language (DESIGN.md section 5). The map is the caller's own.
func DefaultPhrases() map[string][]string { return maps.Clone(defaultPhrases) }

// DefaultWithdraw are the words that withdraw, by language. The map is the caller's own.
func DefaultWithdraw() map[string][]string { return maps.Clone(defaultWithdraw) }

var defaultPhrases = map[string][]string{
	"en": {"I TAKE PART"},
	"fr": {"JE PARTICIPE"},
	"es": {"PARTICIPO"},
	"de": {"ICH NEHME TEIL"},
	"nl": {"IK NEEM DEEL"},
	"pt": {"PARTICIPO"},
	"it": {"PARTECIPO"},
	"ar": {"أشارك"},
}

var defaultWithdraw = map[string][]string{
	"en": {"I WITHDRAW"},
	"fr": {"JE ME RETIRE"},
	"es": {"ME RETIRO"},
	"de": {"ICH SAGE AB"},
	"nl": {"IK TREK MIJ TERUG"},
	"pt": {"RETIRO-ME"},
	"it": {"MI RITIRO"},
	"ar": {"أنسحب"},
}

// notSlips are words that lie one keystroke from a phrase's word and are words of their own, in the phrase's language
// or in one that is written around it.
var notSlips = bareSet("art wycofuj dział particip em im شارك أشرك أشار أشراك سحب أنسب نسحب أنحب")

// otherWords are words that only an accent sets apart from a phrase's word: another inflection, never the phrase.
var otherWords = set("participó participò participé participè participê partecipò partecipó partecipé partecipè retiró retirò retiré retirè ritirò ritiró ritiré wycofuje")

func bareSet(words string) map[string]bool {
	m := map[string]bool{}
	for w := range set(words) {
		m[bare(plain(w))] = true
	}
	return m
}
