package main

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/tools/go/packages"
)

const module = "takepart"

// mayReach says which of our packages each of our packages may depend on, directly or through others.
var mayReach = map[string][]string{
	"mailproc/message":      {},
	"mailproc/registration": {"mailproc/message"},
	"mailproc/inbox":        {},
	"mailproc/outbox":       {},
	"mailproc/postoffice":   {},
	// private Dovecot and Postfix for the tests: only they import it
	"mailproc/postoffice/real":   {"mailproc/postoffice"},
	"mailproc/postoffice/faulty": {},
	"store":                      {},
	"templates":                  {},
	"mailproc":                   {"mailproc/message", "mailproc/registration", "mailproc/inbox", "mailproc/outbox", "store", "templates"},
}

// mayUse says which of our packages may import a library directly; "cmd" stands for everything below it.
var mayUse = map[string][]string{
	"github.com/emersion/go-imap":     {"mailproc/inbox", "mailproc/postoffice"},
	"github.com/emersion/go-smtp":     {"mailproc/postoffice"},
	"github.com/emersion/go-message":  {"mailproc/message"},
	"github.com/wneessen/go-mail":     {"mailproc/outbox"},
	"go.etcd.io/bbolt":                {"store"},
	"github.com/emersion/go-ical":     {"templates"},
	"go.yaml.in/yaml":                 {"cmd"},
	"github.com/alecthomas/kong":      {"cmd"},
	"golang.org/x/term":               {"cmd"},
	"github.com/mattn/go-runewidth":   {"cmd"},
	"github.com/xuri/excelize":        {"cmd"},
	"github.com/boombuler/barcode":    {"cmd"},
	"github.com/emersion/go-msgauth":  {"mailproc/outbox"},
	"flag":                            {"cmd"},
	"os/signal":                       {"cmd"},
	"github.com/cenkalti/backoff":     {"mailproc", "mailproc/inbox"},
	"github.com/rogpeppe/go-internal": {},
	"github.com/google/go-cmp":        {},
}

var ours = sync.OnceValues(func() ([]*packages.Package, error) {
	return packages.Load(&packages.Config{
		Mode: packages.NeedName | packages.NeedImports | packages.NeedFiles | packages.NeedSyntax | packages.NeedTypes | packages.NeedTypesInfo | packages.NeedDeps,
	}, module+"/...")
})

// ourPackages are all packages of the module, without their tests.
func ourPackages(t *testing.T) []*packages.Package {
	t.Helper()
	list, err := ours()
	if err != nil {
		t.Fatal(err)
	}
	if len(list) < 5 {
		t.Fatalf("only %d packages found", len(list))
	}
	for _, p := range list {
		for _, e := range p.Errors {
			t.Fatalf("%s: %v", p.PkgPath, e)
		}
	}
	return list
}

func short(path string) string { return strings.TrimPrefix(path, module+"/") }

func isOurs(path string) bool { return strings.HasPrefix(path, module+"/") }

func inCmd(path string) bool { return strings.HasPrefix(path, "cmd/") }

func TestArrowsBetweenOurPackages(t *testing.T) {
	for _, p := range ourPackages(t) {
		from := short(p.PkgPath)
		allowed, limited := mayReach[from]
		if !limited {
			if !inCmd(from) {
				t.Errorf("%s: a package that the layout does not know", from)
			}
			continue
		}
		for to, way := range reached(p) {
			if !slices.Contains(allowed, to) {
				t.Errorf("%s must not depend on %s, but does: %s", from, to, strings.Join(way, " -> "))
			}
		}
	}
}

// reached gives our packages that p depends on, each with the way there.
func reached(p *packages.Package) map[string][]string {
	found := map[string][]string{}
	var walk func(*packages.Package, []string)
	walk = func(p *packages.Package, way []string) {
		way = append(slices.Clone(way), short(p.PkgPath))
		for path, next := range p.Imports {
			if isOurs(path) && found[short(path)] == nil {
				found[short(path)] = append(slices.Clone(way), short(path))
				walk(next, way)
			}
		}
	}
	walk(p, nil)
	return found
}

func TestLibrariesStayWhereTheyBelong(t *testing.T) {
	for _, p := range ourPackages(t) {
		from := short(p.PkgPath)
		for path := range p.Imports {
			for library, users := range mayUse {
				if path != library && !strings.HasPrefix(path, library+"/") {
					continue
				}
				if slices.Contains(users, from) || slices.Contains(users, "cmd") && inCmd(from) {
					continue
				}
				t.Errorf("%s must not import %s: only %v may", from, path, users)
			}
		}
	}
}

// eachUse calls see for each use of a package-level function or variable of another package.
func eachUse(p *packages.Package, see func(at token.Position, file *ast.File, pkg, name string)) {
	for _, file := range p.Syntax {
		ast.Inspect(file, func(n ast.Node) bool {
			id, ok := n.(*ast.Ident)
			if !ok {
				return true
			}
			o := p.TypesInfo.Uses[id]
			if o == nil || o.Pkg() == nil || o.Pkg() == p.Types || o.Parent() != o.Pkg().Scope() {
				return true
			}
			see(p.Fset.Position(id.Pos()), file, o.Pkg().Path(), o.Name())
			return true
		})
	}
}

