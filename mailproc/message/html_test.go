package message

import (
	"strings"
	"testing"
)

// htmlCases: the HTML, and the lines that come of it, each with its zone's letter (see TestZones); blank lines are left out.
var htmlCases = []struct{ name, subject, html, want string }{
	{"gmail", "", `<div dir="ltr">I TAKE PART<div><br></div><div>Ana</div></div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">On Tue, 27 Jan 2026 at 10:02, A &lt;<a href="mailto:p@meeting.example">p@meeting.example</a>&gt; wrote:<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex"><div>write I TAKE PART</div></blockquote></div>`,
		"O|I TAKE PART\nO|Ana\nA|On Tue, 27 Jan 2026 at 10:02, A <p@meeting.example> wrote:\nQ|write I TAKE PART"},
	{"gmail bottom", "", `<div><div class="gmail_quote"><div class="gmail_attr">On Tue, 27 Jan 2026 at 10:02, A wrote:<br></div><blockquote class="gmail_quote"><div>x</div></blockquote><div><br></div><div>I TAKE PART</div><div>Ana</div></div></div>`,
		"A|On Tue, 27 Jan 2026 at 10:02, A wrote:\nQ|x\nO|I TAKE PART\nO|Ana"},
	{"gmail forward", "Fwd: x", `<div>see below</div><div class="gmail_quote"><div class="gmail_attr">---------- Forwarded message ---------<br>From: <b>Bo</b> &lt;bo@org.example&gt;<br>Date: Tue, 27 Jan 2026 at 10:02<br></div><div>I TAKE PART<blockquote>old</blockquote>Bo</div></div>`,
		"O|see below\nA|---------- Forwarded message ---------\nA|From: Bo <bo@org.example>\nA|Date: Tue, 27 Jan 2026 at 10:02\nF|I TAKE PART\nF|old\nF|Bo"},
	{"gmail signature", "", `<div>I TAKE PART</div><span class="gmail_signature_prefix">-- </span><br><div class="gmail_signature"><div>Ana<br>Director</div></div>`,
		"O|I TAKE PART\nS|--\nS|Ana\nS|Director"},
	{"one div holds reply and quote", "", `<div>I TAKE PART<br>Ana<blockquote type="cite">x</blockquote>Director</div>`,
		"O|I TAKE PART\nO|Ana\nQ|x\nO|Director"},
	{"thunderbird", "", `<body><p>I TAKE PART</p><div class="moz-cite-prefix">On 27/01/2026 10:02, A wrote:<br></div><blockquote type="cite" cite="mid:x"><p>x</p></blockquote><p>Ana</p><pre class="moz-signature" cols="72">-- 
Ana Example
Director</pre></body>`,
		"O|I TAKE PART\nA|On 27/01/2026 10:02, A wrote:\nQ|x\nO|Ana\nS|-- \nS|Ana Example\nS|Director"},
	{"outlook web", "", `<div>I TAKE PART</div><div id="Signature"><p>Ana</p></div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><font><b>From:</b> A<br><b>Sent:</b> Tuesday</font></div><div>write I TAKE PART</div>`,
		"O|I TAKE PART\nS|Ana\nQ|From: A\nQ|Sent: Tuesday\nQ|write I TAKE PART"},
	{"outlook web forward", "WG: x", `<div>zK</div><hr><div id="divRplyFwdMsg"><b>Von:</b> A</div><div>ICH NEHME TEIL</div>`,
		"O|zK\nF|Von: A\nF|ICH NEHME TEIL"},
	{"outlook word", "", `<div class="WordSection1"><p class="MsoNormal">I TAKE PART<o:p></o:p></p><p class="MsoNormal">Ana<o:p></o:p></p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0in 0in 0in"><p class="MsoNormal"><b>From:</b> A &lt;p@meeting.example&gt;<br><b>Sent:</b> Tuesday, 27 January 2026 10:02<br><b>To:</b> Ana<br><b>Subject:</b> x</p></div></div><p class="MsoNormal">write I TAKE PART</p></div>`,
		"O|I TAKE PART\nO|Ana\nQ|From: A <p@meeting.example>\nQ|Sent: Tuesday, 27 January 2026 10:02\nQ|To: Ana\nQ|Subject: x\nQ|write I TAKE PART"},
	{"rule above a signature is none", "", `<p>I TAKE PART</p><div style="border-top:solid #E1E1E1 1.0pt"><p>Ana Example</p><p>Director</p></div>`,
		"O|I TAKE PART\nO|Ana Example\nO|Director"},
	{"outlook mobile", "", `<div dir="ltr">I TAKE PART</div><div id="ms-outlook-mobile-signature"><div>Get <a href="https://aka.example">Outlook for iOS</a></div></div><div id="mail-editor-reference-message-container"><hr><div id="divRplyFwdMsg">From: A</div><div>x</div></div>`,
		"O|I TAKE PART\nM|Get Outlook for iOS\nQ|From: A\nQ|x"},
	{"apple", "", `<html><body>I TAKE PART<div>Ana</div><div><br><blockquote type="cite"><div>On 27 Jan 2026, at 10:02, A &lt;p@meeting.example&gt; wrote:</div><div>x</div></blockquote></div></body></html>`,
		"O|I TAKE PART\nO|Ana\nQ|On 27 Jan 2026, at 10:02, A <p@meeting.example> wrote:\nQ|x"},
	{"yahoo", "", `<div class="ydp1">I TAKE PART</div><div id="ydp2yahoo_quoted_1" class="yahoo_quoted"><div>On Tuesday, A wrote:</div><div>x</div></div>`,
		"O|I TAKE PART\nQ|On Tuesday, A wrote:\nQ|x"},
	{"proton", "", `<div>I TAKE PART</div><div class="protonmail_signature_block"><div class="protonmail_signature_block-user">Ana</div><div class="protonmail_signature_block-proton">Sent with Proton Mail.</div></div><div class="protonmail_quote">On Tue A wrote:<blockquote class="protonmail_quote" type="cite">x</blockquote></div>`,
		"O|I TAKE PART\nS|Ana\nM|Sent with Proton Mail.\nQ|On Tue A wrote:\nQ|x"},
	{"zimbra", "", `<div>I TAKE PART</div><hr id="zwchr" data-marker="__DIVIDER__"><div data-marker="__HEADERS__"><b>From: </b>A</div><div data-marker="__QUOTED_TEXT__">x</div>`,
		"O|I TAKE PART\nQ|From: A\nQ|x"},
	{"gmx", "", `<div>ICH NEHME TEIL<div name="quote" style="border-left:2px"><div><b>Von:</b> A</div><div name="quoted-content">x</div></div></div>`,
		"O|ICH NEHME TEIL\nQ|Von: A\nQ|x"},
	{"spark", "", `<div name="messageBodySection">I TAKE PART</div><div name="messageSignatureSection">Ana</div><div name="messageReplySection">On Tue wrote:<blockquote type="cite">x</blockquote></div>`,
		"O|I TAKE PART\nS|Ana\nQ|On Tue wrote:\nQ|x"},
	{"mail.ru", "", `<div>I TAKE PART</div><blockquote style="border-left:1px solid #0857A6; margin:10px; padding:0 0 0 10px;">Tuesday<div>x</div></blockquote>`,
		"O|I TAKE PART\nQ|Tuesday\nQ|x"},
	{"yandex", "", `<div>I TAKE PART</div><div>27.01.2026, 10:02, "A" &lt;p@meeting.example&gt;:</div><blockquote><p>x</p></blockquote>`,
		"O|I TAKE PART\nA|27.01.2026, 10:02, \"A\" <p@meeting.example>:\nQ|x"},
	{"indent is the author's", "", `<div>Dear all</div><blockquote style="margin:0 0 0 40px;border:none;padding:0px"><div>I TAKE PART</div></blockquote><div>Ana</div>`,
		"O|Dear all\nO|I TAKE PART\nO|Ana"},
	{"notes", "", `<font size=2>I TAKE PART</font><br><br><font color=#5f5f5f>From: </font><font>A &lt;p@meeting.example&gt;</font><br><font>To: </font>Ana<br>Date: 27.01.2026 10:02<br>Subject: x<br><hr noshade><br>write I TAKE PART`,
		"O|I TAKE PART\nA|From: A <p@meeting.example>\nA|To: Ana\nA|Date: 27.01.2026 10:02\nA|Subject: x\nQ|write I TAKE PART"},
	{"table of labels", "", `<table><tr><td>Name</td><td>Ana Example</td></tr><tr><td>E-mail</td><td><a href="mailto:ana@org.example">write me</a></td></tr></table>I TAKE PART`,
		"O|Name\tAna Example\nO|E-mail\twrite me\nO|I TAKE PART"},
	{"layout table", "", `<p>I TAKE PART</p><table><tr><td><img alt="Ministry of Labour" src=x></td><td>Ana Example<br>Director<br>ana@org.example</td></tr></table>`,
		"O|I TAKE PART\nO|Ana Example\nO|Director\nO|ana@org.example"},
	{"nested layout table", "", `<table><tr><td><table><tr><td>I TAKE PART</td></tr><tr><td>Ana</td></tr></table></td></tr></table>`,
		"O|I TAKE PART\nO|Ana"},
	{"table header block", "", `<div>I TAKE PART</div><table><tr><td>From:</td><td>A &lt;p@meeting.example&gt;</td></tr><tr><td>Sent:</td><td>27/01/2026 10:02</td></tr><tr><td>To:</td><td>Ana</td></tr><tr><td>Subject:</td><td>x</td></tr></table><div>write I TAKE PART</div>`,
		"O|I TAKE PART\nA|From:\tA <p@meeting.example>\nA|Sent:\t27/01/2026 10:02\nA|To:\tAna\nA|Subject:\tx\nQ|write I TAKE PART"},
	{"hidden", "", `<style>.pre{display:none !important} @media print{.x{display:none}}</style><div style="display:none">I TAKE PART</div><span style="font-size:0px">I TAKE PART</span><div class="pre">I TAKE PART</div><div hidden>I TAKE PART</div><p style="mso-hide:all">I TAKE PART</p><div class="x">no</div><div style="font-size:0.9em">shown</div>`,
		"O|no\nO|shown"},
	{"struck through", "", `<p>I TAKE PART</p><p><s>I do not take part</s> <span style="text-decoration:line-through">neither</span></p>`,
		"O|I TAKE PART"},
	{"split tags", "", `<p><b>I T</b><span>AKE</span> <i>PA</i>RT</p>`, "O|I TAKE PART"},
	{"entities and blanks", "", "<p>I&nbsp;TAKE\r\n   PART &amp; thank you</p>", "O|I TAKE PART & thank you"},
	{"unclosed", "", `<div><p>I TAKE PART<p>Ana<div>Director<td>x`, "O|I TAKE PART\nO|Ana\nO|Director\nO|x"},
	{"stray end tags", "", `</div></td>I TAKE PART</p></b>Ana</blockquote></table>x`, "O|I TAKE PART\nO|Anax"},
	{"conditional comments", "", `<!--[if mso]><p>no</p><![endif]--><p>I TAKE PART</p><![if !mso]><p>yes</p><![endif]>`, "O|I TAKE PART\nO|yes"},
	{"list", "", `<ul><li>I TAKE PART<li>Ana</ul>`, "O|I TAKE PART\nO|Ana"},
	{"pre", "", "<pre>I TAKE PART\nAna\n\n&gt; x</pre>", "O|I TAKE PART\nO|Ana\nQ|> x"},
	{"text zones inside", "", `<div>I TAKE PART</div><div>-- </div><div>Ana</div><div>Sent from my iPhone</div><div>On 27/01/2026 10:02, A &lt;p@meeting.example&gt; wrote:</div><div>x</div>`,
		"O|I TAKE PART\nS|--\nS|Ana\nM|Sent from my iPhone\nA|On 27/01/2026 10:02, A <p@meeting.example> wrote:\nQ|x"},
}

