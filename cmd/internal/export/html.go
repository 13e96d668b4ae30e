package export

import (
	"html/template"
	"io"
	"strings"
)

// The parts of a list to print; rows stream between them.
const (
	htmlHead = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{{.Title}}</title>
<style>
body { font: 11pt/1.4 sans-serif; margin: 2em; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid #999; padding: .3em .6em; text-align: start; vertical-align: top; overflow-wrap: anywhere; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
@page { margin: 15mm; }
@media print { body { margin: 0; } }
</style>
</head>
<body>
<h1>{{.Title}}</h1>
<table>
<thead><tr><th>#</th>{{range .Columns}}<th>{{.}}</th>{{end}}</tr></thead>
<tbody>
`
	htmlRow  = `<tr><td>{{.N}}</td>{{range .Cells}}<td dir="auto">{{.}}</td>{{end}}</tr>` + "\n"
	htmlFoot = "</tbody>\n</table>\n</body>\n</html>\n"
)

func writeHTML(out io.Writer, o Options, rows Rows) error {
	head, row := template.Must(template.New("head").Parse(htmlHead)), template.Must(template.New("row").Parse(htmlRow))
	chosen := o.columns()
	title := o.Title
	if title == "" {
		title = "Participants"
	}
	var names []string
	for _, c := range chosen {
		names = append(names, strings.ReplaceAll(c.name, "_", " "))
	}
	err := head.Execute(out, struct {
		Title   string
		Columns []string
	}{title, names})
	if err != nil {
		return err
	}
	n := 0
	for r, err := range rows {
		if err != nil {
			return err
		}
		n++
		cells := make([]string, len(chosen))
		for i, c := range chosen {
			cells[i] = c.value(r).text()
		}
		err := row.Execute(out, struct {
			N     int
			Cells []string
		}{n, cells})
		if err != nil {
			return err
		}
	}
	_, err = io.WriteString(out, htmlFoot)
	return err
}
