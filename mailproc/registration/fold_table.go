package registration

// lookAlikes are letters, lower-cased, that a reader cannot tell from a Latin one: a wrong keyboard layout, styled text,
// or a capital I typed as l, 1 or |. Both the phrase and the text go through it, so that l and i fall together.
var lookAlikes = pairs(
	"аaвbеeнhіiїiјjкkмmоoрpсcтtуyхxѕsԁdԛqԝwгrпn",                              // Cyrillic
	"αaβbεeηhιiκkμmνnοoρpτtυyχxϲcωw",                                          // Greek
	"ıi"+"li"+"1i"+"|i"+"0o"+"ɑaᴀaʙbᴄcᴅdᴇeɢgʜhɪiᴊjᴋkʟiᴍmɴnᴏoᴘpʀrᴛtᴜuᴠvᴡwʏyᴢz", // dotless, figures, small capitals
	"łiøoðdđdħh", // strokes, which no decomposition undoes
)

// arabicSeats folds the letters that Arabic typists write for one another.
var arabicSeats = pairs("أاإاآاٱاىيةهکكیيؤوئي")

func pairs(lists ...string) map[rune]rune {
	m := map[rune]rune{}
	for _, list := range lists {
		rs := []rune(list)
		for i := 0; i+1 < len(rs); i += 2 {
			if rs[i] == rs[i+1] {
				continue
			}
			m[rs[i]] = rs[i+1]
		}
	}
	return m
}