// Reading and deciding are pure: no network, no file, no clock.
func TestMessageAndRegistrationArePure(t *testing.T) {
	clock := []string{"Now", "Since", "Until", "After", "AfterFunc", "Tick", "NewTimer", "NewTicker", "Sleep", "Local", "LoadLocation"}
	network := []string{"Dial", "Listen", "Lookup", "Resolve"}
	for _, p := range ourPackages(t) {
		if from := short(p.PkgPath); from != "mailproc/message" && from != "mailproc/registration" {
			continue
		}
		eachUse(p, func(at token.Position, _ *ast.File, pkg, name string) {
			bad := pkg == "os" || pkg == "os/exec" || pkg == "syscall" || pkg == "io/ioutil" || pkg == "net/http" || pkg == "crypto/tls" || strings.HasPrefix(pkg, "math/rand")
			bad = bad || pkg == "time" && slices.Contains(clock, name)
			bad = bad || pkg == "net" && slices.ContainsFunc(network, func(s string) bool { return strings.HasPrefix(name, s) })
			bad = bad || pkg == "path/filepath" && (strings.HasPrefix(name, "Walk") || name == "Glob" || name == "Abs")
			if bad {
				t.Errorf("%s: uses %s.%s", at, pkg, name)
			}
		})
	}
}

// Only cmd reads the environment and arguments; only main exits.
func TestOnlyCmdReadsTheEnvironmentAndOnlyMainExits(t *testing.T) {
	for _, p := range ourPackages(t) {
		from := short(p.PkgPath)
		eachUse(p, func(at token.Position, file *ast.File, pkg, name string) {
			reads := pkg == "os" && slices.Contains([]string{"Getenv", "LookupEnv", "Environ", "ExpandEnv", "Args", "Setenv"}, name)
			if reads && !inCmd(from) && from != "mailproc/postoffice/real" {
				t.Errorf("%s: reads the environment (os.%s)", at, name)
			}
			exits := pkg == "os" && name == "Exit" || pkg == "log" && strings.HasPrefix(name, "Fatal") || pkg == "syscall" && name == "Exit"
			if exits && !(from == "cmd/takepart" && strings.HasSuffix(at.Filename, "/main.go")) {
				t.Errorf("%s: exits (%s.%s)", at, pkg, name)
			}
		})
	}
}

func TestNoPackageLevelMutableState(t *testing.T) {
	for _, p := range ourPackages(t) {
		globals := map[types.Object]bool{}
		for _, name := range p.Types.Scope().Names() {
			if v, ok := p.Types.Scope().Lookup(name).(*types.Var); ok {
				globals[v] = true
				if why := mutableType(v.Type(), nil); why != "" {
					t.Errorf("%s: %s is package-level and holds %s", p.Fset.Position(v.Pos()), name, why)
				}
			}
		}
		for _, file := range p.Syntax {
			for _, d := range file.Decls {
				if f, ok := d.(*ast.FuncDecl); ok && f.Body != nil {
					writes(p, f.Body, func(id *ast.Ident) {
						if globals[p.TypesInfo.Uses[id]] {
							t.Errorf("%s: %s changes the package-level %s", p.Fset.Position(id.Pos()), f.Name.Name, id.Name)
						}
					})
				}
			}
		}
	}
}

// mutableType says what of a type exists only to be changed; "" for the rest.
func mutableType(t types.Type, seen []types.Type) string {
	if slices.Contains(seen, t) {
		return ""
	}
	seen = append(seen, t)
	if named, ok := t.(*types.Named); ok && named.Obj().Pkg() != nil {
		switch path := named.Obj().Pkg().Path(); path {
		case "sync", "sync/atomic":
			return path + "." + named.Obj().Name()
		}
		if !isOurs(named.Obj().Pkg().Path()) {
			return "" // the insides of a library's type are its own affair
		}
	}
	switch u := t.Underlying().(type) {
	case *types.Chan:
		return "a channel"
	case *types.Pointer:
		return mutableType(u.Elem(), seen)
	case *types.Struct:
		for i := range u.NumFields() {
			if why := mutableType(u.Field(i).Type(), seen); why != "" {
				return why
			}
		}
	}
	return ""
}

// writes calls see with the variable at the root of everything that a body assigns to, increments, deletes from, or takes the
// address of.
func writes(p *packages.Package, body ast.Node, see func(*ast.Ident)) {
	root := func(e ast.Expr) {
		for {
			switch x := e.(type) {
			case *ast.Ident:
				see(x)
				return
			case *ast.IndexExpr:
				e = x.X
			case *ast.SelectorExpr:
				e = x.X
			case *ast.StarExpr:
				e = x.X
			case *ast.ParenExpr:
				e = x.X
			default:
				return
			}
		}
	}
	ast.Inspect(body, func(n ast.Node) bool {
		switch x := n.(type) {
		case *ast.AssignStmt:
			for _, l := range x.Lhs {
				root(l)
			}
		case *ast.IncDecStmt:
			root(x.X)
		case *ast.CallExpr:
			if id, ok := x.Fun.(*ast.Ident); ok && slices.Contains([]string{"delete", "clear"}, id.Name) && p.TypesInfo.Types[id].IsBuiltin() {
				root(x.Args[0])
			}
		}
		return true
	})
}