func TestHTML(t *testing.T) {
	for _, c := range htmlCases {
		t.Run(c.name, func(t *testing.T) {
			m := Read([]byte("From: ana@org.example\r\nSubject: "+c.subject+"\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"+c.html), nil)
			var got []string
			for _, l := range m.Lines {
				if !isBlank(l.Text) {
					got = append(got, zoneLetters[l.Zone]+"|"+l.Text)
				}
			}
			want := strings.ReplaceAll(c.want, "S|-- \n", "S|--\n")
			if g := strings.Join(got, "\n"); g != want {
				t.Errorf("got\n%s\nwant\n%s", g, want)
			}
		})
	}
}

func TestCellsLinksLogos(t *testing.T) {
	m := Read([]byte("Content-Type: text/html\r\n\r\n"+`<img alt="Ministry of Labour"><table><tr><td>E-mail</td><td></td><td><a href="MAILTO:Ana%40Org.example?subject=x">me</a></td></tr></table><blockquote type=cite><img alt="other"></blockquote>`), nil)
	var row *Line
	for i := range m.Lines {
		if m.Lines[i].Cells != nil {
			row = &m.Lines[i]
		}
	}
	if row == nil || len(row.Cells) != 2 || row.Cells[1] != "me" {
		t.Fatalf("row: %+v", row)
	}
	if len(row.Links) != 1 || row.Links[0] != "Ana@Org.example" {
		t.Errorf("links: %q", row.Links)
	}
	if len(m.Logos) != 1 || m.Logos[0] != "Ministry of Labour" {
		t.Errorf("logos: %q", m.Logos)
	}
}
