package registration

import "strings"

// subjectMarks are what mail programs put before a subject, in the languages of their users.
var subjectMarks = markTable(
	"re aw antw antwort sv vs vá ré réf rif ref odp odpowiedź res resp r ynt απ הת ответ відповідь 回复 答复 回覆 返信 答覆 رد bls ats vast atb",
	"fwd fw wg tr rv enc i pd doorst vb vl továbbítás tov flt forward пересл 转发 轉寄 転送 轉發 turpeh θεμ πρθ إعادة_توجيه vk fs",
	"自动回复|自動回覆|自動応答|自動返信|자동 회신|자동회신|automatic reply|auto reply|autoreply|auto-reply|automatische antwort|abwesenheitsnotiz|réponse automatique|respuesta automática|resposta automática|risposta automatica|automatisch antwoord"+
		"|autosvar|automatisk svar|automatiskt svar|automaattinen vastaus|automatyczna odpowiedź|odpowiedź automatyczna|automatická odpověď|automatická odpoveď|automatikus válasz|răspuns automat|автоответ|автоматический ответ|автоматична відповідь"+
		"|otomatik yanıt|balasan otomatis|trả lời tự động|رد تلقائي|الرد التلقائي|αυτόματη απάντηση|תשובה אוטומטית|automatski odgovor|automatinis atsakymas|automātiska atbilde|automaatvastus")

func markTable(reply, forward, automatic string) map[string]subjectMark {
	m := map[string]subjectMark{}
	for w := range set(reply) {
		m[plain(w)] = replyMark
	}
	for w := range set(forward) {
		m[plain(w)] = forwardMark
	}
	for w := range strings.SplitSeq(automatic, "|") {
		m[plain(w)] = autoMark
	}
	return m
}
