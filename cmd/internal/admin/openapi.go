package admin

import (
	"net/http"
	"path"
	"reflect"
	"regexp"
	"strings"
	"time"

	"takepart/store"
)

// describe answers the OpenAPI description, made of the table of routes.
func (s *Server) describe(w http.ResponseWriter, _ *http.Request) { reply(w, s.OpenAPI()) }

type object = map[string]any

var pathParameter = regexp.MustCompile(`\{(\w+)\}`)

// OpenAPI is the description of the API (OpenAPI 3.1).
func (s *Server) OpenAPI() map[string]any {
	schemas, paths := object{}, object{}
	for _, r := range s.routes() {
		operation := object{"summary": r.does, "responses": object{"200": answerOf(r, schemas), "default": object{
			"description": "an error: 400 wrong request, 404 no such thing, 409 not possible now, 500",
			"content":     object{"application/json": object{"schema": schemaOf(reflect.TypeFor[Fault](), schemas)}},
		}}}
		if r.in != nil {
			operation["requestBody"] = object{"required": true, "content": object{"application/json": object{"schema": schemaOf(reflect.TypeOf(r.in), schemas)}}}
		}
		var parameters []object
		for _, m := range pathParameter.FindAllStringSubmatch(r.path, -1) {
			parameters = append(parameters, object{"name": m[1], "in": "path", "required": true, "schema": object{"type": "string"}})
		}
		for _, p := range r.query {
			parameters = append(parameters, object{"name": p.name, "in": "query", "description": p.means, "schema": object{"type": "string"}})
		}
		if parameters != nil {
			operation["parameters"] = parameters
		}
		if paths[r.path] == nil {
			paths[r.path] = object{}
		}
		paths[r.path].(object)[strings.ToLower(r.method)] = operation
	}
	return object{
		"openapi":    "3.1.0",
		"info":       object{"title": "takepart", "version": "1", "description": "The local API, HTTP on the unix socket beside the store. Who connects is the socket's owner; a change names who made it."},
		"servers":    []object{{"url": "http://takepart"}},
		"paths":      paths,
		"components": object{"schemas": schemas},
	}
}

func answerOf(r route, schemas object) object {
	if r.stream != "" {
		return object{"description": r.does, "content": object{r.stream: object{}}}
	}
	return object{"description": r.does, "content": object{"application/json": object{"schema": schemaOf(reflect.TypeOf(r.out), schemas)}}}
}

// schemaOf describes a type as encoding/json writes it; structs stand under their names in schemas.
func schemaOf(t reflect.Type, schemas object) object {
	switch t {
	case reflect.TypeFor[time.Time]():
		return object{"type": "string", "format": "date-time"}
	case reflect.TypeFor[store.Digest]():
		return object{"type": "array", "items": object{"type": "integer"}}
	case reflect.TypeFor[time.Duration]():
		return object{"type": "integer", "description": "nanoseconds"}
	}
	switch t.Kind() {
	case reflect.Pointer:
		return schemaOf(t.Elem(), schemas)
	case reflect.Slice, reflect.Array:
		return object{"type": []string{"array", "null"}, "items": schemaOf(t.Elem(), schemas)}
	case reflect.Map:
		if t.Elem().Kind() == reflect.Interface {
			return object{"type": "object"}
		}
		return object{"type": []string{"object", "null"}, "additionalProperties": schemaOf(t.Elem(), schemas)}
	case reflect.String:
		return object{"type": "string"}
	case reflect.Bool:
		return object{"type": "boolean"}
	case reflect.Float64, reflect.Float32:
		return object{"type": "number"}
	case reflect.Struct:
		name := path.Base(t.PkgPath()) + "." + t.Name()
		if schemas[name] == nil {
			schemas[name] = object{} // it may contain itself
			properties := object{}
			propertiesOf(t, properties, schemas)
			schemas[name] = object{"type": "object", "properties": properties, "additionalProperties": false}
		}
		return object{"$ref": "#/components/schemas/" + name}
	}
	return object{"type": "integer"}
}

func propertiesOf(t reflect.Type, properties, schemas object) {
	for i := range t.NumField() {
		f := t.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case !f.IsExported() || name == "-":
		case f.Anonymous && name == "":
			propertiesOf(f.Type, properties, schemas)
		case name == "":
			properties[f.Name] = schemaOf(f.Type, schemas)
		default:
			properties[name] = schemaOf(f.Type, schemas)
		}
	}
}
