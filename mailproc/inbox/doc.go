// Package inbox is the organisers' mailbox over IMAP: it hands over what arrives, and sets marks on what was done.
//
// What happens, in this order, for each mailbox of the account: it is opened read-only (EXAMINE), the UIDs above the stored cursor
// are searched, and fetched in chunks as `UID FETCH set (UID RFC822.SIZE BODY.PEEK[]<0.65536>)`. Each chunk goes to the Reader as a
// Batch together with the cursor that stands for it; the Reader keeps both in one commit, while the next chunk is being fetched.
// So a message is handed over again whenever its batch was not kept, and the Reader must know it by its content.
//
// Run then waits: by IDLE on the first mailbox, and by a look at every mailbox each Config.Poll, whatever IDLE said, because a
// half-open connection looks alive for ever. Where a connection ends, Run dials again, later each time, up to five minutes.
//
// What it never does: it deletes nothing, uses and changes no \Seen, asks for no BODYSTRUCTURE, ENVELOPE or INTERNALDATE (one odd
// message would close the connection for ever), has no two commands in flight on a connection, and waits for nothing without a
// deadline: each command has Config.Timeout, which grows only while bytes keep coming. The context ends every wait at once.
//
// A message that cannot be fetched is handed over without its bytes and with the reason (Message.Trouble): when the server leaves
// it out or refuses it singly, or when the connection ends each time that it is asked for.
//
// Servers differ. What they say is read through a filter (filter.go) that passes on only what this package uses, and that in a form
// which go-imap's parser takes. Greeting, STARTTLS and login are spoken here (login.go), so that the server's own words reach the
// organiser and the capabilities are those after the login.
package inbox
