package message

// eventName and invitation are what the sample organisers publish.
const eventName = `High-level virtual meeting "Zero tolerance for child labour, forced labour and human trafficking"`

const invitation = `Dear Sir or Madam,

Alliance 8.7 and the ILO Office in Paris have the pleasure of inviting you to the high-level virtual meeting

Zero tolerance for child labour, forced labour and human trafficking

on 2 and 3 March, from 2 p.m. to 5.30 p.m. (Paris time), in English, French and Spanish.

To participate and receive the detailed agenda, email participate@meeting.example mentioning in the message I TAKE PART and signing with your first name, last name, email and institutional title.

Yours faithfully,

The organising committee`

var sampleOurs = Know(Known{Addresses: []string{"participate@meeting.example"}, Texts: []string{invitation}, Event: eventName})
