package opendata

import (
	"fmt"
	"reflect"
	"regexp"
	"strings"

	"blazon/locale"
	"blazon/server/web"
)

// Document is the description of the read API by OpenAPI 3.1.
type Document struct {
	OpenAPI    string          `json:"openapi"`
	Info       info            `json:"info"`
	Servers    []address       `json:"servers"`
	Paths      map[string]path `json:"paths"`
	Components components      `json:"components"`
}

type info struct {
	Title       string `json:"title"`
	Description string `json:"description"`
	Version     string `json:"version"`
}

type address struct {
	URL string `json:"url"`
}

type path struct {
	Get call `json:"get"`
}

type call struct {
	OperationID string            `json:"operationId"`
	Summary     string            `json:"summary"`
	Parameters  []parameter       `json:"parameters"`
	Responses   map[string]answer `json:"responses"`
}

type parameter struct {
	Name        string `json:"name"`
	In          string `json:"in"`
	Required    bool   `json:"required"`
	Description string `json:"description"`
	Schema      schema `json:"schema"`
}

type answer struct {
	Description string           `json:"description"`
	Content     map[string]media `json:"content,omitempty"`
}

type media struct {
	Schema schema `json:"schema"`
}

type components struct {
	Schemas map[string]schema `json:"schemas"`
}

// schema is a JSON Schema, as OpenAPI 3.1 takes it.
type schema map[string]any

// apiVersion is that of the API: its first number changes with what would break a program that reads it.
const apiVersion = "1.0.0"

// openapi describes the read API by its own table.
func (d *door) openapi(r *web.Request) error {
	return sendJSON(r, "openapi.json", plainJSON, d.describe(r.Site()))
}

func (d *door) describe(site string) Document {
	doc := Document{OpenAPI: "3.1.0", Servers: []address{{site}}, Paths: map[string]path{}, Components: components{map[string]schema{}},
		Info: info{Title: "Blazon open data", Version: apiVersion,
			Description: "Announced results, for reading. Nothing of a result is here before its announcement. Every answer has an ETag; asked again with If-None-Match, what has not changed is answered with 304."}}
	for _, o := range d.api {
		content := schema{"type": "string"}
		if o.record != nil {
			content = doc.schemaOf(reflect.TypeOf(o.record))
		}
		kind, _, _ := strings.Cut(o.kind, ";")
		c := call{OperationID: o.name, Summary: o.summary, Parameters: []parameter{}, Responses: map[string]answer{
			"200": {Description: o.summary, Content: map[string]media{kind: {content}}},
			"304": {Description: "What the reader has is still right"},
		}}
		for _, name := range variable.FindAllStringSubmatch(o.path, -1) {
			c.Parameters = append(c.Parameters, parameter{name[1], "path", true, parameters[name[1]], schema{"type": "string"}})
			c.Responses["404"] = answer{Description: "There is no such thing, or it is not announced"}
		}
		doc.Paths[o.path] = path{c}
	}
	return doc
}

// variable is a place in an address that a value goes into.
var variable = regexp.MustCompile(`\{(\w+)\}`)

// schemaOf describes what a type looks like as JSON; records with a name of their own are described once, and referred to.
func (doc *Document) schemaOf(t reflect.Type) schema {
	switch {
	case t == reflect.TypeFor[locale.Text]():
		return schema{"type": "object", "description": "A text by language", "additionalProperties": schema{"type": "string"}}
	case t == reflect.TypeFor[schema]():
		return schema{"type": "object"}
	}
	switch t.Kind() {
	case reflect.Struct:
		if _, known := doc.Components.Schemas[t.Name()]; !known {
			doc.Components.Schemas[t.Name()] = nil // so that a type may hold itself
			doc.Components.Schemas[t.Name()] = doc.record(t)
		}
		return schema{"$ref": "#/components/schemas/" + t.Name()}
	case reflect.Slice:
		return schema{"type": "array", "items": doc.schemaOf(t.Elem())}
	case reflect.Map:
		return schema{"type": "object", "additionalProperties": doc.schemaOf(t.Elem())}
	case reflect.Pointer:
		return schema{"anyOf": []schema{doc.schemaOf(t.Elem()), {"type": "null"}}}
	case reflect.Bool:
		return schema{"type": "boolean"}
	case reflect.Int:
		return schema{"type": "integer"}
	case reflect.String:
		return schema{"type": "string"}
	case reflect.Interface:
		return schema{}
	}
	panic(fmt.Sprintf("%s has no schema", t))
}

// record describes a struct by its fields' JSON names and docs; what is embedded is part of it.
func (doc *Document) record(t reflect.Type) schema {
	properties, required := map[string]schema{}, []string{}
	for _, f := range reflect.VisibleFields(t) {
		name, option, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "" || f.Anonymous {
			continue
		}
		properties[name] = doc.schemaOf(f.Type)
		if text := f.Tag.Get("doc"); text != "" {
			properties[name]["description"] = text
		}
		if option != "omitempty" {
			required = append(required, name)
		}
	}
	return schema{"type": "object", "properties": properties, "required": required, "additionalProperties": false}
}
