package registration

// subjectMarks are what mail programs put before a subject, in the languages of their users.
var subjectMarks = markTable(
	"re aw antw antwort sv vs vá ré réf rif ref odp odpowiedź res resp r ynt απ הת ответ відповідь 回复 答复 回覆 返信 答覆 رد bls ats vast atb",
	"fwd fw wg tr rv enc i pd doorst vb vl továbbítás tov flt forward пересл 转发 轉寄 転送 轉發 turpeh θεμ πρθ إعادة_توجيه vk fs")

func markTable(reply, forward string) map[string]subjectMark {
	m := map[string]subjectMark{}
	for w := range set(reply) {
		m[plain(w)] = replyMark
	}
	for w := range set(forward) {
		m[plain(w)] = forwardMark
	}
	return m
}
